"""What whoever runs Roadmate can set for Slack."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.slack import settings_texts as texts
from bot.operations.variables import Fault, Form, Secret, Variable, secret, url, whole_number


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """An address of None is Slack's own. `command`: what people type, without its slash."""

    bot_token: Secret | None = None
    app_token: Secret | None = None
    signing_secret: Secret | None = None
    http_host: str = "127.0.0.1"
    http_port: int = 8080
    api_url: str | None = None  # with a slash at its end
    command: str = "roadmate"


def incomplete(settings: SlackSettings) -> Iterator[Fault]:
    """Slack's tokens open nothing one by one."""
    second = settings.app_token or settings.signing_secret
    if settings.bot_token and not second:
        yield Fault("ROADMATE_SLACK_APP_TOKEN", texts.WITHOUT_APP)
    if second and not settings.bot_token:
        yield Fault("ROADMATE_SLACK_BOT_TOKEN", texts.WITHOUT_BOT)


def _api(text: str) -> str:
    return url("https", "http")(text) + "/"


def _command(text: str) -> str:
    # Slack docs, Slash commands: small letters, no spaces, 32 characters with the slash.
    if not re.fullmatch(r"/?[a-z0-9_-]{1,31}", text):
        raise ValueError(texts.A_COMMAND)
    return text.removeprefix("/")


def _host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", text):
            return text
        raise ValueError(texts.A_HOST) from None


VARIABLES = (
    Variable(
        "ROADMATE_SLACK_BOT_TOKEN",
        "bot_token",
        secret,
        "xoxb-...",
        Form(r"xoxb-.+", texts.BEGINS_WITH_XOXB),
    ),
    Variable(
        "ROADMATE_SLACK_APP_TOKEN",
        "app_token",
        secret,
        "xapp-...",
        Form(r"xapp-.+", texts.BEGINS_WITH_XAPP),
    ),
    Variable(
        "ROADMATE_SLACK_SIGNING_SECRET",
        "signing_secret",
        secret,
        "8f7a...",
        Form(r"[0-9a-f]{32}", texts.IS_HEXADECIMAL),
    ),
    Variable("ROADMATE_HTTP_HOST", "http_host", _host, "127.0.0.1"),
    Variable("ROADMATE_HTTP_PORT", "http_port", whole_number(1, 65535), "8080"),
    Variable("ROADMATE_SLACK_API_URL", "api_url", _api, "http://127.0.0.1:8083/api/"),
    Variable("ROADMATE_SLACK_COMMAND", "command", _command, "study"),
)
