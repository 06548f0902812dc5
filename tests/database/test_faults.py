"""A database that cannot be used: each time one clear message with what to do, and nothing lost."""

# ruff: noqa: ASYNC240  # a test has nothing else to do while it looks at a file

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.database_port import Database
from bot.core.errors import StoreError
from bot.database import sqlite
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.play import Play

TEA = Path(__file__).parents[1] / "packs" / "tea"
READINGS = ("first-flush", "two-leaves", "withering", "water-temperature", "history-of-pots")

# Root may write to what is read-only; without these two capabilities it is like everybody else.
_LIKE_EVERYBODY_ELSE = """\
import ctypes, os, sys
libc = ctypes.CDLL(None)
for capability in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH; 24 is PR_CAPBSET_DROP
    libc.prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def _play(database: Path, lines: str = "progress\n") -> subprocess.CompletedProcess[str]:
    """The playground in a process of its own, for which rights to files count."""
    play = ["-m", "roadmate", "play", "--database", str(database), "--pack", str(TEA)]
    command = [sys.executable, "-c", _LIKE_EVERYBODY_ELSE, *play]
    root = Path(__file__).parents[2]
    return subprocess.run(
        command, input=lines, capture_output=True, text=True, timeout=120, check=False, cwd=root
    )


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A database in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(template, folder / "roadmate.db"))


async def _refused(path: Path) -> str:
    with pytest.raises(StoreError) as told:
        await SqliteDatabase.open(path)
    return str(told.value)


@pytest.mark.parametrize(
    "content", [b"This is a poem about tea.\n" * 500, b"\x00" * 8192, os.urandom(8192)]
)
async def test_a_foreign_file_is_untouched(path: Path, content: bytes) -> None:
    """A file that is no database is left alone."""
    path.write_bytes(content)
    told = await _refused(path)
    assert "not a database" in told
    assert str(path) in told
    assert path.read_bytes() == content


async def test_a_newer_database_is_untouched(path: Path) -> None:
    """A database from a newer version of Roadmate is left alone."""
    _run(path, "INSERT INTO migrations VALUES (9999, 'later')")
    before = path.read_bytes()
    assert "newer Roadmate" in await _refused(path)
    assert path.read_bytes() == before


async def test_other_tables_are_untouched(path: Path) -> None:
    """A database made by other migrations than ours is left alone."""
    _run(path, "UPDATE migrations SET checksum = 'other' WHERE number = 1")
    before = path.read_bytes()
    told = await _refused(path)
    assert "0001" in told
    assert "Nothing was changed" in told
    assert path.read_bytes() == before


async def test_a_damaged_database_is_left_alone(path: Path) -> None:
    # The first page, with the names of all tables, stays; every other page is overwritten.
    sound = path.read_bytes()
    damaged = sound[:4096] + b"\x55" * (len(sound) - 4096)
    path.write_bytes(damaged)
    assert "damaged" in await _refused(path)
    assert path.read_bytes() == damaged


async def test_later_damage_is_told(path: Path) -> None:
    """Damage found while Roadmate runs is told, and nothing is written."""
    with sqlite3.connect(path) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'progress'")
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x55" * 4096)
    database = await SqliteDatabase.open(path)
    told = await Play(database).say("Ben", "done")
    assert "damaged" in told
    assert await ByHand(database).execute("SELECT * FROM people") == []
    await database.close()


async def test_another_roadmate_is_kept_out(database: SqliteDatabase, tmp_path: Path) -> None:
    """Another Roadmate is kept out, and the first one goes on."""
    told = await _refused(tmp_path / "roadmate.db")
    assert "Another Roadmate" in told
    assert "+10 points" in await Play(database).say("Ben", "done")


async def test_another_process_is_kept_out(database: SqliteDatabase, tmp_path: Path) -> None:
    """Another Roadmate in another process is kept out."""
    other = _play(tmp_path / "roadmate.db")
    assert other.returncode == 1
    assert "Another Roadmate" in other.stderr
    assert other.stdout == ""
    assert "+10 points" in await Play(database).say("Ben", "done")


async def test_waiting_for_another_program_ends(play: Play, tmp_path: Path) -> None:
    """Another program that holds the database is waited for a while, then named."""
    await _be_impatient(play.database)
    await play.say("Ben", "done first-flush")
    other = sqlite3.connect(tmp_path / "roadmate.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = await play.say("Ben", "done withering")
    assert "another program" in told
    assert "1 reading" in await play.say("Ben", "progress")
    other.execute("ROLLBACK")
    other.close()
    assert "+10 points" in await play.say("Ben", "done withering")


async def test_a_holder_at_start_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that holds the database at the start is named."""
    impatient = tuple(
        setting.replace("busy_timeout = 5000", "busy_timeout = 50") for setting in sqlite._PRAGMAS
    )
    monkeypatch.setattr(sqlite, "_PRAGMAS", impatient)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "another program" in await _refused(path)
    other.execute("ROLLBACK")
    other.close()
    await (await SqliteDatabase.open(path)).close()


async def test_a_full_disk_is_told(play: Play) -> None:
    """A full disk is told, and nothing is half done."""
    writer = ByHand(play.database)
    [(pages,)] = await writer.execute("PRAGMA page_count")
    await writer.execute(f"PRAGMA max_page_count = {pages + 2}")
    before: object = None
    told = await play.say("Ben", "next")
    for number in range(2000):
        before = await play.everything()
        verb = "done" if number // len(READINGS) % 2 == 0 else "undo"
        told = await play.say("Ben", f"{verb} {READINGS[number % len(READINGS)]}")
        if "disk is full" in told:
            break
    assert "disk is full" in told
    assert await play.everything() == before
    await writer.execute("PRAGMA max_page_count = 100000")
    assert "couldn't save" not in await play.say("Ben", "settings boards:initials")


@pytest.mark.parametrize(
    ("file", "folder"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555), (0o000, 0o755)]
)
async def test_unwritable_places_are_told(path: Path, file: int, folder: int) -> None:
    """A file or folder that may not be written is told in one line."""
    before = path.read_bytes()
    path.chmod(file)
    path.parent.chmod(folder)
    told = _play(path, "done\n")
    path.parent.chmod(0o755)
    path.chmod(0o644)
    assert told.returncode == 1, told.stdout
    assert told.stdout == ""
    assert str(path) in told.stderr
    assert "writ" in told.stderr
    assert len(told.stderr.strip().split("\n")) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", ["missing/roadmate.db", ""])
async def test_impossible_places_are_told(path: Path, where: str) -> None:
    """A place where no file can be is told in one line."""
    told = _play(path.parent / where)
    assert told.returncode == 1
    assert "folder exists" in told.stderr
    assert len(told.stderr.strip().split("\n")) == 1


async def _be_impatient(database: Database) -> None:
    await ByHand(database).execute("PRAGMA busy_timeout = 50")


def _run(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
