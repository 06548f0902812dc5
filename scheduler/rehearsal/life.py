"""One life of Roadmate: the real parts on a real file, from a start to the next end."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.core.commands.declaration import Registry
from bot.core.database_port import Database
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.engine.port import Adapter
from content.model import Pack
from scheduler.clock import MovableClock
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.rehearsal.people import PLATFORM
from scheduler.threads import ThreadReader
from scheduler.timeline import Timeline


def _as_it_is(part: Adapter) -> Adapter:
    return part


def _as_kept(part: Database) -> Database:
    return part


@dataclass(frozen=True, slots=True)
class Seams:
    """Where a test can put a fault between Roadmate and what it stands on."""

    adapter: Callable[[Adapter], Adapter] = _as_it_is
    database: Callable[[Database], Database] = _as_kept


class Life:
    """Made by `Life.begin`; `end` lets go of the file. Nothing is carried over but the file."""

    def __init__(
        self,
        store: SqliteDatabase,
        seams: Seams,
        adapter: Adapter,
        packs: Mapping[str, Pack],
        clock: MovableClock,
    ) -> None:
        self._store = store
        self._new = True
        self._older = asyncio.all_tasks()
        database, adapters = seams.database(store), {PLATFORM: seams.adapter(adapter)}
        self.engine = Engine(database, Registry(COMMANDS), EVENTS, packs, clock)
        self._planner = Planner(
            database, packs, ThreadReader(database, self.engine, adapters), clock
        )
        self._dispatcher = Dispatcher(database, self.engine, adapters, clock)
        self._timeline = Timeline(database, self._planner, self._dispatcher, clock)

    @classmethod
    async def begin(
        cls,
        file: Path,
        seams: Seams,
        adapter: Adapter,
        packs: Mapping[str, Pack],
        clock: MovableClock,
    ) -> "Life":
        """Open the file and do what a start does."""
        life = cls(await SqliteDatabase.open(file), seams, adapter, packs, clock)
        await life._planner.start("rehearsal")
        return life

    async def live(self, until: datetime) -> None:
        """Let happen what came due before the start, then all that comes due until an instant."""
        if self._new:
            self._new = False
            await self._timeline.catch_up()
        await self._timeline.advance(until)

    async def end(self) -> None:
        """Tell it to stop, and let it put its things away."""
        await self._dispatcher.finish()
        await self._store.close()

    async def die(self) -> None:
        """Whatever it was doing is not done any more."""
        tasks = asyncio.all_tasks() - self._older - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._store.close()
