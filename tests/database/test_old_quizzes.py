"""A database from before there were placements: its quizzes and reviews go on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.database.sqlite import SqliteDatabase
from bot.quiz import quizzes
from tests.by_hand import ByHand
from tests.database.old import migrations_before, open_with


async def test_old_quizzes_keep_kind_and_attempts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    await open_with(path, migrations_before(14, tmp_path), monkeypatch)
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "INSERT INTO groups (id, platform, workspace, channel, name, pack, zone, created_at)"
            " VALUES ('g', 'test', 'campus', 'study', 'study', 'tea', 'UTC', 0)"
        )
        old.execute(
            "INSERT INTO people (id, platform, user_id, name, created_at)"
            " VALUES ('p', 'test', 'ben', 'Ben', 0)"
        )
        for name, kind in (("q1", "solo"), ("q2", "review")):
            old.execute(
                "INSERT INTO quizzes (id, group_id, person_id, pack, section, started_at, kind)"
                " VALUES (?, 'g', 'p', 'tea', '', 0, ?)",
                (name, kind),
            )
            old.execute(
                "INSERT INTO attempts (quiz_id, number, person_id, group_id, pack, question, trial)"
                " VALUES (?, 1, 'p', 'g', 'tea', 'pick-seasons', 1)",
                (name,),
            )

    database = await SqliteDatabase.open(path)
    tx = ByHand(database)
    found = [await quizzes.open_of(tx, "g", "p", kind) for kind in ("solo", "review", "placement")]
    attempts = [len(await quizzes.attempts(tx, quiz.id)) for quiz in found if quiz]
    await tx.execute(
        "INSERT INTO quizzes (id, group_id, person_id, pack, section, started_at, kind)"
        " VALUES ('q3', 'g', 'p', 'tea', '', 0, 'placement')"
    )
    await database.close()

    assert [quiz and quiz.id for quiz in found] == ["q1", "q2", None]
    assert attempts == [1, 1]
