"""Our commands as Discord's application commands.

One a first word, the second word a subcommand.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.core.commands.declaration import Command
from bot.core.commands.options import Option

# Discord's numbers (Developer docs, Application Commands): option types, contexts, where an app is
# installed.
_SUBCOMMAND = 1
_KINDS = {"text": 3, "integer": 4, "member": 6}
_IN_SERVERS, _IN_DIRECT_MESSAGES = 0, 1
_INSTALLED_IN_SERVERS = 0
LONGEST_DESCRIPTION = 100

Payload = dict[str, Any]


def payload(commands: Iterable[Command]) -> list[Payload]:
    """What is registered.

    Contexts belong to a first word, with all its subcommands. `group` sets up and steers the group
    of the channel it is called in, so it is for servers only. The others are about oneself, or
    (week, leaderboard, ...) about the group one was in last, and so are in direct messages too;
    `quiz` for the sake of solo and review, though a round needs a channel. Never in talks between
    people: there Roadmate is not.
    """
    families: dict[str, list[Command]] = {}
    for command in commands:
        if command.listed:
            families.setdefault(command.name.split(" ")[0], []).append(command)
    return [_top(first, family) for first, family in families.items()]


def differs(ours: Sequence[Payload], theirs: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is registered is not what we would register.

    What Discord adds by itself does not count.
    """
    there = {command["name"]: _as_ours(command) for command in theirs}
    return there != {command["name"]: _as_ours(command) for command in ours}


def _top(first: str, family: Sequence[Command]) -> Payload:
    contexts = [_IN_SERVERS] if first == "group" else [_IN_SERVERS, _IN_DIRECT_MESSAGES]
    made: Payload = {
        "type": 1,
        "name": first,
        "contexts": contexts,
        "integration_types": [_INSTALLED_IN_SERVERS],
    }
    if len(family) == 1 and family[0].name == first:
        return {
            **made,
            "description": _short(family[0].description),
            "options": _options(family[0]),
        }
    about = ", ".join(command.name.removeprefix(f"{first} ") for command in family)
    return {
        **made,
        "description": _short(f"{first.capitalize()}: {about}"),
        "options": list(map(_sub, family)),
    }


def _sub(command: Command) -> Payload:
    name = command.name.partition(" ")[2]
    return {
        "type": _SUBCOMMAND,
        "name": name,
        "description": _short(command.description),
        "options": _options(command),
    }


def _options(command: Command) -> list[Payload]:
    # Discord wants what is required first.
    listed = sorted(
        (option for option in command.options if option.listed),
        key=lambda option: not option.required,
    )
    return [_option(option) for option in listed]


def _option(option: Option) -> Payload:
    made: Payload = {
        "type": _KINDS[option.kind],
        "name": option.name,
        "description": _short(option.description),
        "required": option.required,
    }
    if option.kind == "integer":
        made |= {"min_value": option.least, "max_value": option.most}
    elif option.choices:
        made["choices"] = [
            {"name": choice.label, "value": choice.value} for choice in option.choices
        ]
    elif option.suggest and option.kind == "text":
        made["autocomplete"] = True
    return made


def _as_ours(value: object) -> object:
    """Only the fields that we set, and of these only what is not Discord's default."""
    if isinstance(value, Mapping):
        kept = {key: _as_ours(field) for key, field in value.items() if key in _FIELDS}
        return {
            key: field
            for key, field in kept.items()
            if field is not None and field is not False and field != []
        }
    if isinstance(value, list):
        return [_as_ours(entry) for entry in value]
    return value


_FIELDS = frozenset(
    (
        "type", "name", "description", "options", "required", "choices", "value", "autocomplete",
        "min_value",
        "max_value", "contexts", "integration_types",
    )
)  # fmt: skip


def _short(description: str) -> str:
    return (
        description
        if len(description) <= LONGEST_DESCRIPTION
        else f"{description[: LONGEST_DESCRIPTION - 1]}…"
    )
