"""SQLite through aiosqlite.

One writer behind a lock, a reader beside it, commits that no cancellation can tear.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, cast

import aiosqlite

from bot.core.database_port import Result, Row, Transaction, Value
from bot.database import group_commit, migrations
from bot.database.faults import explain
from bot.database.lock import FileLock

# synchronous=FULL: after a power cut a lost "sent" mark would be a doubled post. Every setting is
# per connection.
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)


class SqliteDatabase:
    """One file. Made by `SqliteDatabase.open`; whoever opens it closes it."""

    def __init__(
        self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, lock: FileLock
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._turn = asyncio.Lock()
        self._queue = group_commit.Queue()
        self._lock = lock

    @classmethod
    async def open(cls, path: Path) -> "SqliteDatabase":
        """Open or create the file, bring its tables up to date, and keep every other Roadmate out
        until `close`.
        """
        lock = FileLock(path)
        connections: list[aiosqlite.Connection] = []
        try:
            connections.append(await _connect(path))
            await _hop(connections[0], lambda connection: _apply_migrations(connection, path))
            connections.append(await _connect(path, "PRAGMA query_only = ON"))
        except BaseException as fault:
            for connection in connections:
                await connection.close()
            lock.release()
            if isinstance(fault, sqlite3.Error):
                raise explain(fault, path) from fault
            raise
        return cls(connections[0], connections[1], lock)

    async def close(self) -> None:
        """Let go of the file; its thread ends here, without which the process would never end."""
        # Whoever stops us may do so while we close: what is half closed leaves a thread behind.
        await _to_the_end(self._close())

    async def _close(self) -> None:
        async with self._turn:
            await self._reader.close()
            await self._writer.close()
            self._lock.release()

    async def run(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        """See the port. One hop to the connection's thread for all of it, and each work runs once.

        There is one writer (see `bot/database/lock.py`), so nothing is ever in its way.
        """
        try:
            if not writes:
                return await _hop(
                    self._reader, lambda connection: _finished(work(_Transaction(connection)))
                )
            waiting = self._queue.join(lambda connection: _finished(work(_Transaction(connection))))
            return cast(Result, await self._written(waiting))
        except sqlite3.Error as fault:
            raise explain(fault, None) from fault

    # what the work returns
    async def _written(self, waiting: group_commit.Waiting) -> Any:  # noqa: ANN401
        try:
            async with self._turn:
                # Else whoever had the turn before has taken it along; and others may stand before
                # it in the queue.
                while not waiting.outcome.done():
                    await _to_the_end(self._write(self._queue.next()))
        finally:
            self._queue.leave(waiting)
        outcome = waiting.outcome.result()
        if isinstance(outcome, group_commit.Fault):
            raise outcome.raised
        return outcome

    async def _write(self, those: list[group_commit.Waiting]) -> None:
        """One hop and one commit for all of them."""
        works = [one.work for one in those]
        try:
            outcomes = await _hop(
                self._writer, lambda connection: group_commit.write(connection, works)
            )
        except BaseException as fault:
            outcomes = [group_commit.Fault(fault)] * len(those)
            raise
        finally:
            for one, outcome in zip(those, outcomes, strict=True):
                one.outcome.set_result(outcome)


class _Transaction:
    """In the connection's thread, where a statement has nothing to wait for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        # All rows at once: an unfinished SELECT would let the WAL file grow without bound.
        return self._connection.execute(sql, parameters).fetchall()


async def _hop(
    connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], Result]
) -> Result:
    """Run something in the connection's thread.

    The library has no public way to; its versions are pinned.
    """
    result: Result = await connection._execute(work, connection._conn)  # type: ignore[no-untyped-call]  # noqa: SLF001
    return result


def _finished(work: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine returns that never has to wait."""
    try:
        work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result
    work.close()
    raise RuntimeError("a transaction awaits nothing but its statements")


async def _to_the_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Await to the end even if cancelled meanwhile, more than once if need be.

    Then pass the cancellation on.
    """
    task = asyncio.ensure_future(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            cancelled = True
    result = task.result()
    if cancelled:
        raise asyncio.CancelledError
    return result


async def _connect(path: Path, *more: str) -> aiosqlite.Connection:
    # First without aiosqlite (0.22): its thread outlives a failed attempt, and may then find its
    # event loop closed.
    sqlite3.connect(path).close()
    connection = aiosqlite.connect(path, isolation_level=None)
    try:
        await _to_the_end(_set_up(connection, (*_PRAGMAS, *more)))
    except BaseException:
        await connection.close()
        raise
    return connection


async def _set_up(connection: aiosqlite.Connection, pragmas: Sequence[str]) -> None:
    await connection
    for pragma in pragmas:
        await connection.execute_fetchall(pragma)


def _apply_migrations(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        _finished(migrations.apply(_Transaction(connection), str(path)))
        # On a file that may only be read, BEGIN IMMEDIATE quietly begins to read; only a write
        # tells.
        connection.execute("DELETE FROM migrations WHERE number < 0")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
