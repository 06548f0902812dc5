"""What the library would sit out by itself, for too long for us.

An answer not taken, a wait that is for all of us.
"""

from collections.abc import Callable
from types import SimpleNamespace

import aiohttp

_CALLBACK = "/callback"


class NotTaken(aiohttp.ClientError):
    """Discord has not done what was asked. `seconds`: for how long it will do nothing at all."""

    def __init__(self, status: int, seconds: float = 0.0) -> None:
        super().__init__(f"status {status}")
        self.seconds = seconds


def listening(bar: Callable[[float], None]) -> aiohttp.TraceConfig:
    """For the library's `http_trace`. `bar` hears for how long nothing is taken."""

    async def answered(
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        heard: aiohttp.TraceRequestEndParams,
    ) -> None:
        status, headers = heard.response.status, heard.response.headers
        everywhere = status == 429 and headers.get("X-RateLimit-Global") == "true"
        # After a 5xx the library waits one second, then three: too late for somebody's first
        # answer.
        if not everywhere and not (status >= 500 and heard.url.path.endswith(_CALLBACK)):
            return
        heard.response.close()
        seconds = float(headers.get("Retry-After", "1")) if everywhere else 0.0
        if everywhere:
            bar(seconds)
        raise NotTaken(status, seconds)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(answered)
    return trace
