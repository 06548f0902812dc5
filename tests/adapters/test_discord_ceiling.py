"""Whatever falls together in one second, Discord is never asked more than it takes."""

import asyncio

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.message import Message, Text
from bot.store.sqlite import SqliteDatabase
from tests.adapters.discord_driver import PLACE, DiscordDriver
from tests.driver import Stage
from tests.loopback_discord.server import loopback


def saying(words: str) -> Message:
    return Message((Text(words),))


async def test_threads_read_in_the_middle_of_a_delivery_bring_no_429(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(database)
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    async with loopback(stage.clock) as discord:
        driver = DiscordDriver(stage, discord)
        await driver.ready()
        post = await driver.adapter.post(PLACE, saying("Read this"), key="weekly/1")
        thread = await driver.adapter.open_thread(post, "Week 1")
        discord.rest.limits.a_second = 50
        since = stage.clock()
        posts = [driver.adapter.edit(post, saying(f"Read {number}")) for number in range(30)]
        reads = [driver.adapter.replies(thread, since) for _ in range(90)]
        await asyncio.gather(*posts, *reads)
        await driver.stop()
        assert discord.rest.limits.refused == 0
