"""Numbered SQL files, applied once each, in order, with a checksum; never changed after a release."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.errors import StoreError
from bot.store.database import Transaction

_FOLDER = Path(__file__).parent


async def apply(tx: Transaction, name: str) -> None:
    """Bring the tables up to date within the caller's transaction. `name` is how messages call the database."""
    await tx.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL)")
    applied = {
        int(number): checksum for number, checksum in await tx.execute("SELECT number, checksum FROM migrations")
    }
    known = {int(path.name[:4]): path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.sql"))}
    if set(applied) - set(known):
        raise StoreError(
            f"The database {name} was written by a newer Roadmate. Install the newer version, or name another file. "
            "Nothing was changed."
        )
    for number, sql in known.items():
        checksum = hashlib.sha256(sql.encode()).hexdigest()
        if number not in applied:
            await _apply_one(tx, number, sql, checksum)
        elif applied[number] != checksum:
            raise StoreError(
                f"The database {name} was made with other tables than this Roadmate's (migration {number:04}). "
                "Install the version that made it, or restore a backup. Nothing was changed."
            )


async def _apply_one(tx: Transaction, number: int, sql: str, checksum: str) -> None:
    # One at a time: executescript would commit first, and a fault halfway would leave half the tables.
    for statement in _statements(sql):
        await tx.execute(statement)
    await tx.execute(
        "INSERT INTO migrations (number, checksum) VALUES (:number, :checksum)",
        number=number,
        checksum=checksum,
    )


def _statements(sql: str) -> Iterator[str]:
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
