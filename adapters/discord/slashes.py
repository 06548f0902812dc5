"""Commands that a text names, as people type them on Discord: with a slash."""

import re
from collections.abc import Callable, Iterable

from bot.commands import Command

# How code letters are written.
Code = Callable[[str], str]


def as_it_is(text: str) -> str:
    """Code letters, and nothing else."""
    return f"`{text}`"


def with_slashes(commands: Iterable[Command]) -> Code:
    """Code letters; what names a command, with or without options, or a whole family of commands, gets its slash."""
    listed = [command for command in commands if command.listed]
    families = {command.name.partition(" ")[0] for command in listed}
    lines = [re.escape(command.name) + ("( .+)?" if command.options else "") for command in listed]
    known = re.compile("|".join([*lines, *sorted(families)]))
    return lambda text: f"`/{text}`" if known.fullmatch(text) else as_it_is(text)
