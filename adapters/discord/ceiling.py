"""The most requests that Discord takes in a second, whoever in here wants to make them."""

import asyncio
from collections import deque

# Discord takes 50 in a second of its own (Developer docs, Rate Limits), which does not begin when ours does.
_MOST, _SECONDS = 49, 1.02


class Ceiling:
    """Lets through in order, and never more than so many in any second: posts come evenly, the rest as it happens."""

    def __init__(self) -> None:
        self._queue = asyncio.Lock()
        self._latest: deque[float] = deque(maxlen=_MOST)

    async def turn(self) -> None:
        """Wait until one more request may be made."""
        clock = asyncio.get_running_loop().time
        async with self._queue:
            if len(self._latest) == _MOST:
                await asyncio.sleep(self._latest[0] + _SECONDS - clock())
            self._latest.append(clock())
