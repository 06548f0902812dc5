"""The methods about the app itself and the people of its workspace."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.api import OPEN_SOCKET, Method, Methods, Request
from tests.loopback_slack.rules.refusals import Refusal
from tests.loopback_slack.world import World

Json = dict[str, Any]
T = TypeVar("T")


class Account:
    """Who the app is, where it opens its sockets, and whom it may ask about."""

    def __init__(self, world: World, app: App, open_address: Callable[[], Json]) -> None:
        self._world = world
        self._app = app
        self._open_address = open_address

    def methods(self) -> Methods:
        return {
            "api.test": Method(lambda request: {"args": dict(request.args)}),
            "auth.test": Method(lambda request: self._test()),
            OPEN_SOCKET: Method(lambda request: self._open_address()),
            "team.info": Method(self._team, ("team:read",)),
            "users.info": Method(self._user, ("users:read",)),
            "users.list": Method(self._users, ("users:read",)),
            "bots.info": Method(self._bot, ("users:read",)),
        }

    def _test(self) -> Json:
        team, bot = self._world.team, self._world.bot
        return {
            "url": f"https://{team['domain']}.slack.com/", "team": team["name"],
            "user": bot["name"],
            "team_id": team["id"], "user_id": bot["id"], "bot_id": bot["profile"]["bot_id"],
            "is_enterprise_install": False,
        }  # fmt: skip

    def _team(self, request: Request) -> Json:
        found = self._world.teams.get(request.text("team") or self._world.team["id"])
        if found is None:
            raise Refusal("team_not_found")
        return {"team": found}

    def _user(self, request: Request) -> Json:
        found = self._world.users.get(request.text("user"))
        if found is None:
            raise Refusal("user_not_found")
        return {"user": self._as_seen(found)}

    def _users(self, request: Request) -> Json:
        ours = [
            one for one in self._world.users.values() if one["team_id"] == self._world.team["id"]
        ]
        some, cursor = page(request, ours, 1000)
        return {
            "members": [self._as_seen(one) for one in some],
            "cache_ts": int(self._world.now().timestamp()),
        } | cursor

    def _bot(self, request: Request) -> Json:
        bot = self._world.bot
        if request.text("bot") != bot["profile"]["bot_id"]:
            raise Refusal("bot_not_found")
        return {
            "bot": {
                "id": bot["profile"]["bot_id"],
                "app_id": self._app.id,
                "user_id": bot["id"],
                "name": bot["name"],
            }
        }

    def _as_seen(self, one: Json) -> Json:
        """A stranger says so; who was deleted has no zone any more.

        An address is for those who may read addresses.
        """
        profile = {key: value for key, value in one["profile"].items() if key != "email"}
        if "users:read.email" in self._app.scopes:
            profile = one["profile"]
        seen = one | {"profile": profile}
        # In an Enterprise Grid somebody is at home in several workspaces.
        if self._world.team["id"] not in {
            one["team_id"],
            *one.get("enterprise_user", {}).get("teams", ()),
        }:
            seen |= {"is_stranger": True}
        if one["deleted"]:
            roles = {name for name in one if name.startswith("is_") and name != "is_bot"}
            seen = {
                key: value
                for key, value in seen.items()
                if not key.startswith("tz") and key not in roles
            }
        return seen


def page(
    request: Request, things: Sequence[T], usual: int, most: int = 1000
) -> tuple[Sequence[T], Json]:
    """One page of a list, and where the next begins (Slack docs, Pagination)."""
    limit, cursor = request.whole("limit", usual), request.text("cursor")
    if not 1 <= limit <= most:
        raise Refusal("invalid_limit")
    if cursor and not (cursor.startswith("next:") and cursor[5:].isdigit()):
        raise Refusal("invalid_cursor")
    begin = int(cursor[5:]) if cursor else 0
    further = f"next:{begin + limit}" if begin + limit < len(things) else ""
    return things[begin : begin + limit], {"response_metadata": {"next_cursor": further}}
