"""Events, declared once: what happens by itself, and what the house does about it.

A command answers; an event is only taken in. Nobody can call one.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.call import Call
from bot.core.commands.options import Option, value_of
from bot.core.interaction import Context

EventHandler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened, by a name in the past tense, and who takes it in.

    `options`: what the handler wants to be told of it.
    """

    name: str
    options: tuple[Option, ...]
    handler: EventHandler


def on(name: str, *options: Option) -> Callable[[EventHandler], Event]:
    """Make an Event of a handler whose parameters are the context and exactly the options."""

    def declare(handler: EventHandler) -> Event:
        parameters = list(inspect.signature(handler).parameters)[1:]
        if parameters != [option.name for option in options]:
            raise TypeError(
                f"{name}: the handler takes {parameters}, the options are "
                f"{[o.name for o in options]}"
            )
        return Event(name, options, handler)

    return declare


class Events:
    """The list of all events.

    `renamed`: from names under which deliveries of older databases wait for an event, to today's.
    """

    def __init__(self, events: Iterable[Event], renamed: Mapping[str, str]) -> None:
        self._by_name: dict[str, Event] = {}
        for declared in events:
            if declared.name in self._by_name:
                raise ValueError(f"two events are called {declared.name!r}")
            self._by_name[declared.name] = declared
        self._by_name |= {old: self._by_name[new] for old, new in renamed.items()}

    def __iter__(self) -> Iterator[Event]:
        return iter(dict.fromkeys(self._by_name.values()))

    async def happened(self, ctx: Context, call: Call) -> None:
        """Take in an event that a call names.

        What it tells beyond what its handler wants is left out. Raises KeyError for one that nobody
        has declared.
        """
        event = self._by_name[call.name]
        values = {one.name: value_of(one, call.args.get(one.name, "")) for one in event.options}
        await event.handler(ctx, **values)
