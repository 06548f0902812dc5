"""What organisers do with the weeks ahead: break, skip, post now, move, insert, repeat.

Leads and the meeting.
"""

import re
from dataclasses import replace
from datetime import timedelta

from bot.accounts import groups
from bot.accounts import texts as accounts_texts
from bot.accounts.find_member import MEMBER, find_member
from bot.core.calendar.slots import WEEKDAYS, day_begins, local_day, next_slot
from bot.core.calendar.wallclock import HOUR, read_day, read_minute
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Message
from bot.core.records import Item, Meeting, Schedule
from bot.database.ids import new_id
from bot.groups import departure, steering_texts, texts
from bot.plan import pins, schedules, weeks
from bot.plan.planned import Contents
from bot.reading.finding import find_to_plan, suggest_to_plan
from bot.weekly import meetings, on_slot, reminders, upcoming, week_texts
from bot.weekly.ahead.commands import dated
from bot.weekly.ending import closing

WEEK = Option("week", "The number of a week", "integer", most=9999)
SHOWN = 4
# Only what a browser opens: nothing that runs, and nothing without a place.
_FOLLOWED = re.compile(r"https?://[^\s\x00-\x1f/?#][^\s\x00-\x1f]*")


@command(
    "group pause",
    "A break, which harms nobody's streak",
    Option("until", "Back on this day"),
    role="organiser",
)
async def pause(ctx: Context, until: str | None) -> Message:
    schedule = await running(ctx)
    day = read_day(until, "until") if until else ""
    if day and day <= local_day(ctx.now, ctx.group.zone):
        raise steering_texts.not_ahead(day)
    back = (
        next_slot(
            day_begins(day, ctx.group.zone) - timedelta(seconds=1),
            upcoming.slot_of(schedule, ctx.group),
        )
        if day
        else None
    )
    await schedules.save(
        ctx.tx, replace(schedule, paused_at=ctx.now, paused_until=day, next_due_at=back)
    )
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current and current.state == "open":
        await on_slot.enqueue_recap(ctx.tx, ctx.group, ctx.pack, current, ctx.now, last=False)
        await closing.close_week(ctx.tx, ctx.group, ctx.pack, current, ctx.now)
    return steering_texts.paused(ctx.group, day)


@command("group resume", "End the break", role="organiser")
async def resume(ctx: Context) -> Message:
    if _in_its_channel(ctx):
        # Who asks this there shows that the place is not gone, whatever we were told.
        back = await departure.come_back(ctx.tx, ctx.group, ctx.pack, ctx.now)
        if back:
            return steering_texts.resumed(ctx.group, back)
    schedule = await running(ctx)
    if schedule.paused_at is None:
        raise steering_texts.not_paused()
    first = upcoming.first_slot(schedule, ctx.group, ctx.now)
    await schedules.save(
        ctx.tx, replace(schedule, paused_at=None, paused_until="", next_due_at=first)
    )
    return steering_texts.resumed(ctx.group, first)


@command("group skip", "Let a slot pass; the open week lasts longer", WEEK, role="organiser")
async def skip(ctx: Context, week: int | None) -> Message:
    schedule = await running(ctx)
    coming = await upcoming.next_number(ctx.tx, ctx.group.id)
    number = week or coming
    if number < coming:
        raise week_texts.no_such_week()
    schedule = replace(schedule, skips=(*schedule.skips, number))
    await schedules.save(ctx.tx, schedule)
    when = (
        next(iter(upcoming.dates(schedule, ctx.group, coming)), None) if number == coming else None
    )
    await reminders.lengthen(ctx, when)
    return steering_texts.skipped(number, when)


@command("group post", "Post the coming week now", role="organiser")
async def post(ctx: Context) -> Message:
    schedule = await running(ctx)
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack, most=1)
    if not ahead and await weeks.opening(ctx.tx, ctx.group.id) is None:
        raise steering_texts.plan_is_done()
    after = replace(
        schedule,
        last_post_at=ctx.now,
        starts_on=min(schedule.starts_on, ctx.now.date().isoformat()),
    )
    following = upcoming.first_slot(after, ctx.group, ctx.now)
    await schedules.save(
        ctx.tx, replace(schedule, paused_at=None, paused_until="", next_due_at=following)
    )
    await on_slot.post_now(ctx.tx, ctx.group, ctx.pack, ctx.now)
    return steering_texts.posting()


@command(
    "group move",
    "Read a week's readings at another time",
    replace(WEEK, required=True),
    Option("to", "The week they should come in", "integer", required=True, most=9999),
    role="organiser",
)
async def move(ctx: Context, week: int, to: int) -> Message:
    schedule = await running(ctx)
    ahead = {
        planned.number: planned
        for planned in await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack)
    }
    if week not in ahead or to not in ahead:
        raise week_texts.no_such_week()
    if week in await pins.of_group(ctx.tx, ctx.group.id):
        await pins.close_gap(ctx.tx, ctx.group.id, week)
    await pins.make_room(ctx.tx, ctx.group.id, to)
    moved = ahead[week]
    contents = Contents(moved.items, moved.theme, moved.questions, moved.task)
    await pins.fix(ctx.tx, ctx.group.id, to, contents)
    return await _changed(ctx, schedule)


