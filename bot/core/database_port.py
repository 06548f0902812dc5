"""The port: portable SQL with `:name` parameters goes in, rows come out."""

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
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
    """Where everything is kept."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that writes.

        Committed on leaving, rolled back on any fault, both whatever is cancelled.
        """
        ...

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """Statements that only read, beside a writer that may be at work."""
        ...

    async def transact(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        """All of `work` in one go, as if inside `begin` or `read`, but several times faster.

        It may await nothing but its statements, and runs in a thread of the database. Once begun it
        is not cancelled.
        """
        ...
