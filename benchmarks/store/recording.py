"""A database that notes which statements each transaction runs and what they give back, to run them
again elsewhere.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.core.database_port import Database, Result, Row, Transaction, Value


@dataclass(slots=True)
class Recorded:
    """One transaction. `fault`: with what it ended, if not well."""

    writes: bool
    statements: list[tuple[str, dict[str, Value], list[Row]]] = field(default_factory=list)
    fault: str = ""


class RecordingDatabase:
    """Stands around any database; `taken` gives the transactions since it was asked last."""

    def __init__(self, inner: Database) -> None:
        self._inner = inner
        self._taken: list[Recorded] = []

    async def run(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        """See `Database`."""
        recorded = Recorded(writes)
        self._taken.append(recorded)
        try:
            return await self._inner.run(
                lambda tx: work(_RecordingTransaction(tx, recorded)), writes=writes
            )
        except BaseException as fault:
            recorded.fault = repr(fault)
            raise

    def taken(self) -> list[Recorded]:
        """What happened, oldest first."""
        found, self._taken = self._taken, []
        return found


class _RecordingTransaction:
    def __init__(self, inner: Transaction, recorded: Recorded) -> None:
        self._inner = inner
        self._recorded = recorded

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        rows = await self._inner.execute(sql, **parameters)
        self._recorded.statements.append((sql, parameters, rows))
        return rows
