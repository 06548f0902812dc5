"""The port: portable SQL with `:name` parameters goes in, rows come out."""

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]
Value = str | int | float | bytes | None


class Transaction(Protocol):
    """Statements that are kept together or not at all."""

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        """Run one statement and return its rows."""
        ...


class Database(Protocol):
    """Where everything is kept."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that writes: committed on leaving, rolled back on any fault, both whatever is cancelled."""
        ...

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """Statements that only read, beside a writer that may be at work."""
        ...
