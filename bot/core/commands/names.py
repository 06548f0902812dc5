"""Commands that a text names, as people type them on a platform."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from bot.core.commands.declaration import Command

# Texts name few things in code letters; of titles and answers, the latest.
_REMEMBERED = 1000


def as_typed(commands: Iterable[Command], before: str) -> Callable[[str], str]:
    """How words in code letters are written.

    A command, with options or without, or a family gets `before` first.
    """
    listed = [command for command in commands if command.listed]
    families = {command.name.partition(" ")[0] for command in listed}
    lines = [re.escape(command.name) + ("( .+)?" if command.options else "") for command in listed]
    known = re.compile("|".join([*lines, *sorted(families)]))
    return lru_cache(_REMEMBERED)(lambda text: before + text if known.fullmatch(text) else text)
