"""Settings: the environment and an optional .env file in, one record or all faults at once out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream

from bot.core.errors import SettingsError
from bot.operations import settings_texts
from bot.operations.platform import Configured, Platform
from bot.operations.variables import VARIABLES, Fault, Secret, Variable

_PREFIX = "ROADMATE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever runs Roadmate has decided. `platforms`: all that it can speak to."""

    database: Path = Path("roadmate.db")
    packs: Path | None = None
    retention_days: int = 90
    log_level: str = "info"
    log_format: str = "text"
    platforms: tuple[Configured[Any], ...] = ()

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Every secret there is, to be masked."""
        return tuple(secret for one in self.platforms for secret in one.secrets)

    @property
    def to_start(self) -> tuple[Configured[Any], ...]:
        """The platforms whose tokens are set."""
        return tuple(one for one in self.platforms if one.has_tokens)


def read(
    environment: Mapping[str, str], file: Path, platforms: Sequence[Platform[Any]]
) -> Settings:
    """The settings; raises SettingsError with one line for each fault."""
    settings, faults = survey(environment, file, platforms)
    if faults:
        raise SettingsError("\n".join(str(fault) for fault in faults))
    return settings


def survey(
    environment: Mapping[str, str], file: Path, platforms: Sequence[Platform[Any]]
) -> tuple[Settings, tuple[Fault, ...]]:
    """As far as they can be understood, and every fault.

    The environment wins over the file, also when it is empty.
    """
    faults: list[Fault] = []
    values = {**_file(file, faults), **environment}
    known = {variable.name: variable for variable in _all_variables(platforms)}
    faults += [
        _unknown(name, known)
        for name in sorted(values)
        if name.startswith(_PREFIX) and name not in known
    ]
    configured = tuple(
        Configured(one, one.settings(**_values(one.variables, values, faults))) for one in platforms
    )
    settings = Settings(**_values(VARIABLES, values, faults), platforms=configured)
    malformed = {fault.where for fault in faults}
    lacking = (lack for one in configured for lack in one.platform.incomplete(one.settings))
    return settings, (*faults, *(lack for lack in lacking if lack.where not in malformed))


def _all_variables(platforms: Sequence[Platform[Any]]) -> tuple[Variable, ...]:
    return (*VARIABLES, *(variable for one in platforms for variable in one.variables))


def _values(
    variables: Iterable[Variable], given: Mapping[str, str], faults: list[Fault]
) -> dict[str, Any]:
    """What is set, by the name of the setting."""
    values: dict[str, Any] = {}
    for variable in variables:
        text = given.get(variable.name, "").strip()
        try:
            if text:
                values[variable.setting] = variable.read(text)
        except ValueError as fault:
            must_be = settings_texts.must_be(str(fault), variable.name, variable.example)
            faults.append(Fault(variable.name, must_be))
    return values


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


def _unknown(name: str, variables: Mapping[str, Variable]) -> Fault:
    # By what differs between names: the prefix that all share would make everything look alike.
    endings = [known.removeprefix(_PREFIX) for known in variables]
    near = get_close_matches(name.removeprefix(_PREFIX).upper(), endings, n=1, cutoff=0.5)
    shown = "".join(character if character.isprintable() else "?" for character in name)
    if not near:
        return Fault(shown, settings_texts.unknown(f"{_PREFIX}LOG_LEVEL=info"))
    known = variables[_PREFIX + near[0]]
    return Fault(shown, settings_texts.misspelt(known.name, known.example))
