"""Roadmate on the loopback Discord.

And at the end of a run, what a platform cannot do, as its driver told the kit.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from slack_sdk.socket_mode import aiohttp as slack_sockets

from bot.accounts import groups
from bot.core.commands.declaration import Command, Registry
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from tests.adapters.discord.driver import PLACE, DiscordDriver
from tests.adapters.discord.home import Home
from tests.adapters.slack import driver as slack_driver
from tests.adapters.slack.home import SlackHome
from tests.by_hand import ByHand
from tests.driver import Stage
from tests.loopback_discord.protocol.server import loopback
from tests.loopback_slack.protocol import server as protocol_server
from tests.play import MONDAY, TEA
from tests.samples import samples


@pytest.fixture
def more() -> tuple[Command, ...]:
    """Commands that a module of tests needs beside the samples."""
    return ()


@pytest.fixture
async def home(
    database: SqliteDatabase, more: tuple[Command, ...], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Home]:
    tx = ByHand(database)
    group = Group("", PLACE.platform, PLACE.workspace, PLACE.channel, "study", "tea", "UTC")
    await groups.add(tx, group, MONDAY)
    stage = Stage(database)
    commands = Registry((*COMMANDS, *samples(stage.gate), *more))
    stage.engine = Engine(database, commands, EVENTS, {TEA.id: TEA}, stage.clock)
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    # Discord wants five seconds between two IDENTIFYs; this one does not.
    monkeypatch.setattr(discord.Client, "before_identify_hook", _at_once)
    async with loopback(stage.clock) as server:
        driver = DiscordDriver(stage, server)
        await driver.ready()
        yield Home(stage, server, driver)
        server.rest.faults.clear()
        await driver.stop()


@pytest.fixture
async def campus(
    database: SqliteDatabase, more: tuple[Command, ...], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SlackHome]:
    """The same on the loopback Slack."""
    # How long nothing was heard, the library would see from the machine's clock.
    monkeypatch.setattr(slack_sockets, "time", asyncio.get_running_loop())
    tx = ByHand(database)
    place = slack_driver.PLACE
    await groups.add(
        tx,
        Group("", place.platform, place.workspace, place.channel, "study", "tea", "UTC"),
        MONDAY,
    )
    stage = Stage(database)
    commands = Registry((*COMMANDS, *samples(stage.gate), *more))
    stage.engine = Engine(database, commands, EVENTS, {TEA.id: TEA}, stage.clock)
    async with protocol_server.loopback(stage.clock) as server:
        driver = slack_driver.SlackDriver(stage, server)
        await driver.ready()
        yield SlackHome(stage, server, driver)
        server.faults.clear()
        server.sockets.heal()
        await driver.stop()


async def _at_once(_: discord.Client, __: int | None, *, initial: bool = False) -> None:
    """No pause."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed: Iterable[pytest.TestReport] = terminalreporter.stats.get("passed", ())
    told = {
        f"{report.nodeid.partition('::')[0]}: {value}"
        for report in passed
        for name, value in report.user_properties
        if name == "lacks"
    }
    if told:
        terminalreporter.section("what a platform does not have")
        for line in sorted(told):
            terminalreporter.write_line(line)
