"""A Discord bot with one command and one answer: the least that discord.py takes.

What Roadmate is measured against.
"""

import asyncio
import sys
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class BareBot(discord.AutoShardedClient):
    """Hears as little as Roadmate does; its command is as if registered long ago."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="next", description="Say hello", callback=_hello
        )
        app_commands.CommandTree(self).add_command(command)


async def _hello(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Hello!")


async def _run(token: str, api: str, gateway: str) -> None:
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    async with BareBot() as bot:
        await bot.start(token)


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:]))
