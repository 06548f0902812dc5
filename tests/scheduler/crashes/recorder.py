"""A platform on loopback, in the test's own process.

It keeps what Roadmates said, and says when to kill one.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

# When a request is the one at which the test wants to kill.
Moment = Literal["before it is taken", "taken, not answered", "answered"]
MOMENTS: tuple[Moment, ...] = ("before it is taken", "taken, not answered", "answered")


@dataclass(frozen=True)
class Message:
    """What everybody in a channel, or in a thread of it, can read."""

    id: str
    key: str
    channel: str
    thread: str
    text: str


@dataclass
class Recorder:
    """`keys`: the same key twice is one message; without, every request is one more."""

    keys: bool
    messages: list[Message] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    edits: list[str] = field(default_factory=list)
    requests: int = 0
    url: str = ""
    _trap: tuple[int, Moment] | None = None
    _sprung: asyncio.Event = field(default_factory=asyncio.Event)

    async def reaches(self, request: int, moment: Moment) -> None:
        """Returns at that moment of the request with that number, counted from now.

        It is never answered then.
        """
        self._sprung.clear()
        self._trap = (self.requests + request, moment)
        await self._sprung.wait()

    def let_go(self) -> None:
        """Nobody wants to kill any more."""
        self._trap = None

    def seen(self, pattern: str) -> Counter[tuple[str, int]]:
        """How often each channel shows a week's message whose first line is of this form."""
        found = ((message.channel, re.match(pattern, message.text)) for message in self.messages)
        return Counter((channel, int(match[1])) for channel, match in found if match)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Keep a message, or know its key."""
        asked = await request.json()
        moment = self._moment()
        if moment == "before it is taken":
            return await self._spring()
        known = [message for message in self.messages if self.keys and message.key == asked["key"]]
        message = known[0] if known else Message(f"m{len(self.messages)}", **asked)
        if not known:
            self.messages.append(message)
        return await self._answer(request, message.id, moment)

    async def change(self, request: web.Request) -> web.StreamResponse:
        """Another text in a message's place."""
        asked = await request.json()
        moment = self._moment()
        if moment == "before it is taken":
            return await self._spring()
        self.edits.append(asked["text"])
        return await self._answer(request, asked["id"], moment)

    async def open(self, request: web.Request) -> web.StreamResponse:
        """A thread under a message, new or not."""
        asked = await request.json()
        moment = self._moment()
        if moment == "before it is taken":
            return await self._spring()
        self.threads.add(asked["message"])
        return await self._answer(request, f"t{asked['message']}", moment)

    async def history(self, request: web.Request) -> web.Response:
        """The messages with a key."""
        return web.json_response([m.id for m in self.messages if m.key == request.query["key"]])

    def _moment(self) -> Moment | None:
        self.requests += 1
        return self._trap[1] if self._trap and self._trap[0] == self.requests else None

    async def _answer(
        self, request: web.Request, text: str, moment: Moment | None
    ) -> web.StreamResponse:
        if moment == "taken, not answered":
            return await self._spring()
        response = web.json_response(text)
        if moment == "answered":
            await response.prepare(request)
            await response.write_eof()
            self._sprung.set()
        return response

    async def _spring(self) -> web.Response:
        """The process dies while it waits for this."""
        self._sprung.set()
        await asyncio.Event().wait()
        return web.Response()


@asynccontextmanager
async def listening(*, keys: bool) -> AsyncIterator[Recorder]:
    """A recorder that can be reached."""
    recorder = Recorder(keys)
    app = web.Application()
    app.add_routes(
        [
            web.post("/messages", recorder.take),
            web.put("/messages", recorder.change),
            web.post("/threads", recorder.open),
            web.get("/messages", recorder.history),
        ]
    )
    # A request whose process was killed is over.
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        recorder.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield recorder
    finally:
        await runner.cleanup()
