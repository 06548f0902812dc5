"""The client of discord.py: it registers our commands and hears what Discord tells."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

import aiohttp
import discord

from adapters.discord.answering.answers import Answers
from adapters.discord.channels import history
from adapters.discord.inbound import events
from adapters.discord.inbound.interactions import PLATFORM, author, place
from adapters.discord.manifest import differs, payload
from bot.core.call import Call
from bot.core.interaction import Address, Finding, Interaction, Standing
from bot.engine.engine import Engine

_LOG = logging.getLogger("roadmate.discord")
# The shortest that the library knows; what it waits for longer would outlast a delivery's patience.
# A global wait it is never given: one that is cut off is never over for it (HTTPClient.request).
_LIMIT_SECONDS = 30.0


class Looking(Protocol):
    """What the adapter looks at for whoever asks."""

    async def check(self, address: Address) -> Sequence[Finding]:
        """What the doctor should know about a place."""
        ...

    async def standing(self, user: str, address: Address) -> Standing:
        """What a person may see and do at a place."""
        ...


class Client(discord.AutoShardedClient):
    """The library's client with the least it can know.

    No members, no messages' words, no cache of either.
    """

    def __init__(self, engine: Engine, adapter: Looking, trace: aiohttp.TraceConfig) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=_LIMIT_SECONDS,
            http_trace=trace,
        )
        self._engine = engine
        self._adapter = adapter
        self._answers = Answers(engine, adapter.standing)

    async def setup_hook(self) -> None:
        """Register the commands, but only when they have changed: two hundred a day may be."""
        assert self.application_id is not None
        ours = payload(self._engine.commands)
        if differs(ours, await self.http.get_global_commands(self.application_id)):
            await self.http.bulk_upsert_global_commands(self.application_id, ours)
            _LOG.info("commands registered")

    async def on_interaction(self, event: discord.Interaction) -> None:
        """A command, a press, a form, or letters being typed."""
        checked = self._engine.wants_findings(_name_of(event))
        here = place(event.guild_id, event.channel, event.user.id)
        await self._answers.answer(event, tuple(await self._adapter.check(here)) if checked else ())

    async def on_ready(self) -> None:
        """Connected anew: whatever was said meanwhile was not sent to us, nor who has let us in."""
        nobody = author(discord.Object(0), "Discord")
        await self._engine.happened(
            Interaction(Call("connected"), nobody, Address(PLATFORM, "", ""))
        )
        await events.back(self._engine, (guild.id for guild in self.guilds))
        await events.joined(self._engine, self.guilds)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed from a server.

        For one that is only out of reach, the library has another event.
        """
        await events.gone(self._engine, guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        await events.gone(self._engine, channel.guild.id, channel.id)

    async def on_message(self, message: discord.Message) -> None:
        """That somebody wrote in a thread; what they wrote is not sent to us at all."""
        if (
            message.guild is None
            or not history.is_reply(message)
            or not isinstance(message.channel, discord.Thread)
        ):
            return
        where = place(message.guild.id, message.channel, message.author.id)
        if not await self._engine.discusses(where):
            return
        call = Call(
            "replied", {"reply": str(message.id), "at": str(int(message.created_at.timestamp()))}
        )
        await self._engine.happened(Interaction(call, author(message.author), where))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Go on where it stopped, if we have been here before.

        And say hello once, where it may be said.
        """
        await events.back(self._engine, (guild.id,))
        await events.joined(self._engine, (guild,))


def _name_of(event: discord.Interaction) -> str:
    data = cast(Mapping[str, Any], event.data or {})
    sub = next(
        (option["name"] for option in data.get("options", ()) if option.get("type") == 1), ""
    )
    return (
        f"{data.get('name', '')} {sub}".strip() or Call.parse(str(data.get("custom_id", ""))).name
    )
