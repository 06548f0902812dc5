"""The weekly meeting of a group: when it comes, and when the channel is reminded of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.core.calendar.slots import Slot, next_slot
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group, Meeting
from bot.outbox import outbox
from bot.outbox.keys import MeetingReminder
from bot.plan import schedules
from content.model import Pack

REMIND_BEFORE = timedelta(hours=1)


async def keep(tx: Transaction, group: Group, meeting: Meeting, now: datetime) -> datetime:
    """Keep the meeting; returns when it comes.

    Where it is too late for a reminder, the next one gets the first.
    """
    begins = next_slot(now, Slot(meeting.weekday, meeting.minute, group.zone))
    remind = begins - REMIND_BEFORE
    await schedules.set_meeting(tx, group.id, meeting, remind if remind > now else begins)
    return begins


async def on_meeting(
    tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime
) -> None:
    """The hour before a group's meeting has come: remind the channel, once."""
    group, meeting = await groups.by_id(tx, group_id), await schedules.meeting(tx, group_id)
    if group is None or meeting is None:
        return
    slot = Slot(meeting.weekday, meeting.minute, group.zone)
    begins = next_slot(now, slot)
    in_time = begins - now <= REMIND_BEFORE
    upcoming = next_slot(begins, slot) if in_time else begins
    await schedules.set_meeting(tx, group.id, meeting, upcoming - REMIND_BEFORE)
    schedule = await schedules.find(tx, group.id)
    if in_time and schedule and schedule.paused_at is None:
        hour = int(begins.timestamp())
        call = Call("post meeting", {"begins": str(hour)})
        for place in group.places:
            key = MeetingReminder(group.id, hour, place.id)
            await outbox.enqueue(tx, group, key, call, at=now)
