"""A database seen from outside, with plain SQLite and without our lock.

Whether it is sound, ours and free.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from bot.core.errors import StoreError
from bot.database import migrations
from bot.database.faults import explain
from bot.operations import texts


@contextmanager
def opened(
    path: Path, name: Path, instead: str = texts.USE_A_BACKUP
) -> Iterator[sqlite3.Connection]:
    """An autocommit connection to a file that must be there.

    Faults call it `name`; `instead` is the way out.
    """
    if not path.is_file():
        raise StoreError(texts.no_file(name))
    try:
        # Not read-only: what the log of a killed process holds has to be taken in first.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=2)) as connection:
            yield connection
    except sqlite3.Error as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise StoreError(texts.damaged(name, instead)) from fault
        raise explain(fault, name) from fault


def verify(
    connection: sqlite3.Connection,
    name: Path,
    instead: str = texts.USE_A_BACKUP,
    check: Literal["integrity_check", "quick_check"] = "integrity_check",
) -> None:
    """Raise StoreError unless the database is sound, ours, whole, and not of a newer Roadmate."""
    ((verdict, *_), *_) = connection.execute(f"PRAGMA {check}(1)").fetchall()
    if verdict != "ok":
        raise StoreError(texts.damaged(name, instead))
    found = {
        table
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    rows = (
        connection.execute("SELECT number, checksum FROM migrations").fetchall()
        if "migrations" in found
        else []
    )
    applied = {int(number): str(checksum) for number, checksum in rows}
    if not applied:
        raise StoreError(texts.not_ours(name))
    migrations.judge(applied, str(name))
    if not migrations.tables(applied) <= found:
        raise StoreError(texts.not_whole(name, instead))


def take_a_turn(connection: sqlite3.Connection) -> None:
    """Raise what SQLite raises if the database cannot be written now; writes nothing."""
    connection.execute("BEGIN IMMEDIATE")
    # On a file that may only be read, that has quietly begun to read; only a write tells.
    connection.execute("DELETE FROM migrations WHERE number < 0")
    connection.execute("ROLLBACK")
