"""Channels, messages, threads and direct messages: the routes of a bot's own speech."""

from datetime import timedelta
from typing import Any

from tests.loopback_discord import drafts, fixtures
from tests.loopback_discord.drafts import Draft
from tests.loopback_discord.protocol import shapes
from tests.loopback_discord.protocol.permissions import BITS
from tests.loopback_discord.protocol.refusals import Form, Refusal
from tests.loopback_discord.protocol.rest import Request, Routes
from tests.loopback_discord.world import World

Json = dict[str, Any]
_NONCES_LIVE = timedelta(minutes=5)
_OPEN_FOR_MINUTES = (60, 1440, 4320, 10080)
_MINE = ("content", "embeds", "attachments", "components")


class Channels:
    """What a bot does in channels by its own will."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._nonces: dict[str, str] = {}
        # Edits of messages older than an hour, while a test lets Discord run out of patience with
        # them.
        self.takes_old_edits = True

    def routes(self) -> Routes:
        messages = "/channels/{channel_id}/messages"
        return {
            "GET /channels/{channel_id}": self._channel,
            "PATCH /channels/{channel_id}": self._change_channel,
            f"GET {messages}": self._history,
            f"POST {messages}": self._post,
            f"GET {messages}/{{message_id}}": lambda request: self._read(self._message(request)),
            f"PATCH {messages}/{{message_id}}": self._edit,
            f"DELETE {messages}/{{message_id}}": self._delete,
            f"POST {messages}/{{message_id}}/threads": self._open_thread,
            "PUT /channels/{channel_id}/thread-members/@me": lambda request: (
                self._channel(request) and None
            ),
            "POST /channels/{channel_id}/typing": lambda request: self._channel(request) and None,
            "POST /users/@me/channels": self._direct,
        }

    def _channel(self, request: Request) -> Json:
        return self._world.channel(request.path["channel_id"])

    def _message(self, request: Request) -> Json:
        """A message that its number leads to.

        Private answers are to be found through their interaction only.
        """
        channel = self._channel(request)
        found = self._world.messages.get(request.path["message_id"])
        if (
            found is None
            or found["channel_id"] != channel["id"]
            or found["id"] in self._world.audience
        ):
            raise Refusal(10008)
        return found

    def _post(self, request: Request) -> Json:
        channel, body = self._channel(request), request.fields
        self._demand_speech(channel, files=bool(request.uploads))
        nonce = (
            f"{body['nonce']}"
            if body.get("enforce_nonce") and body.get("nonce") is not None
            else ""
        )
        before = self._world.messages.get(self._nonces.get(nonce, ""))
        if before and not self._world.older_than(before["id"], _NONCES_LIVE):
            return before
        draft = Draft(body, request.uploads)
        made = drafts.create(self._world, draft, channel, self._world.bot, drafts.IN_CHANNELS)
        self._wake(channel)
        self._world.add_message(made)
        if nonce:
            self._nonces[nonce] = made["id"]
        return made | ({"nonce": body["nonce"]} if "nonce" in body else {})

    def _demand_speech(self, channel: Json, *, files: bool) -> None:
        if channel["type"] == shapes.DIRECT:
            if channel["recipients"][0]["id"] in self._world.closed_to_direct_messages:
                raise Refusal(50007)
            return
        in_thread = channel["type"] == shapes.PUBLIC_THREAD
        self._world.demand(channel, "send_messages_in_threads" if in_thread else "send_messages")
        if files:
            self._world.demand(channel, "attach_files")

    def _wake(self, channel: Json) -> None:
        """Whoever writes in a sleeping thread wakes it."""
        state = channel.get("thread_metadata", {})
        if state.get("locked"):
            self._world.demand(channel, "manage_threads")
        if state.get("archived"):
            fixtures.archive(self._world, channel, archived=False)

    def _edit(self, request: Request) -> Json:
        message = self._message(request)
        channel = self._world.channels[message["channel_id"]]
        if message["author"]["id"] != self._world.bot["id"]:
            raise Refusal(50005)
        if channel.get("thread_metadata", {}).get("archived"):
            raise Refusal(50083)
        if not self.takes_old_edits and self._world.older_than(message["id"], timedelta(hours=1)):
            raise Refusal(30046)
        if request.uploads:
            self._world.demand(channel, "attach_files")
        drafts.change(self._world, message, Draft(request.fields, request.uploads))
        self._world.change_message(message)
        return message

    def _delete(self, request: Request) -> None:
        message = self._message(request)
        if message["author"]["id"] != self._world.bot["id"]:
            self._world.demand(self._world.channels[message["channel_id"]], "manage_messages")
        self._world.delete_message(message)

    def _history(self, request: Request) -> list[Json]:
        channel, query = self._channel(request), request.query
        if not self._world.may(self._world.bot["id"], channel) & BITS["read_message_history"]:
            return []
        said = [
            one
            for one in self._world.said_in(channel["id"])
            if one["id"] not in self._world.audience
        ]
        limit = int(query.get("limit", 50))
        if not 1 <= limit <= 100:
            form = Form()
            form.wrong("NUMBER_TYPE_MAX", "int value should be between 1 and 100.", "limit")
            form.judge()
        if "after" in query:
            said = [one for one in said if int(one["id"]) > int(query["after"])][:limit]
        elif "before" in query:
            said = [one for one in said if int(one["id"]) < int(query["before"])]
        return [self._read(one) for one in reversed(said[-limit:])]

    def _read(self, message: Json) -> Json:
        """What a bot without the message-content intent may read of a message."""
        if message["author"]["id"] == self._world.bot["id"]:
            return message
        return message | {name: "" if name == "content" else [] for name in _MINE}

    def _open_thread(self, request: Request) -> Json:
        message, body = self._message(request), request.fields
        channel = self._world.channels[message["channel_id"]]
        if channel["type"] != shapes.TEXT_CHANNEL:
            raise Refusal(50024)
        self._world.demand(channel, "create_public_threads")
        if message["id"] in self._world.channels:
            raise Refusal(160004)
        form = Form()
        form.length(body.get("name"), 1, 100, "name")
        minutes = body.get("auto_archive_duration") or 1440
        form.one_of(minutes, _OPEN_FOR_MINUTES, "auto_archive_duration")
        form.judge()
        return self._world.open_thread(channel, message, body["name"], minutes)

    def _change_channel(self, request: Request) -> Json:
        channel = self._channel(request)
        if channel["type"] != shapes.PUBLIC_THREAD:
            self._world.demand(channel, "manage_channels")
        elif channel["owner_id"] != self._world.bot["id"] or channel["thread_metadata"]["locked"]:
            self._world.demand(channel, "manage_threads")
        state = {k: v for k, v in request.fields.items() if k in channel.get("thread_metadata", {})}
        channel |= {
            k: v for k, v in request.fields.items() if k in {"name", "rate_limit_per_user", "topic"}
        }
        if state:
            channel["thread_metadata"] |= state
        is_thread = channel["type"] == shapes.PUBLIC_THREAD
        self._world.tell(
            "THREAD_UPDATE" if is_thread else "CHANNEL_UPDATE", channel, channel["guild_id"]
        )
        return channel

    def _direct(self, request: Request) -> Json:
        recipient = str(request.fields.get("recipient_id", ""))
        if recipient not in self._world.users:
            raise Refusal(10013)
        return self._world.direct(recipient)
