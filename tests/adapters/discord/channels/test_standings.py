"""What Discord says of somebody and a channel, by roles and overwrites."""

from typing import Any

from bot.core.interaction import UNKNOWN, Address, Standing
from tests.adapters.discord.home import Home
from tests.loopback_discord import faults, fixtures

Json = dict[str, Any]


async def said(home: Home, user: Json, place: Address | None = None) -> Standing:
    return await home.adapter.standing(user["id"], place or home.place)


async def test_who_may_not_see_the_channel_is_still_in_the_server(home: Home) -> None:
    discord = home.discord
    fixtures.hide(discord.world, discord.study, discord.ben)
    fixtures.hide(discord.world, discord.study, discord.ann)
    await home.heard()
    assert await said(home, discord.ben) == Standing(sees=False, manages=False, founds=False)
    assert (await said(home, discord.ann)).manages


async def test_the_owner_and_administrators_manage_and_see_all(home: Home) -> None:
    discord = home.discord
    boss = fixtures.add_role(discord.world, discord.campus, "Boss", "administrator")
    await home.heard()
    fixtures.join(discord.world, discord.campus, discord.ben, boss)
    owner = discord.world.users[discord.campus["owner_id"]]
    for user in (discord.ben, owner):
        fixtures.hide(discord.world, discord.study, user)
        await home.heard()
        assert await said(home, user) == Standing(sees=True, manages=True, founds=False)


async def test_a_role_that_was_taken_away_counts_at_once(home: Home) -> None:
    discord = home.discord
    assert (await said(home, discord.ann)).manages
    fixtures.join(discord.world, discord.campus, discord.ann)
    assert await said(home, discord.ann) == Standing(sees=True, manages=False, founds=False)


async def test_of_a_channel_that_is_gone_only_the_right_is_known(home: Home) -> None:
    fixtures.delete(home.discord.world, home.discord.study)
    await home.heard()
    assert await said(home, home.discord.ann) == Standing(sees=None, manages=True, founds=False)


async def test_of_a_server_that_we_left_nothing_is_known(home: Home) -> None:
    fixtures.throw_out(home.discord.world, home.discord.campus)
    await home.heard()
    assert await said(home, home.discord.ann) == UNKNOWN
    assert await said(home, home.discord.ann, Address("discord", "", "@1")) == UNKNOWN


async def test_one_request_is_made_and_a_refusal_says_nothing(home: Home) -> None:
    home.faults.refuse(faults.MEMBER, 50001)
    assert await said(home, home.discord.ann) == UNKNOWN
    assert len(home.discord.rest.requests(faults.MEMBER)) == 1
