"""Starts bots, each in a process of its own, against Discord on this machine, which runs in this
one.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.platforms.processes import Started, resident
from bot.accounts.groups import add
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from content.model import Pack
from tests.loopback_discord.judge import Judge
from tests.loopback_discord.protocol.rest import Request
from tests.loopback_discord.protocol.server import Discord, loopback

REPOSITORY = Path(__file__).parents[2]
POST = "POST /channels/{channel_id}/messages"
THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"
_PATIENCE = 60
Wait = Callable[[], Awaitable[None]]


@dataclass
class Heard(list[Request]):
    """Stands where the server keeps what it heard, and notes when it heard that."""

    callbacks: dict[str, float] = field(default_factory=dict)
    at: dict[str, list[float]] = field(default_factory=dict)

    def append(self, request: Request) -> None:
        """Told as soon as the head of a request is here, before anybody reads or answers it."""
        now = perf_counter()
        self.at.setdefault(request.route, []).append(now)
        if request.route.endswith("/callback"):
            self.callbacks[request.path["interaction_id"]] = now


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Discord, Heard]]:
    """A Discord that believes what bots say: to check each body takes it longer than to answer."""
    async with loopback() as discord:
        discord.rest.judge = Judge(Path("none"))
        heard = Heard()
        discord.rest.heard = heard
        yield discord, heard


@asynccontextmanager
async def bare(discord: Discord) -> AsyncIterator[Started]:
    """The bare bot; what it took until it had heard of its servers."""
    arguments = ["benchmarks.platforms.bare_bot", discord.token, discord.api, discord.gateway_url]
    async with running(
        arguments, {}, lambda: discord.gateway.ready(_PATIENCE), lambda: _left(discord)
    ) as started:
        yield started


@asynccontextmanager
async def roadmate(discord: Discord, database: Path) -> AsyncIterator[Started]:
    """`roadmate run` as people run it; likewise."""
    environment = {
        "ROADMATE_DATABASE_URL": f"sqlite:///{database}",
        "ROADMATE_DISCORD_TOKEN": discord.token,
        "ROADMATE_DISCORD_API_URL": discord.api,
        "ROADMATE_DISCORD_GATEWAY_URL": discord.gateway_url,
        "ROADMATE_LOG_LEVEL": "error",
    }
    module = ["roadmate", "run"]
    async with running(
        module, environment, lambda: discord.gateway.ready(_PATIENCE), lambda: _left(discord)
    ) as started:
        yield started


async def groups(
    database: Path, pack: Pack, places: Sequence[tuple[str, str]], platform: str = "discord"
) -> SqliteDatabase:
    """A new database with a group in each of these servers' channels."""
    store = await SqliteDatabase.open(database)
    now = datetime.now(UTC)

    async def fill(tx: Transaction) -> None:
        for workspace, channel in places:
            group = Group("", platform, workspace, channel, "study", pack.id, "UTC")
            await add(tx, group, now)

    await store.run(fill, writes=True)
    return store


@asynccontextmanager
async def running(
    module: Sequence[str], settings: dict[str, str], ready: Wait, left: Wait
) -> AsyncIterator[Started]:
    """A Python module with its arguments, until the platform has seen it leave.

    What it took until it was `ready`.
    """
    # Some shells forbid Python to keep what it compiles; the libraries' files were compiled when
    # they were installed.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **settings}
    begun = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        cwd=REPOSITORY,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await ready()
        yield Started(perf_counter() - begun, resident(process.pid))
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), _PATIENCE)
        await left()


async def _left(discord: Discord) -> None:
    await discord.world.until(lambda: not discord.gateway.connections)
