"""A loop on which work takes no time and only waiting does.

A busy machine is late with nothing, a test waits little.
"""

import asyncio
import selectors
import time
from asyncio import transports
from typing import Any

# Seconds. Where nothing comes and next to nothing is computed for a moment, all that is left is to
# wait: it is long beside the turns that a busy machine gives a thread. It counts for more, yet for
# less than any patience that is tested.
A_MOMENT, COUNTS_FOR, NEXT_TO_NOTHING = 0.02, 0.1, 0.001

Events = list[tuple[selectors.SelectorKey, int]]


class _Waiting(selectors.DefaultSelector):
    """Counts the seconds that were waited for nothing."""

    waited, pace = 0.0, COUNTS_FOR / A_MOMENT

    def select(self, timeout: float | None = None) -> Events:
        left = timeout
        while left is not None and left > 0:
            step, worked = min(left, A_MOMENT * self.pace), time.process_time()
            if found := super().select(step / self.pace):
                return found
            # Threads work as well: a store's does while its loop has nothing to do.
            if time.process_time() - worked < NEXT_TO_NOTHING:
                self.waited += step
                left -= step
        return super().select(left)


class Unhurried(asyncio.SelectorEventLoop):
    """Its clock stands still while something is done.

    Here, in a thread, or at a server of the same loop.

    Whoever has two seconds for an answer is late when what they wait for does not come in two
    seconds of waiting, however long the machine takes for the work. So on every machine patience
    and pauses are as long as each other.
    """

    def __init__(self) -> None:
        self._waiting = _Waiting()
        super().__init__(self._waiting)

    def time(self) -> float:
        return self._waiting.waited

    async def subprocess_exec(
        self,
        *given: Any,  # noqa: ANN401 - as the library's
        **more: Any,  # noqa: ANN401 - as the library's
    ) -> tuple[transports.SubprocessTransport, Any]:
        """As the library's.

        Another process keeps to the true clock, and from now on so do we where we wait.
        """
        self._waiting.pace = 1.0
        return await super().subprocess_exec(*given, **more)
