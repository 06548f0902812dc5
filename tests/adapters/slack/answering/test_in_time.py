"""Within one second Slack has heard our word, however slow the store is.

And nothing is lost by that.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.database_port import Transaction
from bot.core.errors import StoreError
from bot.core.interaction import Context
from bot.core.message import Choice, Message, say
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import begin, thread
from tests.loopback_slack import fixtures, screen, user_actions
from tests.loopback_slack.protocol.deliveries import Asked
from tests.samples import Gate

A_SECOND = 1.0


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def more(gate: Gate) -> tuple[Command, ...]:
    async def slowly(ctx: Context, typed: str) -> tuple[Choice, ...]:
        if typed == "broken":
            raise StoreError("no room on the disk")
        gate.reached.set()
        await gate.opened.wait()
        return ()

    @command(
        "choose slowly", "Choose", Option("what", "What", required=True, suggest=slowly), reads=True
    )
    async def choose(ctx: Context, what: str) -> Message:
        return say(what)

    return (choose,)


@asynccontextmanager
async def busy(campus: SlackHome) -> AsyncIterator[None]:
    """Somebody else writes, and does not come to an end."""
    free = threading.Event()

    async def hold(_: Transaction) -> None:
        free.wait()  # the database's thread, no coroutine

    holding = asyncio.create_task(campus.stage.database.run(hold, writes=True))
    try:
        yield
    finally:
        free.set()
        await holding


async def in_time(asked: Asked) -> bool:
    begun = asyncio.get_running_loop().time()
    await asyncio.wait_for(asked.acknowledged.wait(), 5)
    return asyncio.get_running_loop().time() - begun < A_SECOND


def newest(campus: SlackHome, event: str) -> Asked:
    return campus.slack.deliveries.of_event(event)[-1]


async def test_a_reply_counts_when_storage_frees(campus: SlackHome) -> None:
    """A reply in a thread is acknowledged, and counts once the database is free."""
    await begin(campus)
    async with busy(campus):
        user_actions.say(
            campus.slack,
            campus.slack.ben,
            campus.slack.study,
            "I have thought about it",
            thread(campus),
        )
        assert await in_time(newest(campus, "message"))
        assert await campus.rows("SELECT kind FROM activities") == []
    await campus.heard()
    assert await campus.rows("SELECT kind FROM activities") == [("reply",)]


async def test_channel_events_keep_their_order(campus: SlackHome) -> None:
    """A channel that goes and comes back is taken in this order when the database is free."""
    await begin(campus)
    world = campus.slack.world
    async with busy(campus):
        fixtures.archive(world, campus.slack.study, campus.slack.olga)
        assert await in_time(newest(campus, "channel_archive"))
    await campus.heard()
    assert await campus.rows("SELECT next_due_at FROM schedules") == [(None,)]
    async with busy(campus):
        fixtures.unarchive(world, campus.slack.study, campus.slack.olga)
        assert await in_time(newest(campus, "channel_unarchive"))
        fixtures.join(world, campus.slack.study, world.bot)
        assert await in_time(newest(campus, "member_joined_channel"))
    await campus.heard()
    assert await campus.rows("SELECT next_due_at FROM schedules") != [(None,)]


@pytest.mark.parametrize("line", ["done", "settings boards:hidden", "group pause"])
async def test_direct_messages_are_acknowledged_first(campus: SlackHome, line: str) -> None:
    """A line in a direct message is acknowledged at once and answered later."""
    await begin(campus)
    direct = campus.direct(campus.slack.ann)
    async with busy(campus):
        user_actions.say(campus.slack, campus.slack.ann, direct, line)
        assert await in_time(newest(campus, "message"))
        assert campus.said(direct["id"]) == []
    await campus.heard()
    assert len(campus.said(direct["id"])) == 1


@pytest.mark.parametrize("typed", ["slow", "broken"])
async def test_late_suggestions_are_none(campus: SlackHome, gate: Gate, typed: str) -> None:
    """Suggestions that do not come in time are an empty list."""
    await campus.driver.type("choose slowly")
    view = campus.slack.modals.top(campus.slack.ann["id"])
    assert view
    (field,) = screen.controls(view["blocks"])
    asked = user_actions.suggest(campus.slack, campus.slack.ann, view, field, typed)
    assert await in_time(asked)
    gate.opened.set()
    assert asked.data == {"options": []}


async def test_a_silent_slack_delays_no_acknowledgement(campus: SlackHome) -> None:
    """Whatever Slack leaves unanswered holds up no acknowledgement."""
    for method in (
        "users.info",
        "conversations.info",
        "views.open",
        "views.publish",
        "chat.postMessage",
    ):
        campus.faults.hang(method, times=20)
    ben, direct = campus.slack.ben, campus.direct(campus.slack.ben)
    begun = asyncio.get_running_loop().time()
    asked = [
        campus.command("group setup", ben), campus.command("sample say", ben),
        campus.command("next", ben),
        user_actions.shortcut(campus.slack, ben, "next"),
    ]  # fmt: skip
    user_actions.say(campus.slack, ben, direct, "next")
    user_actions.say(campus.slack, ben, campus.slack.study, "@roadmate next")
    user_actions.open_home(campus.slack, ben)
    for one in asked:
        await asyncio.wait_for(one.acknowledged.wait(), 5)
    await campus.slack.world.until(lambda: not campus.slack.deliveries.unacknowledged())
    # `group setup` waits for rights and for the channel's name, each for its own while; nobody
    # waits longer.
    assert asyncio.get_running_loop().time() - begun < A_SECOND
    campus.faults.clear()


async def test_a_changed_form_is_answered_anew(
    campus: SlackHome,
) -> None:
    """A form that is sent again with other words is answered anew."""
    await campus.driver.type("sample say")
    first = user_actions.submit(campus.slack, campus.slack.ann, {"words": "first"})
    await campus.answered(first)
    view = first.payload["view"]
    (block,) = view["state"]["values"]
    held = {(block, "words"): {"type": "plain_text_input", "value": "second"}}
    second = campus.slack.interactions.submit(campus.slack.ann, view, held)
    await campus.answered(second)
    assert "You said: second" in str(second.data)
