"""From the command line to the first prompt of `roadmate play`, with the real pack, against a bare
Python.
"""

import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.platforms.processes import Started, on_terminal, piped
from benchmarks.tables import table, times

ROUNDS = 9
REPOSITORY = Path(__file__).parent.parent
BARE = "a Python that imports nothing"
# The bare one does what the other is measured by: it reads a line and shows it.
_ECHO = "print('Ann: ' + input(), flush=True); open(0).read()"


def measure(folder: Path) -> dict[str, list[Started]]:
    """Starts of each kind, taking turns."""
    old = folder / "old.db"

    def play(database: Path) -> list[str]:
        return [sys.executable, "-m", "roadmate", "play", "--database", str(database)]

    def through_pipe(database: Path) -> Started:
        return piped(play(database), b":help\n", b"Ann: ", REPOSITORY)

    kinds: dict[str, Callable[[int], Started]] = {
        BARE: lambda _: piped([sys.executable, "-c", _ECHO], b"\n", b"Ann: ", REPOSITORY),
        "`play`, piped": lambda _: through_pipe(old),
        "`play`, piped, on a new database": lambda number: through_pipe(folder / f"new{number}.db"),
        "`play`, in a terminal": lambda _: on_terminal(play(old), b"Ann>", b":quit\r", REPOSITORY),
    }
    through_pipe(old)  # so that it is an old one, and what Python compiles is compiled
    found: dict[str, list[Started]] = {name: [] for name in kinds}
    for number in range(ROUNDS):
        for name, start in kinds.items():
            found[name].append(start(number))
    return found


def report(found: dict[str, list[Started]]) -> str:
    """Medians, and what they are of the bare Python's."""
    return against(BARE, found, "first prompt")


def against(bare: str, found: dict[str, list[Started]], until: str) -> str:
    """Medians, and what they are of the bare one's. `until`: what was waited for."""
    seconds, memory = _middle(found[bare])
    rows = []
    for name, starts in found.items():
        own, resident = _middle(starts)
        slowest = max(started.seconds for started in starts)
        figures = (f"{own * 1e3:.0f}", f"{slowest * 1e3:.0f}", times(own / seconds))
        rows.append((name, *figures, f"{resident:.1f}", times(resident / memory)))
    return table((until, "p50 ms", "slowest ms", "against bare", "RSS MiB", "against bare"), rows)


def _middle(starts: list[Started]) -> tuple[float, float]:
    return statistics.median(s.seconds for s in starts), statistics.median(s.memory for s in starts)
