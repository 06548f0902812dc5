"""Wording of help, made from the list of commands itself."""

from collections.abc import Iterable, Sequence

from bot.core.commands.declaration import Command
from bot.core.markup import command, plain
from bot.core.message import Message, say


def overview(groups: Sequence[tuple[str, Sequence[Command]]], *, organiser: bool) -> Message:
    """All commands, by what one wants to do."""
    parts = [f"**{title}**\n" + "\n".join(map(_line, commands)) for title, commands in groups]
    more = (
        ""
        if organiser
        else f" Whoever runs the group has some more, which begin with {command('group')}."
    )
    return say(
        "# What I can do\n"
        + "\n".join(parts)
        + f"\n{command('help', 'command:next')} tells more about one of them, here about "
        f"{command('next')}.{more}"
    )


def one(declared: Command) -> Message:
    """One command from near."""
    options = "\n".join(_option(*facts) for facts in _facts(declared))
    who = "\n*For the group's organisers.*" if declared.role == "organiser" else ""
    listed = f"\n{options}" if options else ""
    return say(f"# {declared.name}\n{plain(declared.description)}\n{_usage(declared)}{listed}{who}")


def _line(declared: Command) -> str:
    star = " \\*" if declared.role == "organiser" else ""
    return f"- {_usage(declared)}{star}: {plain(declared.description)}"


def _usage(declared: Command) -> str:
    return command(declared.name, *declared.places)


def _facts(declared: Command) -> Iterable[tuple[str, str, str]]:
    for option in (option for option in declared.options if option.listed):
        choices = ", ".join(choice.value for choice in option.choices)
        yield (
            option.name,
            option.description,
            choices or (f"{option.least} to {option.most}" if option.kind == "integer" else ""),
        )


def _option(name: str, description: str, allowed: str) -> str:
    return f"- `{name}:` {plain(description)}{f' ({plain(allowed)})' if allowed else ''}"
