"""What is wrong with a database, and what whoever runs Roadmate can do about it."""

import sqlite3
from pathlib import Path

_HELD = "another program holds it. Close that program and try again"
# By SQLite's primary result codes (sqlite.org, "Result and Error Codes").
WHAT_TO_DO = {
    sqlite3.SQLITE_READONLY: (
        "it is read-only. Give Roadmate the right to write to the file and its folder"
    ),
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and try again",
    sqlite3.SQLITE_IOERR: "the disk did not answer as it should. Check the disk and its free space",
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_NOTADB: "the file is not a database. Move it away, or name another one",
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged. Restore your latest backup with `roadmate restore`"
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened. Check that its folder exists and may be written to"
    ),
    sqlite3.SQLITE_PERM: "it may not be opened. Give Roadmate the right to read and write it",
}


def cannot_use(path: Path | None, what_to_do: str) -> str:
    """SQLite refuses, for one of the reasons above."""
    named = f"The database {path}" if path else "The database"
    return f"{named} cannot be used: {what_to_do}. Nothing was lost."


def cannot_lock(database: Path, why: str) -> str:
    """The system lets us make no lock beside it."""
    return (
        f"The database {database} cannot be used: {why}. Check that its folder exists and that "
        "Roadmate may write to it. Nothing was lost."
    )


def in_use(database: Path) -> str:
    """Another Roadmate holds the lock."""
    return (
        f"Another Roadmate is using the database {database}. Stop that one first, or name another "
        "file (`--database FILE`, or ROADMATE_DATABASE_URL)."
    )


def newer(name: str) -> str:
    """It has tables that this Roadmate does not know."""
    return (
        f"The database {name} was written by a newer Roadmate. Install the newer version, or name "
        "another file. Nothing was changed."
    )


def other_tables(name: str, migration: int) -> str:
    """A migration was another one when it was applied."""
    return (
        f"The database {name} was made with other tables than this Roadmate's (migration "
        f"{migration:04}). Install the version that made it, or restore a backup. Nothing was "
        "changed."
    )
