"""What would come if a group were set as somebody looks at it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from bot.accounts import groups
from bot.core.calendar.slots import day_begins
from bot.core.interaction import Context
from bot.core.records import Group, Schedule
from bot.groups.setup.setups import Setup
from bot.plan import pins, schedules
from bot.plan.bare_weeks import Bare, bare_weeks
from bot.plan.planned import PlannedWeek
from bot.plan.planning import USUAL_PACE
from bot.weekly import upcoming
from content.course_model import Course
from content.courses import course_or_recommended
from content.model import Pack

SHOWN = 4
# More weeks than any course has.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """The group as it would be, and what would come.

    `first`: the first weeks with their dates; `ends`: when the last one closes; `faster`: how many
    weeks it were at twice the pace, where a pace cuts them; `loosened`: whether weeks that were
    fixed for the course before would go.
    """

    group: Group
    schedule: Schedule
    course: Course
    first: tuple[tuple[PlannedWeek, datetime], ...]
    weeks: int
    begins_last: datetime | None
    ends: datetime | None
    faster: int | None
    bare: Bare
    loosened: bool


async def preview(ctx: Context, setup: Setup, pack: Pack) -> Preview:
    """What would come; nothing is changed."""
    stored = await groups.find(ctx.tx, setup.platform, setup.workspace, setup.channel)
    course = course_or_recommended(pack, setup.course)
    group = replace(stored or _new_group(setup), pack=setup.pack, zone=setup.zone, course=course.id)
    schedule = await _schedule(ctx, group, setup)
    fixed = await pins.of_group(ctx.tx, group.id)
    loosened = bool(fixed and stored and another_course(stored, setup, pack))
    if loosened:
        fixed = {}
    planned = await upcoming.plan_with(ctx.tx, group, schedule, pack, fixed, _MOST)
    faster = None
    if schedule.pace or not course.weeks:
        double = replace(schedule, pace=2 * (schedule.pace or USUAL_PACE))
        faster = len(await upcoming.plan_with(ctx.tx, group, double, pack, fixed, _MOST))
    first = await upcoming.next_number(ctx.tx, group.id)
    days = list(islice(upcoming.dates(schedule, group, first), len(planned) + 1))
    return Preview(
        group,
        schedule,
        course,
        tuple(zip(planned[:SHOWN], days, strict=False)),
        len(planned),
        days[-2] if len(days) > 1 else None,
        days[-1] if len(days) > 1 else None,
        faster,
        bare_weeks(pack, course, planned),
        loosened,
    )


def another_course(group: Group, setup: Setup, pack: Pack) -> bool:
    """Whether a group would walk another course than it does."""
    if group.pack != setup.pack:
        return True
    courses = [course_or_recommended(pack, name) for name in (group.course, setup.course)]
    return courses[0].id != courses[1].id


async def _schedule(ctx: Context, group: Group, setup: Setup) -> Schedule:
    """The rhythm as it would be.

    A running one keeps its past, and its next post keeps its distance from the last.
    """
    before = await schedules.find(ctx.tx, group.id) if group.id else None
    schedule = Schedule(
        group.id, setup.weekday, setup.minute, setup.pace, setup.starts_on, every=setup.every
    )
    if before:
        schedule = replace(schedule, last_post_at=before.last_post_at, skips=before.skips)
    if before and before.paused_at and not before.ended_at:
        return _paused(ctx, group, schedule, before)
    stored = await groups.by_id(ctx.tx, group.id) if before else None
    if before and before.next_due_at and stored and stored.zone == setup.zone:
        slot = (before.weekday, before.minute, before.every, before.starts_on)
        if slot == (setup.weekday, setup.minute, setup.every, setup.starts_on):
            return replace(schedule, next_due_at=before.next_due_at)
    return replace(schedule, next_due_at=upcoming.first_slot(schedule, group, ctx.now))


def _paused(ctx: Context, group: Group, schedule: Schedule, before: Schedule) -> Schedule:
    """A group that has a break keeps it."""
    due = None
    if before.paused_until:
        back = day_begins(before.paused_until, group.zone) - timedelta(seconds=1)
        due = upcoming.first_slot(schedule, group, max(ctx.now, back))
    return replace(
        schedule, paused_at=before.paused_at, paused_until=before.paused_until, next_due_at=due
    )


def _new_group(setup: Setup) -> Group:
    return Group(
        "", setup.platform, setup.workspace, setup.channel, setup.name, setup.pack, setup.zone
    )
