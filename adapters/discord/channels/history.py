"""What a channel's history says: whether a post is there already, and who has replied."""

from datetime import datetime, timedelta

import discord

from adapters.discord import delivery_texts
from adapters.discord.drawing.render import key_id
from adapters.discord.inbound.interactions import author
from bot.core.errors import DeliveryError
from bot.engine.port import Reply

# A delivery that failed is tried again for a quarter of an hour, or after its process died; within
# days in any case.
_LOOKED_BACK = timedelta(days=2)
_MOST = 2000
# Developer docs, Message Types: the others say that a thread was renamed, a message pinned and the
# like.
_WRITTEN = (discord.MessageType.default, discord.MessageType.reply)

Place = discord.PartialMessageable | discord.DMChannel


def demand_readable(channel: object) -> None:
    """Discord shows an empty history to whom it may not show it, so only the permission tells that
    from silence.
    """
    if isinstance(channel, discord.abc.GuildChannel):
        held = channel.permissions_for(channel.guild.me)
        if not held.read_message_history:
            raise DeliveryError(delivery_texts.NO_HISTORY, uncertain=True)


async def posted(place: Place, key: str) -> int | None:
    """The message that bears a key. Raises where so much was said since that nobody can tell."""
    wanted, seen, since = key_id(key), 0, None
    async for message in place.history(limit=_MOST):
        since = since or message.created_at - _LOOKED_BACK
        if message.created_at < since:
            return None
        if message.components and getattr(message.components[0], "id", None) == wanted:
            return message.id
        seen += 1
    if seen == _MOST:
        raise DeliveryError(delivery_texts.TOO_MUCH_SAID, uncertain=True)
    return None


def is_reply(message: discord.Message) -> bool:
    """Whether a person wrote this, rather than a bot or Discord itself."""
    return not message.author.bot and message.type in _WRITTEN


async def replies(place: Place, since: datetime) -> list[Reply]:
    """Who wrote since an instant, oldest first."""
    return [
        Reply(author(message.author), message.created_at, str(message.id))
        async for message in place.history(limit=None, after=since, oldest_first=True)
        if is_reply(message)
    ]
