"""A loop on which only waiting takes time: a busy machine is late with nothing."""

import asyncio
import math
import selectors
import threading
import time
from asyncio import transports
from contextlib import suppress
from pathlib import Path
from typing import Any

# Microseconds, whole ones, so that three tenths of a second are not a hair less. Where nothing
# comes and next to nothing is computed for a moment, all that is left is to wait: it is long beside
# the turns that a busy machine gives a thread. It counts for five, so that tests need not wait it
# all out, and even so for less than any patience that is tested.
SECOND, A_MOMENT, NEXT_TO_NOTHING, COUNTS_FOR = 1_000_000, 20_000, 1_000, 5

# Running, or waiting for its turn, or for the disk (proc(5), /proc/pid/stat).
_AT_WORK = frozenset("RD")

Events = list[tuple[selectors.SelectorKey, int]]


class _Waiting(selectors.DefaultSelector):
    """Counts the microseconds that were waited for nothing; each of the true ones for `pace`."""

    waited, pace = 0, COUNTS_FOR

    def select(self, timeout: float | None = None) -> Events:
        if timeout is None:
            return super().select()
        left = math.ceil(timeout * SECOND)
        while left > 0:
            step, worked = min(left, A_MOMENT * self.pace), time.process_time()
            if found := super().select(step / self.pace / SECOND):
                return found
            # Threads work as well: a store's does while its loop has nothing to do.
            if (time.process_time() - worked) * SECOND < NEXT_TO_NOTHING and not _at_work():
                self.waited += step
                left -= step
        return super().select(0)


def _at_work() -> bool:
    """Whether another thread would go on if the machine or its disk let it (Linux tells)."""
    own = str(threading.get_native_id())
    for task in Path("/proc/self/task").glob("*/stat"):
        with suppress(OSError):  # a thread that has ended meanwhile
            # The name of a thread stands before its state, in brackets, and may hold anything.
            state = task.read_text().rpartition(") ")[2][:1]
            if state in _AT_WORK and task.parent.name != own:
                return True
    return False


class Unhurried(asyncio.SelectorEventLoop):
    """Its clock stands still while something is done: here, in a thread, at a server of this loop.

    Whoever has two seconds for an answer is late when what they wait for does not come in two
    seconds of waiting, however long the machine takes for the work. So on every machine patience
    and pauses are as long as each other.
    """

    def __init__(self) -> None:
        self._waiting = _Waiting()
        super().__init__(self._waiting)

    def time(self) -> float:
        return self._waiting.waited / SECOND

    async def subprocess_exec(
        self,
        *given: Any,  # noqa: ANN401 - as the library's
        **more: Any,  # noqa: ANN401 - as the library's
    ) -> tuple[transports.SubprocessTransport, Any]:
        """Another process keeps to the true clock, and from now on so do we where we wait."""
        self._waiting.pace = 1
        return await super().subprocess_exec(*given, **more)
