"""The floor: the same statements by plain sqlite3 in this thread, under the same pragmas, on a twin
of the store.
"""

import sqlite3
from pathlib import Path
from time import perf_counter

from benchmarks.store.recording import Recorded
from bot.core.database_port import Row
from bot.database.sqlite import _PRAGMAS as PRAGMAS


class DirectStore:
    """Follows an engine's store statement by statement, so that both always hold the same rows."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(pragma)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def repeat(self, recorded: Recorded) -> float:
        """Run a recorded transaction and return the seconds it took.

        Raises if it did not do the same.
        """
        results: list[list[Row]] = []
        execute = self._connection.execute
        begun = perf_counter()
        if recorded.writes:
            execute("BEGIN IMMEDIATE")
        for sql, parameters, _ in recorded.statements:
            results.append(execute(sql, parameters).fetchall())
        if recorded.writes:
            execute("COMMIT")
        seconds = perf_counter() - begun
        assert results == [rows for _, _, rows in recorded.statements], (
            "the twins have drifted apart"
        )
        return seconds
