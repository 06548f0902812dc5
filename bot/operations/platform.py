"""What a platform's folder says of itself: its settings, its words, its tasks, its doctor."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Generic, TypeVar

from bot.operations.variables import Fault, Secret, Variable

Own = TypeVar("Own")


@dataclass(frozen=True, slots=True)
class Task(Generic[Own]):
    """A task of the command line: `roadmate <platform> <name>`.

    `do` is given the platform's settings, the options by name, and where to show what comes of it;
    it raises `SettingsError`. `options`: what each `--name` of a text is for.
    """

    name: str
    about: str
    do: Callable[[Own, Mapping[str, str], Callable[[str], object]], None]
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Platform(Generic[Own]):
    """One platform, told by its own folder, without its library: that is loaded when it is used.

    `settings` makes the platform's own settings of what its `variables` say, `incomplete` tells
    which of them lacks another, `has_tokens` whether there are enough to start it.
    `how_to_get_tokens`: lines for whoever has set none. `adapter` makes a `bot.engine.port.Adapter`
    and `examine` is an `Examination` of bot/operations/doctor.py; both types would bring half the
    engine along wherever a setting is read.
    """

    name: str
    variables: tuple[Variable, ...]
    settings: Callable[..., Own]
    has_tokens: Callable[[Own], bool]
    how_to_get_tokens: str
    adapter: Callable[[Own], Any]
    examine: Callable[..., Awaitable[Sequence[Any]]]
    tasks: tuple[Task[Own], ...] = ()
    incomplete: Callable[[Own], Iterable[Fault]] = lambda _: ()


@dataclass(frozen=True, slots=True)
class Configured(Generic[Own]):
    """A platform with its own settings, whether it can start with them or not."""

    platform: Platform[Own]
    settings: Own

    @property
    def has_tokens(self) -> bool:
        """Whether it starts."""
        return self.platform.has_tokens(self.settings)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Each of its secrets that is set."""
        values = (getattr(self.settings, one.setting) for one in self.platform.variables)
        return tuple(value for value in values if isinstance(value, Secret))

    def adapter(self) -> Any:  # noqa: ANN401 - see `Platform`
        """What speaks to the platform."""
        return self.platform.adapter(self.settings)


def load(folders: Iterable[str]) -> tuple[Platform[Any], ...]:
    """What the `platform.py` of each says: `adapters.discord` gives Discord."""
    return tuple(import_module(f"{folder}.platform").PLATFORM for folder in folders)


def own_tasks(folders: Iterable[str], words: Sequence[str]) -> dict[str, tuple[Task[Any], ...]]:
    """The tasks of each platform, by its name.

    Only one that is called is loaded: most tasks have no use for a platform.
    """
    names = {folder.rpartition(".")[2]: folder for folder in folders}
    return {
        name: load([folder])[0].tasks if [name] == list(words[:1]) else ()
        for name, folder in names.items()
    }
