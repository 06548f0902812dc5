"""Roadmate's connection to Discord ends and comes back in every way there is, and nothing is
lost.
"""

import asyncio

import discord
import pytest

from adapters.discord import texts as discord_texts
from bot.core.errors import SettingsError
from tests.adapters.discord.driver import DiscordDriver
from tests.adapters.discord.home import Home
from tests.loopback_discord import fixtures
from tests.loopback_discord.protocol.interactions import SAY

ME = "GET /users/@me"
COMMANDS = "GET /applications/{application_id}/commands"
IDENTIFY, RESUME = 2, 6
GUILDS, GUILD_MESSAGES = 1 << 0, 1 << 9


async def test_what_was_asked_while_the_connection_was_gone_is_answered_after_the_resume(
    home: Home,
) -> None:
    session = home.discord.gateway.session
    home.discord.gateway.drop()
    asked = home.command("sample where")
    assert (await home.answered(asked)).kind == SAY
    assert session.resumed == 1


async def test_discord_may_ask_to_reconnect(home: Home) -> None:
    session = home.discord.gateway.session
    home.discord.gateway.ask_to_reconnect()
    await home.discord.world.until(lambda: session.resumed)
    assert (await home.answered(home.command("sample where"))).kind == SAY


@pytest.mark.parametrize("resumable", [False, True])
async def test_an_invalid_session_is_resumed_or_begun_anew(home: Home, resumable: bool) -> None:
    before = home.discord.gateway.session
    home.discord.gateway.invalidate(resumable=resumable)
    await home.discord.world.until(
        lambda: before.resumed or home.discord.gateway.sessions[:1] not in ([], [before])
    )
    assert bool(before.resumed) == resumable
    await home.discord.gateway.ready()
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_a_session_that_discord_has_forgotten_is_begun_anew(home: Home) -> None:
    before = home.discord.gateway.session
    home.discord.gateway.sessions.clear()
    home.discord.gateway.drop()
    await home.discord.gateway.ready()
    assert home.discord.gateway.session is not before
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_a_gateway_that_closes_for_good_is_connected_to_anew(home: Home) -> None:
    before = home.discord.gateway.session
    await home.discord.gateway.close(1000)
    await home.discord.world.until(
        lambda: home.discord.gateway.sessions and home.discord.gateway.session is not before
    )
    await home.discord.gateway.ready()
    assert (await home.answered(home.command("sample where"))).kind == SAY


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (4004, discord_texts.REFUSED),
        (4013, discord_texts.BAD_INTENTS),
        (4014, discord_texts.BAD_INTENTS),
    ],
)
async def test_what_only_somebody_can_mend_ends_with_one_clear_line(
    home: Home, code: int, told: str
) -> None:
    await home.discord.gateway.close(code)
    with pytest.raises(SettingsError, match=told[:30]):
        await asyncio.wait_for(home.driver._running, 10)
    home.driver._start()
    await home.driver.ready()


async def test_a_wrong_token_ends_with_one_clear_line(home: Home) -> None:
    await home.driver.stop()
    home.discord.token = "MTA.another.token"
    home.driver._start()
    with pytest.raises(SettingsError, match="ROADMATE_DISCORD_TOKEN") as fault:
        await asyncio.wait_for(home.driver._running, 10)
    assert "MTA.another" not in str(fault.value)
    home.discord.token = home.discord.rest.token
    home.driver._start()
    await home.driver.ready()


@pytest.mark.parametrize("route", [ME, COMMANDS])
@pytest.mark.parametrize("trouble", ["503", "reset"])
async def test_discord_out_of_reach_at_the_start_is_waited_for(
    home: Home, route: str, trouble: str
) -> None:
    await home.driver.stop()
    if trouble == "503":
        home.faults.fail(route, 503)
    else:
        home.faults.reset(route)
    home.driver._start()
    await home.driver.ready()
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_only_servers_and_that_somebody_wrote_is_asked_for(home: Home) -> None:
    (asked,) = [
        one["d"]["intents"] for one in home.discord.gateway.received if one["op"] == IDENTIFY
    ]
    assert asked == GUILDS | GUILD_MESSAGES


async def test_nobody_is_kept_in_memory_and_no_list_of_members_asked_for(home: Home) -> None:
    for name in ("Cleo", "Dan"):
        await home.answered(home.command("sample where", home.discord.person(name)))
        fixtures.write(home.discord.world, home.discord.person(name), home.discord.study, "Hello")
    await home.discord.gateway.heard()
    client = home.adapter._client
    assert client is not None
    assert [[member.id for member in guild.members] for guild in client.guilds] == [
        [client.user.id if client.user else 0]
    ]
    assert len(client.cached_messages) == 0
    assert {one["op"] for one in home.discord.gateway.received} <= {1, IDENTIFY, RESUME, 3}


async def test_starting_again_pushes_no_command_a_second_time(home: Home) -> None:
    assert home.discord.commands.pushes == 1
    await home.driver.restart()
    assert home.discord.commands.pushes == 1


async def test_commands_that_have_changed_are_pushed(home: Home) -> None:
    home.discord.commands.registered[0]["description"] = "Something older"
    await home.driver.restart()
    assert home.discord.commands.pushes == 2
    assert "Something older" not in [one["description"] for one in home.discord.commands.registered]


async def test_stopping_while_discord_is_out_of_reach_ends_at_once(home: Home) -> None:
    await home.driver.stop()
    home.faults.fail(ME, 503, times=1000)
    driver = DiscordDriver(home.stage, home.discord)
    await home.discord.world.until(lambda: len(home.discord.rest.requests(ME)) > 1)
    await asyncio.wait_for(driver.stop(), 5)
    home.faults.clear()
    home.driver._start()
    await home.driver.ready()


async def test_the_library_is_the_one_that_was_tried() -> None:
    # These tests look at what the library keeps; another one may keep it elsewhere.
    assert discord.version_info[:2] == (2, 7)
