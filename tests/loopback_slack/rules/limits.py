"""Rate limits as Slack counts them.

A tier for each method, and one message a second for each channel.

Slack docs, Rate limits; the tier of a method stands on its page of the reference.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
# "Special": hundreds of requests a minute.
_SPECIAL = 300
TIER_OF: Mapping[str, int] = {
    "apps.connections.open": 1,
    "users.list": 2,
    "chat.delete": 3, "chat.update": 3, "conversations.history": 3, "conversations.info": 3,
    "conversations.join": 3,
    "conversations.open": 3, "conversations.replies": 3, "team.info": 3, "users.conversations": 3,
    "chat.postEphemeral": 4, "conversations.members": 4, "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4, "users.info": 4, "views.open": 4, "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}  # fmt: skip
POST = "chat.postMessage"


@dataclass
class _Window:
    ends: float = 0.0
    used: int = 0


@dataclass
class _Bucket:
    left: float
    at: float


@dataclass
class Limits:
    """Off unless `strict`, so that no test waits.

    `burst` messages to a channel at once are forgiven.

    `clock` in seconds; the loop's own by default, so that who keeps the limits waits for real.
    """

    strict: bool = False
    burst: int = 5
    clock: Callable[[], float] = field(default=lambda: asyncio.get_running_loop().time())
    refused: dict[str, int] = field(default_factory=dict)
    _windows: dict[str, _Window] = field(default_factory=dict)
    _channels: dict[str, _Bucket] = field(default_factory=dict)

    def count(self, method: str, channel: str) -> float:
        """Count a request: how many seconds to wait, 0 to go ahead."""
        if not self.strict:
            return 0.0
        wait = self._window(method)
        if not wait and method == POST:
            wait = self._message(channel)
        if wait:
            self.refused[method] = self.refused.get(method, 0) + 1
        return wait

    def _window(self, method: str) -> float:
        most = TIERS[TIER_OF[method]] if method in TIER_OF else _SPECIAL
        window, now = self._windows.setdefault(method, _Window()), self.clock()
        if now >= window.ends:
            window.ends, window.used = now + 60, 0
        if window.used >= most:
            return window.ends - now
        window.used += 1
        return 0.0

    def _message(self, channel: str) -> float:
        now = self.clock()
        bucket = self._channels.setdefault(channel, _Bucket(self.burst, now))
        bucket.left, bucket.at = min(self.burst, bucket.left + now - bucket.at), now
        if bucket.left < 1:
            return 1 - bucket.left
        bucket.left -= 1
        return 0.0
