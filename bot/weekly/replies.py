"""Replies in discussion threads: that somebody wrote counts; what they wrote is never looked at."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.accounts import erased_accounts
from bot.accounts.context import join
from bot.core.commands.events import Event, on
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.database import key_values
from bot.plan import week_posts, weeks
from bot.streaks import activity, counting


@on("replied", Option("reply", "Which"), Option("at", "When (UTC seconds)"))
async def replied(ctx: Context, reply: str, at: str | None) -> None:
    """Somebody has written in a thread."""
    place = ctx.interaction.address
    if ctx.group.id and await week_posts.is_thread(ctx.tx, ctx.group.id, place.thread):
        written = datetime.fromtimestamp(int(at), UTC) if at else ctx.now
        erased = await erased_accounts.last(ctx.tx, ctx.user.platform, ctx.user.id)
        if erased and written <= erased:
            return
        # Stamped with the instant at which it was written, however late we learn of it.
        await activity.replied(replace(await join(ctx), now=written), reply)
        week = await weeks.at_instant(ctx.tx, ctx.group.id, written)
        if week and week.state == "closed":
            await counting.count_streaks(ctx.tx, ctx.group, ctx.now)


@on("connected")
async def connected(ctx: Context) -> None:
    """The platform can be heard again: what was said meanwhile is to be read."""
    await key_values.keep(ctx.tx, key_values.UNREAD, "yes")


EVENTS: tuple[Event, ...] = (replied, connected)
