"""Migration 0010: awards of before get the ids that say what they are for; what was given twice
goes.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.boards import rebuilding
from bot.database import migrations
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.play import Play

BEFORE = """
INSERT INTO people (id, platform, user_id, name, created_at)
VALUES ('ben', 'test', 'ben', 'Ben', 0);
INSERT INTO groups (id, platform, workspace, channel, name, pack, zone, created_at)
VALUES ('study', 'test', 'campus', 'study', 'study', 'tea', 'UTC', 0);
INSERT INTO members (id, group_id, person_id, joined_at) VALUES ('m', 'study', 'ben', 0);
INSERT INTO progress VALUES ('ben', 'tea', 'first-flush', 'done', 'study', 30);
"""
# Id, kind, subject, instant, week, points, answers, readings.
AWARDS = (
    ("z", "reading", "first-flush", 10, None, 10, 0, 1),
    ("y", "reading", "first-flush", 20, None, -10, 0, -1),
    ("x", "reading", "first-flush", 20, None, 10, 0, 1),  # in the same second
    ("w", "reading", "first-flush", 30, None, 10, 0, 1),  # given twice
    ("v", "reading", "two-leaves", 40, 1, 10, 0, 1),
    ("u", "reply", "r1", 50, 1, 5, 0, 0),
    ("t", "reply", "r2", 60, 1, 5, 0, 0),  # given twice
    ("s", "reply", "r3", 70, 2, 5, 0, 0),
    ("quizzed", "question", "picking-1", 80, None, 10, 1, 0),
    ("round/1/ben", "question", "picking-2", 90, None, 10, 1, 0),
)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database as the version before left it."""
    path, known = tmp_path / "old.db", Path(migrations.__file__).parent
    earlier = Path(shutil.copytree(known, tmp_path / "earlier"))
    for file in earlier.glob("*.sql"):
        if file.name >= "0010":
            file.unlink()
    with closing(sqlite3.connect(path)) as connection, monkeypatch.context() as then:
        then.setattr(migrations, "_FOLDER", earlier)
        connection.executescript("CREATE TABLE migrations (number INTEGER PRIMARY KEY, checksum)")
        for number, sql in migrations._known().items():
            connection.executescript(sql)
            applied = (number, migrations._checksum(sql))
            connection.execute("INSERT INTO migrations VALUES (?, ?)", applied)
        connection.executescript(BEFORE)
        connection.executemany(
            "INSERT INTO awards (id, group_id, member_id, kind, subject, at, day, month, season,"
            " week, points, answers, readings)"
            " VALUES (?, 'study', 'm', ?, ?, ?, '2026-03-02', '2026-03', '1', ?, ?, ?, ?)",
            AWARDS,
        )
        connection.execute(
            f"INSERT INTO scores ({rebuilding._COLUMNS}) {rebuilding._ANEW}", {"enough": 10}
        )
        connection.commit()
    return path


async def test_old_awards_get_their_keys(old: Path) -> None:
    """Awards of before get their keys, and what was given twice goes."""
    database = await SqliteDatabase.open(old)
    tx = ByHand(database)
    rows = await tx.execute("SELECT id, at FROM awards ORDER BY at, id")
    assert rows == [
        ("reading/m/first-flush/0", 10),
        ("reading/m/first-flush/1", 20),
        ("reading/m/first-flush/2", 20),
        ("reading/m/two-leaves/0", 40),
        ("reply/m/1", 50),
        ("reply/m/2", 70),
        ("quizzed", 80),
        ("live/round/1/ben", 90),
    ]
    boards = "SELECT period, points, readings FROM scores ORDER BY period"
    found = await tx.execute(boards)
    assert ("week:1", 15, 1) in found
    await rebuilding.rebuild(tx)
    assert await tx.execute(boards) == found
    await database.close()


async def test_old_readings_can_be_undone(old: Path) -> None:
    """What was read before can be taken back and read again."""
    database = await SqliteDatabase.open(old)
    play = Play(database)
    assert "The 10 points" in await play.say("Ben", "undo first-flush")
    assert "+10 points" in await play.say("Ben", "done first-flush")
    awards = "SELECT count(*) FROM awards WHERE subject = 'first-flush'"
    assert await play.rows(awards) == [(5,)]
    await database.close()
