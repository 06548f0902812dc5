"""Numbered SQL files, applied once each, in order, with a checksum.

Never changed after a release.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from bot.core.database_port import Transaction
from bot.core.errors import StoreError
from bot.database import texts

_FOLDER = Path(__file__).parent


async def apply(tx: Transaction, name: str) -> None:
    """Bring the tables up to date within the caller's transaction.

    `name` is how messages call the database.
    """
    await tx.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL)"
    )
    applied = {
        int(number): checksum
        for number, checksum in await tx.execute("SELECT number, checksum FROM migrations")
    }
    judge(applied, name)
    for number, sql in _known().items():
        if number not in applied:
            await _apply_one(tx, number, sql)


def judge(applied: Mapping[int, str], name: str) -> None:
    """Raise StoreError if this Roadmate cannot work with these tables.

    Number to checksum, as the database has them.
    """
    known = _known()
    if set(applied) - set(known):
        raise StoreError(texts.newer(name))
    for number, checksum in applied.items():
        if checksum != _checksum(known[number]):
            raise StoreError(texts.other_tables(name, number))


def tables(applied: Collection[int]) -> frozenset[str]:
    """The tables that these migrations make together."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for number in sorted(applied):
            empty.executescript(_known()[number])
        return frozenset(
            name for (name,) in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        )


def _known() -> dict[int, str]:
    return {
        int(path.name[:4]): path.read_text(encoding="utf-8")
        for path in sorted(_FOLDER.glob("*.sql"))
    }


def _checksum(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()


async def _apply_one(tx: Transaction, number: int, sql: str) -> None:
    # One at a time: executescript would commit first, and a fault halfway would leave half the
    # tables.
    for statement in _statements(sql):
        await tx.execute(statement)
    await tx.execute(
        "INSERT INTO migrations (number, checksum) VALUES (:number, :checksum)",
        number=number,
        checksum=_checksum(sql),
    )


def _statements(sql: str) -> Iterator[str]:
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
