"""A direct message a day to those who asked for it, at their hour, when something is due."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.accounts import members, people
from bot.core.calendar.slots import at_wall_clock, local_day
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Message
from bot.outbox import outbox
from bot.outbox.keys import DailyReview
from bot.quiz.review import texts
from bot.quiz.review.spacing import due

# Left out is what comes later than this after its hour, or stands at an hour of before.
LATEST = timedelta(hours=3)


async def set_daily(ctx: Context, minute: int | None) -> None:
    """From now on at this minute of the member's day, or never."""
    await members.set_daily(ctx.tx, ctx.member.id, minute)
    if minute is not None:
        await _enqueue(ctx, ctx.member.id, ctx.user.id, minute, ctx.zone)


@command(
    "post daily",
    "What is due today",
    Option("member", "To whom", required=True),
    Option("zone", "The clock that they go by, unless they chose one", required=True),
    role="system",
    listed=False,
)
async def post_daily(ctx: Context, member: str, zone: str) -> Message:
    found = await members.by_id(ctx.tx, member)
    person = await people.by_id(ctx.tx, found.person) if found else None
    if found is None or person is None or found.daily is None:
        raise NothingToSay("not wanted any more")
    ctx = replace(ctx, member=found, person=person)
    user = ctx.interaction.address.channel.removeprefix("@")
    zone = person.zone or zone
    # The next one first: it comes, whatever becomes of this one.
    await _enqueue(ctx, member, user, found.daily, zone)
    waiting = await due(replace(ctx, person=replace(person, zone=zone)))
    at = at_wall_clock(date.fromisoformat(local_day(ctx.now, zone)), found.daily, ZoneInfo(zone))
    if not waiting or not at <= ctx.now <= at + LATEST:
        raise NothingToSay("nothing is due, or it is too late")
    return texts.daily(len(waiting))


async def _enqueue(ctx: Context, member: str, user: str, minute: int, zone: str) -> None:
    when = next_at(ctx.now, minute, zone)
    call = Call("post daily", {"member": member, "zone": zone})
    key = DailyReview(member, local_day(when, zone))
    await outbox.enqueue(ctx.tx, ctx.group, key, call, at=when, channel=f"@{user}")
    await outbox.reschedule(ctx.tx, key, when)


def next_at(now: datetime, minute: int, zone: str) -> datetime:
    """The next instant at which a zone's clocks show that minute of the day (UTC)."""
    today = date.fromisoformat(local_day(now, zone))
    days = (today + timedelta(days=ahead) for ahead in range(3))
    return next(at for day in days if (at := at_wall_clock(day, minute, ZoneInfo(zone))) > now)


COMMANDS: tuple[Command, ...] = (post_daily,)
