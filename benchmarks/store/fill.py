"""Fills a store fast, with the rows that months of use would leave.

Executemany, and no index in the way.
"""

import asyncio
import gc
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import chain
from pathlib import Path

from benchmarks.store import population
from benchmarks.store.past_rounds import PastRounds
from benchmarks.store.population import BEGAN, WEEKS, Member, Size, new_id
from benchmarks.user_actions import READINGS_A_WEEK, WEEK, Deeds, Row, week_id
from bot.boards.scoring import ENOUGH_ANSWERS
from bot.database.sqlite import SqliteDatabase
from bot.roadmap.progress import planned
from content.model import Pack

PLATFORM, WORKSPACE = "bench", "campus"


def fill(path: Path, size: Size, pack: Pack) -> None:
    """Make a store of that size. The same size gives the same rows."""
    asyncio.run(_make(path))
    gc.disable()  # nothing here makes cycles, and a look at millions of rows in memory takes long
    chance = random.Random(size.members * 31 + size.answers)
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        store.execute("PRAGMA synchronous = OFF")
        store.execute("PRAGMA cache_size = -800000")
        indexes = store.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
        ).fetchall()
        for name, _ in indexes:
            store.execute(f"DROP INDEX {name}")
        store.execute("BEGIN")
        _write(store, size, pack, chance)
        store.execute("COMMIT")
        for _, sql in indexes:
            store.execute(sql)
    gc.enable()


async def _make(path: Path) -> None:
    await (await SqliteDatabase.open(path)).close()


def _write(store: sqlite3.Connection, size: Size, pack: Pack, chance: random.Random) -> None:
    everybody = list(population.members(size, len(planned(pack, "essential")), chance))
    _insert(
        store,
        "groups (id, platform, workspace, channel, name, pack, zone, created_at)",
        _groups(size, pack),
    )
    _insert(
        store,
        "schedules (group_id, weekday, minute, pace, starts_on, next_due_at, last_post_at)",
        _rhythms(size),
    )
    _insert(
        store,
        "weeks (id, group_id, number, state, slot_at, opens_at, planned_close, closed_at)",
        chain.from_iterable(_weeks(group) for group in range(size.groups)),
    )
    _insert(store, "week_readings (week_id, position, reading, minutes)", _plans(size, pack))
    persons = {member.person: member for member in reversed(everybody)}.values()
    _insert(
        store, "people (id, platform, user_id, name, last_group, created_at)", map(_person, persons)
    )
    _insert(
        store, "members (id, group_id, person_id, visibility, joined_at)", map(_member, everybody)
    )
    past = PastRounds(pack)
    _write_rounds(store, size, past)
    _write_record(store, everybody, Deeds(pack, past, chance))
    _derive(store)


def _write_rounds(store: sqlite3.Connection, size: Size, past: PastRounds) -> None:
    groups = range(size.groups)
    _insert(
        store,
        "rounds (id, group_id, pack, style, count, seconds, minutes, low, high, state, channel, "
        "number, made_at,"
        " starts_at, ended_at, why)",
        chain.from_iterable(past.rounds(group) for group in groups),
    )
    _insert(
        store,
        "round_questions (round_id, number, question, shown, state, message_id, opens_at, "
        "closes_at)",
        chain.from_iterable(past.asked(group) for group in groups),
    )


def _write_record(store: sqlite3.Connection, everybody: list[Member], deeds: Deeds) -> None:
    """What people did, a thousand of them at a time, so that a million answers fit into memory."""
    for begin in range(0, len(everybody), 1000):
        for member in everybody[begin : begin + 1000]:
            deeds.of(member)
        for table, rows in deeds.rows.items():
            _insert(store, table, rows)
            rows.clear()


