"""What a call of the command line imports, and what of that it has no use for (`python -X
importtime`).
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.tables import table

REPOSITORY = Path(__file__).parent.parent
OURS = frozenset({"roadmate", "bot", "content", "adapters", "scheduler"})
_PACKS = frozenset({"msgspec", "typing_extensions", "yaml"})
_CHECK = _PACKS | {"markdown_it", "mdurl"}
# Each task with the libraries it cannot do without.
TASKS: Mapping[str, frozenset[str]] = {
    "--help": frozenset(),
    "content schema": _PACKS,
    "content check": _CHECK,
    "health": frozenset({"dotenv"}),
    "doctor": _CHECK | {"aiosqlite", "dotenv", "filelock", "tzdata"},
    "run": frozenset({"dotenv"}),
    "play": _PACKS | {"aiosqlite", "filelock", "tzdata", "wcwidth"},
}
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")


@dataclass(frozen=True, slots=True)
class Imported:
    """Microseconds of each module's own code, by full name."""

    modules: Mapping[str, int]

    def of(self, names: frozenset[str]) -> int:
        """The time of packages together."""
        return sum(time for name, time in self.modules.items() if name.partition(".")[0] in names)

    def libraries(self) -> frozenset[str]:
        """What is neither ours nor Python's."""
        tops = {name.partition(".")[0] for name in self.modules}
        others = (top for top in tops - OURS - sys.stdlib_module_names if not top.startswith("_"))
        # What was only tried is named too, whether it is installed or not.
        return frozenset(top for top in others if find_spec(top))


def measure(folder: Path) -> dict[str, Imported]:
    """Each task once, in an empty folder, on a new database; `play` gets no lines."""
    return {task: Imported(dict(_imports(task, folder))) for task in TASKS}


def report(found: Mapping[str, Imported]) -> str:
    """A row a task; times are of Python's own count, which is slower than a run that is not
    watched.
    """
    rows = []
    for task, imported in found.items():
        libraries = imported.libraries()
        spare = libraries - TASKS[task]
        figures = (
            str(len(imported.modules)),
            _ms(sum(imported.modules.values())),
            _ms(imported.of(OURS)),
        )
        rows.append(
            (f"`roadmate {task}`", *figures, _ms(imported.of(libraries)), _named(imported, spare))
        )
    return table(("", "modules", "all ms", "ours ms", "libraries ms", "not needed (ms)"), rows)


def _imports(task: str, folder: Path) -> Iterator[tuple[str, int]]:
    database = folder / f"{task.replace(' ', '-')}.db"
    command = [sys.executable, "-X", "importtime", "-m", "roadmate", *task.split()]
    if task == "play":
        command += ["--database", str(database)]
    environment = {"PYTHONPATH": str(REPOSITORY), "ROADMATE_DATABASE_URL": f"sqlite:///{database}"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    for line in done.stderr.splitlines():
        if found := _LINE.match(line):
            yield found[2], int(found[1])


def _named(imported: Imported, libraries: frozenset[str]) -> str:
    spent = {name: imported.of(frozenset({name})) for name in libraries}
    return (
        ", ".join(
            f"{name} {_ms(spent[name])}" for name in sorted(spent, key=lambda name: -spent[name])
        )
        or "none"
    )


def _ms(microseconds: int) -> str:
    return f"{microseconds / 1000:.0f}"
