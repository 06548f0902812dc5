"""What an app sends as a message, and the message that comes of it."""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from tests.loopback_slack import judge
from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.api import Request
from tests.loopback_slack.rules import documented, shapes
from tests.loopback_slack.world import Said, World

Json = dict[str, Any]


class Drafts:
    """Makes messages of the app's own, once the judge has nothing against them."""

    def __init__(self, world: World, app: App) -> None:
        self._world = world
        self._app = app
        self._counter = itertools.count(1)
        # Whether each message is judged; that takes longer than to answer, so benchmarks leave it
        # out.
        self.judges = True

    def create(self, args: Json) -> Json:
        """The body of a new message, which has no stamp yet."""
        if self.judges:
            judge.demand_message(args)
        bot = self._world.bot
        made: Json = {
            "type": "message", "user": bot["id"], "bot_id": bot["profile"]["bot_id"],
            "app_id": self._app.id,
            "team": self._world.team["id"], "text": args.get("text") or "",
            "bot_profile": self._profile(),
        }  # fmt: skip
        if args.get("blocks"):
            made["blocks"] = self.named(args["blocks"])
        if args.get("metadata"):
            made["metadata"] = args["metadata"]
        return made

    def change(self, said: Said, args: Json, most: int = documented.MOST_TEXT) -> None:
        """Change a message.

        What is not given stays as it was, but a text alone takes the place of blocks.

        Reference of chat.update.
        """
        given: Json = {
            name: args[name]
            for name in ("text", "blocks", "metadata")
            if args.get(name) is not None
        }
        before: Json = {
            name: said.body[name] for name in ("text", "blocks", "metadata") if name in said.body
        }
        if given.get("text") and "blocks" not in given:
            given["blocks"] = []
        whole: Json = {**before, **given}
        if self.judges:
            judge.demand_message(
                given if given.get("blocks") or given.get("text") else whole, most=most
            )
        body: Json = {
            **said.body,
            **whole,
            "edited": {"user": self._world.bot["id"], "ts": self._world.stamp()},
        }
        if "blocks" in given:
            body["blocks"] = self.named(given["blocks"])
        self._world.change(
            said,
            {
                name: part
                for name, part in body.items()
                if part or name not in {"blocks", "metadata"}
            },
        )

    def named(self, blocks: list[Json]) -> list[Json]:
        """Blocks as Slack keeps them, all with names."""
        return shapes.with_block_ids(blocks, self._name)

    def _name(self) -> str:
        return f"b{next(self._counter):05d}"

    def _profile(self) -> Json:
        bot = self._world.bot
        return {
            "id": bot["profile"]["bot_id"], "app_id": self._app.id, "user_id": bot["id"],
            "name": self._app.name,
            "icons": {}, "deleted": False, "updated": 0, "team_id": self._world.team["id"],
        }  # fmt: skip


def of_request(request: Request) -> Json:
    """A message in a request of the Web API, whose parts may stand there as text."""
    parts: Mapping[str, Callable[[], object]] = {
        "text": lambda: request.args.get("text"),
        "blocks": lambda: request.structure("blocks", "invalid_blocks_format"),
        "metadata": lambda: request.structure("metadata", "invalid_metadata_format"),
    }
    return {name: read() for name, read in parts.items() if name in request.args}
