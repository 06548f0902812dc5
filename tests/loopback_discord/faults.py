"""What may go wrong between a bot and Discord, to be ordered for the next requests of a route."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.loopback_discord.protocol.refusals import Refusal

Json = dict[str, Any]
POST = "POST /channels/{channel_id}/messages"
MEMBER = "GET /guilds/{guild_id}/members/{user_id}"


@dataclass
class Fault:
    """One kind of trouble. `after`: Discord acts, and only its answer is lost."""

    kind: Literal["answer", "reset", "hang"]
    after: bool = False
    status: int = 500
    body: Json | str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Order:
    route: str
    at: str
    fault: Fault
    left: int


class Faults:
    """Orders are taken first come, first served.

    `route` is as documented, `POST /channels/{channel_id}/messages`; `at` narrows it to a number in
    the path: of a channel, of a message, or a token.
    """

    def __init__(self) -> None:
        self._orders: list[_Order] = []
        self._released = asyncio.Event()

    def refuse(self, route: str, code: int, *, times: int = 1, at: str = "") -> None:
        """Say no: 50013, 10003, 10008, 160004 and so on. A 30046 asks to wait for some time."""
        refusal = Refusal(code)
        body = refusal.body | (
            {"retry_after": 0.01, "global": False} if refusal.status == 429 else {}
        )
        headers = {"Via": "1.1 google", "Retry-After": "1"} if refusal.status == 429 else {}
        self.order(
            route,
            Fault("answer", status=refusal.status, body=body, headers=headers),
            times=times,
            at=at,
        )

    def fail(
        self, route: str, status: int = 503, *, times: int = 1, at: str = "", after: bool = False
    ) -> None:
        """Answer with a server error."""
        self.order(
            route, Fault("answer", after, status, "upstream connect error"), times=times, at=at
        )

    def limit(
        self, route: str, seconds: float, *, everywhere: bool = False, times: int = 1, at: str = ""
    ) -> None:
        """A 429 that asks to wait; for this route, or for everything."""
        body = {
            "message": "You are being rate limited.",
            "retry_after": seconds,
            "global": everywhere,
        }
        headers = {"Via": "1.1 google", "Retry-After": str(max(1, round(seconds)))}
        headers |= {"X-RateLimit-Global": "true"} if everywhere else {"X-RateLimit-Scope": "user"}
        self.order(
            route, Fault("answer", status=429, body=body, headers=headers), times=times, at=at
        )

    def ban(self, route: str, *, times: int = 1, at: str = "") -> None:
        """What stands before Discord turns everyone from this address away for a while."""
        self.order(route, Fault("answer", status=429, body="error code: 1015"), times=times, at=at)

    def reset(self, route: str, *, times: int = 1, at: str = "", after: bool = False) -> None:
        """Cut the connection."""
        self.order(route, Fault("reset", after), times=times, at=at)

    def hang(self, route: str, *, times: int = 1, at: str = "", after: bool = False) -> None:
        """Say nothing, until `release`."""
        self.order(route, Fault("hang", after), times=times, at=at)

    def order(self, route: str, fault: Fault, *, times: int, at: str) -> None:
        method, path = route.split(" ", 1)
        assert method.isupper(), route
        assert path.startswith("/"), route
        assert times > 0
        self._orders.append(_Order(route, at, fault, times))

    def release(self) -> None:
        """Let go of all that hangs."""
        self._released.set()
        self._released = asyncio.Event()

    def clear(self) -> None:
        """From now on all is well."""
        self._orders.clear()
        self.release()

    async def hold(self) -> None:
        """Wait for `release`."""
        await self._released.wait()

    def take(self, route: str, path: Mapping[str, str]) -> Fault | None:
        """The trouble that this request runs into, if any."""
        for order in self._orders:
            if order.route == route and (not order.at or order.at in path.values()):
                order.left -= 1
                if not order.left:
                    self._orders.remove(order)
                return order.fault
        return None
