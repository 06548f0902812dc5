"""What takes long to make is made after the commit: nobody waits for it but who asked."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.accounts.context import join
from bot.core.commands.declaration import Command, command
from bot.core.interaction import Context
from bot.core.message import File, Message, Text, Unfinished, say
from bot.outbox import deliveries
from tests.by_hand import ByHand
from tests.engine.test_engine import with_commands
from tests.weekly.group_play import Weekly, file_of

PATIENCE = 120
INSTEAD = say("No picture today.")


@dataclass(frozen=True)
class Easel:
    """Where a picture waits until a test lets it be drawn."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def draw(self) -> Message:
        """In a thread of its own."""
        self.reached.set()
        assert self.opened.wait(PATIENCE)
        return say("Here it is.", File("tea.png", threading.current_thread().name.encode(), "Tea"))


@pytest.fixture
def easel(weekly: Weekly) -> Iterator[Easel]:
    """An engine with commands that draw; in the end nothing is left waiting."""
    made = Easel()
    with_commands(weekly, *drawing(made))
    yield made
    made.opened.set()


def drawing(easel: Easel) -> tuple[Command, ...]:
    @command("paint", "Join, then draw", private=False)
    async def paint(ctx: Context) -> Unfinished:
        await join(ctx)
        return Unfinished(easel.draw, INSTEAD, PATIENCE)

    @command("sketch", "Draw within a second", reads=True)
    async def sketch(ctx: Context) -> Unfinished:
        return Unfinished(easel.draw, INSTEAD)

    @command("spill", "Join, then fail at drawing")
    async def spill(ctx: Context) -> Unfinished:
        await join(ctx)
        return Unfinished(lambda: say(str(1 // 0)), INSTEAD)

    return paint, sketch, spill


async def test_drawing_keeps_nobody_waiting(weekly: Weekly, easel: Easel) -> None:
    """The writer is free while something is drawn."""
    asked = asyncio.create_task(weekly.say("Ben", "paint"))
    await asyncio.to_thread(easel.reached.wait, PATIENCE)

    assert "The First Flush" in await weekly.say("Ann", "done first-flush")
    joined = await weekly.rows("SELECT name FROM people ORDER BY name")
    assert joined == [("Ann",), ("Ben",)]
    assert not asked.done()

    easel.opened.set()
    drawn = await asked
    assert drawn.text == "Here it is."
    assert not drawn.message.private
    assert file_of(drawn).content.decode() != threading.current_thread().name


async def test_nobody_waits_for_ever(
    weekly: Weekly, easel: Easel, caplog: pytest.LogCaptureFixture
) -> None:
    told = await weekly.say("Ben", "sketch")

    assert told.text == "No picture today."
    assert told.message.private
    assert [record.getMessage() for record in caplog.records] == [
        "a message was not finished in 1 seconds"
    ]


async def test_a_fault_is_logged_once(
    weekly: Weekly, easel: Easel, caplog: pytest.LogCaptureFixture
) -> None:
    """And something else is said instead."""
    with caplog.at_level(logging.WARNING):
        told = await weekly.say("Ben", "spill")

    assert told.text == "No picture today."
    (logged,) = caplog.records
    assert logged.exc_info
    assert logged.exc_info[0] is ZeroDivisionError
    assert await weekly.rows("SELECT name FROM people") == [("Ben",)]


async def test_a_post_is_finished_before_it_is_sent(weekly: Weekly, easel: Easel) -> None:
    await weekly.begin()
    await weekly.say("Ann", "group post")
    due = await deliveries.claim(
        ByHand(weekly.database), "test", weekly.clock(), 1, timedelta(minutes=5), range(6)
    )
    easel.opened.set()

    said = await weekly.engine.compose(replace(due[0], call="sketch"))

    assert [type(block) for block in said.blocks] == [Text, File]


async def test_what_the_platform_sees_is_finished(weekly: Weekly) -> None:
    await weekly.begin()
    await weekly.say("Ben", "done first-flush")

    for line in ("export", "calendar"):
        assert isinstance((await weekly.say("Ben", line)).message.blocks[-1], File)
