"""Backups: a consistent copy of the database while Roadmate runs, and the way back.

Each is whole or not there.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.core.errors import StoreError
from bot.database.lock import FileLock
from bot.operations import texts
from bot.operations.inspection import opened, verify

_SIDECARS = ("-wal", "-shm", "-journal")


def backup(database: Path, target: Path) -> None:
    """Copy the database to a new file that needs no other.

    Whoever writes meanwhile is not held up.
    """
    _refuse_to_overwrite(target)
    with _new_file_beside(target) as copy:
        _copy(database, copy, texts.USE_A_BACKUP)
        # Somebody may have made one of this name meanwhile.
        _refuse_to_overwrite(target)
        copy.rename(target)


def restore(source: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the database's place.

    Returns where the present one is kept, if there was one.
    """
    lock = FileLock(database)
    try:
        with _new_file_beside(database) as copy:
            _copy(source, copy, texts.USE_ANOTHER)
            kept = _keep(database, now, copy) if database.exists() else None
            for ending in _SIDECARS:
                # What stayed would be taken for the log of the database that comes.
                Path(f"{database}{ending}").unlink(missing_ok=True)
            copy.replace(database)
        return kept
    finally:
        lock.release()


def _copy(source: Path, copy: Path, instead: str) -> None:
    with opened(copy, copy) as writer, opened(source, source, instead) as reader:
        reader.execute("PRAGMA query_only = ON")
        # This fails in time where another program keeps everybody out; `backup` itself would wait
        # for ever.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
        _fill(writer, reader)
    with opened(copy, source, instead) as copied:
        verify(copied, source, instead)
    _sync(copy)


def _fill(writer: sqlite3.Connection, reader: sqlite3.Connection) -> None:
    try:
        # All pages in one step: between two, a write of a running Roadmate could start it over.
        reader.backup(writer, pages=-1)
        # A write-ahead log is a second file, and a backup should be one.
        writer.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.Error as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            # Only the copy grows; the words of a read fault would accuse the database.
            raise OSError(None, texts.FULL) from fault
        raise


def _keep(database: Path, now: datetime, successor: Path) -> Path:
    """Give the present database a second name, under which it stays when its own is taken."""
    kept = database.with_name(f"{database.stem}-{now:%Y%m%dT%H%M%SZ}{database.suffix}")
    try:
        # Not opened: SQLite throws away the log of a killed process where it finds the database
        # damaged.
        for ending in ("", "-wal", "-journal"):
            if (present := Path(f"{database}{ending}")).exists():
                os.link(present, f"{kept}{ending}")
    except OSError as fault:
        raise StoreError(texts.not_kept(kept, fault.strerror or str(fault))) from fault
    _give_to_owner_of(database, successor)
    return kept


def _give_to_owner_of(present: Path, successor: Path) -> None:
    stat = present.stat()
    successor.chmod(stat.st_mode & 0o777)
    # Only root may give files away, and only root's need it.
    with suppress(PermissionError):
        os.chown(successor, stat.st_uid, stat.st_gid)


@contextmanager
def _new_file_beside(target: Path) -> Iterator[Path]:
    """A file of another name, for its owner's eyes only; gone in the end unless it was renamed."""
    copy = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        yield copy
        _sync(target.parent)
    except OSError as fault:
        raise StoreError(texts.not_written(target, fault.strerror or str(fault))) from fault
    finally:
        for ending in ("", *_SIDECARS):
            with suppress(OSError):
                Path(f"{copy}{ending}").unlink()


def _sync(path: Path) -> None:
    """Let nothing of a file, or of a folder's list of names, be lost with the power."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _refuse_to_overwrite(target: Path) -> None:
    if target.exists():
        raise StoreError(texts.taken(target))
