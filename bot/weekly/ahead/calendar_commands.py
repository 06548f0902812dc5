"""The plan and the meetings as a calendar file; what moves keeps its identity in it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar.ics import Event, calendar_file
from bot.core.calendar.slots import Slot, next_slot
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message, Unfinished
from bot.plan import schedules
from bot.plan.planned import PlannedWeek
from bot.weekly.ahead import texts
from bot.weekly.ahead.commands import dated, schedule_of

MEETING_LENGTH = timedelta(hours=1)
# The first file of a process has its library to load.
_CALENDAR_SECONDS = 10.0


@command("calendar", "The plan and the meetings as a calendar file", reads=True)
async def calendar(ctx: Context) -> Unfinished:
    schedule = await schedule_of(ctx)
    ahead, _ = await dated(ctx, schedule)
    events = [_week_event(ctx, planned, when) for planned, when in ahead if when]
    events += await _meetings(ctx, len(events) * schedule.every)
    name, now = f"{ctx.group.name}: {ctx.pack.title}", ctx.now

    def finish() -> Message:
        return texts.calendar(calendar_file(name, events, now), len(events))

    return Unfinished(finish, texts.no_calendar(), _CALENDAR_SECONDS)


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
        # By its week, since a meeting that moves within one is the same.
        year, week, _ = begins.astimezone(ZoneInfo(ctx.group.zone)).isocalendar()
        uid = f"meeting-{ctx.group.id}-{year}w{week:02}"
        events.append(
            Event(uid, begins, begins + MEETING_LENGTH, ctx.group.name, where=meeting.where)
        )
    return events


COMMANDS = (calendar,)
