"""A member's streak, told whole."""

from datetime import date, timedelta

from bot.core.calendar.slots import local_day
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.plan import finishers, weeks
from bot.streaks import activities, counting, texts
from bot.streaks.streaks import Streak


@command("streak", "My weeks in a row, what is at stake until when, and why it changed", reads=True)
async def streak(ctx: Context) -> Message:
    today = date.fromisoformat(local_day(ctx.now, ctx.zone))
    since = (today - timedelta(weeks=54)).isoformat()
    days = dict(await activities.days(ctx.tx, ctx.member.id, since)) if ctx.member.id else {}
    current = await weeks.current(ctx.tx, ctx.group.id)
    member = ctx.member.id
    active, finished = 0, False
    if current and member:
        active = await activities.in_week(ctx.tx, member, current.id)
        finished = await finishers.has(ctx.tx, current.id, member)
    kept = await streak_of(ctx, member)
    return texts.streak(kept, current, active, days, today, finished=finished)


async def streak_of(ctx: Context, member: str) -> Streak:
    """The streak of a member of the group."""
    return await counting.streak_of(ctx.tx, ctx.group.id, member) if member else Streak()


COMMANDS = (streak,)
