"""Pacing: no more messages a second than a platform takes without complaint."""

import asyncio


class Pacer:
    """Gives out turns, evenly spaced. One a platform, for as long as the process lives."""

    def __init__(self, a_second: float) -> None:
        self.a_second = a_second
        self._free_at = 0.0
        self.waiting = 0

    async def turn(self) -> None:
        """Wait for the next turn; turns come in the order in which they were asked for."""
        clock = asyncio.get_running_loop().time
        now = clock()
        mine = max(now, self._free_at)
        self._free_at = mine + 1 / self.a_second
        if mine <= now:
            return
        self.waiting += 1
        try:
            await asyncio.sleep(mine - now)
        finally:
            self.waiting -= 1
