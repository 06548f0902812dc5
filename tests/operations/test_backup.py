"""A whole copy while Roadmate writes, the way back, and a clear line for whatever is in the way."""

import asyncio
import contextlib
import itertools
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.core.database_port import Transaction
from bot.core.errors import StoreError
from bot.database import key_values
from bot.database.sqlite import SqliteDatabase
from bot.operations.backup import backup, restore
from tests.play import MONDAY, Play

KEPT = "roadmate-20260302T090000Z.db"


@pytest.fixture
def closed(template: Path, tmp_path: Path) -> Path:
    """A database that nobody uses, with a group called study."""
    return Path(shutil.copy(template, tmp_path / "roadmate.db"))


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A look at a database as any other program takes it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def group_names(path: Path) -> list[str]:
    with opened(path) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM groups")]


def rename_group(path: Path, name: str) -> None:
    with opened(path) as connection:
        connection.execute("UPDATE groups SET name = ?", (name,))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


async def test_a_copy_stands_alone(play: Play, tmp_path: Path) -> None:
    """A copy holds all that was said and needs no other file."""
    (tmp_path / "far").mkdir()
    await play.say("ann", "done")
    before = await play.everything()

    backup(tmp_path / "roadmate.db", tmp_path / "far" / "copy.db")

    assert files(tmp_path / "far") == {"copy.db"}
    assert stat.S_IMODE((tmp_path / "far" / "copy.db").stat().st_mode) == 0o600
    with opened(tmp_path / "far" / "copy.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copied = await SqliteDatabase.open(tmp_path / "far" / "copy.db")
    assert await Play(copied).everything() == before
    await copied.close()


async def test_a_copy_holds_nobody_up(database: SqliteDatabase, tmp_path: Path) -> None:
    """A copy of a database in use is of one moment and holds nobody up."""

    async def pair(tx: Transaction, number: int) -> None:
        for half in ("left", "right"):
            await key_values.keep(tx, f"{half} {number}", "tea" * 99)

    async def write() -> None:
        for number in itertools.count():
            await database.run(partial(pair, number=number), writes=True)

    writing = asyncio.create_task(write())
    counts = []
    for copy in (tmp_path / f"{number}.db" for number in range(5)):
        await asyncio.to_thread(backup, tmp_path / "roadmate.db", copy)
        with opened(copy) as connection:
            counts.append(connection.execute("SELECT count(*) FROM facts").fetchone()[0])
        assert not writing.done()
    writing.cancel()
    await asyncio.wait([writing])

    assert all(count % 2 == 0 for count in counts)
    assert counts[0] < counts[-1]


def test_there_and_back_again(closed: Path, tmp_path: Path) -> None:
    backup(closed, tmp_path / "copy.db")
    rename_group(closed, "changed")
    closed.chmod(0o640)

    kept = restore(tmp_path / "copy.db", closed, MONDAY)

    assert kept == tmp_path / KEPT
    assert (group_names(closed), group_names(kept)) == (["study"], ["changed"])
    assert stat.S_IMODE(closed.stat().st_mode) == 0o640
    assert files(tmp_path) == {"roadmate.db", "copy.db", KEPT}


def test_a_killed_ones_log_is_kept(closed: Path, tmp_path: Path) -> None:
    """What a killed Roadmate left in its log is kept, and never mixed into the restored."""
    backup(closed, tmp_path / "copy.db")
    child = os.fork()
    if not child:
        dying = sqlite3.connect(closed, isolation_level=None)
        dying.execute("PRAGMA journal_mode = WAL")
        dying.execute("UPDATE groups SET name = 'unsaved'")
        os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "roadmate.db-wal").stat().st_size

    kept = restore(tmp_path / "copy.db", closed, MONDAY)

    assert kept
    assert (group_names(closed), group_names(kept)) == (["study"], ["unsaved"])


def test_damaged_databases_make_room(closed: Path, tmp_path: Path) -> None:
    """A damaged database is kept aside with its log, and the backup takes its place."""
    backup(closed, tmp_path / "copy.db")
    closed.write_bytes(b"tea" * 9999)
    (tmp_path / "roadmate.db-wal").write_bytes(b"leaf")

    kept = restore(tmp_path / "copy.db", closed, MONDAY)

    assert kept
    assert group_names(closed) == ["study"]
    assert kept.read_bytes() == b"tea" * 9999
    assert (tmp_path / f"{KEPT}-wal").read_bytes() == b"leaf"


def test_an_orphaned_log_is_dropped(closed: Path, tmp_path: Path) -> None:
    """A log that was left without its database is not taken in."""
    backup(closed, tmp_path / "copy.db")
    (tmp_path / "new.db-wal").write_bytes(b"leaf")

    restore(tmp_path / "copy.db", tmp_path / "new.db", MONDAY)

    assert files(tmp_path) == {"roadmate.db", "copy.db", "new.db"}


