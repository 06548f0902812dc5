"""Roadmate says hello in a new server.

Once, where it may, also where it was let in while nobody listened.
"""

from datetime import timedelta

import pytest

from tests.adapters.discord.channels.test_places import again, invited, server
from tests.adapters.discord.home import Home, Json
from tests.adapters.discord.playing.test_weekly import begin, posts
from tests.loopback_discord import fixtures
from tests.loopback_discord.faults import POST
from tests.loopback_discord.protocol.permissions import BITS
from tests.loopback_discord.protocol.server import PERMISSIONS

A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)


def library(home: Home) -> tuple[Json, Json]:
    """A server in which Roadmate is not yet, and its channel for news."""
    world = home.discord.world
    made = fixtures.found(world, "Library", home.discord.ann)
    hall = fixtures.add_channel(world, made, "hall")
    made["system_channel_id"] = hall["id"]
    return made, hall


def let_in(home: Home, guild: Json) -> None:
    """Somebody adds Roadmate, while it hears nothing of it."""
    world = home.discord.world
    fixtures.join(
        world,
        guild,
        world.bot,
        fixtures.add_role(world, guild, "Roadmate", *PERMISSIONS, managed=True),
    )


async def hellos(home: Home, channel: Json) -> list[str]:
    """What is said there when everything is sent that waits."""
    await home.heard()
    await home.timeline().advance(home.stage.clock() + A_MINUTE)
    return home.said(channel["id"])


async def test_a_new_server_is_greeted_once(home: Home) -> None:
    """A new server is greeted once, though Discord tells of it twice."""
    await home.settled()
    other, hall = library(home)
    fixtures.invite(home.discord.world, other, *PERMISSIONS)
    home.discord.gateway.replay("GUILD_CREATE")
    (hello,) = await hellos(home, hall)
    assert "/group setup" in hello
    await again(home)
    assert await hellos(home, hall) == [hello]


async def test_a_server_joined_unheard_is_greeted(
    home: Home,
) -> None:
    """A server joined while nobody listened is greeted once over several restarts."""
    await home.settled()
    await home.driver.stop()
    other, hall = library(home)
    let_in(home, other)
    for _ in range(2):
        home.driver._start()
        await home.driver.ready()
        await home.settled()
        assert len(await hellos(home, hall)) == 1
        await home.driver.stop()
    home.driver._start()
    await home.driver.ready()


async def test_a_broken_off_hello_comes_once(home: Home) -> None:
    """A hello whose connection breaks comes once."""
    await home.settled()
    other, hall = library(home)
    home.faults.reset(POST, after=True)
    fixtures.invite(home.discord.world, other, *PERMISSIONS)
    await hellos(home, hall)
    await home.timeline().advance(home.stage.clock() + AN_HOUR)
    assert len(home.said(hall["id"])) == 1


@pytest.mark.parametrize(("days", "greeted"), [(6, 1), (8, 0)])
async def test_no_hello_after_a_week(home: Home, days: int, greeted: int) -> None:
    """Whoever joined a week ago unheard says no hello any more."""
    await home.settled()
    other, hall = library(home)
    let_in(home, other)
    home.stage.clock.advance(days=days)
    await again(home)
    await home.settled()
    assert len(await hellos(home, hall)) == greeted


async def test_no_hello_where_a_group_lives(home: Home) -> None:
    """Where a group lives already, nobody needs to be told how to begin."""
    await begin(home)
    await home.settled()
    home.discord.campus["system_channel_id"] = home.discord.study["id"]
    fixtures.throw_out(home.discord.world, server(home))
    await home.heard()
    await invited(home)
    said = await hellos(home, home.discord.study)
    assert sum("Here I am again" in one for one in said) == 1
    assert not any("Hello" in one for one in said)


async def test_invited_again_it_says_hello_again(home: Home) -> None:
    """Invited again to a server without a group, it says hello again."""
    await home.settled()
    other, hall = library(home)
    fixtures.invite(home.discord.world, other, *PERMISSIONS)
    await hellos(home, hall)
    fixtures.throw_out(home.discord.world, other)
    fixtures.invite(home.discord.world, other, *PERMISSIONS)
    assert len(await hellos(home, hall)) == 2


async def test_no_hello_without_permission(home: Home) -> None:
    await home.settled()
    other, hall = library(home)
    # The bot has all the rest, but in this channel.
    deny = {
        "id": home.discord.world.bot["id"],
        "type": 1,
        "allow": "0",
        "deny": str(BITS["send_messages"]),
    }
    hall["permission_overwrites"] = [deny]
    fixtures.invite(home.discord.world, other, *PERMISSIONS)
    assert await hellos(home, hall) == []
    assert home.discord.rest.requests(POST) == []


async def test_a_refused_hello_is_not_repeated(home: Home) -> None:
    """A hello that Discord refuses is given up and not said later."""
    await home.settled()
    other, hall = library(home)
    home.faults.refuse(POST, 50013)
    fixtures.invite(home.discord.world, other, *PERMISSIONS)
    assert await hellos(home, hall) == []
    await home.timeline().advance(home.stage.clock() + AN_HOUR)
    assert home.said(hall["id"]) == []
    assert posts(home) == []
