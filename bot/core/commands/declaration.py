"""Commands, declared once: the one list that every platform draws."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from bot.core import texts
from bot.core.call import Call
from bot.core.commands import typed_line
from bot.core.commands.options import Option, value_of
from bot.core.database_port import Transaction
from bot.core.message import LONGEST_TYPED, Form, Message, Unfinished

Role = Literal["anyone", "organiser", "system"]
Handler = Callable[..., Awaitable[Message | Unfinished | Form]]
GroupOf = Callable[[Transaction, Call], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Command:
    """What people can call.

    `reads`: it only looks; `listed`: it is in menus and help; `checks`: it wants findings.

    `rights`: it is for anyone, but who runs the group may do or see more; of what the scheduler
    says, that it is for somebody who runs the group. `short`: a word that, typed alone, means it
    too. `here`: it is about this very channel, also where that has no group and the person has one
    elsewhere. `group_of`: the id of the group that a call's options mean, wherever it is made.
    """

    name: str
    description: str
    options: tuple[Option, ...]
    handler: Handler
    private: bool = True
    role: Role = "anyone"
    listed: bool = True
    reads: bool = False
    checks: bool = False
    here: bool = False
    rights: bool = False
    short: str = ""
    group_of: GroupOf | None = None

    @property
    def usage(self) -> str:
        """How it is typed, without what a platform puts before it: `done [reading]`."""
        return " ".join([self.name, *self.places])

    @property
    def places(self) -> tuple[str, ...]:
        """What may follow its name: `<cup>` must, `[count]` can be left out."""
        return tuple(
            f"<{o.name}>" if o.required else f"[{o.name}]" for o in self.options if o.listed
        )


def command(
    name: str,
    description: str,
    *options: Option,
    private: bool = True,
    role: Role = "anyone",
    listed: bool = True,
    reads: bool = False,
    checks: bool = False,
    here: bool = False,
    rights: bool = False,
    short: str = "",
    group_of: GroupOf | None = None,
) -> Callable[[Handler], Command]:
    """Make a Command of a handler that takes the context and exactly the options, in order."""

    def declare(handler: Handler) -> Command:
        parameters = list(inspect.signature(handler).parameters)[1:]
        if parameters != [option.name for option in options]:
            raise TypeError(
                f"{name}: the handler takes {parameters}, the options are "
                f"{[o.name for o in options]}"
            )
        return Command(
            name,
            description,
            options,
            handler,
            private,
            role,
            listed,
            reads,
            checks,
            here,
            rights,
            short,
            group_of,
        )

    return declare


class Registry:
    """The list of all commands, and the reader of typed lines."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._by_name: dict[str, Command] = {}
        for declared in commands:
            if declared.name in self._by_name:
                raise ValueError(f"two commands are called {declared.name!r}")
            self._by_name[declared.name] = declared
        self._short = {declared.short: declared.name for declared in self if declared.short}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_name.values())

    def find(self, name: str) -> Command:
        """The command of a call; raises `UserError` with the nearest one where there is none."""
        found = self._by_name.get(name)
        if found is None:
            listed = [c.name for c in self if c.listed]
            first_words = [name.rsplit(" ", 1)[0], name.split(" ", maxsplit=1)[0]] if name else []
            nearest = [
                near
                for typed in (name, *first_words)
                for near in get_close_matches(typed, listed, 1, 0.6)
            ]
            family = [n for n in listed if name and n.startswith(f"{name} ")]
            raise texts.unknown_command(name, family or nearest[:1])
        return found

    def read(self, line: str) -> Call:
        """What a typed line means.

        The longest known name, then `option:value` or plain words in declared order.

        Never fails: what no command answers to is found out, and told kindly, when the call is
        made.
        """
        words = typed_line.words(line.strip().removeprefix("/"))
        for length in (2, 1):
            found = self._by_name.get(" ".join(words[:length]).casefold())
            if found and len(words) >= length:
                return Call(found.name, dict(typed_line.arguments(found.options, words[length:])))
        typed = " ".join(words)
        return Call(self._short.get(typed.casefold(), typed))

    def arguments(self, declared: Command, call: Call) -> dict[str, Any]:
        """The handler's arguments, checked.

        Raises `UserError` for what is unknown, missing or malformed.
        """
        known = {option.name for option in declared.options}
        for name in call.args:
            if name not in known:
                raise texts.unknown_option(declared.name, declared.places, name)
        return {
            option.name: value_of(option, call.args.get(option.name, ""))
            for option in declared.options
        }


def missing(declared: Command, call: Call) -> tuple[Option, ...]:
    """The required options that a call lacks."""
    return tuple(
        o for o in declared.options if o.required and not call.args.get(o.name, "").strip()
    )


def check_lengths(declared: Command, call: Call) -> None:
    """Raise `UserError` for a text that is longer than what is kept of it."""
    longest = {option.name: option.longest for option in declared.options}
    for name, value in call.args.items():
        limit = longest.get(name, LONGEST_TYPED)
        if len(value) > limit:
            raise texts.too_long(limit, name)
