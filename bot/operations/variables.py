"""Variables of the environment: what each sets, how its text is read, and an example to show.

Those of a platform stand in its folder.
"""

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
class Form:
    """How a token looks: a regular expression for all of it, and the same in words."""

    pattern: str
    words: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: which setting it makes, and how.

    `read` raises ValueError with what the value must be. `form`: what the doctor looks for in a
    token.
    """

    name: str
    setting: str
    read: Callable[[str], Any]
    example: str
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one variable (or one line of the .env file), and what to do.

    Never shows a value.
    """

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


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


def secret(text: str) -> Secret:
    """A token. Raises ValueError for what no platform gives out."""
    # Neither quotes nor backslashes: they would look different in JSON, where masking could not
    # find them.
    if len(text) < _SHORTEST_SECRET or not re.fullmatch(r"[!#-&(-\[\]-~]+", text):
        raise ValueError(settings_texts.WHOLE_AND_ALONE)
    return Secret(text)


def url(*schemes: str) -> Callable[[str], str]:
    """Reads the address of a server, of one of two schemes; no slash at its end."""

    def read_url(text: str) -> str:
        address = rf"(?:{'|'.join(schemes)})://(?:[A-Za-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]{{1,5}})?(?:/[!-~]*)?"
        if not re.fullmatch(address, text):
            raise ValueError(settings_texts.an_address(*schemes))
        return text.rstrip("/")

    return read_url


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a number between two, both of them included."""

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
    Variable("ROADMATE_PACKS", "packs", Path, "/srv/roadmate/packs"),
    Variable(
        "ROADMATE_RETENTION_DAYS", "retention_days", whole_number(1, _LONGEST_RETENTION), "90"
    ),
    Variable(
        "ROADMATE_LOG_LEVEL", "log_level", _one_of("debug", "info", "warning", "error"), "info"
    ),
    Variable("ROADMATE_LOG_FORMAT", "log_format", _one_of("text", "json"), "text"),
)
