"""Socket Mode: two sockets, each watched, each built anew with a fresh address when it falls
silent.

Slack spreads what it has to say over them, and gives what one of them left unacknowledged to the
other: while one is refreshed there is no gap.
"""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from typing import Protocol

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from adapters.slack import texts
from adapters.slack.connection.faults import TROUBLES, WRONG_TOKEN, code, describe, wait_asked
from bot.core.errors import SettingsError, StoreError
from bot.core.retries import growing

_LOG = logging.getLogger("roadmate.slack")
# Its own words name addresses that are as good as a password for some seconds.
_LIBRARY = logging.getLogger("slack_sdk.roadmate")
SOCKETS = 2
# A silent peer is noticed after one and a half of these: the library pings, and waits half as long
# for the answer.
_PING_SECONDS = 3.0
_LOOK_SECONDS = 0.5
# A handshake that fails, the library tries again with the same address, which is good for one only.
_HANDSHAKE_SECONDS = 5.0
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0


class Connected(Protocol):
    """What follows when a socket is open; `again`: it was before."""

    def __call__(self, *, again: bool) -> Awaitable[None]: ...


class Socket:
    """One socket's life: connect, watch, give up, connect again, until cancelled."""

    def __init__(self, app: AsyncApp, token: str, connected: Connected) -> None:
        self._app = app
        self._token = token
        self._connected = connected
        self._again = False
        self.alive = asyncio.Event()

    async def keep(self) -> None:
        """Run until cancelled.

        Raises `SettingsError` for what only somebody who runs Roadmate can mend.
        """
        waits = growing(_FIRST_WAIT, _LONGEST_WAIT)
        while True:
            wait = next(waits)
            try:
                await self._live()
                wait, waits = _FIRST_WAIT, growing(_FIRST_WAIT, _LONGEST_WAIT)
            except SlackApiError as fault:
                _demand_accepted(fault)
                wait = max(wait, wait_asked(fault) or 0.0)
                _LOG.warning(
                    "no connection to Slack (%s); once more in %.1f s", describe(fault), wait
                )
            except TROUBLES as fault:
                _LOG.warning(
                    "no connection to Slack (%s); once more in %.1f s", describe(fault), wait
                )
            except StoreError as fault:
                _LOG.error(
                    "that Slack is there again could not be kept (%s); once more in %.1f s",
                    fault,
                    wait,
                )
            await asyncio.sleep(wait)

    async def _live(self) -> None:
        """One connection, from its address to its end."""
        _LIBRARY.setLevel(logging.CRITICAL)
        address = (await self._app.client.apps_connections_open(app_token=self._token))["url"]
        handler = AsyncSocketModeHandler(
            self._app, self._token, logger=_LIBRARY, ping_interval=_PING_SECONDS
        )
        handler.client.wss_uri = address
        # It would try an address again that is used up, and tell nobody that it is connected anew.
        handler.client.default_auto_reconnect_enabled = False
        try:
            async with asyncio.timeout(_HANDSHAKE_SECONDS):
                # the library says nothing of it
                await handler.client.connect()  # type: ignore[no-untyped-call]
            await self._connected(again=self._again)
            self._again = True
            self.alive.set()
            await _until_dead(handler)
        finally:
            self.alive.clear()
            with suppress(*TROUBLES):
                await handler.client.close()  # type: ignore[no-untyped-call] # as above
        _LOG.info("a connection to Slack has ended; the next is made")


async def _until_dead(handler: AsyncSocketModeHandler) -> None:
    """Twice in a row: while the library follows a request to refresh, it is not connected for a
    moment.
    """
    missed = 0
    while missed < 2:
        await asyncio.sleep(_LOOK_SECONDS)
        missed = 0 if await handler.client.is_connected() else missed + 1


def _demand_accepted(fault: SlackApiError) -> None:
    word = code(fault)
    if word == "missing_scope" or word in WRONG_TOKEN:
        raise SettingsError(texts.REFUSED_APP) from fault
    if word in {"socket_mode_not_enabled", "forbidden"}:
        raise SettingsError(texts.NO_SOCKET_MODE) from fault
