"""What a platform's folder says of itself: its settings, its words, its tasks, its doctor."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic

from bot.operations.command_line import Own, Task
from bot.operations.variables import Fault, Secret, Variable


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
