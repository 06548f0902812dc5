"""Servers that Roadmate is removed from, channels that are deleted, and coming back, as Discord
tells of them.
"""

import asyncio
from datetime import timedelta

import pytest

from adapters.discord.channels.permissions import NEEDED
from bot.core.errors import DeliveryError
from bot.core.message import say
from tests.adapters.discord.home import Home, Json
from tests.adapters.discord.playing.test_weekly import (
    begin,
    direct,
    posts,
    thread,
    to_the_next_slot,
)
from tests.loopback_discord import fixtures
from tests.loopback_discord.faults import POST

WEEKS = timedelta(weeks=3)
RECAP_AND_TWO_WEEKS = 3


async def rests(home: Home) -> list[str]:
    """With what each group that rests has gone."""
    rows = await home.rows("SELECT gone_with FROM groups WHERE gone_at IS NOT NULL")
    return [str(what) for (what,) in rows]


async def states(home: Home) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in await home.rows("SELECT number, state, short FROM weeks ORDER BY number")
    ]


def server(home: Home) -> Json:
    return home.discord.world.guilds[home.place.workspace]


def out_of_reach(home: Home) -> None:
    """An outage takes the server away for a while."""
    guild = home.place.workspace
    home.discord.world.tell("GUILD_DELETE", {"id": guild, "unavailable": True}, guild)


async def invited(home: Home) -> None:
    """Somebody invites the bot once more."""
    fixtures.invite(home.discord.world, server(home), *NEEDED)
    await home.heard()


async def again(home: Home) -> None:
    """A new session, in which nothing is said of what happened meanwhile."""
    client = home.adapter._client
    assert client is not None
    ready = asyncio.ensure_future(client.wait_for("ready", timeout=20))
    home.discord.gateway.sessions.clear()
    home.discord.gateway.drop()
    await ready
    await home.heard()


async def test_a_deleted_channel_rests_its_group(
    home: Home,
) -> None:
    """Where the channel is deleted the group rests and an organiser is told."""
    await begin(home)
    fixtures.delete(home.discord.world, home.discord.study)
    await home.heard()
    assert await rests(home) == ["channel"]
    assert await states(home) == [(1, "closed", 1)]
    sent = len(home.discord.rest.requests(POST))
    timeline = home.timeline()
    await timeline.advance(home.stage.clock() + WEEKS)
    assert "group setup in another channel" in direct(home, home.discord.ann)
    assert len(home.discord.rest.requests(POST)) == sent + 1, (
        "what organisers are told, and no post"
    )


async def test_removed_from_the_server_it_rests(home: Home) -> None:
    await begin(home)
    fixtures.throw_out(home.discord.world, server(home))
    await home.heard()
    assert await rests(home) == ["workspace"]
    assert await states(home) == [(1, "closed", 1)]


async def test_an_unreachable_server_is_not_left(home: Home) -> None:
    """A server that Discord cannot reach just now is not one that we have left."""
    await begin(home)
    out_of_reach(home)
    await home.heard()
    assert await rests(home) == []
    await again(home)
    assert await rests(home) == []
    await to_the_next_slot(home)
    assert len(posts(home)) == RECAP_AND_TWO_WEEKS


async def test_invited_again_the_group_goes_on(home: Home) -> None:
    """Invited again to the server, the group goes on and says so."""
    await begin(home)
    await home.settled()
    fixtures.throw_out(home.discord.world, server(home))
    await home.heard()
    await invited(home)
    assert await rests(home) == []
    await to_the_next_slot(home)
    said = home.said()
    assert sum("Here I am again" in one for one in said) == 1
    assert [row[:2] for row in await states(home)] == [(1, "closed"), (2, "open")]


async def test_invited_again_unheard_it_goes_on(home: Home) -> None:
    """Invited again while nobody listened, the group goes on at the next start."""
    await begin(home)
    await home.settled()
    fixtures.throw_out(home.discord.world, server(home))
    await home.heard()
    home.discord.gateway.sessions.clear()
    fixtures.join(home.discord.world, server(home), home.discord.world.bot, *server(home)["roles"])
    await again(home)
    assert await rests(home) == []


async def test_a_post_notices_a_deleted_channel(
    home: Home,
) -> None:
    """A channel deleted while nobody listened is noticed at the next post."""
    await begin(home)
    home.faults.refuse(POST, 10003)
    await to_the_next_slot(home)
    assert await rests(home) == ["channel"]
    assert [row for row in await states(home) if row[1] == "closed"] == [(1, "closed", 1)]


async def test_a_hidden_channel_is_not_gone(home: Home) -> None:
    await begin(home)
    fixtures.deny(home.discord.world, home.discord.study, "view_channel")
    await home.heard()
    await to_the_next_slot(home)
    assert await rests(home) == []
    assert "may not see the channel" in direct(home, home.discord.ann)


async def test_a_post_notices_our_removal(home: Home) -> None:
    """Removed from the server while nobody listened, we know it by the refused post."""
    await home.settled()
    foreign = fixtures.found(home.discord.world, "Elsewhere", home.discord.ann)
    channel = fixtures.add_channel(home.discord.world, foreign, "study")
    place = type(home.place)("discord", foreign["id"], channel["id"])
    with pytest.raises(DeliveryError) as fault:
        await home.adapter.post(place, say("Week 1"), key="weekly/1")
    assert (fault.value.permanent, fault.value.gone) == (True, "workspace")


async def test_a_deleted_thread_ends_no_week(home: Home) -> None:
    """A deleted thread lets the week go on, and the next week is posted."""
    await begin(home)
    fixtures.delete(home.discord.world, thread(home))
    await home.heard()
    await to_the_next_slot(home)
    assert await rests(home) == []
    assert len(posts(home)) == RECAP_AND_TWO_WEEKS
    assert [row[:2] for row in await states(home)] == [(1, "closed"), (2, "open")]


async def test_a_deleted_post_bothers_nobody(home: Home) -> None:
    """A deleted post lets the week go on and bothers nobody."""
    await begin(home)
    home.discord.world.delete_message(posts(home)[0])
    await home.driver.type("done first-flush")
    await to_the_next_slot(home)
    assert await rests(home) == []
    assert "could not send" not in direct(home, home.discord.ann)
    assert [row[:2] for row in await states(home)] == [(1, "closed"), (2, "open")]
