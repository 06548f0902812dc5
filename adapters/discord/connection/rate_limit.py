"""The most requests that Discord takes in a second, whoever in here makes them; none while it bars
us.
"""

import asyncio

from adapters.discord import delivery_texts
from bot.core.errors import DeliveryError
from bot.core.rate_limit import at_most

# Discord takes 50 in a second of its own (Developer docs, Rate Limits), which does not begin when
# ours does.
_MOST, _SECONDS = 49, 1.02


class GlobalLimit:
    """One a token: evenly spaced, in the order of asking."""

    def __init__(self) -> None:
        self._limit = at_most(_MOST, _SECONDS)
        self._opens_at = 0.0

    async def turn(self) -> None:
        """Wait until one more request may be made.

        While Discord takes none at all, a `DeliveryError` at once.
        """
        self._demand_open()
        await self._limit.turn()
        self._demand_open()

    def close(self, seconds: float) -> None:
        """Discord will take nothing for so long.

        Ten thousand refused requests in ten minutes would bar our address.
        """
        self._opens_at = max(self._opens_at, asyncio.get_running_loop().time() + seconds)

    def _demand_open(self) -> None:
        left = self._opens_at - asyncio.get_running_loop().time()
        if left > 0:
            raise DeliveryError(delivery_texts.TAKES_NOTHING, unreached=True, retry_after=left)
