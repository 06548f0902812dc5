"""The lock beside a database.

It keeps a second Roadmate out, and dies with the process that holds it.
"""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.database.lock import FileLock, is_held

HOLD = """
import sys
from pathlib import Path
from bot.database.lock import FileLock
held = FileLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    database = tmp_path / "roadmate.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert is_held(database)
        with pytest.raises(StoreError, match="Another Roadmate is using the database"):
            FileLock(database)
        holder.kill()

    assert not is_held(database)
    FileLock(database).release()


def test_the_refusal_is_one_line(tmp_path: Path) -> None:
    first = FileLock(tmp_path / "roadmate.db")

    with pytest.raises(StoreError) as refused:
        FileLock(tmp_path / "roadmate.db")

    assert "\n" not in str(refused.value)
    first.release()


def test_another_thread_may_let_go(tmp_path: Path) -> None:
    held = FileLock(tmp_path / "roadmate.db")
    closing = threading.Thread(target=held.release)
    closing.start()
    closing.join()

    assert not is_held(tmp_path / "roadmate.db")


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "roadmate.db")
    assert not is_held(tmp_path / "nowhere" / "roadmate.db")

    assert not list(tmp_path.iterdir())


def test_a_wrong_folder_is_told(tmp_path: Path) -> None:
    """A folder that is not there is told and not made."""
    with pytest.raises(StoreError, match="No such file or directory"):
        FileLock(tmp_path / "nowhere" / "roadmate.db")

    assert not list(tmp_path.iterdir())


def test_only_owners_open_the_file(tmp_path: Path) -> None:
    FileLock(tmp_path / "roadmate.db").release()

    assert (tmp_path / "roadmate.db.lock").stat().st_mode & 0o777 == 0o600
