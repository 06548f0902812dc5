"""What a leaderboard costs as answers and members grow.

The whole answer, its first lines alone, own rank alone.
"""

import random
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, closing
from pathlib import Path
from time import perf_counter

from benchmarks.store.fill import PLATFORM, WORKSPACE
from benchmarks.store.population import NOW
from benchmarks.tables import microseconds, table, times
from benchmarks.timing import p50
from bot.accounts import members
from bot.boards import scores
from bot.boards.commands import TOP
from bot.core.commands.declaration import Registry
from bot.core.database_port import Transaction
from bot.core.interaction import Address, Interaction, User
from bot.core.records import Member
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from content.model import Pack

ROUNDS, CALLS = 5, 60
# The channel of the largest group of every store.
PLACE = Address(PLATFORM, WORKSPACE, "group-0")
LINES = (
    "leaderboard",
    "leaderboard window:all",
    "leaderboard window:all by:accuracy",
    "leaderboard window:all by:readings",
)

Rounds = list[list[float]]
Work = Callable[[User, Member], Awaitable[object]]


async def measure(stores: Mapping[str, Path], pack: Pack) -> dict[str, dict[str, Rounds]]:
    """Seconds by what was asked and by store.

    The stores take turns, and so do the members who ask.
    """
    found: dict[str, dict[str, Rounds]] = {}
    chance = random.Random(1)
    async with AsyncExitStack() as stack:
        asked: list[tuple[str, str, Work, list[tuple[User, Member]]]] = []
        for name, path in stores.items():
            database = await SqliteDatabase.open(path)
            stack.push_async_callback(database.close)
            people = await _people(database)
            asked += [
                (what, name, work, people) for what, work in _questions(database, pack).items()
            ]
        for _ in range(ROUNDS):
            for what, name, _, _ in asked:
                found.setdefault(what, {}).setdefault(name, []).append([])
            for _ in range(CALLS):
                for what, name, work, people in asked:
                    who = chance.choice(people)
                    begun = perf_counter()
                    await work(*who)
                    found[what][name][-1].append(perf_counter() - begun)
    return found


def crowd(store: Path) -> str:
    """How many members the group has."""
    with closing(sqlite3.connect(store)) as connection:
        (number,) = connection.execute(
            "SELECT count(*) FROM members m JOIN groups g ON g.id = m.group_id WHERE g.channel = ?",
            (PLACE.channel,),
        ).fetchone()
    return f"{number:,}"


def report(found: Mapping[str, Mapping[str, Rounds]], unit: str) -> str:
    """A row for each thing that was asked, a column a store, and how much the dearest is above the
    cheapest.
    """
    names = list(next(iter(found.values())))
    head = (f"p50 in µs, by {unit}", *names, "growth")
    rows = []
    for what, by_store in found.items():
        middle = [p50(by_store[name]) for name in names]
        rows.append((what, *map(microseconds, middle), times(max(middle) / min(middle))))
    return table(head, rows)


def _questions(database: SqliteDatabase, pack: Pack) -> dict[str, Work]:
    engine = Engine(database, Registry(COMMANDS), EVENTS, {pack.id: pack}, lambda: NOW)

    async def top(user: User, member: Member) -> None:
        await database.run(
            lambda tx: scores.board(tx, member.group, "all", "points", TOP), writes=False
        )

    async def own(user: User, member: Member) -> None:
        await database.run(lambda tx: scores.own(tx, member, "all", "points"), writes=False)

    def typed(line: str) -> Work:
        call = engine.read(line)
        return lambda user, member: engine.handle(Interaction(call, user, PLACE))

    return {f"`{line}`": typed(line) for line in LINES} | {
        f"the first {TOP} lines alone": top,
        "own rank alone": own,
    }


async def _people(database: SqliteDatabase) -> list[tuple[User, Member]]:
    """Up to five hundred members of the group, from anywhere on its board."""

    async def people(tx: Transaction) -> list[tuple[User, Member]]:
        rows = await tx.execute(
            "SELECT p.user_id, p.name, m.id FROM groups g JOIN members m ON m.group_id = g.id"
            " JOIN people p ON p.id = m.person_id WHERE g.channel = :channel ORDER BY m.id"
            " LIMIT 500",
            channel=PLACE.channel,
        )
        found = [
            (User(PLATFORM, user, name), await members.by_id(tx, member))
            for user, name, member in rows
        ]
        return [(user, member) for user, member in found if member]

    return await database.run(people, writes=False)
