"""What lies ahead of a group: its slots, the weeks to come, and their dates."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.accounts import groups
from bot.core.calendar.slots import Slot, day_begins, next_slot
from bot.core.database_port import Transaction
from bot.core.records import Group, Schedule
from bot.plan import pins, schedules, weeks
from bot.plan.planning import PlannedWeek, weeks_ahead
from content.model import Pack

# After a change of slot or zone, so that no two posts crowd each other.
LEAST_DISTANCE = timedelta(days=4)
WARN_WEEKS_BEFORE_END = 2


def slot_of(schedule: Schedule, group: Group) -> Slot:
    """The group's weekly hour on its own clock."""
    return Slot(schedule.weekday, schedule.minute, group.zone)


def first_slot(schedule: Schedule, group: Group, now: datetime) -> datetime:
    """The first slot from the start date on that keeps its distance from the last post."""
    after = max(now, day_begins(schedule.starts_on, group.zone) - timedelta(seconds=1))
    if schedule.last_post_at:
        after = max(after, schedule.last_post_at + LEAST_DISTANCE - timedelta(seconds=1))
    return next_slot(after, slot_of(schedule, group))


async def plan(
    tx: Transaction, group: Group, schedule: Schedule, pack: Pack, most: int = 200
) -> list[PlannedWeek]:
    """The weeks ahead, as things stand. A week that is being posted is not ahead any more."""
    past = await weeks.of_group(tx, group.id)
    first = past[-1].number + 1 if past else 1
    had = await weeks.past_items(tx, group.id)
    fixed = await pins.of_group(tx, group.id)
    return list(
        islice(
            weeks_ahead(pack, group.track, schedule.chapters, schedule.pace, had, fixed, first),
            most,
        )
    )


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
            due = next_slot(due, slot)
        yield due
        due = next_slot(due, slot)
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
