"""The most requests that Discord takes in a second, whoever in here wants to make them.

And none while it bars us.
"""

import asyncio
from collections import deque

from adapters.discord import delivery_texts
from bot.core.errors import DeliveryError

# Discord takes 50 in a second of its own (Developer docs, Rate Limits), which does not begin when
# ours does.
_MOST, _SECONDS = 49, 1.02


class Ceiling:
    """Lets through in order, and never more than so many in any second.

    Posts come evenly, the rest as it happens.
    """

    def __init__(self) -> None:
        self._queue = asyncio.Lock()
        self._latest: deque[float] = deque(maxlen=_MOST)
        self._opens_at = 0.0

    async def turn(self) -> None:
        """Wait until one more request may be made.

        While Discord takes none at all, a `DeliveryError` at once.
        """
        clock = asyncio.get_running_loop().time
        async with self._queue:
            self._demand_open(clock())
            if len(self._latest) == _MOST:
                await asyncio.sleep(self._latest[0] + _SECONDS - clock())
                self._demand_open(clock())
            self._latest.append(clock())

    def close(self, seconds: float) -> None:
        """Discord will take nothing for so long.

        Ten thousand refused requests in ten minutes would bar our address.
        """
        self._opens_at = max(self._opens_at, asyncio.get_running_loop().time() + seconds)

    def _demand_open(self, now: float) -> None:
        if now < self._opens_at:
            raise DeliveryError(
                delivery_texts.TAKES_NOTHING, unreached=True, retry_after=self._opens_at - now
            )
