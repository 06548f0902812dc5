"""Transactions that share a commit: whoever waits while one is written goes along with the next.

A commit waits for the disk; fifty people who press at once need not wait for it fifty times.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Work = Callable[[sqlite3.Connection], Any]
# So many at most, so that nobody waits long for those who came with them.
_MOST = 25


@dataclass(frozen=True, slots=True)
class Fault:
    """What one of them raised, for whoever waits for it."""

    raised: BaseException


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One that waits to be written, and where its outcome will be."""

    work: Work
    outcome: asyncio.Future[Any]


class Queue:
    """Those who wait, in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()

    def join(self, work: Work) -> Waiting:
        """Wait from now on."""
        waiting = Waiting(work, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        return waiting

    def leave(self, waiting: Waiting) -> None:
        """Wait no more, unless it is being written already."""
        if waiting in self._waiting:
            self._waiting.remove(waiting)

    def next(self) -> list[Waiting]:
        """Those who are written now, together."""
        return [self._waiting.popleft() for _ in range(min(len(self._waiting), _MOST))]


def write(connection: sqlite3.Connection, works: Sequence[Work]) -> list[Any]:
    """All in one transaction, each whole or not at all; their results, or `Fault`.

    Raises what concerns them all.
    """
    # Never DEFERRED: a read that turns into a write fails with SQLITE_BUSY_SNAPSHOT, whatever the
    # timeout.
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = [_write_one(connection, work) for work in works]
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return outcomes


# whatever it returns
def _write_one(connection: sqlite3.Connection, work: Work) -> Any:  # noqa: ANN401
    connection.execute("SAVEPOINT one")
    try:
        result = work(connection)
    except Exception as fault:
        if not connection.in_transaction:  # such as with a full disk: nobody is kept
            raise
        # Handed to whoever waits for it, as if they had been alone; the others are kept.
        connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")
        return Fault(fault)
    connection.execute("RELEASE one")
    return result
