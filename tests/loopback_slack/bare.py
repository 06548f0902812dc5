"""An app with nothing in it but the real library.

What the loopback server is tried with, and measured against.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback_slack.protocol.server import Slack

Json = dict[str, Any]
CONSTANT = "Here it is."
_anything = re.compile(".*")


def client_of(slack: Slack, token: str = "") -> AsyncWebClient:
    """The library's client, which differs from any other in its address alone."""
    return AsyncWebClient(token=token or slack.app.bot_token, base_url=slack.api_url)


def constant(client: AsyncWebClient) -> AsyncApp:
    """An app with one command, which always answers the same, in its acknowledgement."""
    app = AsyncApp(client=client)

    @app.command("/roadmate")
    async def answer(ack: AsyncAck) -> None:
        await ack(CONSTANT)

    return app


Act = Callable[["Turn"], Awaitable[object]]


class Turn:
    """What a handler has in its hands."""

    def __init__(
        self, body: Json, ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        self.body, self.ack, self.respond, self.client = body, ack, respond, client


class Bare:
    """Does as it is told with everything it hears, and keeps that."""

    def __init__(self, slack: Slack) -> None:
        self.client = client_of(slack)
        self.app = AsyncApp(client=self.client, signing_secret=slack.app.signing_secret)
        self.act: Act | None = None
        self.heard: list[Json] = []
        self._slack = slack
        for listen in (
            self.app.command,
            self.app.action,
            self.app.options,
            self.app.view,
            self.app.shortcut,
        ):
            listen(_anything)(self._hear)
        self.app.view_closed(_anything)(self._hear)
        self.app.event(_anything)(self._hear_event)

    @property
    def events(self) -> list[Json]:
        """The events that were heard, oldest first."""
        return [body["event"] for body in self.heard if "event" in body]

    async def _hear(
        self, body: Json, ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        self.heard.append(body)
        if self.act:
            await self.act(Turn(body, ack, respond, client))
        else:
            await ack()
        self._slack.world.stir()

    async def _hear_event(self, body: Json) -> None:
        self.heard.append(body)
        self._slack.world.stir()


@asynccontextmanager
async def connected(slack: Slack) -> AsyncIterator[Bare]:
    """A bare app that has a socket."""
    bare = Bare(slack)
    async with in_socket_mode(slack, bare.app):
        yield bare


@asynccontextmanager
async def in_socket_mode(
    slack: Slack, app: AsyncApp, ping_interval: float = 5
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect an app, and wait until Slack has greeted it."""
    handler = AsyncSocketModeHandler(
        app, slack.app.app_token, web_client=app.client, ping_interval=ping_interval
    )
    await handler.connect_async()  # type: ignore[no-untyped-call] # the library says no types
    await slack.sockets.ready()
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call] # the library says no types
