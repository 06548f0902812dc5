"""Killed at any moment, Roadmate has kept everything that it had acknowledged, and nothing by
halves.

CRASHES sets how many kills there are, CRASH_SEED repeats a run whose seed was printed.
"""

import os
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.product.crash import Award, acknowledged, evening, kept, play_until_killed, rows

KILLS_A_DATABASE = 2
CRASHES = int(os.environ.get("CRASHES", "10"))
SEED = int(os.environ.get("CRASH_SEED") or SystemRandom().randrange(1_000_000))

# Pairs of queries that give the same rows when everything that belongs together was kept together.
TOGETHER = {
    "boards are the sum of the record": (
        (
            "SELECT member_id, sum(points), sum(answers), sum(correct), sum(readings) FROM awards"
            " GROUP BY 1 ORDER BY 1"
        ),
        (
            "SELECT member_id, points, answers, correct, readings FROM scores WHERE period = 'all'"
            " ORDER BY 1"
        ),
    ),
    "a reading is marked if and only if it is in the record": (
        (
            "SELECT m.person_id, a.subject FROM awards a JOIN members m ON m.id = a.member_id"
            " WHERE a.kind = 'reading'"
            " GROUP BY 1, 2 HAVING sum(a.readings) = 1 ORDER BY 1, 2"
        ),
        "SELECT person_id, reading FROM progress WHERE state = 'done' ORDER BY 1, 2",
    ),
    "a reading is an activity if and only if it is marked": (
        (
            "SELECT m.person_id, a.subject FROM activities a JOIN members m ON m.id = a.member_id"
            " WHERE a.kind = 'reading' ORDER BY 1, 2"
        ),
        "SELECT person_id, reading FROM progress WHERE state = 'done' ORDER BY 1, 2",
    ),
    "the group's numbers are those of its members": (
        "SELECT reading, finished FROM reading_totals WHERE finished <> 0 ORDER BY 1",
        "SELECT reading, count(*) FROM progress WHERE state = 'done' GROUP BY 1 ORDER BY 1",
    ),
    "an answer is in the record if and only if it was given": (
        (
            "SELECT m.person_id, a.subject, a.points, a.correct FROM awards a JOIN members m"
            " ON m.id = a.member_id"
            " WHERE a.kind = 'question' ORDER BY 1, 2, 3, 4"
        ),
        (
            "SELECT person_id, question, points, correct FROM attempts"
            " WHERE answered_at IS NOT NULL"
            " ORDER BY 1, 2, 3, 4"
        ),
    ),
    "a quiz has ended if and only if it is an activity or was given up": (
        "SELECT subject FROM activities WHERE kind = 'quiz' ORDER BY 1",
        (
            "SELECT q.id FROM quizzes q WHERE ended_at IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM attempts a WHERE a.quiz_id = q.id AND answered_at IS NULL) ORDER BY 1"
        ),
    ),
}


@pytest.mark.crash
@pytest.mark.parametrize("number", range(-(-CRASHES // KILLS_A_DATABASE)))
def test_killing_loses_nothing_acknowledged(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kill at any moment loses nothing that was acknowledged."""
    if number == 0:
        with capsys.disabled():
            print(f" CRASH_SEED={SEED} ", end="")  # noqa: T201 - so that a failure can be repeated
    chance = Random(SEED + number)
    database = tmp_path / "roadmate.db"
    record: list[Award] = []
    kills = 0
    while kills < KILLS_A_DATABASE:
        screen, killed = play_until_killed(
            database, evening(chance, 3000), chance.uniform(0.15, 1.2)
        )
        kills += killed
        record += acknowledged(screen)
        found = kept(database)
        assert found[: len(record)] == record, f"CRASH_SEED={SEED}"
        assert len(found) - len(record) <= killed, f"CRASH_SEED={SEED}"
        record = found
        _whole(database)
    screen, _ = play_until_killed(database, "leaderboard all\n", seconds=None)
    for name in ("Ann", "Ben"):
        points = sum(award[3] for award in record if award[0] == name)
        assert (f" · {points} points" in screen) or points == 0


def _whole(database: Path) -> None:
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert rows(database, "PRAGMA foreign_key_check") == []
    for promise, (one, other) in TOGETHER.items():
        assert rows(database, one) == rows(database, other), f"{promise} (CRASH_SEED={SEED})"
