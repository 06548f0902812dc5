"""Every variable of the environment: what it sets, how its text is read, and an example to show."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.operations import settings_texts

_SHORTEST_SECRET = 8  # what is shorter is no token, and masking it would make a log unreadable
_LONGEST_RETENTION = 36500


class Secret:
    """A token. It shows itself to nobody who does not ask with `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The token itself: for the platform, and for masking it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __str__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other.reveal()

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: which setting it makes, and how.

    `read` raises ValueError with what the value must be.
    """

    name: str
    setting: str
    read: Callable[[str], Any]
    example: str


def _sqlite_file(text: str) -> Path:
    scheme, _, rest = text.partition(":///")
    if (
        scheme != "sqlite"
        or not rest.strip("/")
        or rest.endswith("/")
        or rest.startswith(":")
        or "?" in rest
    ):
        raise ValueError(settings_texts.A_SQLITE_FILE)
    return Path(rest)


def _secret(text: str) -> Secret:
    # Neither quotes nor backslashes: they would look different in JSON, where masking could not
    # find them.
    if len(text) < _SHORTEST_SECRET or not re.fullmatch(r"[!#-&(-\[\]-~]+", text):
        raise ValueError(settings_texts.WHOLE_AND_ALONE)
    return Secret(text)


def _url(*schemes: str) -> Callable[[str], str]:
    def read_url(text: str) -> str:
        address = rf"(?:{'|'.join(schemes)})://(?:[A-Za-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]{{1,5}})?(?:/[!-~]*)?"
        if not re.fullmatch(address, text):
            raise ValueError(settings_texts.an_address(*schemes))
        return text.rstrip("/")

    return read_url


def _slack_base(text: str) -> str:
    return _url("https", "http")(text) + "/"


def _slack_command(text: str) -> str:
    # Slack docs, Slash commands: small letters, no spaces, 32 characters with the slash.
    if not re.fullmatch(r"/?[a-z0-9_-]{1,31}", text):
        raise ValueError(settings_texts.A_SLACK_COMMAND)
    return text.removeprefix("/")


def _host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", text):
            return text
        raise ValueError(settings_texts.A_HOST) from None


def _number(least: int, most: int) -> Callable[[str], int]:
    def read_number(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(settings_texts.a_number(least, most))
        return int(text)

    return read_number


def _one_of(*choices: str) -> Callable[[str], str]:
    def read_choice(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(settings_texts.one_of(choices))
        return text.lower()

    return read_choice


VARIABLES = (
    Variable("ROADMATE_DATABASE_URL", "database", _sqlite_file, "sqlite:///roadmate.db"),
    Variable("ROADMATE_DISCORD_TOKEN", "discord_token", _secret, "MTIz..."),
    Variable(
        "ROADMATE_DISCORD_API_URL",
        "discord_api_url",
        _url("https", "http"),
        "http://127.0.0.1:8081/api/v10",
    ),
    Variable(
        "ROADMATE_DISCORD_GATEWAY_URL",
        "discord_gateway_url",
        _url("wss", "ws"),
        "ws://127.0.0.1:8082",
    ),
    Variable("ROADMATE_SLACK_BOT_TOKEN", "slack_bot_token", _secret, "xoxb-..."),
    Variable("ROADMATE_SLACK_APP_TOKEN", "slack_app_token", _secret, "xapp-..."),
    Variable("ROADMATE_SLACK_SIGNING_SECRET", "slack_signing_secret", _secret, "8f7a..."),
    Variable("ROADMATE_HTTP_HOST", "http_host", _host, "127.0.0.1"),
    Variable("ROADMATE_HTTP_PORT", "http_port", _number(1, 65535), "8080"),
    Variable("ROADMATE_SLACK_API_URL", "slack_api_url", _slack_base, "http://127.0.0.1:8083/api/"),
    Variable("ROADMATE_SLACK_COMMAND", "slack_command", _slack_command, "study"),
    Variable("ROADMATE_PACKS", "packs", Path, "/srv/roadmate/packs"),
    Variable("ROADMATE_RETENTION_DAYS", "retention_days", _number(1, _LONGEST_RETENTION), "90"),
    Variable(
        "ROADMATE_LOG_LEVEL", "log_level", _one_of("debug", "info", "warning", "error"), "info"
    ),
    Variable("ROADMATE_LOG_FORMAT", "log_format", _one_of("text", "json"), "text"),
)
