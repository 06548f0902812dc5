"""What SQLite's faults mean for the person who runs Roadmate."""

import sqlite3
from pathlib import Path

from bot.core.errors import StoreError

_WHAT_TO_DO = {
    sqlite3.SQLITE_READONLY: "it is read-only. Give Roadmate the right to write to the file and "
    "its folder",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and try again",
    sqlite3.SQLITE_IOERR: "the disk did not answer as it should. Check the disk and its free space",
    sqlite3.SQLITE_BUSY: "another program holds it. Close that program and try again",
    sqlite3.SQLITE_LOCKED: "another program holds it. Close that program and try again",
    sqlite3.SQLITE_NOTADB: "the file is not a database. Move it away, or name another one",
    sqlite3.SQLITE_CORRUPT: "the file is damaged. Restore your latest backup with `roadmate "
    "restore`",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Check that its folder exists and may be "
    "written to",
    sqlite3.SQLITE_PERM: "it may not be opened. Give Roadmate the right to read and write it",
}


def explain(fault: sqlite3.Error, path: Path | None) -> Exception:
    """What the person who runs Roadmate can do about it.

    A fault in our own SQL stays what it is: a bug.
    """
    # The low byte is the primary result code (sqlite.org, "Result and Error Codes").
    code = (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    if code not in _WHAT_TO_DO:
        return fault
    named = f"The database {path}" if path else "The database"
    return StoreError(f"{named} cannot be used: {_WHAT_TO_DO[code]}. Nothing was lost.")
