"""Settings: the environment and an optional .env file in, one frozen record or all faults at once
out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream

from bot.core.errors import SettingsError
from bot.operations import settings_texts
from bot.operations.variables import VARIABLES, Secret

_PREFIX = "ROADMATE_"
_NAMES = {variable.name: variable for variable in VARIABLES}


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever runs Roadmate has decided. Addresses of None are the platform's own."""

    database: Path = Path("roadmate.db")
    discord_token: Secret | None = None
    discord_api_url: str | None = None  # without a slash at its end
    discord_gateway_url: str | None = None
    slack_bot_token: Secret | None = None
    slack_app_token: Secret | None = None
    slack_signing_secret: Secret | None = None
    http_host: str = "127.0.0.1"
    http_port: int = 8080
    slack_api_url: str | None = None  # with a slash at its end
    slack_command: str = "roadmate"  # without its slash
    packs: Path | None = None
    retention_days: int = 90
    log_level: str = "info"
    log_format: str = "text"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Every secret there is, to be masked."""
        tokens = (
            self.discord_token,
            self.slack_bot_token,
            self.slack_app_token,
            self.slack_signing_secret,
        )
        return tuple(token for token in tokens if token)

    @property
    def platforms(self) -> tuple[str, ...]:
        """Those whose tokens are set; the names of their adapters."""
        tokens = {"discord": self.discord_token, "slack": self.slack_bot_token}
        return tuple(platform for platform, token in tokens.items() if token)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one variable (or one line of the .env file), and what to do.

    Never shows a value.
    """

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


def read(environment: Mapping[str, str], file: Path) -> Settings:
    """The settings; raises SettingsError with one line for each fault."""
    settings, faults = survey(environment, file)
    if faults:
        raise SettingsError("\n".join(str(fault) for fault in faults))
    return settings


def survey(environment: Mapping[str, str], file: Path) -> tuple[Settings, tuple[Fault, ...]]:
    """As far as they can be understood, and every fault.

    The environment wins over the file, also when it is empty.
    """
    faults: list[Fault] = []
    given = {**_file(file, faults), **environment}
    faults += [
        _unknown(name) for name in sorted(given) if name.startswith(_PREFIX) and name not in _NAMES
    ]
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        text = given.get(variable.name, "").strip()
        try:
            if text:
                values[variable.setting] = variable.read(text)
        except ValueError as fault:
            must_be = settings_texts.must_be(str(fault), variable.name, variable.example)
            faults.append(Fault(variable.name, must_be))
    settings = Settings(**values)
    malformed = {fault.where for fault in faults}
    return settings, (
        *faults,
        *(lack for lack in _incomplete(settings) if lack.where not in malformed),
    )


def _file(path: Path, faults: list[Fault]) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else settings_texts.NOT_UTF8
        faults.append(Fault(path.name, settings_texts.cannot_be_read(why or "")))
        return {}
    bindings = list(parse_stream(StringIO(text)))
    for line in bindings:
        if line.error or (line.key is not None and line.value is None):
            where = settings_texts.line(path.name, line.original.line)
            how = settings_texts.written_like(VARIABLES[0].name, VARIABLES[0].example)
            faults.append(Fault(where, how))
    return {
        line.key: line.value for line in bindings if line.key is not None and line.value is not None
    }


def _unknown(name: str) -> Fault:
    # By what differs between names: the prefix that all share would make everything look alike.
    endings = [known.removeprefix(_PREFIX) for known in _NAMES]
    near = get_close_matches(name.removeprefix(_PREFIX).upper(), endings, n=1, cutoff=0.5)
    shown = "".join(character if character.isprintable() else "?" for character in name)
    if not near:
        return Fault(shown, settings_texts.unknown(f"{_PREFIX}LOG_LEVEL=info"))
    known = _NAMES[_PREFIX + near[0]]
    return Fault(shown, settings_texts.misspelt(known.name, known.example))


def _incomplete(settings: Settings) -> Iterator[Fault]:
    """Slack's tokens open nothing one by one."""
    second = settings.slack_app_token or settings.slack_signing_secret
    if settings.slack_bot_token and not second:
        yield Fault("ROADMATE_SLACK_APP_TOKEN", settings_texts.WITHOUT_APP)
    if second and not settings.slack_bot_token:
        yield Fault("ROADMATE_SLACK_BOT_TOKEN", settings_texts.WITHOUT_BOT)
