"""The tasks about what was answered, in real processes.

Boards made anew, and what answers say about questions.
"""

import subprocess
import sys
from pathlib import Path

from tests.product.test_tasks import TEA, environment, task

LINES = "quiz solo 2\nquiz answer A\nquiz solo\nquiz answer A\ndone\n:quit\n"


def played(folder: Path) -> Path:
    """A database in which somebody has played."""
    database = folder / "evening.db"
    subprocess.run(
        [sys.executable, "-m", "roadmate", "play", "--database", str(database), "--pack", str(TEA)],
        cwd=folder, env=environment(), input=LINES, text=True, capture_output=True, timeout=120,
        check=True,
    )  # fmt: skip
    return database


def test_boards_are_rebuilt_from_the_record(tmp_path: Path) -> None:
    database = played(tmp_path)
    done = task(tmp_path, "scores", "rebuild", "--database", str(database))
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 lines, all of them were right before" in done.stdout


def test_rebuilding_makes_no_database(tmp_path: Path) -> None:
    """Without a database there is nothing to rebuild, and none is made."""
    done = task(tmp_path, "scores", "rebuild", "--database", "nowhere.db")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no database nowhere.db")
    assert list(tmp_path.iterdir()) == []


def test_stats_count_what_was_answered(tmp_path: Path) -> None:
    """The numbers of a pack end with what was answered, and name nobody."""
    database = played(tmp_path)
    done = task(tmp_path, "content", "stats", str(TEA), "--database", str(database))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 answers to 2 questions" in done.stdout
    assert "Ann" not in done.stdout


def test_stats_work_without_a_database(tmp_path: Path) -> None:
    """Without a database the pack alone is counted."""
    done = task(tmp_path, "content", "stats", str(TEA))
    assert done.returncode == 0
    assert "answers to" not in done.stdout
