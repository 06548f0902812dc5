"""One way to keep to a limit of requests: so many at once, then evenly, whoever in here asks."""

import asyncio
from math import inf


class NoTurnError(Exception):
    """Who is not that patient has no turn; nothing was taken. `seconds`: until there may be one."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no turn for {seconds:.1f} s")
        self.seconds = seconds


class RateLimit:
    """Gives out turns in the order in which they are asked for; lives as long as its process.

    `at_once` of them together, then one every `spacing` seconds; none while it is shut. This is the
    generic cell rate algorithm (ITU-T I.371, annex A): `_due` runs ahead of the clock with every
    turn. Libraries were weighed: aiolimiter's bucket is full at the start, so that a limit of 50 a
    second let 100 through in the first one; this lets 50 (tests/core/test_rate_limit.py counts).
    """

    def __init__(self, spacing: float, at_once: int = 1) -> None:
        self._spacing = spacing
        self._ahead = spacing * (at_once - 1)
        self._due = 0.0
        self._first = asyncio.Lock()
        self.waiting = 0

    async def turn(self, patience: float = inf) -> None:
        """Return when it is one's turn; raises `NoTurnError` where that takes over `patience`
        seconds.
        """
        ends = _now() + patience
        if self.wait() > patience:
            raise NoTurnError(self.wait())
        self.waiting += 1
        try:
            async with self._first:  # whoever is cancelled here has taken nobody's turn
                while (free := self._due - self._ahead) > _now():
                    if free > ends:
                        raise NoTurnError(free - _now())
                    await asyncio.sleep(free - _now())
                self._due = max(self._due, _now()) + self._spacing
        finally:
            self.waiting -= 1

    def wait(self) -> float:
        """For how many seconds somebody would wait who came now."""
        return max(0.0, self._due - self._ahead + self.waiting * self._spacing - _now())

    def shut(self, seconds: float) -> None:
        """Nobody for so long, and then evenly."""
        self._due = max(self._due, _now() + seconds + self._ahead)


def at_most(most: int, seconds: float, at_once: int = 1) -> RateLimit:
    """A limit that lets no more than `most` through in any `seconds`, the first ones included.

    `at_once` is less than `most`.
    """
    return RateLimit(seconds / (most - at_once), at_once)


def _now() -> float:
    return asyncio.get_running_loop().time()
