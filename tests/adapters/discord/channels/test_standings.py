"""What Discord says of somebody and a channel, by roles and overwrites."""

from typing import Any

from bot.core.interaction import UNKNOWN, Address, Standing
from tests.adapters.discord.home import Home
from tests.loopback_discord import faults, fixtures

Json = dict[str, Any]


async def said(home: Home, user: Json, place: Address | None = None) -> Standing:
    return await home.adapter.standing(user["id"], place or home.place)


async def test_a_hidden_channel_is_not_seen(home: Home) -> None:
    """Who may not see the channel is still in the server, and keeps the right they have."""
    discord = home.discord
    fixtures.hide(discord.world, discord.study, discord.ben)
    fixtures.hide(discord.world, discord.study, discord.ann)
    await home.heard()
    assert await said(home, discord.ben) == Standing(sees=False, manages=False, founds=False)
    assert (await said(home, discord.ann)).manages


async def test_owner_and_administrators_manage_all(home: Home) -> None:
    """The owner and administrators manage and see every channel."""
    discord = home.discord
    boss = fixtures.add_role(discord.world, discord.campus, "Boss", "administrator")
    await home.heard()
    fixtures.join(discord.world, discord.campus, discord.ben, boss)
    owner = discord.world.users[discord.campus["owner_id"]]
    for user in (discord.ben, owner):
        fixtures.hide(discord.world, discord.study, user)
        await home.heard()
        assert await said(home, user) == Standing(sees=True, manages=True, founds=False)


async def test_a_lost_role_counts_at_once(home: Home) -> None:
    """A role that was taken away counts for nothing at once."""
    discord = home.discord
    assert (await said(home, discord.ann)).manages
    fixtures.join(discord.world, discord.campus, discord.ann)
    assert await said(home, discord.ann) == Standing(sees=True, manages=False, founds=False)


async def test_a_deleted_channel_leaves_the_right(home: Home) -> None:
    """Of a channel that is gone only the right to manage is known."""
    fixtures.delete(home.discord.world, home.discord.study)
    await home.heard()
    assert await said(home, home.discord.ann) == Standing(sees=None, manages=True, founds=False)


async def test_a_left_server_tells_nothing(home: Home) -> None:
    """Of a server that we left nothing is known."""
    fixtures.throw_out(home.discord.world, home.discord.campus)
    await home.heard()
    assert await said(home, home.discord.ann) == UNKNOWN
    assert await said(home, home.discord.ann, Address("discord", "", "@1")) == UNKNOWN


async def test_a_refusal_says_nothing(home: Home) -> None:
    """One request is made, and when Discord refuses it nothing is known."""
    home.faults.refuse(faults.MEMBER, 50001)
    assert await said(home, home.discord.ann) == UNKNOWN
    assert len(home.discord.rest.requests(faults.MEMBER)) == 1
