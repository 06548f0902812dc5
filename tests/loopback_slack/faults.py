"""What may go wrong between an app and Slack, to be ordered for the next requests of a method."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.loopback_slack.rules.refusals import Refusal, slow_down

Json = dict[str, Any]
POST = "chat.postMessage"
# Two that are no methods: an answer to a response_url, and the bytes of a file.
RESPONSE_URL, UPLOAD = "response_url", "upload"


@dataclass
class Fault:
    """One kind of trouble. `after`: Slack acts, and only its answer is lost."""

    kind: Literal["answer", "reset", "hang"]
    after: bool = False
    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Order:
    method: str
    at: str
    fault: Fault
    left: int


class Faults:
    """Orders are taken first come, first served.

    `at` narrows one to a channel, a user, a stamp or another argument.
    """

    def __init__(self) -> None:
        self._orders: list[_Order] = []
        self._released = asyncio.Event()

    def refuse(self, method: str, error: str, *, times: int = 1, at: str = "", **more: str) -> None:
        """Say no: not_in_channel, is_archived, invalid_auth, token_revoked, internal_error and so
        on.
        """
        body = json.dumps(Refusal(error, more).body)
        self.order(method, Fault("answer", body=body), times=times, at=at)

    def fail(
        self, method: str, status: int = 503, *, times: int = 1, at: str = "", after: bool = False
    ) -> None:
        """Answer with a server error, in words that are no JSON."""
        self.order(
            method, Fault("answer", after, status, "upstream connect error"), times=times, at=at
        )

    def limit(self, method: str, seconds: int = 1, *, times: int = 1, at: str = "") -> None:
        """A 429 that asks to wait."""
        refusal = slow_down(seconds)
        fault = Fault("answer", status=429, body=json.dumps(refusal.body), headers=refusal.headers)
        self.order(method, fault, times=times, at=at)

    def reset(self, method: str, *, times: int = 1, at: str = "", after: bool = False) -> None:
        """Cut the connection."""
        self.order(method, Fault("reset", after), times=times, at=at)

    def hang(self, method: str, *, times: int = 1, at: str = "", after: bool = False) -> None:
        """Say nothing, until `release`."""
        self.order(method, Fault("hang", after), times=times, at=at)

    def order(self, method: str, fault: Fault, *, times: int, at: str) -> None:
        assert times > 0
        self._orders.append(_Order(method, at, fault, times))

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

    def take(self, method: str, args: Mapping[str, object]) -> Fault | None:
        """The trouble that this request runs into, if any."""
        for order in self._orders:
            if order.method == method and (not order.at or order.at in args.values()):
                order.left -= 1
                if not order.left:
                    self._orders.remove(order)
                return order.fault
        return None
