"""Reminders: one direct message a week, to those who asked for it and have done nothing yet."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.accounts import members
from bot.core.calendar.slots import at_wall_clock
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Member, Week
from bot.outbox import outbox
from bot.outbox.keys import Nudge
from bot.plan import finishers, nothing_left, weeks
from bot.streaks import activities
from bot.weekly import post_texts

DAYS_BEFORE, HOUR = 2, 18
LEAST_BEFORE_CLOSE = timedelta(hours=12)


def nudge_at(planned_close: datetime, zone: str) -> datetime:
    """18:00 on the member's clock, on the second day before the week is planned to close."""
    there = ZoneInfo(zone)
    day = planned_close.astimezone(there).date() - timedelta(days=DAYS_BEFORE)
    return at_wall_clock(day, HOUR * 60, there)


async def enqueue_all(ctx: Context, week: Week) -> None:
    """A week has opened: enqueue a reminder for everybody who asked for one."""
    for member, user, zone in await members.to_remind(ctx.tx, ctx.group.id):
        await enqueue(ctx, week, member, user, zone or ctx.group.zone)


async def lengthen(ctx: Context, close: datetime | None) -> None:
    """The open week lasts until then, and its reminders wait as long."""
    week = await weeks.current(ctx.tx, ctx.group.id)
    if week and week.state == "open" and close:
        await weeks.lengthen(ctx.tx, week.id, close)
        await enqueue_all(ctx, replace(week, planned_close=max(week.planned_close, close)))


async def enqueue(ctx: Context, week: Week, member: str, user: str, zone: str) -> None:
    """Enqueue one reminder, unless its hour has passed.

    One that waits is rescheduled to the week's present close.
    """
    due = nudge_at(week.planned_close, zone)
    if due <= ctx.now:
        return
    call = Call("post nudge", {"member": member, "week": week.id})
    key = Nudge(member, week.id)
    await outbox.enqueue(ctx.tx, ctx.group, key, call, at=due, channel=f"@{user}")
    await outbox.reschedule(ctx.tx, key, due)


@command(
    "post nudge",
    "A reminder",
    Option("member", "To whom", required=True),
    Option("week", "Which week", required=True),
    role="system",
    listed=False,
)
async def post_nudge(ctx: Context, member: str, week: str) -> Message:
    reminded, open_week = await members.by_id(ctx.tx, member), await weeks.find(ctx.tx, week)
    if reminded is None or not reminded.reminders or open_week is None or open_week.state != "open":
        raise NothingToSay("not wanted any more")
    late = open_week.planned_close - ctx.now < LEAST_BEFORE_CLOSE
    if late or not await _stands_to_lose(ctx, reminded, open_week):
        raise NothingToSay("too late, or not needed")
    return post_texts.nudge(ctx.group, open_week, await weeks.items(ctx.tx, week), ctx.pack)


async def _stands_to_lose(ctx: Context, member: Member, week: Week) -> bool:
    """Whether a member has done nothing in a week that leaves them something to do."""
    if await activities.in_week(ctx.tx, member.id, week.id):
        return False
    if await finishers.has(ctx.tx, week.id, member.id):
        return False
    return not await nothing_left.for_member(ctx.tx, ctx.pack, week, member)


COMMANDS: tuple[Command, ...] = (post_nudge,)
