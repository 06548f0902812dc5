"""What Discord knows: servers, channels, people, messages.

And that it tells its gateway what changes.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.loopback_discord.protocol import permissions, shapes
from tests.loopback_discord.protocol.refusals import Refusal

Json = dict[str, Any]
# Event, data, and the server it belongs to; empty in a direct message.
Listener = Callable[[str, Json, str], None]

_EPOCH_MILLISECONDS = 1_420_070_400_000


class World:
    """Grows by what tests (scenery.py) and the bot (channels.py, interactions.py) do.

    `now` dates all of it.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.listener: Listener = lambda event, data, guild: None
        self.users: dict[str, Json] = {}
        self.guilds: dict[str, Json] = {}
        # By server, then by user.
        self.members: dict[str, dict[str, Json]] = {}
        self.channels: dict[str, Json] = {}
        self.messages: dict[str, Json] = {}
        # Who alone sees a message, by its number.
        self.audience: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        # Whom a message notified, by its number: users' and roles' numbers, "everyone".
        self.notified: dict[str, set[str]] = {}
        self.closed_to_direct_messages: set[str] = set()
        self._newest = 0
        self._changed = asyncio.Event()
        self.bot = self.add_user("Roadmate", bot=True)

    def number(self) -> str:
        """A new snowflake: greater than all before, and dated now."""
        dated = (int(self.now().timestamp() * 1000) - _EPOCH_MILLISECONDS) << 22
        self._newest = max(self._newest + 1, dated)
        return str(self._newest)

    def older_than(self, number: str, age: timedelta) -> bool:
        """Whether a number was given longer ago than this."""
        dated = (int(number) >> 22) + _EPOCH_MILLISECONDS
        return self.now().timestamp() * 1000 - dated > age.total_seconds() * 1000

    def stir(self) -> None:
        """Something has happened: those who wait look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, true: Callable[[], object], seconds: float = 10) -> None:
        """Return when something has become true; a `TimeoutError` if it does not."""
        async with asyncio.timeout(seconds):
            while not true():
                await self._changed.wait()

    def tell(self, event: str, data: Json, guild: str = "") -> None:
        """Let the gateway say what has happened."""
        self.listener(event, data, guild)
        self.stir()

    def add_user(self, name: str, *, bot: bool = False) -> Json:
        made = shapes.user(self.number(), name, bot=bot)
        return self.users.setdefault(made["id"], made)

    def add_message(self, message: Json, audience: str = "") -> Json:
        """Keep a message and let the gateway know.

        One for a single person goes through no gateway.
        """
        self.messages[message["id"]] = message
        if audience:
            self.audience[message["id"]] = audience
            self.stir()
            return message
        self.channels[message["channel_id"]]["last_message_id"] = message["id"]
        self._announce("MESSAGE_CREATE", message)
        return message

    def change_message(self, message: Json) -> None:
        """Let the gateway know that a message is not what it was."""
        if message["id"] in self.audience:
            self.stir()
        else:
            self._announce("MESSAGE_UPDATE", message)

    def delete_message(self, message: Json) -> None:
        del self.messages[message["id"]]
        private = self.audience.pop(message["id"], "")
        guild = self.channels[message["channel_id"]].get("guild_id", "")
        gone = {"id": message["id"], "channel_id": message["channel_id"]}
        if not private:
            self.tell("MESSAGE_DELETE", gone | ({"guild_id": guild} if guild else {}), guild)
        self.stir()

    def open_thread(self, channel: Json, message: Json, name: str, minutes: int) -> Json:
        """A thread under a message, whose number it bears; it begins with a pointer back."""
        made = shapes.thread(channel, message["id"], name, self.bot["id"], minutes, self.now())
        self.channels[made["id"]] = made
        message["flags"] |= shapes.HAS_THREAD
        message["thread"] = made
        self.tell("THREAD_CREATE", made | {"newly_created": True}, made["guild_id"])
        back = {
            "guild_id": made["guild_id"],
            "channel_id": channel["id"],
            "message_id": message["id"],
            "type": 0,
        }
        pointer = shapes.message(self.number(), made["id"], message["author"], self.now())
        self.add_message(pointer | {"type": 21, "message_reference": back})
        return made

    def direct(self, user: str) -> Json:
        """The channel between the bot and a person; made when it is first asked for."""
        for channel in self.channels.values():
            if channel["type"] == shapes.DIRECT and channel["recipients"][0]["id"] == user:
                return channel
        made = shapes.direct_channel(self.number(), self.users[user])
        self.channels[made["id"]] = made
        return made

    def said_in(self, channel: str) -> list[Json]:
        """Everything in a channel, oldest first, private answers as well."""
        return [one for one in self.messages.values() if one["channel_id"] == channel]

    def threads(self, guild: str) -> list[Json]:
        """The threads of a server that are not archived."""
        of_guild = [one for one in self.channels.values() if one.get("guild_id") == guild]
        return [
            one
            for one in of_guild
            if not one.get("thread_metadata", {"archived": True})["archived"]
        ]

    def channel(self, identifier: str) -> Json:
        """A channel that the bot may know of; refuses otherwise."""
        found = self.channels.get(identifier)
        if found is None:
            raise Refusal(10003)
        if not self.may(self.bot["id"], found) & permissions.BITS["view_channel"]:
            raise Refusal(50001)
        return found

    def may(self, user: str, channel: Json) -> int:
        """What somebody may do in a channel or a thread; in direct messages, what everyone may."""
        guild = channel.get("guild_id")
        if not guild:
            return permissions.EVERYONE
        member = self.members[guild].get(user)
        where = (
            self.channels[channel["parent_id"]]
            if channel["type"] == shapes.PUBLIC_THREAD
            else channel
        )
        return permissions.within(self.guilds[guild], member, where) if member else 0

    def demand(self, channel: Json, *names: str) -> None:
        """Refuse unless the bot has these permissions."""
        if permissions.bits(*names) & ~self.may(self.bot["id"], channel):
            raise Refusal(50013)

    def _announce(self, event: str, message: Json) -> None:
        guild = self.channels[message["channel_id"]].get("guild_id", "")
        member = self.members.get(guild, {}).get(message["author"]["id"], {})
        of_guild = {
            "guild_id": guild,
            "member": {key: value for key, value in member.items() if key != "user"},
        }
        self.tell(event, message | (of_guild if guild else {}), guild)
