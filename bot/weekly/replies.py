"""Replies in discussion threads: that somebody wrote counts; what they wrote is never looked at."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.accounts import erased_accounts
from bot.accounts.context import join
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message, say
from bot.database import key_values
from bot.plan import week_posts, weeks
from bot.streaks import activity, counting


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
    if ctx.group.id and await week_posts.is_thread(ctx.tx, ctx.group.id, place.thread):
        written = datetime.fromtimestamp(int(at), UTC) if at else ctx.now
        erased = await erased_accounts.last(ctx.tx, ctx.user.platform, ctx.user.id)
        if erased and written <= erased:
            return say("")
        # Stamped with the instant at which it was written, however late we learn of it.
        await activity.replied(replace(await join(ctx), now=written), reply)
        week = await weeks.at_instant(ctx.tx, ctx.group.id, written)
        if week and week.state == "closed":
            await counting.count_streaks(ctx.tx, ctx.group, ctx.now)
    return say("")


@command("connected", "The platform can be heard again", role="system", listed=False)
async def connected(ctx: Context) -> Message:
    await key_values.keep(ctx.tx, key_values.UNREAD, "yes")
    return say("")


COMMANDS: tuple[Command, ...] = (replied, connected)
