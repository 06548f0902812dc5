"""A group whose place is gone rests.

Nobody's streak suffers, and it goes on when the place is there again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.calendar.slots import day_begins, next_slot
from bot.core.database_port import Transaction
from bot.core.records import Group, PlaceKind, Schedule
from bot.database import key_values
from bot.groups import departed
from bot.live import rounds
from bot.live.settings import store as settings_store
from bot.live.settings import weekly_rounds
from bot.outbox import outbox
from bot.plan import schedules, weeks
from bot.streaks import counting
from bot.weekly import meetings, upcoming
from content.model import Pack

RETENTION = timedelta(days=90)


async def leave(tx: Transaction, group: Group, place: PlaceKind, now: datetime) -> bool:
    """Let a group rest, as in a pause that no organiser made; False where it rests already."""
    if not await departed.mark(tx, group.id, place, now):
        return False
    await outbox.void_all(tx, group.id, now)
    await rounds.abandon(tx, group.id, now)
    schedule, meeting = await schedules.find(tx, group.id), await schedules.meeting(tx, group.id)
    if schedule:
        await schedules.save(tx, replace(schedule, next_due_at=None))
    if meeting:
        await schedules.set_meeting(tx, group.id, meeting, None)
    await settings_store.save(
        tx, group.id, replace(await settings_store.find(tx, group.id), due_at=None)
    )
    for week in await weeks.of_group(tx, group.id):
        if week.state == "open":
            # Short whatever the hour: nobody could have known where to be active.
            await weeks.close(tx, week.id, now, short=True)
            await counting.count_streaks(tx, group, now)
    return True


async def come_back(
    tx: Transaction, group: Group, pack: Pack | None, now: datetime
) -> datetime | None:
    """Let a group go on.

    Returns its coming slot, None where no post is due (it was not gone, has a break, is over).
    """
    if not await departed.clear(tx, group.id):
        return None
    if weekly := (await settings_store.find(tx, group.id)).weekly:
        await weekly_rounds.keep(tx, group, weekly, now)
    schedule, meeting = await schedules.find(tx, group.id), await schedules.meeting(tx, group.id)
    if schedule is None or schedule.ended_at:
        return None
    if meeting:
        await meetings.keep(tx, group, meeting, now)
    if pack is None or await upcoming.is_last(tx, group, pack):
        return None
    due = _coming(schedule, group, now)
    await schedules.save(tx, replace(schedule, next_due_at=due))
    return due


async def erase(tx: Transaction, group: str, packs: Mapping[str, Pack], now: datetime) -> None:
    """A group has been gone for too long."""
    await departed.erase(tx, group)


async def erased_on(tx: Transaction, now: datetime) -> datetime:
    """When the data of a group are erased that has gone now."""
    days = await key_values.find(tx, key_values.RETENTION)
    return now + (timedelta(days=int(days)) if days else RETENTION)


def _coming(schedule: Schedule, group: Group, now: datetime) -> datetime | None:
    if schedule.paused_at is None:
        return upcoming.first_slot(schedule, group, now)
    if not schedule.paused_until:
        return None
    back = day_begins(schedule.paused_until, group.zone) - timedelta(seconds=1)
    return next_slot(max(now, back), upcoming.slot_of(schedule, group))
