"""Two at once, as a database with several writers has them: both have read before either writes."""

import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.core.database_port import Database, Result, Row, Transaction, Value

# Who somebody is, is kept before anything is done; others need not wait for that.
_WHO = ("INSERT INTO people", "INSERT INTO members", "INSERT INTO organisers", "UPDATE people")


class _Late:
    """A transaction that sees an earlier state until it writes.

    Like PostgreSQL's READ COMMITTED: what writes waits for whoever came first, and is about what
    that one has left; what is read afterwards is too.
    """

    def __init__(self, tx: Transaction, earlier: sqlite3.Connection) -> None:
        self._tx = tx
        self._earlier: sqlite3.Connection | None = earlier

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        if self._earlier and sql.lstrip().startswith(("SELECT", "WITH")):
            return self._earlier.execute(sql, parameters).fetchall()
        if not sql.startswith(_WHO):
            self._earlier = None
        return await self._tx.execute(sql, **parameters)


class Late:
    """Stands around SQLite's file. What is done within `at_once` has read before all of it."""

    def __init__(self, inner: Database, path: Path) -> None:
        self._inner = inner
        self._path = path
        self._earlier: sqlite3.Connection | None = None

    async def run(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        """See `Database`."""
        earlier = self._earlier
        if earlier is None or not writes:
            return await self._inner.run(work, writes=writes)
        return await self._inner.run(lambda tx: work(_Late(tx, earlier)), writes=True)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Everybody in here begins now."""
        # Asked in the thread of whoever works.
        with closing(sqlite3.connect(self._path, check_same_thread=False)) as earlier:
            earlier.execute("BEGIN")
            earlier.execute("SELECT count(*) FROM groups")  # from here on it sees this state
            self._earlier = earlier
            try:
                yield
            finally:
                self._earlier = None
