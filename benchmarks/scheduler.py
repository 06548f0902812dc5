"""The scheduler with very many groups.

What a round costs when nothing is due, and ten thousand posts in one minute.
"""

import asyncio
import statistics
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.store.population import new_id
from benchmarks.tables import microseconds, table, times
from benchmarks.timing import p50
from bot.core.commands.declaration import Registry
from bot.core.database_port import Transaction
from bot.core.interaction import Address, Finding, Standing
from bot.core.message import Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.engine.port import Adapter, MessageRef, Reply
from content.model import Pack
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from scheduler.ticker import tick

NINE = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
CROWDS = (100, 100_000)
ROUNDS, CALLS = 5, 60
ALL_AT_ONCE = 10_000
# A pace such as Discord's, for as long as it takes to send so many.
PACE, PACED = 45.0, 900


@dataclass
class Sink:
    """A platform that takes everything at once and remembers when.

    `planned`: the seconds that planning took.
    """

    posts_a_second: float
    wanted: int
    posts: list[float] = field(default_factory=list)
    threads: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    planned: float = 0
    full: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, engine: Engine) -> None:
        await self.full.wait()

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        self._took(self.posts if not address.thread else [])
        return MessageRef(address, f"m{key}")

    async def edit(self, ref: MessageRef, message: Message) -> None:
        return None

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        self._took(self.threads)
        return replace(ref.address, thread=f"t{ref.id}")

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        return ()

    async def check(self, address: Address) -> Sequence[Finding]:
        return ()

    async def standing(self, user: str, address: Address) -> Standing:
        return Standing(sees=True, manages=True, founds=False)

    def _took(self, kind: list[float]) -> None:
        kind.append(perf_counter())
        done = len(self.posts) + len(self.threads)
        if not done % 500:
            self.memory.append(_resident())
        if done >= self.wanted:
            self.full.set()


def idle(folder: Path, pack: Pack) -> str:
    """Rounds with nothing due, by the number of groups, taking turns; one row a duty."""
    found = asyncio.run(_idle(folder, pack))
    rows = []
    for duty, by_crowd in found.items():
        few, many = (p50(by_crowd[crowd]) for crowd in CROWDS)
        rows.append((duty, microseconds(few), microseconds(many), times(many / few)))
    return table(("p50 in µs, by groups", *(f"{crowd:,}" for crowd in CROWDS), "growth"), rows)


def rush(folder: Path, pack: Pack) -> str:
    """Ten thousand groups due in the same minute.

    As fast as the machine can, and at a platform's rate.
    """
    fast = asyncio.run(_fast(folder / "fast.db", pack))
    paced = asyncio.run(_paced(folder / "paced.db", pack))
    head = (
        "due in the same minute",
        "posts a second",
        "of the pace",
        "threads before the last post",
        "RSS MiB",
    )
    rows = [
        (
            f"{ALL_AT_ONCE:,} groups, no pace",
            f"{_rate(fast.posts):,.0f}",
            "",
            str(_early(fast)),
            _grown(fast),
        ),
        (
            f"{PACED:,} groups at {PACE:.0f} a second",
            f"{_rate(paced.posts):.1f}",
            f"{_rate(paced.posts) / PACE:.1%}",
            str(_early(paced)),
            _grown(paced),
        ),
    ]
    return (
        f"{table(head, rows)}\n\nPlanning took {1e3 * fast.planned / ALL_AT_ONCE:.1f} ms a group."
    )


