"""Events: taken in without an answer, called by nobody, and known by their old names as well."""

import inspect

import pytest

from bot.core.call import Call
from bot.core.commands.events import Event, Events, on
from bot.core.commands.options import Option
from bot.core.interaction import Context, Interaction, User
from bot.core.message import Form, Message, Unfinished, say
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.outbox import keys
from bot.outbox.keys import Questions
from tests.by_hand import ByHand
from tests.play import STUDY, Play
from tests.scheduler.term import NINE, Term

NOBODY = User("test", "", "Platform")
KETTLE = Option("kettle", "Which kettle")
COMMANDS_ONLY = {command.name for command in COMMANDS}
# What waited in databases when events were commands that answered nothing.
OLD_NAMES = {
    "week opened": "opened week",
    "thread opened": "opened thread",
    "last week closed": "closed week",
    "notice delivered": "notice told",
}
boiled: list[str] = []


@on("kettle boiled", KETTLE)
async def kettle_boiled(ctx: Context, kettle: str) -> None:
    boiled.append(kettle)


@pytest.mark.parametrize("event", tuple(EVENTS), ids=lambda event: event.name)
async def test_people_cannot_call_an_event(play: Play, event: Event) -> None:
    before = await play.everything()
    assert "I don't know" in await play.call("Ann", Call(event.name))
    assert (await play.say("Ann", event.name)).message.refused
    assert await play.everything() == before


def test_events_and_commands_share_no_name() -> None:
    assert not COMMANDS_ONLY & {event.name for event in EVENTS}


def test_only_commands_return_a_message() -> None:
    """The handler of an event returns nothing, that of a command a message."""
    for event in EVENTS:
        assert inspect.signature(event.handler).return_annotation is None, event.name
    for command in COMMANDS:
        returned = inspect.signature(command.handler).return_annotation
        assert returned in (Message, Form, Message | Form, Message | Unfinished, Unfinished), (
            command.name
        )


def test_an_empty_message_is_refused() -> None:
    with pytest.raises(ValueError, match="says nothing"):
        say("")
    with pytest.raises(ValueError, match="says nothing"):
        Message(())


def test_handlers_take_what_events_tell() -> None:
    """A handler that does not take what its event tells is refused."""
    with pytest.raises(TypeError, match="kettle boiled"):

        @on("kettle boiled", KETTLE)
        async def deaf(ctx: Context) -> None:
            """Takes nothing."""


def test_repeated_event_names_are_refused() -> None:
    with pytest.raises(ValueError, match="kettle boiled"):
        Events((kettle_boiled, kettle_boiled), {})


@pytest.mark.parametrize("name", ["kettle boiled", "boiled kettle"])
async def test_former_names_reach_an_event(play: Play, name: str) -> None:
    """An event is taken in by any of its names, a former one too."""
    events = Events((kettle_boiled,), {"boiled kettle": "kettle boiled"})
    engine = Engine(play.database, play.engine.commands, events, play.engine.packs, play.clock)
    boiled.clear()
    told = Call(name, {"kettle": "blue", "beyond": "what its handler wants"})
    await engine.happened(Interaction(told, NOBODY, STUDY))
    assert boiled == ["blue"]


async def test_an_undeclared_event_is_a_bug(play: Play) -> None:
    with pytest.raises(KeyError, match="kettle"):
        await play.engine.happened(Interaction(Call("kettle boiled"), NOBODY, STUDY))


async def test_old_deliveries_open_their_week(database: SqliteDatabase) -> None:
    term = Term(database)
    group = await term.group()
    term.clock.now = NINE
    await term.planner.plan()
    for _ in range(3):
        await _write_as_before(database)
        await term.once()
    (week,) = await term.weeks(group)
    assert week.state == "open"
    assert await term.state(keys.text(Questions(week.id))) == ("sent", 1)


async def _write_as_before(database: SqliteDatabase) -> None:
    """Let everything that waits be what an older Roadmate had written."""
    tx = ByHand(database)
    for new, old in OLD_NAMES.items():
        await tx.execute(
            "UPDATE deliveries SET sent_call = replace(sent_call, :new, :old)",
            new=new,
            old=old,
        )
