"""A Roadmate in a process of its own.

Lives for a minute from an hour on, over HTTP to a loopback recorder, and ends.

`python -m tests.scheduler.delivering DATABASE URL HOUR KEYS`; it is there to be killed.
"""

import asyncio
import sys
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.core.commands.declaration import Registry
from bot.core.errors import StoreError
from bot.core.interaction import Address, Finding, Standing
from bot.core.message import Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.engine.port import Adapter, MessageRef, Reply
from scheduler.clock import MovableClock
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from scheduler.timeline import Timeline
from tests.play import TEA, shown

A_WHILE = timedelta(minutes=1)


@dataclass(frozen=True)
class Loopback:
    """The recorder, as an adapter. Where it honours keys, history is never asked."""

    session: aiohttp.ClientSession
    keys: bool
    posts_a_second: float = 10_000

    async def run(self, engine: Engine) -> None:
        await asyncio.Event().wait()

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if doubtful and not self.keys:
            async with self.session.get("/messages", params={"key": key}) as response:
                for known in await response.json():
                    return MessageRef(address, known)
        said = {
            "key": key,
            "channel": address.channel,
            "thread": address.thread,
            "text": shown(message).text,
        }
        async with self.session.post("/messages", json=said) as response:
            return MessageRef(address, await response.json())

    async def edit(self, ref: MessageRef, message: Message) -> None:
        said = {"id": ref.id, "text": shown(message).text}
        async with self.session.put("/messages", json=said) as response:
            await response.json()

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        async with self.session.post("/threads", json={"message": ref.id}) as response:
            return replace(ref.address, thread=await response.json())

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        return []

    async def check(self, address: Address) -> Sequence[Finding]:
        return []

    async def standing(self, user: str, address: Address) -> Standing:
        return Standing(sees=True, manages=user == "ann", founds=False)


async def deliver(database: Path, url: str, hour: datetime, *, keys: bool) -> None:
    """Everything that is due in that minute."""
    store = await SqliteDatabase.open(database)
    try:
        async with aiohttp.ClientSession(url) as session:
            clock = MovableClock(lambda: hour)
            engine = Engine(store, Registry(COMMANDS), EVENTS, {TEA.id: TEA}, clock)
            adapters: dict[str, Adapter] = {"test": Loopback(session, keys)}
            planner = Planner(store, engine.packs, ThreadReader(store, engine, adapters), clock)
            await planner.start("2026a")
            timeline = Timeline(store, planner, Dispatcher(store, engine, adapters, clock), clock)
            await timeline.advance(hour + A_WHILE)
    finally:
        await store.close()


if __name__ == "__main__":
    zoneinfo.reset_tzpath(())
    try:
        asyncio.run(
            deliver(
                Path(sys.argv[1]),
                sys.argv[2],
                datetime.fromtimestamp(int(sys.argv[3]), UTC),
                keys=sys.argv[4] == "keys",
            )
        )
    except StoreError as fault:
        sys.exit(str(fault))
