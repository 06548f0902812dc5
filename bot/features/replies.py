"""Replies in discussion threads: that somebody wrote counts; what they wrote is never looked at."""

from dataclasses import replace
from datetime import UTC, datetime

from bot import recording
from bot.commands import Command, Option, command
from bot.context import join
from bot.interaction import Context
from bot.message import Message, say
from bot.store import weeks


@command(
    "replied",
    "Somebody wrote in a thread",
    Option("reply", "Which", required=True),
    Option("at", "When (UTC seconds)"),
    role="system",
    listed=False,
)
async def replied(ctx: Context, reply: str, at: str | None) -> Message:
    place = ctx.interaction.address
    if ctx.group.id and await weeks.is_thread(ctx.tx, ctx.group.id, place.thread):
        written = datetime.fromtimestamp(int(at), UTC) if at else ctx.now
        # Stamped with the instant at which it was written, however late we learn of it.
        await recording.replied(replace(await join(ctx), now=written), reply)
    return say("")


COMMANDS: tuple[Command, ...] = (replied,)
