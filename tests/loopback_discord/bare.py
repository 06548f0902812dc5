"""A bot with nothing in it but the real library: what the loopback server is tried with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.loopback_discord.protocol.server import Discord

Answer = Callable[[discord.Interaction], Awaitable[object]]


class Bare(discord.AutoShardedClient):
    """Answers every interaction as it is told to, and keeps what it hears."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=0.01,
        )
        self.answer: Answer | None = None
        self.heard: list[tuple[str, object]] = []

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.heard.append(("interaction", interaction.id))
        if self.answer:
            await self.answer(interaction)

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(("message", message))

    async def on_thread_create(self, thread: discord.Thread) -> None:
        self.heard.append(("thread", thread))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.heard.append(("channel gone", channel.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.heard.append(("guild gone", guild.id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.heard.append(("guild joined", guild.id))

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord lets a bot identify once in five seconds; this one lets it identify at once."""

    def study(self, server: Discord) -> discord.TextChannel:
        """The channel #study, as the library knows it."""
        found = self.get_channel(int(server.study["id"]))
        assert isinstance(found, discord.TextChannel)
        return found


def point_at(server: Discord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the two addresses, which are all that differs from Discord's own."""
    monkeypatch.setattr(Route, "BASE", server.api)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))


@asynccontextmanager
async def connected(server: Discord) -> AsyncIterator[Bare]:
    """A bare bot that is connected and knows its servers."""
    async with Bare() as bot:
        await bot.login(server.token)
        running = asyncio.create_task(bot.connect())
        await server.gateway.ready()
        yield bot
        await bot.close()
        await asyncio.wait([running])
