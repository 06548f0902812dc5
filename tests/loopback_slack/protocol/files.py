"""Files: an address to bring the bytes to, the bytes, and the word that they are there."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.loopback_slack.drafts import Drafts
from tests.loopback_slack.faults import UPLOAD
from tests.loopback_slack.protocol import chat
from tests.loopback_slack.protocol.api import Method, Methods, Request, WebApi
from tests.loopback_slack.rules.refusals import Refusal
from tests.loopback_slack.world import World

Json = dict[str, Any]


class Files:
    """The three steps in which files come (Slack docs, Uploading files)."""

    def __init__(self, world: World, drafts: Drafts, address: Callable[[], str]) -> None:
        self._world = world
        self._drafts = drafts
        self._address = address
        self._promised: dict[str, int] = {}

    def methods(self) -> Methods:
        return {
            "files.getUploadURLExternal": Method(self._promise, ("files:write",)),
            "files.completeUploadExternal": Method(self._complete, ("files:write",)),
        }

    async def handle(self, api: WebApi, http: web.Request) -> web.StreamResponse:
        """Take the bytes in."""
        identifier, content = http.match_info["file"], await _bytes(http)
        request = Request(UPLOAD, {"file": identifier})
        return await api.serve(http, request, lambda: self._keep(identifier, content))

    def _promise(self, request: Request) -> Json:
        name, length = request.text("filename"), request.whole("length", 0)
        if not name or length <= 0:
            raise Refusal("invalid_arguments")
        identifier = self._world.number("F")
        self._world.files[identifier] = {
            "id": identifier,
            "name": name,
            "title": name,
            "alt_txt": request.text("alt_txt"),
        }
        self._promised[identifier] = length
        return {"upload_url": f"{self._address()}/upload/v1/{identifier}", "file_id": identifier}

    def _keep(self, identifier: str, content: bytes) -> tuple[str, Json]:
        if identifier not in self._promised:
            raise Refusal("file_not_found", status=404)
        if len(content) != self._promised[identifier]:
            raise Refusal("length_mismatch", status=400)
        self._world.contents[identifier] = content
        return f"OK - {len(content)}", {}

    def _complete(self, request: Request) -> Json:
        listed = request.structure("files")
        if not isinstance(listed, list) or not listed:
            raise Refusal("invalid_arguments")
        files = [self._completed(one) for one in listed]
        channel = request.text("channel_id")
        if channel:
            self._share(request, channel, files)
        return {"files": files}

    def _completed(self, one: Json) -> Json:
        file = self._world.files.get(one.get("id", ""))
        if file is None or file["id"] not in self._world.contents:
            raise Refusal("file_not_found")
        size = len(self._world.contents[file["id"]])
        file |= {
            "title": one.get("title") or file["name"],
            "size": size,
            "user": self._world.bot["id"],
        }
        return file

    def _share(self, request: Request, channel: str, files: list[Json]) -> None:
        """A message that shows them; Slack makes it by and by, this server at once."""
        place = self._world.channel(channel)
        if not self._world.is_member(channel):
            raise Refusal("not_in_channel")
        words = request.text("initial_comment")
        body = self._drafts.create({"text": words or "."}) | {
            "text": words,
            "files": files,
            "upload": True,
        }
        thread = request.text("thread_ts")
        self._world.add(
            place, body | (chat.in_thread(self._world, place, thread) if thread else {})
        )


async def _bytes(http: web.Request) -> bytes:
    """The body itself, or the only file of a form."""
    if http.content_type != "multipart/form-data":
        return await http.read()
    return next(
        one.file.read() for one in (await http.post()).values() if isinstance(one, web.FileField)
    )
