"""The Web API: what every request goes through before and after somebody answers it."""

import json
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from aiohttp import web

from tests.loopback_slack.app import App
from tests.loopback_slack.faults import Fault, Faults
from tests.loopback_slack.rules.limits import Limits
from tests.loopback_slack.rules.refusals import Refusal, missing_scope, slow_down
from tests.loopback_slack.world import World

Json = dict[str, Any]
PREFIX = "/api/"
OPEN_SOCKET = "apps.connections.open"


@dataclass
class Request:
    """A request as it was heard, and what was answered. Everything is text if it came as a form."""

    method: str
    args: Mapping[str, Any]
    token: str = ""
    status: int = 0
    answer: Json | str = ""

    def text(self, name: str) -> str:
        return str(self.args.get(name) or "")

    def flag(self, name: str) -> bool:
        return self.args.get(name) in (True, "1", "true", "True")

    def whole(self, name: str, default: int) -> int:
        try:
            return int(self.args.get(name) or default)
        except ValueError:
            raise Refusal("invalid_arguments") from None

    # any JSON
    def structure(self, name: str, error: str = "invalid_arguments") -> Any:  # noqa: ANN401
        """A part that is itself JSON; in a form it stands as text. None where it is missing."""
        given = self.args.get(name)
        if not isinstance(given, str):
            return given
        try:
            return json.loads(given) if given else None
        except ValueError:
            raise Refusal(error) from None


Handler = Callable[[Request], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `scopes`: what a token may be needed to have, one of them."""

    handle: Handler
    scopes: Sequence[str] = ()


Methods = Mapping[str, Method]


@dataclass
class WebApi:
    """Methods, troubles, limits, and the record of all that was heard."""

    world: World
    app: App
    methods: Methods
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    heard: list[Request] = field(default_factory=list)

    def requests(self, method: str) -> list[Request]:
        """What was heard of a method, oldest first."""
        return [request for request in self.heard if request.method == method]

    async def handle(self, http: web.Request) -> web.StreamResponse:
        """From the wire to the wire."""
        request = await _read(http)
        return await self.serve(http, request, lambda: self._act(request))

    async def serve(
        self,
        http: web.Request,
        request: Request,
        act: Callable[[], tuple[Json | str, Mapping[str, str]]],
    ) -> web.StreamResponse:
        """Answer one request, unless trouble was ordered for it."""
        self.heard.append(request)
        fault = self.faults.take(request.method, request.args)
        if fault and not fault.after:
            return await self._suffer(http, request, fault)
        status = 200
        headers: Mapping[str, str]
        try:
            answer, headers = act()
        except Refusal as refusal:
            status, answer, headers = refusal.status, refusal.body, refusal.headers
        finally:
            self.world.stir()
        if fault:
            return await self._suffer(http, request, fault)
        return self._answer(request, status, answer, {**self._scopes(request), **headers})

    def _act(self, request: Request) -> tuple[Json | str, Mapping[str, str]]:
        method = self.methods.get(request.method)
        if method is None:
            raise Refusal("unknown_method", {"req_method": request.method})
        self._admit(request, method)
        wait = self.limits.count(request.method, request.text("channel"))
        if wait:
            raise slow_down(ceil(wait))
        return {"ok": True, **method.handle(request)}, {}

    def _admit(self, request: Request, method: Method) -> None:
        """Refuse a token that is wrong, dead, or may not do this."""
        if not request.token:
            raise Refusal("not_authed")
        if request.token not in {self.app.bot_token, self.app.app_token}:
            raise Refusal("invalid_auth")
        if word := self.app.refuses(request.token):
            raise Refusal(word)
        if (request.token == self.app.app_token) != (request.method == OPEN_SOCKET):
            raise Refusal("not_allowed_token_type")
        if method.scopes and not set(method.scopes) & set(self.app.scopes):
            raise missing_scope(",".join(method.scopes), self.app.scopes)

    def _scopes(self, request: Request) -> dict[str, str]:
        """The headers in which Slack says what a token has and a method needs."""
        method = self.methods.get(request.method)
        if method is None or request.token not in {self.app.bot_token, self.app.app_token}:
            return {}
        held = ["connections:write"] if request.token == self.app.app_token else self.app.scopes
        accepted = {"X-Accepted-OAuth-Scopes": ",".join(method.scopes)} if method.scopes else {}
        return {"X-OAuth-Scopes": ",".join(held), **accepted}

    async def _suffer(
        self, http: web.Request, request: Request, fault: Fault
    ) -> web.StreamResponse:
        self.world.stir()
        if fault.kind == "hang":
            await self.faults.hold()
        if fault.kind in {"hang", "reset"}:
            return cut(http)
        request.status, request.answer = fault.status, fault.body
        kind = "application/json" if fault.body.startswith("{") else "text/html"
        headers = {**self._scopes(request), **fault.headers}
        return web.Response(
            status=fault.status, text=fault.body, content_type=kind, headers=headers
        )

    def _answer(
        self, request: Request, status: int, answer: Json | str, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        request.status, request.answer = status, answer
        if isinstance(answer, str):
            return web.Response(status=status, text=answer, headers=headers)
        return web.json_response(answer, status=status, headers=headers)


async def _read(http: web.Request) -> Request:
    """Arguments from the address, from a form or from JSON.

    The token from its header, or from a form.
    """
    args: Json = dict(http.query)
    token = http.headers.get("Authorization", "").removeprefix("Bearer ")
    if http.content_type == "application/json":
        args |= _object(await http.text())
    elif http.method == "POST":
        form = {
            name: value for name, value in (await http.post()).items() if isinstance(value, str)
        }
        token = token or form.pop("token", "")
        args |= form
    return Request(http.path.removeprefix(PREFIX), args, token)


def _object(text: str) -> Json:
    try:
        read = json.loads(text) if text else {}
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise web.HTTPBadRequest(
            text='{"ok": false, "error": "invalid_json"}', content_type="application/json"
        )
    return {name: value for name, value in read.items() if value is not None}


def cut(http: web.Request) -> web.Response:
    """Close the connection so hard that the other side sees a reset."""
    if http.transport is not None:
        end = http.transport.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        http.transport.abort()
    return web.Response()
