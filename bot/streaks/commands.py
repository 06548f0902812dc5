"""A member's streak, told whole."""

from datetime import date, timedelta

from bot.accounts import members
from bot.core.calendar.slots import local_day
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.plan import weeks
from bot.streaks import activities, counting, excused_weeks, streaks, texts
from bot.streaks.streaks import Streak


@command("streak", "My weeks in a row, what is at stake until when, and why it changed", reads=True)
async def streak(ctx: Context) -> Message:
    today = date.fromisoformat(local_day(ctx.now, ctx.zone))
    since = (today - timedelta(weeks=54)).isoformat()
    days = dict(await activities.days(ctx.tx, ctx.member.id, since)) if ctx.member.id else {}
    current = await weeks.current(ctx.tx, ctx.group.id)
    active = (
        await activities.in_week(ctx.tx, ctx.member.id, current.id)
        if current and ctx.member.id
        else 0
    )
    return texts.streak(await streak_of(ctx, ctx.member.id), current, active, days, today)


async def streak_of(ctx: Context, member: str) -> Streak:
    """The streak of a member of the group, folded from their closed weeks."""
    if not member:
        return Streak()
    closed = [week for week in await weeks.of_group(ctx.tx, ctx.group.id) if week.state == "closed"]
    active = (await members.active_weeks(ctx.tx, ctx.group.id, member)).get(member, set())
    excused = (await excused_weeks.of_group(ctx.tx, ctx.group.id)).get(member, set())
    return streaks.fold(counting.closed_weeks(closed, active, excused))


COMMANDS = (streak,)
