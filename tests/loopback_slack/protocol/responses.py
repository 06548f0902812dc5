"""Answers to a response_url.

Five of them, for half an hour (Slack docs, Handling user interaction).
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from tests.loopback_slack.drafts import Drafts
from tests.loopback_slack.faults import RESPONSE_URL
from tests.loopback_slack.protocol import chat
from tests.loopback_slack.protocol.api import Request, WebApi
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.rules.refusals import Refusal
from tests.loopback_slack.world import Said, World

Json = dict[str, Any]
MOST_USES, LIVES = 5, timedelta(minutes=30)


@dataclass
class Response:
    """One response_url: for what, where, and which message it may replace."""

    asked: Asked
    channel: Json
    made: datetime
    original: str = ""
    uses: int = 0


class Responses:
    """Every response_url that was given away, by the token in it."""

    def __init__(self, world: World, drafts: Drafts, address: Callable[[], str]) -> None:
        self._world = world
        self._drafts = drafts
        self._address = address
        self._open: dict[str, Response] = {}
        self._of: dict[str, Response] = {}

    def give(self, asked: Asked, channel: Json, kind: str, original: str = "") -> str:
        """A new address; `kind` is commands or actions, `original` the stamp of what was
        pressed.
        """
        token = secrets.token_urlsafe(18)
        self._open[token] = self._of[asked.id] = Response(
            asked, channel, self._world.now(), original
        )
        return f"{self._address()}/{kind}/{self._world.team['id']}/{token}"

    async def handle(self, api: WebApi, http: web.Request) -> web.StreamResponse:
        """From the wire to the wire."""
        try:
            body = json.loads(await http.text())
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        request = Request(RESPONSE_URL, body if isinstance(body, dict) else {})
        return await api.serve(http, request, lambda: self._act(http.match_info["token"], request))

    def say(self, response: Response, body: Mapping[str, Any]) -> None:
        """Post, replace or delete, as a body says; also what an acknowledgement may carry."""
        original = self._world.said.get(response.original)
        if body.get("delete_original"):
            if original:
                chat.delete(self._world, original)
        elif body.get("replace_original") and original:
            self._replace(original, dict(body))
        else:
            self._post(response, dict(body))
        response.asked.say_more(dict(body))

    def of(self, asked: Asked) -> Response:
        """What was given for an interaction."""
        return self._of[asked.id]

    def _act(self, token: str, request: Request) -> tuple[str | Json, Mapping[str, str]]:
        response = self._open.get(token)
        if response is None:
            raise Refusal("invalid_url", status=404)
        if self._world.now() - response.made > LIVES:
            raise Refusal("expired_url", status=404)
        if response.uses >= MOST_USES:
            raise Refusal("used_url", status=404)
        try:
            self.say(response, request.args)
        except Refusal as refusal:
            raise Refusal(refusal.error, refusal.more, status=400) from None
        response.uses += 1
        return {"ok": True}, {}

    def _replace(self, original: Said, body: Json) -> None:
        """All of a message is replaced, unlike in chat.update; who sees it stays."""
        fresh = {
            "text": body.get("text") or "",
            "blocks": body.get("blocks") or [],
            "metadata": body.get("metadata"),
        }
        self._drafts.change(original, fresh)

    def _post(self, response: Response, body: Json) -> None:
        kind = body.get("response_type", "ephemeral")
        if kind not in {"ephemeral", "in_channel"}:
            raise Refusal("invalid_response_type")
        made = self._drafts.create(body)
        if thread := body.get("thread_ts"):
            made |= chat.in_thread(self._world, response.channel, str(thread))
        self._world.add(
            response.channel, made, response.asked.person if kind == "ephemeral" else ""
        )
