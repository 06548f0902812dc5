"""What Discord says of somebody and a channel: are they there, do they see it, do they run it."""

import discord

from adapters.discord.connection.faults import delivery
from adapters.discord.connection.rate_limit import GlobalLimit
from bot.core.errors import DeliveryError
from bot.core.interaction import LEFT, UNKNOWN, Address, Standing

# Developer docs, JSON Error Codes: Unknown Member, Unknown User.
_NOT_THERE = (10007, 10013)


async def standing_of(
    client: discord.Client, limit: GlobalLimit, user: str, address: Address
) -> Standing:
    """Asked by one request (Get Guild Member, which needs no privileged intent).

    The roles and the channel's overwrites are those that the gateway has told of; a thread is seen
    by those who see its parent.
    """
    if not (address.workspace.isdecimal() and user.isdecimal()):
        return UNKNOWN
    guild = client.get_guild(int(address.workspace))
    if guild is None:
        return UNKNOWN
    try:
        with delivery():
            await limit.turn()
            member = await _member(guild, int(user))
    except DeliveryError:
        return UNKNOWN
    if member is None:
        return LEFT
    channel = guild.get_channel(int(address.channel))
    sees = channel.permissions_for(member).view_channel if channel else None
    return Standing(sees=sees, manages=member.guild_permissions.manage_guild, founds=False)


async def _member(guild: discord.Guild, user: int) -> discord.Member | None:
    """None for whoever is not in the server."""
    try:
        return await guild.fetch_member(user)
    except discord.NotFound as fault:
        if fault.code in _NOT_THERE:
            return None
        raise
