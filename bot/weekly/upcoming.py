"""What lies ahead of a group: its slots, the weeks to come, and their dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.accounts import groups
from bot.core.calendar.slots import Slot, day_begins, following_slot, next_slot
from bot.core.database_port import Transaction
from bot.core.records import Group, Item, Schedule, Week
from bot.plan import pins, schedules, weeks
from bot.plan.planned import Contents, PlannedWeek
from bot.plan.planning import weeks_ahead
from content.course_model import Course
from content.courses import course_or_recommended
from content.model import Pack

# After a change of slot or zone, so that no two posts crowd each other.
LEAST_DISTANCE = timedelta(days=4)
A_WEEK = timedelta(weeks=1)
WARN_WEEKS_BEFORE_END = 2


def slot_of(schedule: Schedule, group: Group) -> Slot:
    """The group's weekly hour on its own clock."""
    return Slot(schedule.weekday, schedule.minute, group.zone)


def first_slot(schedule: Schedule, group: Group, now: datetime) -> datetime:
    """The first slot from the start date on that keeps its distance from the last post."""
    after = max(now, day_begins(schedule.starts_on, group.zone) - timedelta(seconds=1))
    if schedule.last_post_at:
        distance = LEAST_DISTANCE + (schedule.every - 1) * A_WEEK
        after = max(after, schedule.last_post_at + distance - timedelta(seconds=1))
    return next_slot(after, slot_of(schedule, group))


async def plan(
    tx: Transaction, group: Group, schedule: Schedule, pack: Pack, most: int = 200
) -> list[PlannedWeek]:
    """The weeks ahead, as things stand. A week that is being posted is not ahead any more."""
    fixed = await pins.of_group(tx, group.id)
    return await plan_with(tx, group, schedule, pack, fixed, most)


async def plan_with(
    tx: Transaction,
    group: Group,
    schedule: Schedule,
    pack: Pack,
    fixed: Mapping[int, Contents],
    most: int,
) -> list[PlannedWeek]:
    """The weeks ahead if these are fixed."""
    course = course_or_recommended(pack, group.course)
    past = await weeks.of_group(tx, group.id)
    first = past[-1].number + 1 if past else 1
    had = await weeks.history(tx, group.id)
    begun = _begun(pack, course, had)
    items = [item for _, item in had]
    ahead = weeks_ahead(pack, course, schedule.pace, items, fixed, first, begun)
    return list(islice(ahead, most))


def _begun(pack: Pack, course: Course, had: Sequence[tuple[Week, Item]]) -> frozenset[str]:
    """The readings that weeks of a course gave as it plans them.

    A week that repeats what another course gave is none of them.
    """
    elsewhere: set[tuple[str, str]] = set()
    begun: set[str] = set()
    for week, item in had:
        passage = (item.reading, item.passage)
        if course_or_recommended(pack, week.course).id != course.id:
            elsewhere.add(passage)
        elif passage not in elsewhere:
            begun.add(item.reading)
    return frozenset(begun)


async def way(tx: Transaction, group: Group, pack: Pack) -> tuple[int, int]:
    """How many weeks of its course a group has had, the present one too, and how many still come.

    None come where it has no rhythm, or has ended it.
    """
    course = course_or_recommended(pack, group.course)
    past = await weeks.of_group(tx, group.id)
    had = sum(course_or_recommended(pack, week.course).id == course.id for week in past)
    schedule = await schedules.find(tx, group.id)
    if schedule is None or schedule.ended_at:
        return had, 0
    return had, len(await plan(tx, group, schedule, pack))


async def next_number(tx: Transaction, group: str) -> int:
    """The number of the week that is posted next."""
    waiting = await weeks.opening(tx, group)
    past = await weeks.of_group(tx, group)
    return waiting.number if waiting else past[-1].number + 1 if past else 1


def dates(schedule: Schedule, group: Group, first: int) -> Iterator[datetime]:
    """When the weeks from number `first` on are posted, as things stand.

    The end is the caller's to choose.
    """
    slot = slot_of(schedule, group)
    due = schedule.next_due_at
    while due is not None:
        for _ in range(schedule.skips.count(first)):
            due = following_slot(due, slot, schedule.every)
        yield due
        due = following_slot(due, slot, schedule.every)
        first += 1


async def set_warned(tx: Transaction, schedule: Schedule) -> None:
    """Organisers have been told that the plan ends soon."""
    await schedules.save(tx, replace(schedule, warned=True))


async def is_last(tx: Transaction, group: Group, pack: Pack) -> bool:
    """Whether nothing is left to plan or to post."""
    schedule, waiting = await schedules.find(tx, group.id), await weeks.opening(tx, group.id)
    return (
        schedule is not None
        and waiting is None
        and not await plan(tx, group, schedule, pack, most=1)
    )


async def recompute(
    tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime
) -> None:
    """Clocks or settings have changed.

    When is the next slot? A slot that is due already stays due.
    """
    group, schedule = await groups.by_id(tx, group_id), await schedules.find(tx, group_id)
    if (
        group is None
        or schedule is None
        or schedule.next_due_at is None
        or schedule.next_due_at <= now
    ):
        return
    # From a little before, so that a slot which now turns out to be over is due at once rather than
    # a week later.
    before = schedule.next_due_at - timedelta(hours=12)
    await schedules.save(
        tx, replace(schedule, next_due_at=next_slot(before, slot_of(schedule, group)))
    )