def _insert(store: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    places = ", ".join("?" * (table.count(",") + 1))
    store.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _groups(size: Size, pack: Pack) -> Iterator[Row]:
    for group in range(size.groups):
        name = f"group-{group}"
        yield (
            new_id("a", group),
            PLATFORM,
            WORKSPACE,
            name,
            name,
            pack.id,
            "UTC",
            int(BEGAN.timestamp()),
        )


def _rhythms(size: Size) -> Iterator[Row]:
    began, last = BEGAN, BEGAN + timedelta(weeks=WEEKS)
    for group in range(size.groups):
        minute = began.hour * 60 + began.minute
        coming = int((last + timedelta(weeks=1)).timestamp())
        yield (
            new_id("a", group),
            began.weekday(),
            minute,
            90,
            str(began.date()),
            coming,
            int(last.timestamp()),
        )


def _weeks(group: int) -> Iterator[Row]:
    for number in range(1, WEEKS + 2):
        opened = int(BEGAN.timestamp()) + (number - 1) * WEEK
        closed = opened + WEEK if number <= WEEKS else None
        state = "closed" if closed else "open"
        yield (
            week_id(group, number),
            new_id("a", group),
            number,
            state,
            opened,
            opened,
            opened + WEEK,
            closed,
        )


def _plans(size: Size, pack: Pack) -> Iterator[Row]:
    readings = planned(pack, "essential")
    for group in range(size.groups):
        for place, reading in enumerate(readings[: READINGS_A_WEEK * (WEEKS + 1)]):
            number, position = divmod(place, READINGS_A_WEEK)
            yield week_id(group, number + 1), position + 1, reading.id, reading.minutes


def _person(member: Member) -> Row:
    user = user_id(member.number)
    return (
        member.person,
        PLATFORM,
        user,
        f"Member {member.number}",
        new_id("a", member.group),
        member.joined,
    )


def user_id(number: int) -> str:
    """A person's account on the platform of these benchmarks."""
    return f"u{number}"


def _member(member: Member) -> Row:
    visibility = {0: "hidden", 1: "initials"}.get(member.number % 20, "visible")
    return member.id, new_id("a", member.group), member.person, visibility, member.joined


def _derive(store: sqlite3.Connection) -> None:
    """What the bot keeps beside the record, made from the record as the bot would have made it as
    it grew.
    """
    for period in ("'all'", "'season:' || season", "month", "'week:' || week"):
        store.execute(
            "INSERT INTO scores (group_id, period, member_id, listed, points, points_at,"
            " answers, correct, accuracy,"
            " accuracy_at, readings, readings_at)"
            f" SELECT a.group_id, {period}, a.member_id, m.visibility <> 'hidden',"
            f" sum(points), {_latest('points')}, sum(answers), sum(correct), CASE WHEN "
            f"sum(answers) < {ENOUGH_ANSWERS}"
            f" THEN -1 ELSE sum(correct) * 1000000 / sum(answers) END, {_latest('answers')}, "
            "sum(readings),"
            f" {_latest('readings')} FROM awards a JOIN members m ON m.id = a.member_id"
            " GROUP BY a.group_id, 2, 3"
        )
    store.execute(
        "INSERT INTO reading_totals SELECT group_id, reading, count(*) FROM progress"
        " WHERE state = 'done' GROUP BY 1, 2"
    )
    store.execute(
        "INSERT INTO finishers SELECT r.week_id, a.member_id, max(a.at) FROM activities a"
        " JOIN week_readings r ON r.week_id = a.week_id AND r.reading = a.subject"
        f" WHERE a.kind = 'reading' GROUP BY 1, 2 HAVING count(*) = {READINGS_A_WEEK}"
    )
    store.execute(
        "UPDATE round_questions SET (first_votes, first_right) = (SELECT count(*),"
        " coalesce(sum(correct), 0)"
        " FROM round_answers a WHERE a.round_id = round_questions.round_id"
        " AND a.number = round_questions.number)"
    )
    store.execute(
        "UPDATE weeks SET finished = (SELECT count(*) FROM finishers f WHERE f.week_id = weeks.id)"
    )


def _latest(column: str) -> str:
    """When it changed last; where it never did, when the row began."""
    return f"coalesce(max(CASE WHEN {column} <> 0 THEN at END), min(at))"
