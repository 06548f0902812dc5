"""Wording of help, made from the list of commands itself."""

from collections.abc import Iterable, Sequence

from bot.core.commands.declaration import Command
from bot.core.markup import code, plain
from bot.core.message import Message, say


def overview(groups: Sequence[tuple[str, Sequence[Command]]], *, organiser: bool) -> Message:
    """All commands, by what one wants to do."""
    parts = [
        f"**{title}**\n" + "\n".join(_line(command) for command in commands)
        for title, commands in groups
    ]
    more = "" if organiser else " Whoever runs the group has some more, which begin with `group`."
    return say(
        "# What I can do\n"
        + "\n".join(parts)
        + f"\n`help <command>` tells more about one of them.{more}"
    )


def one(command: Command) -> Message:
    """One command from near."""
    options = "\n".join(_option(*facts) for facts in _facts(command))
    who = "\n*For the group's organisers.*" if command.role == "organiser" else ""
    listed = f"\n{options}" if options else ""
    return say(
        f"# {command.name}\n{plain(command.description)}\n{code(command.usage)}{listed}{who}"
    )


def _line(command: Command) -> str:
    star = " \\*" if command.role == "organiser" else ""
    return f"- {code(command.usage)}{star}: {plain(command.description)}"


def _facts(command: Command) -> Iterable[tuple[str, str, str]]:
    for option in (option for option in command.options if option.listed):
        choices = ", ".join(choice.value for choice in option.choices)
        yield (
            option.name,
            option.description,
            choices or (f"{option.least} to {option.most}" if option.kind == "integer" else ""),
        )


def _option(name: str, description: str, allowed: str) -> str:
    return f"- `{name}:` {plain(description)}{f' ({plain(allowed)})' if allowed else ''}"
