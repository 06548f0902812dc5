"""The loopback gateway, tried with the real library: sessions, resumes, refusals."""

import discord
import pytest

from tests.loopback_discord import fixtures
from tests.loopback_discord.bare import Bare, connected
from tests.loopback_discord.protocol.server import PERMISSIONS, Discord
from tests.play import Clock


async def test_the_library_knows_its_server(server: Discord, bot: Bare) -> None:
    (guild,) = bot.guilds
    assert (guild.name, guild.member_count, str(bot.user)) == ("Campus", 4, "roadmate#0001")
    assert bot.study(server).permissions_for(guild.me).create_public_threads
    assert not bot.study(server).permissions_for(guild.me).manage_guild
    assert guild.get_member(int(server.ann["id"])) is None


async def test_login_refuses_a_wrong_token(server: Discord) -> None:
    async with Bare() as bot:
        with pytest.raises(discord.LoginFailure):
            await bot.login("another token")


async def test_the_gateway_refuses_a_revoked_token(
    server: Discord,
) -> None:
    """A token that is revoked after login is refused by the gateway."""
    async with Bare() as bot:
        await bot.login(server.token)
        server.gateway.token = "a newer token"
        with pytest.raises(discord.ConnectionClosed) as fault:
            await bot.connect()
        assert fault.value.code == 4004


async def test_unset_intents_are_refused(server: Discord) -> None:
    async with discord.AutoShardedClient(
        intents=discord.Intents(guilds=True, message_content=True)
    ) as bot:
        await bot.login(server.token)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await bot.connect()
        server.gateway.allowed = discord.Intents.message_content.flag


async def test_a_resume_tells_what_was_missed(server: Discord, bot: Bare) -> None:
    """What happens while the line is cut is heard after a resume."""
    session = server.gateway.session
    server.gateway.drop()
    asked = server.interactions.ask(
        2, server.ann, server.study, {"id": "1", "name": "next", "type": 1}
    )
    await server.world.until(lambda: session.resumed == 1)
    await server.gateway.heard()
    assert bot.heard == [("interaction", int(asked.payload["id"]))]
    assert server.gateway.sessions == [session]


async def test_op_7_leads_to_a_resume(server: Discord, bot: Bare) -> None:
    server.gateway.ask_to_reconnect()
    await server.world.until(lambda: server.gateway.session.resumed == 1)
    await server.gateway.ready()


async def test_op_9_begins_another_session(server: Discord, bot: Bare) -> None:
    before = server.gateway.session
    server.gateway.invalidate()
    await server.world.until(
        lambda: server.gateway.sessions and server.gateway.session is not before
    )
    await server.gateway.ready()
    assert [guild.name for guild in bot.guilds] == ["Campus"]


async def test_a_repeated_event_keeps_its_number(server: Discord, bot: Bare) -> None:
    server.interactions.ask(2, server.ann, server.study, {"id": "1", "name": "next", "type": 1})
    server.gateway.replay("INTERACTION_CREATE")
    await server.gateway.heard()
    first, second = bot.heard
    assert first == second


async def test_a_good_bye_ends_the_session(server: Discord) -> None:
    async with connected(server):
        assert len(server.gateway.sessions) == 1
    await server.world.until(lambda: not server.gateway.connections)
    assert not server.gateway.sessions


async def test_shards_hear_their_servers_only(server: Discord) -> None:
    server.account.shards = 2
    for name in ("Library", "Museum"):
        fixtures.invite(server.world, fixtures.found(server.world, name, server.ann), *PERMISSIONS)
    async with connected(server) as bot:
        await server.world.until(lambda: len(server.gateway.sessions) == 2)
        await server.gateway.heard()
        assert sorted(guild.name for guild in bot.guilds) == ["Campus", "Library", "Museum"]
        assert {guild.shard_id for guild in bot.guilds} == {
            (guild.id >> 22) % 2 for guild in bot.guilds
        }


async def test_coming_and_going_is_heard(server: Discord, bot: Bare, clock: Clock) -> None:
    await bot.wait_until_ready()
    library = fixtures.found(server.world, "Library", server.ann)
    hall = fixtures.add_channel(server.world, library, "hall")
    fixtures.invite(server.world, library, *PERMISSIONS)
    fixtures.delete(server.world, hall)
    fixtures.throw_out(server.world, library)
    await server.gateway.heard()
    number = int(library["id"])
    assert bot.heard == [
        ("guild joined", number),
        ("channel gone", int(hall["id"])),
        ("guild gone", number),
    ]


async def test_heartbeats_are_answered(server: Discord) -> None:
    server.gateway.heartbeat_milliseconds = 20
    async with connected(server) as bot:
        before = len(server.gateway.received)
        await server.world.until(lambda: len(server.gateway.received) > before + 3)
        assert 0 < bot.latency < 5
