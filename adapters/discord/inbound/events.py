"""What Discord tells of servers and channels that come, go and come back, as calls."""

from collections.abc import Iterable

import discord

from adapters.discord.inbound.interactions import PLATFORM, author
from bot.core.call import Call
from bot.core.interaction import Address, Interaction
from bot.engine.engine import Engine

_NOBODY = author(discord.Object(0), "Discord")


async def gone(engine: Engine, guild: int, channel: int | None = None) -> None:
    """A channel was deleted, or we were removed from a server.

    The library tells that from an outage.
    """
    place = Address(PLATFORM, str(guild), str(channel or ""))
    await engine.happened(Interaction(Call("place departed"), _NOBODY, place))


async def back(engine: Engine, guilds: Iterable[int]) -> None:
    """We are in these servers."""
    call = Call("place restored", {"workspaces": " ".join(map(str, guilds))})
    await engine.happened(Interaction(call, _NOBODY, Address(PLATFORM, "", "")))


async def joined(engine: Engine, guilds: Iterable[discord.Guild]) -> None:
    """We are in these servers, for a moment or for years.

    Those that are new are told how to begin, where it may be.
    """
    doors = " ".join(door for guild in guilds if (door := _door(guild)))
    if doors:
        call = Call("place joined", {"doors": doors})
        await engine.happened(Interaction(call, _NOBODY, Address(PLATFORM, "", "")))


def _door(guild: discord.Guild) -> str:
    """Where a server wants to hear of who is new, and since when we are.

    Empty where we may not speak there.
    """
    channel, me = guild.system_channel, guild.me
    if channel is None or me.joined_at is None or not channel.permissions_for(me).send_messages:
        return ""
    return f"{guild.id}/{channel.id}/{int(me.joined_at.timestamp())}"
