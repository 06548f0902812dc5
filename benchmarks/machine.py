"""On what a run was measured."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path


def describe(folder: Path) -> str:
    """Processor, memory, versions, day, and how busy others kept the machine meanwhile."""
    cpu = next(
        (line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ": unknown"
    )
    memory = next(
        (line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), "0"
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{datetime.now(UTC).date()}; {os.cpu_count()} cores ({cpu.partition(': ')[2]}), "
        f"{int(memory) / 2**20:.0f} GiB, Linux {platform.release()}; "
        f"CPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}; stores in "
        f"`{folder.parent}`; "
        f"load average at the end {load}."
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()
