"""The store: what is begun is kept whole or not at all, whatever is cancelled, and a reader never
waits.
"""

import asyncio
import random
import shutil
import sqlite3
import threading
from collections.abc import Coroutine
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.core.database_port import Transaction
from bot.core.errors import StoreError
from bot.database import migrations
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.play import Play

TASKS = 300
PAIR = (
    "INSERT INTO people (id, platform, user_id, name, created_at)"
    " VALUES (:id, 'test', :id, :half, 0)"
)


async def _pair(tx: Transaction, number: int) -> int:
    await tx.execute(PAIR, id=f"{number}-a", half="a")
    await tx.execute(PAIR, id=f"{number}-b", half="b")
    return number


def _write_pair(database: SqliteDatabase, number: int) -> Coroutine[Any, Any, int]:
    return database.run(partial(_pair, number=number), writes=True)


async def _count(tx: Transaction) -> int:
    ((people,),) = await tx.execute("SELECT count(*) FROM people")
    return int(people)


async def _storm(work: list[Coroutine[Any, Any, Any]], chance: random.Random) -> list[Any]:
    """Start it all at once and cancel two thirds at any turn of the loop, some of them twice.

    What came of each. By turns and not by time: a fast machine may be done before any has passed.
    """
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(one) for one in work]

    def cancel_after(turns: int, task: asyncio.Task[Any]) -> None:
        if turns:
            loop.call_soon(cancel_after, turns - 1, task)
        else:
            task.cancel()

    for task in tasks:
        moment = int(chance.expovariate(1 / 40))
        for again in range(chance.randrange(3)):
            cancel_after(moment + 2 * again, task)
    return await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("seed", range(3))
async def test_cancelling_leaves_nothing_half_done(database: SqliteDatabase, seed: int) -> None:
    results = await _storm(
        [_write_pair(database, number) for number in range(TASKS)], random.Random(seed)
    )
    finished = {number for number in results if isinstance(number, int)}
    assert all(isinstance(result, int | asyncio.CancelledError) for result in results)
    assert 0 < len(finished) < TASKS
    kept = await ByHand(database).execute("SELECT id, name FROM people")
    halves = {
        half: {int(str(name).split("-")[0]) for name, of in kept if of == half} for half in "ab"
    }
    assert halves["a"] == halves["b"]
    assert finished <= halves["a"]
    assert await _write_pair(database, TASKS) == TASKS


async def test_cancelling_keeps_boards_right(play: Play) -> None:
    """After a storm of cancelled commands the boards agree with the record."""
    lines = [
        "done first-flush",
        "undo first-flush",
        "quiz solo",
        "quiz answer A",
        "settings boards:initials",
        "progress",
    ]
    chance = random.Random(7)
    work = [play.say(chance.choice(("Ann", "Ben")), chance.choice(lines)) for _ in range(TASKS)]
    results = await _storm(work, chance)
    assert any(isinstance(result, asyncio.CancelledError) for result in results)
    assert not any(
        "went wrong" in result for result in results if not isinstance(result, BaseException)
    )
    record = (
        "SELECT member_id, sum(points), sum(answers), sum(correct), sum(readings)"
        " FROM awards GROUP BY member_id"
    )
    board = "SELECT member_id, points, answers, correct, readings FROM scores WHERE period = 'all'"
    assert sorted(await play.rows(record)) == sorted(await play.rows(board))
    assert "went wrong" not in await play.say("Ben", "done withering")


async def test_cancelled_readers_leave_the_reader_usable(database: SqliteDatabase) -> None:
    looks = [database.run(_count, writes=False) for _ in range(TASKS)]
    await _storm(looks, random.Random(1))
    assert await database.run(_count, writes=False) == 0


