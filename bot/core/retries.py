"""One place for trying again at once: what somebody waits for, and what must be reached in the end.

What is posted has its own patience, as rows that outlive us (`bot/outbox/`). tenacity was weighed:
what is needed of it are these lines, and it would cost every start a twentieth of a second.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TypeVar

Result = TypeVar("Result")
Fault = TypeVar("Fault", bound=Exception)


async def insist(
    send: Callable[[], Awaitable[Result]],
    pauses: Sequence[float],
    faults: tuple[type[Fault], ...],
    wait_for: Callable[[Fault, float], float | None] = lambda _, pause: pause,
) -> Result:
    """Send, and after one of these faults again, once for each of `pauses` (seconds) at most.

    `wait_for(fault, pause)`: how long to wait after this one; None where it is not worth it. Then,
    and after the last try, the fault is raised.
    """
    for pause in pauses:
        try:
            return await send()
        except faults as fault:
            seconds = wait_for(fault, pause)
            if seconds is None:
                raise
        await asyncio.sleep(seconds)
    return await send()


def growing(first: float, longest: float) -> Iterator[float]:
    """Seconds between tries that never end: each wait twice the one before, up to the longest."""
    wait = first
    while True:
        yield wait
        wait = min(wait * 2, longest)
