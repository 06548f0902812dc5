"""HTTP mode: the same deliveries as signed requests to the app's own server.

And requests that nobody should trust.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.deliveries import Asked, Deliveries

Json = dict[str, Any]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Heard:
    """What the app's server answered."""

    status: int
    text: str


def sign(secret: str, timestamp: str, body: str) -> str:
    """The signature of a request (Slack docs, Verifying requests from Slack)."""
    whole = f"v0:{timestamp}:{body}".encode()
    return f"v0={hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()}"


class Postman:
    """Carries to `url`. Every answer is kept in `heard`, oldest first."""

    def __init__(self, app: App, deliveries: Deliveries, now: Callable[[], datetime]) -> None:
        self._app = app
        self._deliveries = deliveries
        self._now = now
        self._session: aiohttp.ClientSession | None = None
        self._walking: set[asyncio.Task[None]] = set()
        self.url = ""
        self.heard: list[Heard] = []

    def carry(self, asked: Asked) -> None:
        asked.sent += 1
        walking = asyncio.create_task(self._bring(asked))
        self._walking.add(walking)
        walking.add_done_callback(self._walking.discard)

    def forget(self, asked: Asked) -> None:
        """What is under way arrives."""

    async def close(self) -> None:
        for walking in list(self._walking):
            walking.cancel()
        if self._walking:
            await asyncio.wait(self._walking)
        if self._session:
            await self._session.close()

    async def post(self, body: str, kind: str, headers: Mapping[str, str] | None = None) -> Heard:
        """Send a body with a good signature.

        `headers` take the place of those, one with an empty value goes.
        """
        timestamp = str(int(self._now().timestamp()))
        given = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._app.signing_secret, timestamp, body),
            **(headers or {}),
        }
        sent = {name: value for name, value in given.items() if value}
        self._session = self._session or aiohttp.ClientSession()
        async with self._session.post(self.url, data=body.encode(), headers=sent) as response:
            self.heard.append(Heard(response.status, await response.text()))
        return self.heard[-1]

    async def post_signed_at(self, body: str, kind: str, timestamp: str) -> Heard:
        """Send a body that is signed well, but for another instant.

        Stale, of tomorrow, or no number at all.
        """
        signature = sign(self._app.signing_secret, timestamp, body)
        return await self.post(
            body, kind, {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}
        )

    async def post_forged(self, body: str, kind: str) -> Heard:
        """Send a body that was signed with another secret."""
        timestamp = str(int(self._now().timestamp()))
        return await self.post(
            body, kind, {"X-Slack-Signature": sign("another secret", timestamp, body)}
        )

    async def verify_url(
        self, challenge: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
    ) -> Heard:
        """Ask for the challenge back, as when an address is entered on Slack's pages."""
        asked = {
            "token": self._app.verification,
            "challenge": challenge,
            "type": "url_verification",
        }
        return await self.post(json.dumps(asked), JSON)

    async def _bring(self, asked: Asked) -> None:
        body, kind = written(asked)
        retried = {"X-Slack-Retry-Num": str(asked.attempt), "X-Slack-Retry-Reason": asked.reason}
        try:
            heard = await self.post(body, kind, retried if asked.attempt else None)
        except aiohttp.ClientError:
            self._deliveries.give_up(asked, "dispatch_failed", "connection_failed")
            return
        if heard.status == 200:
            self._deliveries.acknowledge(asked.id, _read(heard.text))
        else:
            self._deliveries.give_up(asked, "http_service_error", "http_error")


def written(asked: Asked) -> tuple[str, str]:
    """The body of a delivery, and its type."""
    match asked.kind:
        case "slash_commands":
            return urlencode(asked.payload), FORM
        case "interactive":
            return urlencode({"payload": json.dumps(asked.payload)}), FORM
        case "events_api":
            return json.dumps(asked.payload), JSON


def _read(text: str) -> Json | str | None:
    """An empty answer says only that it was heard.

    One that is no JSON is the words of a message.
    """
    try:
        read = json.loads(text) if text else None
    except ValueError:
        return text
    return read if isinstance(read, dict) else text
