"""A member's streak, told whole."""

from datetime import date, timedelta

from bot.core.calendar.slots import local_day
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.plan import finishers, nothing_left, weeks
from bot.streaks import activities, counting, texts
from bot.streaks.streak_rules import Streak


@command("streak", "My weeks in a row, what is at stake until when, and why it changed", reads=True)
async def streak(ctx: Context) -> Message:
    today = date.fromisoformat(local_day(ctx.now, ctx.zone))
    since = (today - timedelta(weeks=54)).isoformat()
    days = dict(await activities.days(ctx.tx, ctx.member.id, since)) if ctx.member.id else {}
    kept = await streak_of(ctx, ctx.member.id)
    return texts.streak(kept, await _running(ctx), days, today)


async def _running(ctx: Context) -> texts.Running | None:
    week = await weeks.current(ctx.tx, ctx.group.id)
    if week is None or not ctx.member.id:
        return texts.Running(week) if week else None
    return texts.Running(
        week,
        await activities.in_week(ctx.tx, ctx.member.id, week.id),
        await finishers.has(ctx.tx, week.id, ctx.member.id),
        await nothing_left.for_member(ctx.tx, ctx.pack, week, ctx.member),
    )


async def streak_of(ctx: Context, member: str) -> Streak:
    """The streak of a member of the group."""
    return await counting.streak_of(ctx.tx, ctx.group.id, member) if member else Streak()


COMMANDS = (streak,)
