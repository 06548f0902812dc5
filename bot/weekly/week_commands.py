"""The week that runs, the weeks ahead, and both as a calendar."""

from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.accounts import groups
from bot.core.calendar.ics import Event, calendar_file
from bot.core.calendar.slots import Slot, next_slot
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message, Unfinished
from bot.core.records import Schedule
from bot.plan import finishers, pins, schedules, weeks
from bot.plan.planning import PlannedWeek
from bot.roadmap import marks as roadmap_marks
from bot.weekly import post_texts, upcoming, week_texts

PAGE = Option("page", "Which page", "integer")
MEETING_LENGTH = timedelta(hours=1)
# The first file of a process has its library to load.
_CALENDAR_SECONDS = 10.0


@command("week", "This week: what to read, who has finished, how long it is open", reads=True)
async def week(ctx: Context) -> Message:
    return await _this_week(ctx, for_all=False)


@command("show week", "Show the week to everyone here", private=False, listed=False, reads=True)
async def show_week(ctx: Context) -> Message:
    return await _this_week(ctx, for_all=True)


@command(
    "check off",
    "This week's readings, one button each",
    Option("week", "Which week"),
    listed=False,
    reads=True,
)
async def check_off(ctx: Context, week: str | None) -> Message:
    found = await (weeks.find(ctx.tx, week) if week else weeks.current(ctx.tx, ctx.group.id))
    if found is None or found.group != ctx.group.id:
        raise week_texts.no_such_week()
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    return week_texts.check_off(found, await weeks.items(ctx.tx, found.id), ctx.pack, marks)


@command("plan", "The weeks ahead, with dates", PAGE, reads=True)
async def plan(ctx: Context, page: int | None) -> Message:
    return await _plan(ctx, page or 1, for_all=False)


@command(
    "show plan", "Show the plan to everyone here", PAGE, private=False, listed=False, reads=True
)
async def show_plan(ctx: Context, page: int | None) -> Message:
    return await _plan(ctx, page or 1, for_all=True)


@command("calendar", "The plan and the meetings as a calendar file", reads=True)
async def calendar(ctx: Context) -> Unfinished:
    schedule = await _schedule(ctx)
    ahead = await dated(ctx, schedule)
    events = [_week_event(ctx, planned, when) for planned, when in ahead if when]
    events += await _meetings(ctx, len(events))
    name, now = f"{ctx.group.name}: {ctx.pack.title}", ctx.now

    def finish() -> Message:
        return week_texts.calendar(calendar_file(name, events, now), len(events))

    return Unfinished(finish, week_texts.no_calendar(), _CALENDAR_SECONDS)


async def dated(ctx: Context, schedule: Schedule) -> list[tuple[PlannedWeek, datetime | None]]:
    """The weeks ahead, each with its date where there is one (a group that rests has none)."""
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack)
    first = ahead[0].number if ahead else 1
    days: list[datetime | None] = list(
        islice(upcoming.dates(schedule, ctx.group, first), len(ahead))
    )
    return list(zip(ahead, days or [None] * len(ahead), strict=True))


async def _this_week(ctx: Context, *, for_all: bool) -> Message:
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current is None:
        if await groups.is_departed(ctx.tx, ctx.group.id):
            raise week_texts.place_gone(ctx.group.name)
        return week_texts.no_week(await schedules.find(ctx.tx, ctx.group.id), ctx.group)
    items = await weeks.items(ctx.tx, current.id)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    finished = await finishers.names(ctx.tx, current.id, post_texts.NAMES)
    lead = (await pins.leads(ctx.tx, ctx.group.id)).get(current.number, ("", ""))[1]
    return week_texts.this_week(current, items, ctx.pack, marks, finished, lead, for_all=for_all)


async def _plan(ctx: Context, page: int, *, for_all: bool) -> Message:
    ahead = await dated(ctx, await _schedule(ctx))
    pages = max(1, -(-len(ahead) // week_texts.WEEKS_A_PAGE))
    page = min(page, pages)
    shown = ahead[(page - 1) * week_texts.WEEKS_A_PAGE : page * week_texts.WEEKS_A_PAGE]
    leads = {number: name for number, (_, name) in (await pins.leads(ctx.tx, ctx.group.id)).items()}
    ends = ahead[-1][1] if ahead else None
    return week_texts.plan(ctx.group, ctx.pack, shown, page, pages, ends, leads, for_all=for_all)


async def _schedule(ctx: Context) -> Schedule:
    if ctx.group.solo:
        raise week_texts.no_weeks_alone()
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    if schedule is None or schedule.ended_at:
        raise week_texts.no_weeks(ctx.group.name)
    return schedule


def _week_event(ctx: Context, planned: PlannedWeek, when: datetime) -> Event:
    day = when.astimezone(ZoneInfo(ctx.group.zone)).date()
    uid = f"week-{ctx.group.id}-{planned.number}"
    title, text = (
        week_texts.event_title(planned, ctx.pack),
        week_texts.event_text(planned, ctx.pack),
    )
    return Event(uid, day, day + timedelta(days=1), f"{ctx.group.name}, {title}", text)


async def _meetings(ctx: Context, number: int) -> list[Event]:
    meeting = await schedules.meeting(ctx.tx, ctx.group.id)
    events: list[Event] = []
    begins = ctx.now
    while meeting and len(events) < max(number, 1):
        begins = next_slot(begins, Slot(meeting.weekday, meeting.minute, ctx.group.zone))
        uid = f"meeting-{ctx.group.id}-{begins:%Y%m%d}"
        events.append(
            Event(uid, begins, begins + MEETING_LENGTH, ctx.group.name, where=meeting.where)
        )
    return events


COMMANDS = (week, show_week, check_off, plan, show_plan, calendar)
