"""A loop on which waiting takes no time, for what keeps to the clock of its loop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class Skipping(asyncio.SelectorEventLoop):
    """A loop on which nobody waits.

    When there is nothing to do, its clock goes to what comes next.
    """

    skipped = 0.0

    def time(self) -> float:
        return super().time() + self.skipped

    def _run_once(self) -> None:
        loop: Any = self
        if not loop._ready and loop._scheduled:
            self.skipped += max(0.0, loop._scheduled[0]._when - self.time())
        super()._run_once()  # type: ignore[misc] # the library has no public way to move its clock


def skipping(work: Coroutine[Any, Any, Result]) -> Result:
    with asyncio.Runner(loop_factory=Skipping) as runner:
        return runner.run(work)


def now() -> float:
    return asyncio.get_running_loop().time()