async def _idle(folder: Path, pack: Pack) -> dict[str, dict[int, list[list[float]]]]:
    found: dict[str, dict[int, list[list[float]]]] = {}
    stores = [
        (crowd, await _groups(folder / f"groups-{crowd}.db", pack, crowd)) for crowd in CROWDS
    ]
    duties = []
    for crowd, store in stores:
        planner, dispatcher = _wired(store, pack, Sink(PACE, 1), NINE - timedelta(hours=1))
        duties += [("`plan`", crowd, planner.plan), ("`deliver`", crowd, dispatcher.deliver)]
    for _ in range(ROUNDS):
        for duty, crowd, _work in duties:
            found.setdefault(duty, {}).setdefault(crowd, []).append([])
        for _ in range(CALLS):
            for duty, crowd, work in duties:
                begun = perf_counter()
                await work()
                found[duty][crowd][-1].append(perf_counter() - begun)
    for _, store in stores:
        await store.close()
    return found


async def _fast(path: Path, pack: Pack) -> Sink:
    store = await _groups(path, pack, ALL_AT_ONCE)
    sink = Sink(1_000_000, 2 * ALL_AT_ONCE)
    planner, dispatcher = _wired(store, pack, sink, NINE)
    begun = perf_counter()
    await planner.plan()
    sink.planned = perf_counter() - begun
    while not sink.full.is_set() and await dispatcher.deliver():
        await dispatcher.finish()
    await store.close()
    return sink


async def _paced(path: Path, pack: Pack) -> Sink:
    """Through the real ticker."""
    store = await _groups(path, pack, PACED)
    sink = Sink(PACE, PACED)
    planner, dispatcher = _wired(store, pack, sink, NINE)
    ticking = asyncio.create_task(tick(planner, dispatcher))
    await sink.full.wait()
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    await store.close()
    return sink


def _wired(
    store: SqliteDatabase, pack: Pack, sink: Sink, now: datetime
) -> tuple[Planner, Dispatcher]:
    engine = Engine(store, Registry(COMMANDS), EVENTS, {pack.id: pack}, lambda: now)
    adapters: dict[str, Adapter] = {"bench": sink}
    planner = Planner(store, engine.packs, ThreadReader(store, engine, adapters), lambda: now)
    return planner, Dispatcher(store, engine, adapters, lambda: now)


async def _groups(path: Path, pack: Pack, number: int) -> SqliteDatabase:
    """Groups whose slot is Monday at nine, each with a week behind it whose post and thread are
    long out.
    """
    store = await SqliteDatabase.open(path)
    due = int(NINE.timestamp())

    async def fill(tx: Transaction) -> None:
        for place in range(number):
            group = new_id("a", place)
            await tx.execute(
                "INSERT INTO groups (id, platform, workspace, channel, name, pack, zone,"
                " created_at)"
                " VALUES (:id, 'bench', 'campus', :id, :id, :pack, 'UTC', 0)",
                id=group,
                pack=pack.id,
            )
            await tx.execute(
                "INSERT INTO schedules (group_id, weekday, minute, pace, starts_on, next_due_at)"
                " VALUES (:group, 0, 540, 90, '2026-01-01', :due)",
                group=group,
                due=due,
            )
            await tx.execute(
                "INSERT INTO deliveries (key, kind, priority, due_at, group_id, call, platform,"
                " workspace, channel,"
                " state, try_at, sent_at) VALUES ('weekly/' || :group || '/0', 'post', 1, :then,"
                " :group, '', 'bench',"
                " 'campus', :group, 'sent', :then, :then)",
                group=group,
                then=due - 7 * 86400,
            )

    await store.run(fill, writes=True)
    return store


def _rate(posts: Sequence[float]) -> float:
    return (len(posts) - 1) / (posts[-1] - posts[0])


def _early(sink: Sink) -> int:
    return sum(at < sink.posts[-1] for at in sink.threads)


def _grown(sink: Sink) -> str:
    """Medians of the first and of the last fifth of the run."""
    fifth = max(1, len(sink.memory) // 5)
    first, last = statistics.median(sink.memory[:fifth]), statistics.median(sink.memory[-fifth:])
    return f"{first:.0f} to {last:.0f}"


def _resident() -> float:
    status = Path("/proc/self/statm").read_text(encoding="ascii")
    return int(status.split()[1]) * 4096 / 2**20
