"""The one workspace a token belongs to.

Its ids, its people, the conversations with them, and the files they get.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

import aiohttp

from adapters.slack import delivery_texts
from adapters.slack.channels.people import People
from adapters.slack.channels.places import slack_id
from adapters.slack.connection.client import Client
from adapters.slack.connection.faults import TROUBLES
from adapters.slack.drawing.mrkdwn import Hand
from bot.core.errors import DeliveryError
from bot.core.interaction import Address
from bot.core.message import File

_MOST = 10_000
_PATIENCE_SECONDS = 0.5


@dataclass
class Workspace:
    """What is known of it.

    `team` and `bot`: its id and our own user's there; `program`: ours as a program (B...).

    `hand`: how texts are written for it.
    """

    client: Client
    http: aiohttp.ClientSession
    team: str
    bot: str
    program: str
    hand: Hand
    people: People = field(init=False)
    _directs: OrderedDict[str, str] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.people = People(self.client, self.team)

    async def channel(self, address: Address) -> str:
        """Where Slack wants to be told to speak; a conversation of two is opened first, once."""
        return await self.direct(slack_id(address.channel)) if address.direct else address.channel

    async def direct(self, user: str) -> str:
        """The conversation with somebody."""
        if user not in self._directs:
            answer = await self.client.conversations_open(users=user)
            self.met(user, answer["channel"]["id"])
        return self._directs[user]

    async def name_of(self, channel: str) -> str:
        """What a channel is called, as far as Slack tells it at once."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                about = await self.client.conversations_info(channel=channel)
        except TROUBLES:
            return ""
        return str(about["channel"].get("name") or "")

    def met(self, user: str, channel: str) -> None:
        """A conversation is with one person and nobody else."""
        self._directs[user] = channel
        if len(self._directs) > _MOST:
            self._directs.popitem(last=False)

    def is_direct(self, user: str, channel: str) -> bool:
        """Whether this is known to be our own conversation with somebody.

        One of two other people looks the same.
        """
        return self._directs.get(user) == channel

    async def send_files(self, channel: str, files: Iterable[File], thread: str = "") -> None:
        """Bring files into a conversation, in three steps (Slack docs, Uploading files)."""
        for file in files:
            if not file.content:
                continue  # Slack takes no empty file; its words are in the message
            place = await self.client.files_getUploadURLExternal(
                filename=file.name, length=len(file.content), alt_txt=file.alt
            )
            async with self.http.post(place["upload_url"], data=file.content) as answer:
                if answer.status != 200:
                    raise DeliveryError(delivery_texts.file_refused(answer.status))
            await self.client.files_completeUploadExternal(
                files=[{"id": place["file_id"], "title": file.name}],
                channel_id=channel,
                thread_ts=thread or None,
            )
