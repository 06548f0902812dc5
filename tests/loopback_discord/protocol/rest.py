"""The REST side: what every request goes through before and after somebody answers it."""

import json
import re
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.loopback_discord.drafts import Upload
from tests.loopback_discord.faults import Fault, Faults
from tests.loopback_discord.judge import Judge
from tests.loopback_discord.protocol.limits import Limits
from tests.loopback_discord.protocol.refusals import UNAUTHORISED, Refusal
from tests.loopback_discord.world import World

Json = dict[str, Any]
PREFIX = "/api/v10"
# What a person's answer needs is in the address itself; and anybody may ask where the gateway is.
_WITHOUT_TOKEN = ("/interactions/", "/webhooks/")


@dataclass
class Request:
    """A request as it was heard, and what was answered."""

    method: str
    route: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    uploads: Sequence[Upload] = ()
    status: int = 0
    answer: Any = None

    @property
    def fields(self) -> Json:
        """A body that is an object."""
        if not isinstance(self.body, dict):
            raise Refusal(50109)
        return self.body


Handler = Callable[[Request], Any]
Routes = Mapping[str, Handler]


@dataclass
class Rest:
    """Routes, troubles, limits, and the record of all that was heard."""

    world: World
    token: str
    routes: Routes
    judge: Judge = field(default_factory=Judge)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    heard: list[Request] = field(default_factory=list)
    # Whether to doubt this server too: its answers are then judged as well.
    doubts_itself: bool = False

    def __post_init__(self) -> None:
        self._patterns = [
            (route, _pattern(route))
            for route in sorted(self.routes, key=lambda route: "{" in route)
        ]

    def requests(self, route: str) -> list[Request]:
        """What was heard on a route, oldest first."""
        return [request for request in self.heard if request.route == route]

    async def handle(self, http: web.Request) -> web.StreamResponse:
        """From the wire to the wire."""
        request = self._read_line(http)
        self.heard.append(request)
        await _read_body(http, request)
        fault = self.faults.take(request.route, request.path)
        if fault and not fault.after:
            return await self._suffer(http, request, fault)
        headers, wait, everywhere = self.limits.count(request.route, request.path)
        if wait:
            words = {
                "message": "You are being rate limited.",
                "retry_after": round(wait, 3),
                "global": everywhere,
            }
            headers |= {"Via": "1.1 google", "Retry-After": str(int(wait) + 1)}
            return self._answer(request, 429, words, headers)
        status, answer = self._act(http, request)
        if fault:
            return await self._suffer(http, request, fault)
        return self._answer(request, status, answer, headers)

    def _read_line(self, http: web.Request) -> Request:
        line = f"{http.method} {http.path.removeprefix(PREFIX)}"
        for route, pattern in self._patterns:
            if found := pattern.fullmatch(line):
                return Request(http.method, route, found.groupdict(), http.query)
        return Request(http.method, line, {}, http.query)

    def _act(self, http: web.Request, request: Request) -> tuple[int, Any]:
        try:
            handler = self._allowed(http, request)
            answer = handler(request)
            if self.doubts_itself and answer is not None:
                self._doubt(request, answer)
        except Refusal as refusal:
            return refusal.status, refusal.body
        finally:
            self.world.stir()
        return (204 if answer is None else 200), answer

    def _allowed(self, http: web.Request, request: Request) -> Handler:
        handler = self.routes.get(request.route)
        if handler is None or not http.path.startswith(PREFIX):
            raise Refusal(0)
        if request.route == "GET /gateway":
            return handler
        if not request.route.split(" ")[1].startswith(_WITHOUT_TOKEN):
            if http.headers.get("Authorization") != f"Bot {self.token}":
                raise UNAUTHORISED
            if not http.headers.get("User-Agent", "").startswith("DiscordBot ("):
                raise Refusal(40333, 403, "internal network error")
        if request.body is not None:
            self._judge(request)
        return handler

    def _judge(self, request: Request) -> None:
        complaints = self.judge.of_body(request.route, request.body)
        if complaints:
            errors = {
                "_errors": [
                    {"code": "SPECIFICATION", "message": complaint} for complaint in complaints
                ]
            }
            raise Refusal(50035, 400, "Invalid Form Body", errors)

    def _doubt(self, request: Request, answer: object) -> None:
        complaints = self.judge.of_answer(request.route, answer)
        assert not complaints, f"this server answers {request.route} with {complaints}"

    async def _suffer(
        self, http: web.Request, request: Request, fault: Fault
    ) -> web.StreamResponse:
        self.world.stir()
        if fault.kind == "hang":
            await self.faults.hold()
        if fault.kind in {"hang", "reset"}:
            return _cut(http)
        return self._answer(request, fault.status, fault.body, dict(fault.headers))

    def _answer(
        self, request: Request, status: int, answer: object, headers: Mapping[str, str]
    ) -> web.Response:
        request.status, request.answer = status, answer
        self.world.stir()
        if status == 204:
            return web.Response(status=204, headers=headers)
        if isinstance(answer, str):
            return web.Response(status=status, text=answer, headers=headers)
        # Exactly this type: the library compares the whole header.
        kind = {"Content-Type": "application/json"}
        return web.Response(
            status=status, body=json.dumps(answer).encode(), headers={**headers, **kind}
        )


def _pattern(route: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", route)
    return re.compile(
        "".join(
            f"(?P<{part}>[^/]+)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)
        )
    )


async def _read_body(http: web.Request, request: Request) -> None:
    """The JSON of a body; of a form, the field that holds it, and the files beside it."""
    if http.content_type != "multipart/form-data":
        text = await http.text()
        request.body = json.loads(text) if text else None
        return
    uploads: list[Upload] = []
    reader = await http.multipart()
    while (part := await reader.next()) is not None:
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            request.body = json.loads(await part.text())
        elif part.name and (found := re.fullmatch(r"files\[(\d+)\]", part.name)):
            uploads.append(Upload(found[1], part.filename or "unknown", bytes(await part.read())))
    request.uploads = tuple(uploads)


def _cut(http: web.Request) -> web.Response:
    """Close the connection so hard that the other side sees a reset."""
    if http.transport is not None:
        end = http.transport.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        http.transport.abort()
    return web.Response()
