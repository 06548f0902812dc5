"""Commands that a text names, as people type them on Discord: with a slash."""

from collections.abc import Callable, Iterable

from bot.core.commands.declaration import Command
from bot.core.commands.names import as_typed

# How code letters are written.
Code = Callable[[str], str]


def as_it_is(text: str) -> str:
    """Code letters, and nothing else."""
    return f"`{text}`"


def with_slashes(commands: Iterable[Command]) -> Code:
    """Code letters; what names a command gets its slash."""
    typed = as_typed(commands, "/")
    return lambda text: f"`{typed(text)}`"