@command(
    "group insert",
    "Add a week: a reading, something of your own, or catch-up",
    Option(
        "what",
        "A reading, a title of your own, or catch-up",
        required=True,
        suggest=suggest_to_plan,
        longest=200,
        free=True,
    ),
    WEEK,
    Option("link", "The link, for something of your own", longest=300),
    Option("minutes", "How long it takes, for something of your own", "integer", most=1200),
    role="organiser",
)
async def insert(
    ctx: Context, what: str, week: int | None, link: str | None, minutes: int | None
) -> Message:
    schedule = await running(ctx)
    coming = await upcoming.next_number(ctx.tx, ctx.group.id)
    number = max(week or coming, coming + bool(await weeks.opening(ctx.tx, ctx.group.id)))
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack)
    if week and not coming <= week <= (ahead[-1].number if ahead else number) + 1:
        raise week_texts.no_such_week()
    pin = await _pin(ctx, what, link, minutes)
    await pins.make_room(ctx.tx, ctx.group.id, number)
    await pins.fix(ctx.tx, ctx.group.id, number, pin)
    return await _changed(ctx, schedule)


@command("group repeat", "The same readings once more, as a new week", WEEK, role="organiser")
async def repeat(ctx: Context, week: int | None) -> Message:
    schedule = await running(ctx)
    past = await weeks.of_group(ctx.tx, ctx.group.id)
    chosen = next((w for w in reversed(past) if week in (None, w.number)), None)
    if chosen is None:
        raise week_texts.no_such_week()
    number = past[-1].number + 1
    await pins.make_room(ctx.tx, ctx.group.id, number)
    contents = Contents(await weeks.items(ctx.tx, chosen.id), chosen.theme)
    await pins.fix(ctx.tx, ctx.group.id, number, contents)
    return await _changed(ctx, schedule)


@command("group lead", "Who leads a week's discussion", MEMBER, WEEK, role="organiser")
async def lead(ctx: Context, member: str | None, week: int | None) -> Message:
    coming = await upcoming.next_number(ctx.tx, ctx.group.id)
    if member and week:
        found = await find_member(ctx, member)
        await pins.set_lead(ctx.tx, ctx.group.id, week, found.id)
        return steering_texts.leads(week, found.name)
    named = await pins.leads(ctx.tx, ctx.group.id)
    return steering_texts.rota(
        {number: name for number, (_, name) in named.items()}, max(1, coming - 1)
    )


@command(
    "group meeting",
    "The weekly meeting",
    Option(
        "weekday", "The day", required=True, choices=tuple(Choice(day, day) for day in WEEKDAYS)
    ),
    Option("hour", "The hour, like 19:00", required=True, looks=HOUR),
    Option("where", "Where you meet", longest=200),
    role="organiser",
)
async def meeting(ctx: Context, weekday: str, hour: str, where: str | None) -> Message:
    await running(ctx)
    kept = Meeting(WEEKDAYS.index(weekday), read_minute(hour), where or "")
    return steering_texts.meeting_set(
        kept, ctx.group.zone, await meetings.keep(ctx.tx, ctx.group, kept, ctx.now)
    )


async def running(ctx: Context) -> Schedule:
    """The group's rhythm.

    Raises `UserError` where it has none, or has ended it, or has no place any more.
    """
    if ctx.group.solo:
        raise accounts_texts.not_here() if ctx.interaction.address.direct else texts.no_group_here()
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    if schedule is None or schedule.ended_at:
        raise week_texts.no_weeks(ctx.group.name)
    if await groups.is_departed(ctx.tx, ctx.group.id):
        raise week_texts.place_gone(ctx.group.name)
    return schedule


def _in_its_channel(ctx: Context) -> bool:
    place = ctx.interaction.address
    return (place.workspace, place.channel) == (ctx.group.workspace, ctx.group.channel)


async def _changed(ctx: Context, schedule: Schedule) -> Message:
    # A plan that had ended goes on when a week is added to it.
    if schedule.next_due_at is None and schedule.paused_at is None:
        schedule = replace(
            schedule,
            next_due_at=upcoming.first_slot(schedule, ctx.group, ctx.now),
            warned=False,
        )
        await schedules.save(ctx.tx, schedule)
    ahead, _ = await dated(ctx, schedule)
    return steering_texts.changed(ahead[:SHOWN], ctx.pack)


async def _pin(ctx: Context, what: str, link: str | None, minutes: int | None) -> Contents:
    if what.strip().casefold() in ("catch-up", "catch up", "catchup"):
        return Contents()
    if link and not _FOLLOWED.fullmatch(link):
        raise steering_texts.no_link(link)
    if link or minutes:
        return Contents((Item(f"own-{new_id()}", 1, 1, minutes or 60, what, link or ""),))
    reading = await find_to_plan(ctx, what)
    if reading.id in ctx.pack.reading_by_id:
        return Contents((Item(reading.id, 1, 1, reading.minutes),))
    return Contents((Item(reading.id, 1, 1, reading.minutes, reading.title, reading.url),))


COMMANDS = (pause, resume, skip, post, move, insert, repeat, lead, meeting)