def test_a_backup_can_begin_a_database(closed: Path, tmp_path: Path) -> None:
    backup(closed, tmp_path / "copy.db")

    assert restore(tmp_path / "copy.db", tmp_path / "new.db", MONDAY) is None
    assert group_names(tmp_path / "new.db") == ["study"]


def test_an_older_backup_is_taken(closed: Path, tmp_path: Path) -> None:
    with opened(closed) as connection:
        (newest,) = connection.execute("SELECT max(number) FROM migrations").fetchone()
        connection.execute("DELETE FROM migrations WHERE number = ?", (newest,))

    restore(closed, tmp_path / "new.db", MONDAY)

    assert group_names(tmp_path / "new.db") == ["study"]


def a_torn_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 5] = os.urandom(4096 * 2)
    path.write_bytes(content)


def sql(statement: str) -> Callable[[Path], None]:
    """A change that somebody makes to a database behind our back."""

    def change(path: Path) -> None:
        with opened(path) as connection:
            connection.execute(statement)

    return change


FAULTS: list[tuple[Callable[[Path], object], str]] = [
    (Path.unlink, "There is no file"),
    (lambda path: path.write_bytes(b"tea" * 9999), "not a database"),
    (lambda path: path.write_bytes(b""), "is not a database of Roadmate"),
    (a_torn_page, "is damaged"),
    (lambda path: path.write_bytes(path.read_bytes()[: 4096 * 3]), "is damaged"),
    (sql("DROP TABLE migrations"), "is not a database of Roadmate"),
    (sql("DELETE FROM migrations"), "is not a database of Roadmate"),
    (sql("DROP TABLE awards"), "is not whole"),
    (
        sql("INSERT INTO migrations (number, checksum) VALUES (9999, '')"),
        "was written by a newer Roadmate",
    ),
    (sql("UPDATE migrations SET checksum = 'tea' WHERE number = 1"), "was made with other tables"),
]


@pytest.mark.parametrize(("harm", "words"), FAULTS)
def test_an_unsound_file_is_never_restored(
    harm: Callable[[Path], object], words: str, closed: Path, tmp_path: Path
) -> None:
    source = Path(shutil.copy(closed, tmp_path / "copy.db"))
    harm(source)
    before, there = closed.read_bytes(), files(tmp_path)

    with pytest.raises(StoreError, match=words) as refused:
        restore(source, closed, MONDAY)

    assert str(source) in str(refused.value)
    assert (closed.read_bytes(), files(tmp_path)) == (before, there)


@pytest.mark.parametrize(("harm", "words"), FAULTS)
def test_unsound_databases_are_not_copied(
    harm: Callable[[Path], object], words: str, closed: Path
) -> None:
    harm(closed)
    there = files(closed.parent)

    with pytest.raises(StoreError, match=words) as refused:
        backup(closed, closed.parent / "copy.db")

    assert str(closed) in str(refused.value)
    assert files(closed.parent) == there


async def test_a_running_roadmate_prevents_restoring(
    database: SqliteDatabase, tmp_path: Path
) -> None:
    backup(tmp_path / "roadmate.db", tmp_path / "copy.db")

    with pytest.raises(StoreError, match="Another Roadmate is using the database"):
        restore(tmp_path / "copy.db", tmp_path / "roadmate.db", MONDAY)


def test_a_backup_overwrites_nothing(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"precious")

    with pytest.raises(StoreError, match="is there already and stays as it is"):
        backup(closed, tmp_path / "copy.db")

    assert (tmp_path / "copy.db").read_bytes() == b"precious"
    assert files(tmp_path) == {"roadmate.db", "copy.db"}


def test_an_earlier_copy_stays(closed: Path, tmp_path: Path) -> None:
    """What an earlier restore kept is not overwritten: the restore is refused."""
    (tmp_path / KEPT).write_bytes(b"precious")
    backup(closed, tmp_path / "copy.db")

    with pytest.raises(StoreError, match="could not be kept as"):
        restore(tmp_path / "copy.db", closed, MONDAY)

    assert (tmp_path / KEPT).read_bytes() == b"precious"
    assert group_names(closed) == ["study"]


def test_a_missing_folder_is_told(closed: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written: No such file or directory"):
        backup(closed, tmp_path / "nowhere" / "copy.db")


def test_a_held_database_is_told(closed: Path, tmp_path: Path) -> None:
    with opened(closed) as selfish:
        selfish.execute("PRAGMA locking_mode = EXCLUSIVE")
        selfish.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StoreError, match="another program holds it"):
            backup(closed, tmp_path / "copy.db")

    assert files(tmp_path) == {"roadmate.db"}


def test_a_full_disk_leaves_nothing(closed: Path, tmp_path: Path) -> None:
    """A full disk leaves no half of a copy."""

    def limited() -> int:
        import resource  # noqa: PLC0415 - in the child only

        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        with contextlib.suppress(StoreError):
            backup(closed, tmp_path / "copy.db")
            return 1
        return 0

    child = os.fork()
    if not child:
        os._exit(limited())

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert files(tmp_path) == {"roadmate.db"}
