"""The methods about channels, their members, and what was said in them."""

from typing import Any

from tests.loopback_slack.account import page
from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.api import Method, Methods, Request
from tests.loopback_slack.rules import shapes
from tests.loopback_slack.rules.refusals import Refusal, missing_scope
from tests.loopback_slack.world import Said, World

Json = dict[str, Any]
_FAMILY = {"channel": "channels", "group": "groups", "im": "im"}
_TYPE = {"channel": "public_channel", "group": "private_channel", "im": "im"}


class Conversations:
    """What an app may read, by the scopes that it has for each kind of conversation."""

    def __init__(self, world: World, app: App) -> None:
        self._world = world
        self._app = app

    def methods(self) -> Methods:
        read = ("channels:read", "groups:read", "im:read", "mpim:read")
        history = ("channels:history", "groups:history", "im:history", "mpim:history")
        return {
            "conversations.history": Method(self._history, history),
            "conversations.replies": Method(self._replies, history),
            "conversations.info": Method(self._info, read),
            "conversations.members": Method(self._members, read),
            "conversations.open": Method(
                self._open, ("channels:manage", "groups:write", "im:write", "mpim:write")
            ),
            "conversations.join": Method(self._join, ("channels:join",)),
            "conversations.list": Method(self._list, read),
            "users.conversations": Method(self._own, read),
        }

    def _channel(self, request: Request, right: str) -> Json:
        """The channel a request is about; refuses if this kind of channel may not be read."""
        channel = self._world.channel(request.text("channel"))
        scope = f"{_FAMILY[shapes.kind(channel)]}:{right}"
        if scope not in self._app.scopes:
            raise missing_scope(scope, self._app.scopes)
        return channel

    def _readable(self, request: Request) -> Json:
        channel = self._channel(request, "history")
        if not self._world.is_member(channel["id"]):
            raise Refusal("not_in_channel")
        return channel

    def _history(self, request: Request) -> Json:
        channel = self._readable(request)
        here = [said for said in self._world.said_in(channel["id"]) if self._shows_in_channel(said)]
        found = [said for said in reversed(here) if _within(request, said)]
        some, cursor = page(request, found, 100, 999)
        further = bool(cursor["response_metadata"]["next_cursor"])
        told = {
            "messages": [_as_read(request, said) for said in some],
            "has_more": further,
            "pin_count": 0,
        }
        return told | (cursor if further else {})

    def _shows_in_channel(self, said: Said) -> bool:
        return not said.thread or said.body.get("subtype") == "thread_broadcast"

    def _replies(self, request: Request) -> Json:
        channel = self._readable(request)
        root = self._world.find(channel["id"], request.text("ts"))
        if root is None:
            raise Refusal("thread_not_found")
        thread = root.thread or root.ts
        replies = [
            said
            for said in self._world.said_in(channel["id"])
            if said.thread == thread and _within(request, said)
        ]
        first = self._world.said[thread]
        some, cursor = page(request, replies, 1000)
        # The message under which a thread hangs opens every page.
        told = [_as_read(request, said) for said in (first, *some)]
        further = bool(cursor["response_metadata"]["next_cursor"])
        return {"messages": told, "has_more": further} | (cursor if further else {})

    def _info(self, request: Request) -> Json:
        channel = self._channel(request, "read")
        count = (
            {"num_members": len(self._world.members[channel["id"]])}
            if request.flag("include_num_members")
            else {}
        )
        return {"channel": self._as_seen(channel) | count}

    def _as_seen(self, channel: Json) -> Json:
        if channel["is_im"]:
            return channel
        return channel | {"is_member": self._world.is_member(channel["id"])}

    def _members(self, request: Request) -> Json:
        channel = self._channel(request, "read")
        some, cursor = page(request, self._world.members[channel["id"]], 100)
        return {"members": list(some)} | cursor

    def _open(self, request: Request) -> Json:
        people = [one for one in request.text("users").replace(" ", "").split(",") if one]
        if not people:
            raise Refusal("users_list_not_supplied")
        if len(people) > 1:
            raise Refusal(
                "not_enough_users" if len(people) > 8 else "method_not_supported_for_channel_type"
            )
        person = self._world.users.get(people[0])
        if person is None:
            raise Refusal("user_not_found")
        if person["deleted"]:
            raise Refusal("user_disabled")
        if person["is_bot"]:
            raise Refusal("cannot_dm_bot")
        if "im:write" not in self._app.scopes:
            raise missing_scope("im:write", self._app.scopes)
        known = {
            channel["user"] for channel in self._world.channels.values() if channel.get("is_im")
        }
        channel = self._world.direct(person["id"])
        told = {"channel": channel if request.flag("return_im") else {"id": channel["id"]}}
        return told | ({"no_op": True, "already_open": True} if person["id"] in known else {})

    def _join(self, request: Request) -> Json:
        channel = self._world.channel(request.text("channel"))
        if shapes.kind(channel) != "channel":
            raise Refusal("method_not_supported_for_channel_type")
        if channel["is_archived"]:
            raise Refusal("is_archived")
        if self._world.is_member(channel["id"]):
            more: Json = {"warning": "already_in_channel"}
            return {"channel": self._as_seen(channel), **more}
        self._world.members[channel["id"]].append(self._world.bot["id"])
        self._world.tell({
            "type": "member_joined_channel", "user": self._world.bot["id"],
            "channel": channel["id"],
            "channel_type": "C", "team": self._world.team["id"],
        })  # fmt: skip
        return {"channel": self._as_seen(channel)}

    def _list(self, request: Request) -> Json:
        visible = [
            one
            for one in self._world.channels.values()
            if shapes.kind(one) == "channel" or self._world.is_member(one["id"])
        ]
        return self._listed(request, visible)

    def _own(self, request: Request) -> Json:
        """The conversations of somebody, else our own; of those that are not public, only shared
        ones.

        Limited objects: the reference says that they lack `is_member`.
        """
        ours = self._world.bot["id"]
        who = request.text("user") or ours
        if who not in self._world.users:
            raise Refusal("user_not_found")
        theirs = [
            one
            for one in self._world.channels.values()
            if who in self._world.members[one["id"]]
            and (shapes.kind(one) == "channel" or ours in self._world.members[one["id"]])
        ]
        told = self._listed(request, theirs)
        brief = [
            {name: value for name, value in one.items() if name != "is_member"}
            for one in told["channels"]
        ]
        return told | {"channels": brief}

    def _listed(self, request: Request, channels: list[Json]) -> Json:
        kinds = (request.text("types") or "public_channel").replace(" ", "").split(",")
        if not set(kinds) <= {*_TYPE.values(), "mpim"}:
            raise Refusal("invalid_types")
        for kind, name in _TYPE.items():
            if name in kinds and f"{_FAMILY[kind]}:read" not in self._app.scopes:
                raise missing_scope(f"{_FAMILY[kind]}:read", self._app.scopes)
        found = [one for one in channels if _TYPE[shapes.kind(one)] in kinds]
        if request.flag("exclude_archived"):
            found = [one for one in found if not one["is_archived"]]
        some, cursor = page(request, found, 100, 999)
        return {"channels": [self._as_seen(one) for one in some]} | cursor


def _within(request: Request, said: Said) -> bool:
    """Between `oldest` and `latest`, and on them only if `inclusive`."""
    oldest, latest = request.text("oldest") or "0", request.text("latest") or "99999999999.999999"
    at = _micros(said.ts)
    if request.flag("inclusive"):
        return _micros(oldest) <= at <= _micros(latest)
    return _micros(oldest) < at < _micros(latest)


def _micros(ts: str) -> int:
    """A stamp as a number, exactly: a float would not hold it."""
    seconds, _, rest = ts.partition(".")
    if not seconds.isdigit() or not f"0{rest}".isdigit():
        raise Refusal("invalid_ts_oldest")
    return int(seconds) * 1_000_000 + int(f"{rest:0<6}"[:6])


def _as_read(request: Request, said: Said) -> Json:
    """A message in history.

    Its metadata is there only for those who ask, and only the event's name otherwise.
    """
    if "metadata" not in said.body or request.flag("include_all_metadata"):
        return said.body
    return {key: value for key, value in said.body.items() if key != "metadata"}
