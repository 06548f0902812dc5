"""Live rounds with 500 who answer in a store of a million answers.

Each step against its own SQL.
"""

import random
import shutil
import sqlite3
from collections.abc import Awaitable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks import commands, sessions
from benchmarks.commands import Measured
from benchmarks.store.boards import PLACE
from benchmarks.store.direct import DirectStore
from benchmarks.store.population import NOW
from benchmarks.store.recording import RecordingDatabase
from benchmarks.timing import p50
from bot.core.call import Call
from bot.core.commands.declaration import Registry
from bot.core.errors import NothingToSay
from bot.core.interaction import Interaction, User
from bot.core.message import Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.outbox import deliveries
from bot.outbox.records import Delivery
from content.model import Pack

ROUNDS, QUESTIONS, CROWD = 3, 5, 500
CLOSE = "round close"
_LEASE, _ANSWERING = timedelta(minutes=5), timedelta(seconds=10)
Answer = TypeVar("Answer")


async def measure(store: Path, pack: Pack) -> dict[str, Measured]:
    """Rounds in the store's largest group; every step at once repeated directly on its twin."""
    twin = DirectStore(Path(shutil.copy(store, store.with_suffix(".twin"))))
    database = await SqliteDatabase.open(store)
    try:
        evening = _Evening(database, pack, twin, _people(store))
        for _ in range(ROUNDS):
            await evening.play()
        return evening.found
    finally:
        await database.close()
        twin.close()


def report(found: dict[str, Measured]) -> str:
    """A row a step; and how long a close keeps everybody else who writes waiting."""
    closes = found[CLOSE].sides.engine
    longest = max(max(times) for times in closes)
    held = (
        f"To close a question that {CROWD} have answered is one transaction: it holds the writer "
        "for"
        f" {p50(closes) * 1e3:.0f} ms at the median, {longest * 1e3:.0f} ms at most."
    )
    return f"{commands.report(found)}\n\n{held}"


class _Evening:
    """A group that plays, with a clock that moves on.

    It lives as long as the recording around the database.
    """

    def __init__(
        self, database: SqliteDatabase, pack: Pack, twin: DirectStore, people: Sequence[User]
    ) -> None:
        self.found: dict[str, Measured] = {}
        self._now = NOW
        self._recording = RecordingDatabase(database)
        self._twin = twin
        self._people = people
        self._engine = Engine(
            self._recording, Registry(COMMANDS), EVENTS, {pack.id: pack}, lambda: self._now
        )
        self._chance = random.Random(1)

    async def play(self) -> None:
        """One round from its beginning to its end, by hand, as the dispatcher would."""
        for measured in self.found.values():
            measured.sides.next_round()
        begin = self._engine.read(f"quiz live count:{QUESTIONS}")
        await self._timed(
            begin.name, self._engine.handle(Interaction(begin, self._people[0], PLACE))
        )
        while due := await self._due():
            for delivery in due:
                await self._deliver(delivery)

    async def _due(self) -> Sequence[Delivery]:
        """What comes next, whenever that is."""
        next_try = await self._recording.run(
            lambda tx: deliveries.next_try(tx, PLACE.platform), writes=False
        )
        self._follow()
        if next_try is None:
            return ()
        self._now = max(self._now, next_try)
        found = await self._recording.run(
            lambda tx: deliveries.claim(tx, PLACE.platform, self._now, 1, _LEASE), writes=True
        )
        self._follow()
        return found

    async def _deliver(self, delivery: Delivery) -> None:
        call = Call.parse(delivery.call)
        try:
            said = await self._timed(call.name, self._engine.compose(delivery))
        except NothingToSay:
            await self._engine.void(delivery)
            self._follow()
            return
        await self._engine.ack(delivery, f"m{delivery.key}", "thread")
        self._follow()
        if call.name == "round question":
            await self._answer(said)

    async def _answer(self, question: Message) -> None:
        """Everybody answers, within ten seconds."""
        calls = [call for call in sessions.calls(question) if call.name == "live answer"]
        for user in self._people:
            self._now += _ANSWERING / CROWD
            answer = self._chance.choice(calls)
            await self._timed(answer.name, self._engine.handle(Interaction(answer, user, PLACE)))

    async def _timed(self, name: str, work: Awaitable[Answer]) -> Answer:
        begun = perf_counter()
        answer = await work
        seconds = perf_counter() - begun
        (recorded,) = self._recording.taken()
        measured = self.found.setdefault(name, Measured())
        if not measured.sides.engine:
            measured.sides.next_round()
        measured.sides.add(seconds, self._twin.repeat(recorded))
        measured.statements.append(len(recorded.statements))
        measured.writes |= recorded.writes
        return answer

    def _follow(self) -> None:
        """The twin does what is not measured as well."""
        for recorded in self._recording.taken():
            self._twin.repeat(recorded)


def _people(store: Path) -> Sequence[User]:
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute(
            "SELECT p.user_id, p.name FROM groups g JOIN members m ON m.group_id = g.id"
            " JOIN people p ON p.id = m.person_id WHERE g.channel = ? ORDER BY m.id LIMIT ?",
            (PLACE.channel, CROWD),
        ).fetchall()
    return [User(PLACE.platform, user, name) for user, name in rows]
