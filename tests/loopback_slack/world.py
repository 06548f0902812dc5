"""What Slack knows: workspaces, people, channels, messages, views.

And that it tells an app what changes.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.loopback_slack.rules import shapes
from tests.loopback_slack.rules.refusals import Refusal

Json = dict[str, Any]
Listener = Callable[[Json], None]
_MENTION = re.compile(
    r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|<!(here|channel|everyone)(?:\|[^>]*)?>|<!subteam\^(\w+)[^>]*>"
)


@dataclass
class Said:
    """A message as Slack keeps it.

    `audience` is who alone sees it; no API ever finds such a one again.
    """

    channel: str
    body: Json
    audience: str = ""

    @property
    def ts(self) -> str:
        return str(self.body["ts"])

    @property
    def thread(self) -> str:
        """The stamp of the message it is a reply to.

        Empty for one that stands in the channel itself.
        """
        root = str(self.body.get("thread_ts", ""))
        return "" if root == self.ts else root


class World:
    """Grows by what tests (scenery.py, hands.py) and the app (the Web API) do.

    `now` dates all of it.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.listener: Listener = lambda event: None
        self.teams: dict[str, Json] = {}
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.members: dict[str, list[str]] = {}
        # By their stamps, which no two share, whatever their channels; oldest first.
        self.said: dict[str, Said] = {}
        # Whom a message notified, by its stamp: people, "here", "channel", "everyone".
        self.notified: dict[str, set[str]] = {}
        self.views: dict[str, Json] = {}
        # What stands on a person's screen, the top last; and each person's home.
        self.modals: dict[str, list[str]] = {}
        self.homes: dict[str, str] = {}
        self.files: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self._newest = 0
        self._counted = 0
        self._changed = asyncio.Event()
        self.team: Json = {}
        self.bot: Json = {}

    def stamp(self) -> str:
        """A new `ts`: later than all before, and dated now."""
        self._newest = max(self._newest + 100, int(self.now().timestamp()) * 1_000_000)
        return f"{self._newest // 1_000_000}.{self._newest % 1_000_000:06d}"

    def number(self, letter: str) -> str:
        """A new identifier: `U0000000A`."""
        self._counted += 1
        digits, left = "", self._counted
        while left:
            digits, left = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[left % 36] + digits, left // 36
        return f"{letter}{digits:0>8}"

    def stir(self) -> None:
        """Something has happened: those who wait look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, true: Callable[[], object], seconds: float = 10) -> None:
        """Return when something has become true; a `TimeoutError` if it does not."""
        async with asyncio.timeout(seconds):
            while not true():
                await self._changed.wait()

    def tell(self, event: Json) -> None:
        """Let the app hear what has happened, if it asked to."""
        self.listener({"event_ts": self.stamp(), **event})
        self.stir()

    def add_user(self, name: str, team: Json, zone: str = "Europe/London", **marks: bool) -> Json:
        made = shapes.user(self.number("U"), team["id"], name, zone, self.now(), **marks)
        return self.users.setdefault(made["id"], made)

    def add(self, channel: Json, body: Json, audience: str = "") -> Said:
        """Keep a message, which has no stamp yet, and let the app know.

        One for a single person is told to nobody.
        """
        said = Said(channel["id"], {**body, "ts": self.stamp()}, audience)
        self.said[said.ts] = said
        self._notify(said)
        if audience:
            self.stir()
            return said
        if said.thread:
            self._count_reply(said)
        self._announce(said, {key: value for key, value in said.body.items() if key != "metadata"})
        return said

    def change(self, said: Said, body: Json) -> None:
        """A message is not what it was."""
        before, said.body = said.body, body
        self._notify(said)
        if said.audience:
            self.stir()
        else:
            self._announce(
                said, {"subtype": "message_changed", "message": body, "previous_message": before}
            )

    def delete(self, said: Said) -> None:
        del self.said[said.ts]
        if said.audience:
            self.stir()
            return
        if said.thread and (root := self.said.get(said.thread)):
            root.body["reply_count"] -= 1
        self._announce(
            said,
            {"subtype": "message_deleted", "deleted_ts": said.ts, "previous_message": said.body},
        )

    def direct(self, person: str) -> Json:
        """The conversation between the app and a person; made when it is first asked for."""
        for channel in self.channels.values():
            if channel.get("is_im") and channel["user"] == person:
                return channel
        made = shapes.direct_channel(self.number("D"), self.team["id"], person, self.now())
        self.channels[made["id"]] = made
        self.members[made["id"]] = [self.bot["id"], person]
        return made

    def find(self, channel: str, ts: str) -> Said | None:
        """A message that an API may find: none that is for a single person."""
        said = self.said.get(ts)
        return said if said and said.channel == channel and not said.audience else None

    def said_in(self, channel: str) -> list[Said]:
        """Everything in a channel and its threads that everyone sees, oldest first."""
        return [
            said for said in self.said.values() if said.channel == channel and not said.audience
        ]

    def channel(self, identifier: str) -> Json:
        """A channel that the app may know of; refuses otherwise."""
        found = self.channels.get(identifier)
        hidden = found and shapes.kind(found) == "group" and not self.is_member(identifier)
        if found is None or hidden:
            raise Refusal("channel_not_found")
        return found

    def is_member(self, channel: str, person: str = "") -> bool:
        """Whether somebody, or else the app, is in a channel."""
        return (person or self.bot["id"]) in self.members[channel]

    def _count_reply(self, said: Said) -> None:
        root = self.said[said.thread].body
        writers = list(dict.fromkeys([*root.get("reply_users", ()), said.body.get("user", "")]))
        root |= {
            "thread_ts": root["ts"], "reply_count": root.get("reply_count", 0) + 1,
            "latest_reply": said.ts,
            "reply_users": writers, "reply_users_count": len(writers), "subscribed": False,
            "is_locked": False,
        }  # fmt: skip

    def _notify(self, said: Said) -> None:
        heard = self.notified.setdefault(said.ts, set())
        for text in (said.body.get("text", ""), *texts(said.body.get("blocks", ()))):
            heard |= {next(filter(None, found.groups())) for found in _MENTION.finditer(text)}

    def _announce(self, said: Said, body: Json) -> None:
        channel = self.channels[said.channel]
        place = {"channel": said.channel, "channel_type": shapes.kind(channel)}
        self.tell(
            {"type": "message", "ts": said.ts, **body, **place, "event_ts": body.get("ts", said.ts)}
        )


def texts(blocks: Sequence[Json]) -> Iterator[str]:
    """What mentions count in: all mrkdwn of blocks."""
    for block in blocks:
        parts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
        yield from (
            part["text"]
            for part in parts
            if isinstance(part, dict) and part.get("type") == "mrkdwn"
        )
