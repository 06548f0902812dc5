"""Slack takes one message a second in each channel: whoever posts waits for their turn there."""

import asyncio
from collections import OrderedDict

_MOST = 1000
# One message a second and channel (Slack docs, Rate limits: chat.postMessage), with a margin for the way there.
SPACING = 1.1


class Turns:
    """Each channel's next free instant, on the loop's own clock."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._free: OrderedDict[str, float] = OrderedDict()

    async def turn(self, channel: str) -> None:
        """Return when the next message may go to this channel."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free.get(channel, now))
        self._free[channel] = at + self._seconds
        self._free.move_to_end(channel)
        if len(self._free) > _MOST:
            self._free.popitem(last=False)
        if at > now:
            await asyncio.sleep(at - now)
