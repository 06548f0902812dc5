"""A post on Discord shows exactly once, whatever happens on the way there."""

import asyncio

import pytest
from discord.http import Route

from adapters.discord.connection.faults import EDIT_LATER
from bot.core.errors import DeliveryError
from bot.core.message import say
from bot.engine.port import MessageRef
from tests.adapters.discord.home import Home
from tests.loopback_discord import fixtures
from tests.loopback_discord.faults import POST

WEEK = say("Week 1")
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"


async def refused(home: Home, *, doubtful: bool = False) -> DeliveryError:
    with pytest.raises(DeliveryError) as fault:
        await home.adapter.post(home.place, WEEK, key="weekly/1", doubtful=doubtful)
    return fault.value


async def again(home: Home) -> MessageRef:
    return await home.adapter.post(home.place, WEEK, key="weekly/1", doubtful=True)


async def test_a_reset_before_acting_loses_nothing(home: Home) -> None:
    """A post whose connection broke before Discord acted is not lost."""
    home.faults.reset(POST)
    assert not (await refused(home)).permanent
    assert home.said() == []
    await again(home)
    assert home.said() == ["Week 1"]


async def test_a_reset_after_acting_doubles_nothing(
    home: Home,
) -> None:
    """A post whose connection broke after Discord acted is not doubled within minutes."""
    home.faults.reset(POST, after=True)
    assert not (await refused(home)).permanent
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    assert home.said() == ["Week 1"]


async def test_a_reset_post_is_found_later(
    home: Home,
) -> None:
    """Hours later a post whose connection broke after Discord acted is found in history."""
    home.faults.reset(POST, after=True)
    await refused(home)
    home.stage.clock.advance(hours=5)
    ref = await again(home)
    assert home.said() == ["Week 1"]
    assert ref.id in home.discord.world.messages


async def test_a_post_is_found_under_hundreds(home: Home) -> None:
    """A post is found again under hundreds of messages."""
    home.faults.reset(POST, after=True)
    await refused(home)
    home.stage.clock.advance(hours=5)
    for number in range(250):
        fixtures.write(home.discord.world, home.discord.ben, home.discord.study, f"Talk {number}")
    await again(home)
    assert home.said().count("Week 1") == 1


async def test_an_unmade_post_comes_despite_chatter(home: Home) -> None:
    """What was not posted is posted, however much was said since."""
    home.faults.reset(POST)
    await refused(home)
    for number in range(150):
        fixtures.write(home.discord.world, home.discord.ben, home.discord.study, f"Talk {number}")
    await again(home)
    assert home.said().count("Week 1") == 1


async def test_an_unreadable_history_leaves_it_uncertain(home: Home) -> None:
    """Where history may not be read, whether a post was made stays uncertain."""
    home.faults.reset(POST, after=True)
    await refused(home)
    home.stage.clock.advance(hours=5)
    fixtures.deny(home.discord.world, home.discord.study, "read_message_history")
    await home.discord.gateway.heard()
    assert (await refused(home, doubtful=True)).uncertain
    assert home.said() == ["Week 1"]


async def test_edits_and_threads_repeat_without_harm(home: Home) -> None:
    """An edit and a thread whose connection broke are asked for again without harm."""
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    home.faults.reset(EDIT, after=True)
    home.faults.reset(THREAD, after=True)
    with pytest.raises(DeliveryError):
        await home.adapter.edit(ref, say("Week 1, two done"))
    with pytest.raises(DeliveryError):
        await home.adapter.open_thread(ref, "Questions")
    await home.adapter.edit(ref, say("Week 1, two done"))
    assert (await home.adapter.open_thread(ref, "Questions")).thread == ref.id
    assert home.said() == ["Week 1, two done"]


async def test_a_503_comes_out_as_passing(home: Home) -> None:
    home.faults.fail(POST, 503)
    fault = await refused(home)
    assert (fault.permanent, fault.uncertain) == (False, False)


@pytest.mark.parametrize("after", [False, True])
async def test_a_500_is_tried_again(home: Home, after: bool) -> None:
    """A post that met a 500 is tried again at once and shows one message."""
    home.faults.fail(POST, 500, after=after)
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    assert home.said() == ["Week 1"]


async def test_a_short_429_is_waited_for(home: Home) -> None:
    home.faults.limit(POST, 0.2)
    begun = asyncio.get_running_loop().time()
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    assert asyncio.get_running_loop().time() - begun >= 0.2
    assert home.said() == ["Week 1"]


async def test_a_channels_limit_brings_no_429(home: Home) -> None:
    """A channel's own limit is kept without a single 429."""
    home.discord.rest.limits.a_route = (5, 0.3)
    await asyncio.gather(
        *(home.adapter.post(home.place, WEEK, key=f"weekly/{number}") for number in range(12))
    )
    assert home.said() == ["Week 1"] * 12
    assert home.discord.rest.limits.refused == 0


