"""Starts a program as a person would, waits until it asks for something, and looks at the memory it
has by then.
"""

import os
import pty
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds until it asked, and resident memory at that moment in MiB."""

    seconds: float
    memory: float


def piped(command: Sequence[str], line: bytes, wanted: bytes, folder: Path) -> Started:
    """With a line in its pipe: until `wanted` comes out."""
    begun = perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(line)
        process.stdin.flush()
        started = _wait(process, process.stdout.fileno(), wanted, begun)
        process.stdin.close()
        process.stdout.read()
    return started


def on_terminal(command: Sequence[str], wanted: bytes, leave: bytes, folder: Path) -> Started:
    """In a terminal of its own: until `wanted` is on the screen."""
    ours, theirs = pty.openpty()
    with ExitStack() as stack:
        stack.callback(os.close, ours)
        begun = perf_counter()
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        with subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment
        ) as process:
            os.close(theirs)
            started = _wait(process, ours, wanted, begun)
            os.write(ours, leave)
            process.wait(PATIENCE)
    return started


def resident(process: int) -> float:
    """The memory that a process holds, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (kibibytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kibibytes) / 1024


def _wait(process: subprocess.Popen[bytes], output: int, wanted: bytes, begun: float) -> Started:
    seen = b""
    while wanted not in seen:
        more = os.read(output, 65536)
        if not more:
            raise RuntimeError(f"it ended before {wanted!r}: {seen.decode(errors='replace')}")
        seen += more
    return Started(perf_counter() - begun, resident(process.pid))
