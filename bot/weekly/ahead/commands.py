"""The weeks ahead of a group with their dates, and the same as a calendar file."""

from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.core.calendar.ics import Event, calendar_file
from bot.core.calendar.slots import Slot, next_slot
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message, Unfinished
from bot.core.records import Schedule
from bot.plan import pins, schedules, weeks
from bot.plan.bare_weeks import bare_weeks
from bot.plan.given import readings_of
from bot.plan.planned import PlannedWeek
from bot.weekly import upcoming, week_texts
from bot.weekly.ahead import texts
from content.courses import course_or_recommended

PAGE = Option("page", "Which page", "integer")
MEETING_LENGTH = timedelta(hours=1)
# The first file of a process has its library to load.
_CALENDAR_SECONDS = 10.0


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
    ahead, _ = await dated(ctx, schedule)
    events = [_week_event(ctx, planned, when) for planned, when in ahead if when]
    events += await _meetings(ctx, len(events) * schedule.every)
    name, now = f"{ctx.group.name}: {ctx.pack.title}", ctx.now

    def finish() -> Message:
        return texts.calendar(calendar_file(name, events, now), len(events))

    return Unfinished(finish, texts.no_calendar(), _CALENDAR_SECONDS)


async def dated(
    ctx: Context, schedule: Schedule
) -> tuple[list[tuple[PlannedWeek, datetime | None]], datetime | None]:
    """The weeks ahead, each with its date, and when the last one closes.

    A group that rests has no dates.
    """
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack)
    first = ahead[0].number if ahead else 1
    days: list[datetime | None] = list(
        islice(upcoming.dates(schedule, ctx.group, first), len(ahead) + 1)
    )
    *begins, ends = days or [None] * (len(ahead) + 1)
    return list(zip(ahead, begins, strict=True)), ends if ahead else None


async def _plan(ctx: Context, page: int, *, for_all: bool) -> Message:
    schedule = await _schedule(ctx)
    ahead, ends = await dated(ctx, schedule)
    pages = max(1, -(-len(ahead) // texts.WEEKS_A_PAGE))
    page = min(page, pages)
    shown = ahead[(page - 1) * texts.WEEKS_A_PAGE : page * texts.WEEKS_A_PAGE]
    leads = {number: name for number, (_, name) in (await pins.leads(ctx.tx, ctx.group.id)).items()}
    course = course_or_recommended(ctx.pack, ctx.group.course)
    had = readings_of(ctx.pack, [item for _, item in await weeks.history(ctx.tx, ctx.group.id)])
    bare = bare_weeks(ctx.pack, course, [planned for planned, _ in ahead], had)
    return texts.plan(
        ctx.group,
        ctx.pack,
        course,
        shown,
        leads,
        page=page,
        pages=pages,
        ends=ends,
        bare_weeks=bare,
        for_all=for_all,
    )


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
        texts.event_title(planned, ctx.pack),
        texts.event_text(planned, ctx.pack),
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


COMMANDS = (plan, show_plan, calendar)
