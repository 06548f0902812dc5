"""Whatever falls together in one second, Discord is never asked more than it takes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.connection.rate_limit import GlobalLimit
from bot.core.errors import DeliveryError
from bot.core.message import Message, Text
from bot.database.sqlite import SqliteDatabase
from tests.adapters.discord.driver import PLACE, DiscordDriver
from tests.driver import Stage
from tests.loopback_discord.faults import POST
from tests.loopback_discord.protocol.server import loopback
from tests.skipping import now, skipping


def saying(words: str) -> Message:
    return Message((Text(words),))


@asynccontextmanager
async def at_discord(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[DiscordDriver]:
    stage = Stage(database)
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    async with loopback(stage.clock) as discord:
        driver = DiscordDriver(stage, discord)
        await driver.ready()
        yield driver
        await driver.stop()


async def test_reading_threads_brings_no_429(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads that are read in the middle of a delivery bring no 429."""
    async with at_discord(database, monkeypatch) as driver:
        discord = driver.discord
        post = await driver.adapter.post(PLACE, saying("Read this"), key="weekly/1")
        thread = await driver.adapter.open_thread(post, "Week 1")
        # What is sent in one second may arrive in another, so this counts two; the next test counts
        # exactly.
        discord.rest.limits.a_second = 100
        since = discord.world.now()
        posts = [driver.adapter.edit(post, saying(f"Read {number}")) for number in range(30)]
        reads = [driver.adapter.replies(thread, since) for _ in range(90)]
        await asyncio.gather(*posts, *reads)
        assert discord.rest.limits.refused == 0


def test_no_second_has_too_many() -> None:
    """In no second are there more requests than Discord takes."""

    async def crowd() -> float:
        limit, taken, begun = GlobalLimit(), list[float](), now()
        for pause in (0.0, 0.3, 0.9, 1.7):
            await asyncio.sleep(pause)
            for _ in range(120):
                await limit.turn()
                taken.append(now())
        assert all(later - taken[place] > 1.0 for place, later in enumerate(taken[50:]))
        return now() - begun

    assert skipping(crowd()) < 480 / 48 + 0.3 + 0.9 + 1.7 + 1


async def test_a_global_429_stops_new_requests(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what was under way runs into a limit on everything, and nothing after it."""
    async with at_discord(database, monkeypatch) as driver:
        driver.discord.rest.faults.limit(POST, 600, everywhere=True, times=1000)
        posts = [
            driver.adapter.post(PLACE, saying("Read this"), key=f"weekly/{number}")
            for number in range(300)
        ]
        ends = await asyncio.gather(*posts, return_exceptions=True)
        assert all(isinstance(end, DeliveryError) and end.unreached for end in ends)
        assert len(driver.discord.rest.requests(POST)) < 50
