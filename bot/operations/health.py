"""A look from outside at a Roadmate that may be running.

Plain SQLite, read-only, nothing else of ours needed.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.core.errors import StoreError
from bot.database.faults import explain
from bot.database.instants import maybe_instant
from bot.operations import texts


def newest_heartbeat(database: Path) -> datetime | None:
    """The last sign of life of any duty; None where there never was one."""
    if not database.is_file():
        raise StoreError(texts.no_database(database))
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        ) as reader:
            has_table = reader.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'heartbeats'"
            ).fetchone()
            (newest,) = (
                reader.execute("SELECT max(at) FROM heartbeats").fetchone()
                if has_table
                else (None,)
            )
    except sqlite3.Error as fault:
        raise explain(fault, database) from fault
    return maybe_instant(newest)
