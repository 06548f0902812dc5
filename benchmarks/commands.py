"""Each command through the engine, against its own SQL run directly.

The price of everything but the database.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks import sessions
from benchmarks.store.direct import DirectStore
from benchmarks.store.fill import PLATFORM, WORKSPACE
from benchmarks.store.population import NOW
from benchmarks.store.recording import RecordingDatabase
from benchmarks.tables import microseconds, table, times
from benchmarks.timing import Sides, p50, p99
from bot.core.call import Call
from bot.core.commands.declaration import Registry
from bot.core.interaction import Address, Interaction, User
from bot.core.message import Form, Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.roadmap.progress import planned
from content.model import Pack

ROUNDS, SESSIONS = 5, 40
# A command should take less than this many times as long as its SQL.
AIM = 6


@dataclass(slots=True)
class Measured:
    """One command: its times, how many statements it ran, and why it did not work, if it did
    not.
    """

    sides: Sides = field(default_factory=Sides)
    statements: list[int] = field(default_factory=list)
    writes: bool = False
    fault: str = ""


async def measure(store: Path, pack: Pack) -> dict[str, Measured]:
    """Sessions of active members on a filled store.

    Every call at once repeated directly on its twin.
    """
    twin = DirectStore(Path(shutil.copy(store, store.with_suffix(".twin"))))
    database = await SqliteDatabase.open(store)
    try:
        found: dict[str, Measured] = {}
        actors = list(_active(store, ROUNDS * SESSIONS))
        for begin in range(0, len(actors), SESSIONS):
            for measured in found.values():
                measured.sides.next_round()
            for user, address in actors[begin : begin + SESSIONS]:
                await _Session(database, pack, twin, found).play(user, address)
        return found
    finally:
        await database.close()
        twin.close()


def report(found: dict[str, Measured]) -> str:
    """A row a command, the slowest against its SQL first; what misses the aim is bold."""
    head = (
        "command",
        "statements",
        "SQL p50 µs",
        "engine p50 µs",
        "p50 ratio",
        "SQL p99 µs",
        "engine p99 µs",
        "p99 ratio",
    )
    worked = [(name, measured) for name, measured in found.items() if measured.statements]
    worked.sort(key=lambda item: -item[1].sides.median_ratio())
    under = sum(measured.sides.median_ratio() < AIM for _, measured in worked)
    summary = f"{under} of {len(worked)} are under {AIM} times their SQL."
    failed = [
        f"`{name}` did not work: {measured.fault}"
        for name, measured in found.items()
        if measured.fault
    ]
    return "\n\n".join([table(head, [_row(*item) for item in worked]), summary, *failed])


def _row(name: str, measured: Measured) -> Sequence[str]:
    sides, statements = measured.sides, sorted(measured.statements)
    ratio = sides.median_ratio()
    return (
        f"`{name}`" + (" (writes)" if measured.writes else ""),
        str(statements[len(statements) // 2]),
        microseconds(p50(sides.direct)),
        microseconds(p50(sides.engine)),
        times(ratio) if ratio < AIM else f"**{times(ratio)}**",
        microseconds(p99(sides.direct)),
        microseconds(p99(sides.engine)),
        times(p99(sides.engine) / p99(sides.direct)),
    )


class _Session:
    """One member at work; it lives as long as the recording around the database."""

    def __init__(
        self, database: SqliteDatabase, pack: Pack, twin: DirectStore, found: dict[str, Measured]
    ) -> None:
        self._recording = RecordingDatabase(database)
        self._pack = pack
        self._twin = twin
        self._found = found
        self._engine = Engine(
            self._recording, Registry(COMMANDS), EVENTS, {pack.id: pack}, lambda: NOW
        )

    async def play(self, user: User, address: Address) -> None:
        optional = next(
            reading for reading in self._pack.readings if reading not in planned(self._pack, "core")
        )
        for call in sessions.lines(self._engine.commands, optional.id):
            answer = await self._call(_shown(call), call, user, address)
            pressed = sessions.press(call, answer)
            if pressed:
                await self._call(f"{pressed.name} (pressed)", pressed, user, address)

    async def _call(self, name: str, call: Call, user: User, address: Address) -> Message | Form:
        interaction = Interaction(call, user, address)
        begun = perf_counter()
        answer = await self._engine.handle(interaction)
        seconds = perf_counter() - begun
        taken = self._recording.taken()
        measured = self._found.setdefault(name, Measured())
        fault = "".join(recorded.fault for recorded in taken) if taken else "it was never begun"
        if fault:
            measured.fault = fault
            return answer
        if not measured.sides.engine:
            measured.sides.next_round()
        measured.sides.add(seconds, sum(map(self._twin.repeat, taken)))
        measured.statements.append(sum(len(recorded.statements) for recorded in taken))
        measured.writes = any(recorded.writes for recorded in taken)
        return answer


def _shown(call: Call) -> str:
    return " ".join((call.name, *call.args.values())) if call.name != "skip" else call.name


def _active(store: Path, number: int) -> Iterator[tuple[User, Address]]:
    """Different members, each as likely as they are busy: whoever does much calls much."""
    chance = random.Random(number)
    with closing(sqlite3.connect(store)) as connection:
        (last,) = connection.execute("SELECT max(rowid) FROM attempts").fetchone()
        seen: set[str] = set()
        while len(seen) < number:
            (found,) = connection.execute(
                "SELECT p.user_id, p.name, g.channel FROM attempts a JOIN people p"
                " ON p.id = a.person_id"
                " JOIN groups g ON g.id = a.group_id WHERE a.rowid = ?",
                (chance.randint(1, last),),
            ).fetchall()
            user, name, channel = found
            if user not in seen:
                seen.add(user)
                yield User(PLATFORM, user, name), Address(PLATFORM, WORKSPACE, channel)
