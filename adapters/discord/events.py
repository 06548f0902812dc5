"""What Discord tells of servers and channels that go and come back, as calls."""

from collections.abc import Iterable

import discord

from adapters.discord.inbound import PLATFORM, author
from bot.call import Call
from bot.engine import Engine
from bot.interaction import Address, Interaction

_NOBODY = author(discord.Object(0), "Discord")


async def gone(engine: Engine, guild: int, channel: int | None = None) -> None:
    """A channel was deleted, or we were removed from a server: the library tells that from an outage."""
    place = Address(PLATFORM, str(guild), str(channel or ""))
    await engine.happened(Interaction(Call("place gone"), _NOBODY, place))


async def back(engine: Engine, guilds: Iterable[int]) -> None:
    """We are in these servers."""
    call = Call("place back", {"workspaces": " ".join(map(str, guilds))})
    await engine.happened(Interaction(call, _NOBODY, Address(PLATFORM, "", "")))
