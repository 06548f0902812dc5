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


async def test_a_post_whose_connection_broke_before_discord_acted_is_not_lost(home: Home) -> None:
    home.faults.reset(POST)
    assert not (await refused(home)).permanent
    assert home.said() == []
    await again(home)
    assert home.said() == ["Week 1"]


async def test_a_post_whose_connection_broke_after_discord_acted_is_not_doubled_within_minutes(
    home: Home,
) -> None:
    home.faults.reset(POST, after=True)
    assert not (await refused(home)).permanent
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    assert home.said() == ["Week 1"]


async def test_a_post_whose_connection_broke_after_discord_acted_is_found_in_history_hours_later(
    home: Home,
) -> None:
    home.faults.reset(POST, after=True)
    await refused(home)
    home.stage.clock.advance(hours=5)
    ref = await again(home)
    assert home.said() == ["Week 1"]
    assert ref.id in home.discord.world.messages


async def test_a_post_is_found_under_hundreds_of_messages(home: Home) -> None:
    home.faults.reset(POST, after=True)
    await refused(home)
    home.stage.clock.advance(hours=5)
    for number in range(250):
        fixtures.write(home.discord.world, home.discord.ben, home.discord.study, f"Talk {number}")
    await again(home)
    assert home.said().count("Week 1") == 1


async def test_what_was_not_posted_is_posted_however_much_was_said(home: Home) -> None:
    home.faults.reset(POST)
    await refused(home)
    for number in range(150):
        fixtures.write(home.discord.world, home.discord.ben, home.discord.study, f"Talk {number}")
    await again(home)
    assert home.said().count("Week 1") == 1


async def test_a_history_that_may_not_be_read_leaves_it_uncertain(home: Home) -> None:
    home.faults.reset(POST, after=True)
    await refused(home)
    home.stage.clock.advance(hours=5)
    fixtures.deny(home.discord.world, home.discord.study, "read_message_history")
    await home.discord.gateway.heard()
    assert (await refused(home, doubtful=True)).uncertain
    assert home.said() == ["Week 1"]


async def test_an_edit_and_a_thread_are_repeated_without_harm(home: Home) -> None:
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
async def test_a_500_is_tried_again_at_once_and_shows_one_message(home: Home, after: bool) -> None:
    home.faults.fail(POST, 500, after=after)
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    assert home.said() == ["Week 1"]


async def test_a_short_429_is_waited_for(home: Home) -> None:
    home.faults.limit(POST, 0.2)
    begun = asyncio.get_running_loop().time()
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    assert asyncio.get_running_loop().time() - begun >= 0.2
    assert home.said() == ["Week 1"]


async def test_a_channels_own_limit_is_kept_without_a_single_429(home: Home) -> None:
    home.discord.rest.limits.a_route = (5, 0.3)
    await asyncio.gather(
        *(home.adapter.post(home.place, WEEK, key=f"weekly/{number}") for number in range(12))
    )
    assert home.said() == ["Week 1"] * 12
    assert home.discord.rest.limits.refused == 0


async def test_a_long_429_gives_the_post_back_and_holds_nothing_else_up(home: Home) -> None:
    home.faults.limit(POST, 600)
    fault = await asyncio.wait_for(refused(home), 5)
    assert (fault.permanent, fault.retry_after, fault.unreached) == (False, 600, False)
    await asyncio.wait_for(again(home), 5)


async def test_a_long_429_for_everything_keeps_every_request_back_but_answers_to_people(
    home: Home,
) -> None:
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


async def test_where_no_connection_comes_about_nothing_was_tried(home: Home) -> None:
    client = home.adapter._client
    assert client is not None
    there, Route.BASE = Route.BASE, "http://127.0.0.1:9/api/v10"
    assert (await refused(home)).unreached
    Route.BASE = there
    await home.driver.stop()
    assert (await refused(home)).unreached
    home.driver._start()
    await home.driver.ready()


async def test_what_would_be_refused_for_everything_is_not_asked_for_each_post(home: Home) -> None:
    home.faults.refuse(POST, 40001)
    assert (await refused(home)).unreached
    home.faults.ban(POST)
    assert (await refused(home)).unreached


async def test_lost_permission_is_permanent_and_another_channel_goes_on(home: Home) -> None:
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


async def test_a_deleted_message_is_permanent_for_its_edit_and_its_thread(home: Home) -> None:
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    home.discord.world.delete_message(home.discord.world.messages[ref.id])
    with pytest.raises(DeliveryError) as edit:
        await home.adapter.edit(ref, WEEK)
    with pytest.raises(DeliveryError) as thread:
        await home.adapter.open_thread(ref, "Questions")
    assert (edit.value.permanent, thread.value.permanent) == (True, True)


async def test_a_deleted_thread_is_permanent_for_posts_and_reading(home: Home) -> None:
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    thread = await home.adapter.open_thread(ref, "Questions")
    fixtures.delete(home.discord.world, home.discord.world.channels[thread.thread])
    with pytest.raises(DeliveryError) as post:
        await home.adapter.post(thread, WEEK, key="thread/1")
    with pytest.raises(DeliveryError) as reading:
        await home.adapter.replies(thread, home.stage.clock())
    assert (post.value.permanent, reading.value.permanent) == (True, True)


async def test_too_many_edits_of_an_old_message_wait(home: Home) -> None:
    ref = await home.adapter.post(home.place, WEEK, key="weekly/1")
    home.stage.clock.advance(hours=2)
    home.discord.channels.takes_old_edits = False
    with pytest.raises(DeliveryError) as fault:
        await asyncio.wait_for(home.adapter.edit(ref, WEEK), 5)
    assert (fault.value.permanent, fault.value.retry_after) == (False, EDIT_LATER)


async def test_a_closed_door_for_direct_messages_is_permanent(home: Home) -> None:
    ben = home.discord.ben["id"]
    home.discord.world.closed_to_direct_messages.add(ben)
    with pytest.raises(DeliveryError) as fault:
        await home.adapter.post(type(home.place)("discord", "", f"@{ben}"), WEEK, key="nudge/1")
    assert fault.value.permanent


async def test_a_token_that_is_not_taken_any_more_loses_no_post(home: Home) -> None:
    home.faults.refuse(POST, 40001)
    assert not (await refused(home)).permanent


async def test_a_message_is_never_longer_kept_than_sent(home: Home) -> None:
    client = home.adapter._client
    assert client is not None
    await home.driver.type("sample gallery 6")
    await home.adapter.post(home.place, WEEK, key="weekly/1")
    kept = client._connection._view_store
    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})
    assert client._connection._messages is None