async def test_readers_see_only_commits(database: SqliteDatabase, tmp_path: Path) -> None:
    """A reader sees only what is committed, and never waits."""
    with closing(sqlite3.connect(tmp_path / "roadmate.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(PAIR, {"id": "x", "half": "a"})
        assert await database.run(_count, writes=False) == 0
        writer.execute("COMMIT")
    assert await database.run(_count, writes=False) == 1


async def test_writers_take_turns(database: SqliteDatabase) -> None:
    async def count_up(tx: Transaction) -> None:
        await tx.execute(PAIR, id=f"{await _count(tx)}", half="a")

    await asyncio.gather(*(database.run(count_up, writes=True) for _ in range(50)))
    assert await database.run(_count, writes=False) == 50


async def test_a_fault_takes_everything_back(
    database: SqliteDatabase,
) -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(PAIR, id="x", half="a")
        raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        await database.run(work, writes=True)
    assert await database.run(_count, writes=False) == 0


async def test_work_awaits_nothing_but_statements(
    database: SqliteDatabase,
) -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(PAIR, id="x", half="a")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="nothing but its statements"):
        await database.run(work, writes=True)
    assert await database.run(_count, writes=False) == 0


async def test_waiting_writers_share_commits(
    database: SqliteDatabase,
) -> None:
    """Those who wait at once share a commit, and a fault of one is nobody else's."""
    commits: list[str] = []

    def count(statement: str) -> None:
        commits.extend([statement] if statement == "COMMIT" else [])

    async def work(tx: Transaction, number: int) -> int:
        await _pair(tx, number)
        if number % 3 == 0:
            raise KeyError(number)
        if number % 3 == 1:
            await tx.execute("INSERT INTO people (id) VALUES (NULL)")
        return number

    await database._writer.set_trace_callback(count)
    outcomes = await asyncio.gather(
        *(database.run(partial(work, number=number), writes=True) for number in range(60)),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes[:3]] == [KeyError, sqlite3.IntegrityError, int]
    assert [outcome for outcome in outcomes if isinstance(outcome, int)] == list(range(2, 60, 3))
    kept = await ByHand(database).execute("SELECT id FROM people")
    assert {name for (name,) in kept} == {
        f"{number}-{half}" for number in range(2, 60, 3) for half in "ab"
    }
    assert len(commits) < 10


async def test_a_failed_commit_fails_everybody(
    database: SqliteDatabase,
) -> None:
    """When the disk is full, nobody who shares the commit is told that it was kept."""

    async def much(tx: Transaction, number: int) -> None:
        await tx.execute(PAIR, id=f"{number}", half="x" * 4_000_000)

    await database._writer.execute("PRAGMA max_page_count = 2000")
    outcomes = await asyncio.gather(
        *(database.run(partial(much, number=number), writes=True) for number in range(20)),
        return_exceptions=True,
    )
    kept = {str(name) for (name,) in await ByHand(database).execute("SELECT id FROM people")}
    assert kept == {str(number) for number, outcome in enumerate(outcomes) if outcome is None}
    assert {type(outcome) for outcome in outcomes if outcome is not None} == {StoreError}
    await database._writer.execute("PRAGMA max_page_count = 1000000")
    assert await database.run(partial(_pair, number=1), writes=True) == 1


async def test_what_only_looks_cannot_write(database: SqliteDatabase) -> None:
    with pytest.raises(StoreError):
        await database.run(lambda tx: tx.execute("DELETE FROM groups"), writes=False)


async def test_a_restart_keeps_everything(
    tmp_path: Path,
) -> None:
    """What was kept is there after a restart, and migrations are applied once."""
    path = tmp_path / "new.db"
    seen = []
    for number in range(3):
        database = await SqliteDatabase.open(path)
        await _write_pair(database, number)
        seen.append(await ByHand(database).execute("SELECT * FROM migrations"))
        assert await database.run(_count, writes=False) == 2 * number + 2
        await database.close()
    files = len(list(Path(migrations.__file__).parent.glob("*.sql")))
    assert [len(applied) for applied in seen] == [files] * 3
    assert seen[0] == seen[1] == seen[2]


async def test_a_failed_migration_changes_nothing(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(template, tmp_path / "old.db"))
    known = Path(migrations.__file__).parent
    broken = Path(shutil.copytree(known, tmp_path / "migrations"))
    (broken / "9999_broken.sql").write_text(
        "CREATE TABLE half (a TEXT);\nCREATE TABEL other (a TEXT);\n"
    )
    before = _dump(path)
    monkeypatch.setattr(migrations, "_FOLDER", broken)
    with pytest.raises(sqlite3.OperationalError):
        await SqliteDatabase.open(path)
    assert _dump(path) == before
    monkeypatch.setattr(migrations, "_FOLDER", known)
    await (await SqliteDatabase.open(path)).close()


async def test_closing_ends_every_thread(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    database = await SqliteDatabase.open(tmp_path / "new.db")
    opened = set(threading.enumerate()) - before
    await database.close()
    assert opened
    assert not _left(before)


async def test_failing_to_open_leaves_nothing(tmp_path: Path) -> None:
    """A database that would not open leaves no thread and no lock."""
    path = tmp_path / "roadmate.db"
    path.write_text("This is no database, but a poem. " * 100)
    before = set(threading.enumerate())
    for _ in range(3):
        with pytest.raises(Exception, match="not a database"):
            await SqliteDatabase.open(path)
    assert not _left(before)
    path.unlink()
    await (await SqliteDatabase.open(path)).close()


def _left(before: set[threading.Thread]) -> list[threading.Thread]:
    """The threads that do not end by themselves."""
    new = set(threading.enumerate()) - before
    for thread in new:
        thread.join(5)
    return [thread for thread in new if thread.is_alive()]


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines
