"""A database from before a group had places: where its weeks stand is carried over."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.accounts import groups, members
from bot.core.records import FIRST_PLACE, WeekPost
from bot.database.sqlite import SqliteDatabase
from bot.plan import week_posts
from bot.roadmap import marks as roadmap_marks
from bot.streaks import counting
from tests.by_hand import ByHand
from tests.database.old import migrations_before, open_with

SEEN = datetime(2026, 11, 30, 12, tzinfo=UTC)
WEEK = (
    "INSERT INTO weeks (id, group_id, number, state, slot_at, opens_at, closed_at, planned_close,"
    " post_id, thread_id, seen_until) VALUES (?, 'g', ?, ?, 0, ?, ?, 9, ?, ?, ?)"
)
ACTIVITY = (
    "INSERT INTO activities (member_id, kind, subject, at, day, week_id)"
    " VALUES ('m', 'quiz', ?, ?, '2026-11-02', ?)"
)
BEN = """
INSERT INTO people (id, platform, user_id, name, created_at)
VALUES ('ben', 'test', 'ben', 'Ben', 0);
INSERT INTO groups (id, platform, workspace, channel, name, pack, zone, created_at)
VALUES ('g', 'test', 'campus', 'study', 'study', 'tea', 'UTC', 0);
INSERT INTO members (id, group_id, person_id, joined_at, streak, longest)
VALUES ('m', 'g', 'ben', 0, 1, 1);
INSERT INTO progress VALUES ('ben', 'tea', 'first-flush', 'done', 'g', 1);
INSERT INTO progress VALUES ('ben', 'tea', 'two-leaves', 'skipped', 'g', 1);
INSERT INTO finishers (week_id, member_id, at) VALUES ('w2', 'm', 2);
"""


async def test_old_weeks_have_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weeks from before there were several places stand in the first place."""
    path = tmp_path / "old.db"
    await open_with(path, migrations_before(9, tmp_path), monkeypatch)
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "INSERT INTO groups (id, platform, workspace, channel, name, pack, zone, created_at)"
            " VALUES ('g', 'test', 'campus', 'study', 'study', 'tea', 'UTC', 0)"
        )
        seen = int(SEEN.timestamp())
        old.execute(WEEK, ("w1", 1, "closed", 1, 5, "m1", "t1", 5))
        old.execute(WEEK, ("w2", 2, "open", 5, None, "m2", "t2", seen))
        old.execute(WEEK, ("w3", 3, "opening", None, None, "", "", None))

    database = await SqliteDatabase.open(path)
    tx = ByHand(database)
    posts = [await week_posts.of_week(tx, week) for week in ("w1", "w2", "w3")]
    threads = await week_posts.groups_with_threads(tx)
    unread = await week_posts.closed_unread(tx, "g")
    await database.close()

    assert posts[1:] == [(WeekPost("w2", FIRST_PLACE, "m2", "t2", SEEN),), ()]
    assert [(post.post, post.thread) for post in posts[0]] == [("m1", "t1")]
    assert (threads, unread) == (("g",), ())


async def test_old_finishers_keep_their_streaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ben had read week 2 before it opened, and that cost him his streak then."""
    path = tmp_path / "old.db"
    await open_with(path, migrations_before(12, tmp_path), monkeypatch)
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(BEN)
        for number in (1, 2, 3):
            week = (f"w{number}", number, "closed", number, number + 1, "", "", None)
            old.execute(WEEK, week)
            if number != 2:
                old.execute(ACTIVITY, (str(number), number, f"w{number}"))

    database = await SqliteDatabase.open(path)
    tx = ByHand(database)
    marks = await roadmap_marks.of_person(tx, "ben", "tea")
    group = await groups.by_id(tx, "g")
    assert group
    await counting.count_streaks(tx, group, SEEN)
    streaks = await members.streaks(tx, "g")
    await database.close()

    assert marks == {"first-flush": "done", "two-leaves": "skipped"}
    assert streaks == {"m": (3, 3)}
