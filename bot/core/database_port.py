"""The port: portable SQL with `:name` parameters goes in, rows come out."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

Row = tuple[Any, ...]
Value = str | int | float | bytes | None
Result = TypeVar("Result")


class Transaction(Protocol):
    """Statements that are kept together or not at all."""

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        """Run one statement and return its rows."""
        ...


class Database(Protocol):
    """Where everything is kept, behind one door."""

    async def run(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        """All of `work` in one transaction; returns what it returns.

        Committed when the work returns, taken back whole when it raises; both run to their end
        whatever is cancelled meanwhile, so a cancelled caller does not know which it was.

        `work` awaits nothing but its transaction, and may run in a thread of the database. It may
        be run again from the start, with nothing left in the database of the time before (a
        database with several writers asks for it, PostgreSQL's error 40001). So it keeps no state
        outside itself, sends nothing, and changes nothing that it was given: all that comes of it
        are rows and its result.

        With `writes=False` it may only read, beside whoever writes: each statement sees what was
        committed when it began. A statement that writes is refused.
        """
        ...
