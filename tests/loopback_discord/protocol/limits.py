"""Rate limits as Discord counts them.

A bucket for each route and channel, and all requests of a second.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

# Answers to people do not count among the requests of a second (Developer docs, Rate Limits).
_FREE = ("/interactions/", "/webhooks/")
_MAJOR = ("channel_id", "guild_id", "webhook_token")


@dataclass
class _Window:
    ends: float = 0.0
    used: int = 0


@dataclass
class Limits:
    """So wide by default that no test waits.

    Discord's own: `a_route = 5, 5.0` for messages, `a_second = 50`.
    """

    a_route: tuple[int, float] = (10_000, 1.0)
    a_second: int = 0
    refused: int = 0
    _windows: dict[str, _Window] = field(default_factory=dict)

    def count(self, route: str, path: Mapping[str, str]) -> tuple[dict[str, str], float, bool]:
        """Count a request: the headers of its answer, how long to wait (0.

        Go ahead), and whether everywhere.
        """
        now = asyncio.get_running_loop().time()
        if self.a_second and not any(free in route for free in _FREE):
            wait = self._use("", self.a_second, 1.0, now)[1]
            if wait:
                self.refused += 1
                return {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, wait, True
        if "/callback" in route:
            return {}, 0.0, False
        limit, seconds = self.a_route
        major = "/".join(path[name] for name in _MAJOR if name in path)
        window, wait = self._use(f"{route} {major}", limit, seconds, now)
        self.refused += bool(wait)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(limit - window.used),
            "X-RateLimit-Reset-After": f"{max(0.0, window.ends - now):.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
        }
        return headers | ({"X-RateLimit-Scope": "user"} if wait else {}), wait, False

    def _use(self, key: str, limit: int, seconds: float, now: float) -> tuple[_Window, float]:
        window = self._windows.setdefault(key, _Window())
        if now >= window.ends:
            window.ends, window.used = now + seconds, 0
        if window.used >= limit:
            return window, window.ends - now
        window.used += 1
        return window, 0.0
