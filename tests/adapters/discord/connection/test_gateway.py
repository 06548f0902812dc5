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


async def test_what_came_meanwhile_is_answered(
    home: Home,
) -> None:
    """What was asked while the connection was gone is answered after the resume."""
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
async def test_an_invalid_session_ends_or_resumes(home: Home, resumable: bool) -> None:
    """An invalid session is resumed if Discord lets us, and begun anew if not."""
    before = home.discord.gateway.session
    home.discord.gateway.invalidate(resumable=resumable)
    await home.discord.world.until(
        lambda: before.resumed or home.discord.gateway.sessions[:1] not in ([], [before])
    )
    assert bool(before.resumed) == resumable
    await home.discord.gateway.ready()
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_a_forgotten_session_begins_anew(home: Home) -> None:
    """A session that Discord has forgotten is begun anew."""
    before = home.discord.gateway.session
    home.discord.gateway.sessions.clear()
    home.discord.gateway.drop()
    await home.discord.gateway.ready()
    assert home.discord.gateway.session is not before
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_a_closed_gateway_is_reconnected(home: Home) -> None:
    """A gateway that closes for good is connected to anew."""
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
async def test_what_people_must_mend_ends_it(home: Home, code: int, told: str) -> None:
    """What only somebody can mend ends it, with one clear line that says what to do."""
    await home.discord.gateway.close(code)
    with pytest.raises(SettingsError, match=told[:30]):
        await asyncio.wait_for(home.driver._running, 10)
    home.driver._start()
    await home.driver.ready()


async def test_a_wrong_token_ends_it(home: Home) -> None:
    """A wrong token ends it, with one clear line that does not show the token."""
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
async def test_an_unreachable_discord_is_waited_for(home: Home, route: str, trouble: str) -> None:
    """A Discord that is out of reach at the start is waited for."""
    await home.driver.stop()
    if trouble == "503":
        home.faults.fail(route, 503)
    else:
        home.faults.reset(route)
    home.driver._start()
    await home.driver.ready()
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_only_two_intents_are_asked_for(home: Home) -> None:
    """Only the intents for servers and for the fact that somebody wrote are asked for."""
    (asked,) = [
        one["d"]["intents"] for one in home.discord.gateway.received if one["op"] == IDENTIFY
    ]
    assert asked == GUILDS | GUILD_MESSAGES


async def test_no_member_is_kept_in_memory(home: Home) -> None:
    """No member is kept in memory, and no list of members is asked for."""
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


async def test_unchanged_commands_are_pushed_once(home: Home) -> None:
    """Starting again pushes no command a second time."""
    assert home.discord.commands.pushes == 1
    await home.driver.restart()
    assert home.discord.commands.pushes == 1


async def test_commands_that_have_changed_are_pushed(home: Home) -> None:
    home.discord.commands.registered[0]["description"] = "Something older"
    await home.driver.restart()
    assert home.discord.commands.pushes == 2
    assert "Something older" not in [one["description"] for one in home.discord.commands.registered]


async def test_it_stops_while_discord_is_unreachable(home: Home) -> None:
    """Stopping while Discord is out of reach ends at once."""
    await home.driver.stop()
    home.faults.fail(ME, 503, times=1000)
    driver = DiscordDriver(home.stage, home.discord)
    await home.discord.world.until(lambda: len(home.discord.rest.requests(ME)) > 1)
    await asyncio.wait_for(driver.stop(), 5)
    home.faults.clear()
    home.driver._start()
    await home.driver.ready()


async def test_the_library_has_the_tried_version() -> None:
    # These tests look at what the library keeps; another one may keep it elsewhere.
    assert discord.version_info[:2] == (2, 7)
