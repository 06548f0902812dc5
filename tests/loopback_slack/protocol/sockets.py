"""Socket Mode: several sockets at once, envelopes spread over them, and all the ways to be cut
off.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal

from aiohttp import WSMsgType, web

from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.deliveries import Asked, Deliveries, envelope
from tests.loopback_slack.world import World

Json = dict[str, Any]
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
# Slack docs, Using Socket Mode: an app may have this many at once.
MOST = 10
_HOST = {
    "host": "applink-7fc4fdbb64-4x5xq",
    "build_number": 104,
    "approximate_connection_time": 18060,
}


class Line:
    """One socket. What is sent goes out in order.

    `silent`: nothing comes out of it any more, not even a pong.
    """

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.silent = False
        self._wire = request.transport
        self._out: asyncio.Queue[str] = asyncio.Queue()
        # What it carried that was not acknowledged yet.
        self.carrying: dict[str, Asked] = {}
        self.leaving = False

    def send(self, payload: object) -> None:
        self._out.put_nowait(json.dumps(payload))

    def cut(self) -> None:
        """End it without a word."""
        if self._wire:
            self._wire.abort()

    async def write(self) -> None:
        """Send what there is to send, until cancelled."""
        with suppress(ConnectionError):
            while True:
                text = await self._out.get()
                if not self.silent:
                    await self.socket.send_str(text)

    async def answer_ping(self, data: bytes) -> None:
        if not self.silent:
            with suppress(ConnectionError):
                await self.socket.pong(data)


class Sockets:
    """Gives each envelope to one of the open sockets.

    What a lost one leaves behind goes to the next.
    """

    def __init__(
        self, world: World, app: App, deliveries: Deliveries, address: Callable[[], str]
    ) -> None:
        self._world = world
        self._app = app
        self._deliveries = deliveries
        self._address = address
        self._tickets: set[str] = set()
        self._turn = 0
        self._waiting: list[Asked] = []
        self._refusals = 0
        self.lines: list[Line] = []
        # How many sockets were ever opened, and everything that came in over them, oldest first.
        self.opened = 0
        self.received: list[Json] = []
        # Whether new sockets are dead from the start: accepted, and then nothing.
        self.black_hole_new = False
        # Whether what the app says gets lost on its way, while it hears all.
        self.deaf = False

    def open_address(self) -> Json:
        """The answer of apps.connections.open: an address that is good for one socket."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return {"url": f"{self._address()}?ticket={ticket}&app_id={self._app.id}"}

    async def ready(self, seconds: float = 10, count: int = 1) -> None:
        """Return when so many sockets are open and have said hello."""
        await self._world.until(lambda: len(self.live) >= count, seconds)

    @property
    def live(self) -> list[Line]:
        """The sockets that new envelopes go to."""
        return [line for line in self.lines if not line.leaving]

    def carry(self, asked: Asked) -> None:
        """Give it to the next socket in turn; where there is none, to the next that opens."""
        live = self.live
        if not live:
            self.lose(asked)
            self._waiting.append(asked)
            return
        self._turn += 1
        line = live[self._turn % len(live)]
        asked.sent += 1
        line.carrying[asked.id] = asked
        line.send(envelope(asked))

    def lose(self, asked: Asked | None = None) -> None:
        """What waits for a socket waits no more.

        All of it, as after three retries, unless one thing is named.
        """
        self._waiting = [one for one in self._waiting if asked and one is not asked]

    def forget(self, asked: Asked) -> None:
        self.lose(asked)
        for line in self.lines:
            line.carrying.pop(asked.id, None)

    def drop(self) -> None:
        """Cut every socket."""
        for line in list(self.lines):
            line.cut()

    def black_hole(self, *, new: bool = False) -> None:
        """Every open socket stays open and falls silent; with `new`, those that come as well."""
        self.black_hole_new = new
        for line in self.lines:
            line.silent = True

    def heal(self) -> None:
        """From now on sockets speak, and the handshake is open."""
        self.black_hole_new, self._refusals = False, 0
        for line in self.lines:
            line.silent = False

    def refuse(self, times: int = 1) -> None:
        """Refuse the next handshakes."""
        self._refusals = times

    def disconnect(self, reason: Reason) -> None:
        """Tell every socket to go.

        It lives on until the app closes it, and only after a warning it still serves.
        """
        for line in self.live:
            self._say_goodbye(line, reason)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One socket, from its handshake to its end."""
        ticket = request.query.get("ticket", "")
        if self._refusals or ticket not in self._tickets:
            self._refusals = max(0, self._refusals - 1)
            return web.Response(status=408 if ticket in self._tickets else 401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=1)
        await socket.prepare(request)
        line = Line(socket, request)
        line.silent = self.black_hole_new
        writing = asyncio.create_task(line.write())
        self._greet(line)
        try:
            await self._listen(line)
        finally:
            writing.cancel()
            await asyncio.wait([writing])
            self._gone(line)
        return socket

    def _greet(self, line: Line) -> None:
        self.opened += 1
        self.lines.append(line)
        info = {"connection_info": {"app_id": self._app.id}, "debug_info": _HOST}
        line.send({"type": "hello", "num_connections": len(self.lines), **info})
        if len(self.lines) > MOST:
            self._say_goodbye(line, "too_many_websockets")
        waiting, self._waiting = self._waiting, []
        for asked in waiting:
            self.carry(asked)
        self._world.stir()

    async def _listen(self, line: Line) -> None:
        async for message in line.socket:
            if message.type == WSMsgType.PING:
                await line.answer_ping(message.data)
            elif message.type == WSMsgType.TEXT and not line.silent:
                self._hear(line, json.loads(message.data))

    def _hear(self, line: Line, word: Json) -> None:
        self.received.append(word)
        if self.deaf:
            self._world.stir()
            return
        identifier = word.get("envelope_id", "")
        line.carrying.pop(identifier, None)
        asked = self._deliveries.all.get(identifier)
        payload = word.get("payload")
        # What may carry no answer carries none, whatever is sent.
        takes = asked is not None and asked.kind != "events_api"
        self._deliveries.acknowledge(identifier, payload if takes else None)

    def _say_goodbye(self, line: Line, reason: Reason) -> None:
        line.send({"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST["host"]}})
        # A warning comes ten seconds ahead: until the app goes by itself, the socket still serves.
        line.leaving = reason != "warning"

    def _gone(self, line: Line) -> None:
        if line in self.lines:
            self.lines.remove(line)
        for asked in line.carrying.values():
            if not asked.acknowledged.is_set() and not asked.failed:
                self._bring_again(asked)
        self._world.stir()

    def _bring_again(self, asked: Asked) -> None:
        if asked.kind == "events_api":
            asked.attempt, asked.reason = asked.attempt + 1, "socket_closed"
        self.carry(asked)
