"""A database from before a group had places: where its weeks stand is carried over."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.records import FIRST_PLACE, WeekPost
from bot.database.sqlite import SqliteDatabase
from bot.plan import week_posts
from tests.by_hand import ByHand
from tests.database.old import migrations_before, open_with

SEEN = datetime(2026, 11, 30, 12, tzinfo=UTC)
WEEK = (
    "INSERT INTO weeks (id, group_id, number, state, slot_at, opens_at, closed_at, planned_close,"
    " post_id, thread_id, seen_until) VALUES (?, 'g', ?, ?, 0, ?, ?, 9, ?, ?, ?)"
)


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
