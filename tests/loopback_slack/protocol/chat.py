"""The methods that post, change and delete messages."""

import re
from typing import Any

from tests.loopback_slack import drafts
from tests.loopback_slack.app import App
from tests.loopback_slack.drafts import Drafts
from tests.loopback_slack.protocol.api import Method, Methods, Request
from tests.loopback_slack.rules import documented
from tests.loopback_slack.rules.refusals import Refusal
from tests.loopback_slack.world import Said, World

Json = dict[str, Any]
_OTHER_PARTS = (
    "attachments",
    "username",
    "icon_url",
    "icon_emoji",
    "as_user",
    "parse",
    "link_names",
    "markdown_text",
)


class Chat:
    """What an app says of its own accord."""

    def __init__(self, world: World, app: App, drafts_: Drafts) -> None:
        self._world = world
        self._app = app
        self._drafts = drafts_

    def methods(self) -> Methods:
        writes = ("chat:write",)
        return {
            "chat.postMessage": Method(self._post, writes),
            "chat.postEphemeral": Method(self._post_ephemeral, writes),
            "chat.update": Method(self._update, writes),
            "chat.delete": Method(self._delete, writes),
            "chat.getPermalink": Method(self._permalink),
        }

    def _post(self, request: Request) -> Json:
        _demand_known(request)
        channel = self._open_to_the_app(request)
        body = self._drafts.create(drafts.of_request(request)) | self._place(request, channel)
        said = self._world.add(channel, body)
        return {"channel": channel["id"], "ts": said.ts, "message": said.body}

    def _post_ephemeral(self, request: Request) -> Json:
        _demand_known(request)
        channel = self._open_to_the_app(request)
        person = request.text("user")
        if person not in self._world.users:
            raise Refusal("user_not_found")
        if not self._world.is_member(channel["id"], person):
            raise Refusal("user_not_in_channel")
        body = self._drafts.create(drafts.of_request(request)) | self._place(request, channel)
        return {"message_ts": self._world.add(channel, body, person).ts}

    def _update(self, request: Request) -> Json:
        _demand_known(request)
        said = self._own(request, "cant_update_message")
        self._drafts.change(said, drafts.of_request(request), documented.MOST_TEXT_OF_UPDATE)
        return {
            "channel": said.channel,
            "ts": said.ts,
            "text": said.body["text"],
            "message": said.body,
        }

    def _delete(self, request: Request) -> Json:
        said = self._own(request, "cant_delete_message")
        delete(self._world, said)
        return {"channel": said.channel, "ts": said.ts}

    def _permalink(self, request: Request) -> Json:
        channel = self._world.channel(request.text("channel"))
        if self._world.find(channel["id"], request.text("message_ts")) is None:
            raise Refusal("message_not_found")
        place = f"{channel['id']}/p{request.text('message_ts').replace('.', '')}"
        link = f"https://{self._world.team['domain']}.slack.com/archives/{place}"
        return {"channel": channel["id"], "permalink": link}

    def _open_to_the_app(self, request: Request) -> Json:
        """The channel to speak in.

        A person's number stands for the conversation with that person.
        """
        wanted = request.text("channel")
        if not wanted:
            raise Refusal("channel_not_found")
        channel = (
            self._direct(wanted) if wanted in self._world.users else self._world.channel(wanted)
        )
        if channel.get("is_im") and not self._app.has_messages:
            raise Refusal("messages_tab_disabled")
        if channel["is_archived"]:
            raise Refusal("is_archived")
        speaks_anywhere = (
            "chat:write.public" in self._app.scopes and request.method == "chat.postMessage"
        )
        if not self._world.is_member(channel["id"]) and not speaks_anywhere:
            raise Refusal("not_in_channel")
        return channel

    def _direct(self, person: str) -> Json:
        user = self._world.users[person]
        if user["deleted"] or user["is_bot"]:
            raise Refusal("channel_not_found")
        return self._world.direct(person)

    def _place(self, request: Request, channel: Json) -> Json:
        """In which thread it stands, if in one."""
        thread = request.text("thread_ts")
        if not thread:
            return {}
        return in_thread(self._world, channel, thread) | (
            {"subtype": "thread_broadcast"} if request.flag("reply_broadcast") else {}
        )

    def _own(self, request: Request, error: str) -> Said:
        """A message of the app's own, in a channel where it may still speak."""
        channel = self._world.channel(request.text("channel"))
        said = self._world.find(channel["id"], request.text("ts"))
        if said is None or said.body.get("subtype") == "tombstone":
            raise Refusal("message_not_found")
        if said.body.get("user") != self._world.bot["id"]:
            raise Refusal(error)
        if channel["is_archived"] and request.method == "chat.update":
            raise Refusal("is_archived")
        return said


def in_thread(world: World, channel: Json, thread: str) -> Json:
    """The fields of a reply; refuses a thread that is not there, or the stamp of a reply."""
    if not re.fullmatch(r"\d+\.\d{6}", thread):
        raise Refusal("invalid_thread_ts")
    root = world.find(channel["id"], thread)
    if root is None or root.body.get("subtype") == "tombstone":
        raise Refusal("thread_not_found")
    if root.thread:
        raise Refusal("cannot_reply_to_message")
    return {"thread_ts": thread, "parent_user_id": root.body.get("user", "")}


def delete(world: World, said: Said) -> None:
    """A message goes; of one that has replies a stone remains."""
    if not said.body.get("reply_count"):
        world.delete(said)
        return
    thread = {
        name: part
        for name, part in said.body.items()
        if name.startswith("reply_") or name == "thread_ts"
    }
    words = {"text": "This message was deleted.", "user": "USLACKBOT", "hidden": True}
    world.change(
        said, {"type": "message", "subtype": "tombstone", "ts": said.ts, **words, **thread}
    )


def _demand_known(request: Request) -> None:
    """Refuse what this server was not taught, so that no test believes it works."""
    unknown = [name for name in _OTHER_PARTS if name in request.args]
    assert not unknown, f"this server knows nothing of {unknown}"