async def test_a_long_429_returns_the_post(home: Home) -> None:
    """A long 429 gives the post back and holds nothing else up."""
    home.faults.limit(POST, 600)
    fault = await asyncio.wait_for(refused(home), 5)
    assert (fault.permanent, fault.retry_after, fault.unreached) == (False, 600, False)
    await asyncio.wait_for(again(home), 5)


async def test_a_global_429_spares_only_answers(
    home: Home,
) -> None:
    """A long 429 for everything keeps every request back but answers to people."""
    ref = await home.adapter.post(home.place, WEEK, key="weekly/0")
    home.faults.limit(POST, 600, everywhere=True)
    assert (await asyncio.wait_for(refused(home), 5)).retry_after == 600
    heard = len(home.discord.rest.heard)
    for asking in (
        again(home),
        home.adapter.edit(ref, WEEK),
        home.adapter.replies(home.place, home.stage.clock()),
    ):
        with pytest.raises(DeliveryError) as fault:
            await asyncio.wait_for(asking, 5)
        assert fault.value.unreached
        assert 590 < (fault.value.retry_after or 0) <= 600
    assert len(home.discord.rest.heard) == heard
    assert (await home.answered(home.command("sample where"))).answer


async def test_without_a_connection_nothing_was_tried(home: Home) -> None:
    """Where no connection comes about, the post counts as not tried."""
    client = home.adapter._client
    assert client is not None
    there, Route.BASE = Route.BASE, "http://127.0.0.1:9/api/v10"
    assert (await refused(home)).unreached
    Route.BASE = there
    await home.driver.stop()
    assert (await refused(home)).unreached
    home.driver._start()
    await home.driver.ready()


async def test_a_general_refusal_is_no_attempt(home: Home) -> None:
    """A post that met a refusal of everything we ask counts as not tried."""
    home.faults.refuse(POST, 40001)
    assert (await refused(home)).unreached
    home.faults.ban(POST)
    assert (await refused(home)).unreached


async def test_lost_permission_is_permanent(home: Home) -> None:
    """Lost permission in one channel is permanent, and another channel goes on."""
    other = fixtures.add_channel(home.discord.world, home.discord.campus, "other")
    fixtures.deny(home.discord.world, home.discord.study, "send_messages")
    assert (await refused(home)).permanent
    place = type(home.place)("discord", home.place.workspace, other["id"])
    await home.adapter.post(place, WEEK, key="weekly/2")
    assert home.said(other["id"]) == ["Week 1"]


async def test_a_deleted_channel_is_permanent(home: Home) -> None:
    fixtures.delete(home.discord.world, home.discord.study)
    await home.discord.gateway.heard()
    assert (await refused(home)).permanent
    assert (await refused(home, doubtful=True)).permanent


async def test_a_deleted_message_is_permanent(home: Home) -> None:
    """A deleted message is a permanent fault for its edit and for its thread."""
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    home.discord.world.delete_message(home.discord.world.messages[ref.id])
    with pytest.raises(DeliveryError) as edit:
        await home.adapter.edit(ref, WEEK)
    with pytest.raises(DeliveryError) as thread:
        await home.adapter.open_thread(ref, "Questions")
    assert (edit.value.permanent, thread.value.permanent) == (True, True)


async def test_a_deleted_thread_is_permanent(home: Home) -> None:
    """A deleted thread is a permanent fault for posting in it and for reading it."""
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    thread = await home.adapter.open_thread(ref, "Questions")
    fixtures.delete(home.discord.world, home.discord.world.channels[thread.thread])
    with pytest.raises(DeliveryError) as post:
        await home.adapter.post(thread, WEEK, key="thread/1")
    with pytest.raises(DeliveryError) as reading:
        await home.adapter.replies(thread, home.stage.clock())
    assert (post.value.permanent, reading.value.permanent) == (True, True)


async def test_edits_of_old_messages_wait(home: Home) -> None:
    """An edit that Discord refuses, as an old message had too many of them, waits."""
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    home.stage.clock.advance(hours=2)
    home.discord.channels.takes_old_edits = False
    with pytest.raises(DeliveryError) as fault:
        await asyncio.wait_for(home.adapter.edit(ref, WEEK), 5)
    assert (fault.value.permanent, fault.value.retry_after) == (False, EDIT_LATER)


async def test_closed_direct_messages_are_permanent(home: Home) -> None:
    """Somebody who takes no direct messages is a permanent fault."""
    ben = home.discord.ben["id"]
    home.discord.world.closed_to_direct_messages.add(ben)
    with pytest.raises(DeliveryError) as fault:
        await home.adapter.post(type(home.place)("discord", "", f"@{ben}"), WEEK, key="nudge/1")
    assert fault.value.permanent


async def test_a_refused_token_loses_no_post(home: Home) -> None:
    """A token that Discord does not take any more loses no post."""
    home.faults.refuse(POST, 40001)
    assert not (await refused(home)).permanent


async def test_sent_messages_are_not_kept(home: Home) -> None:
    """The library keeps no message or view in memory once it is sent."""
    client = home.adapter._client
    assert client is not None
    await home.driver.type("sample gallery 6")
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    kept = client._connection._view_store
    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})
    assert client._connection._messages is None
