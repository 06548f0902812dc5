"""The weekly meeting of a group: when it comes, and when the channel is reminded of it."""

from datetime import datetime, timedelta

from bot.core.calendar.slots import Slot, next_slot
from bot.core.database_port import Transaction
from bot.core.records import Group, Meeting
from bot.plan import schedules

REMIND_BEFORE = timedelta(hours=1)


async def keep(tx: Transaction, group: Group, meeting: Meeting, now: datetime) -> datetime:
    """Keep the meeting; returns when it comes.

    Where it is too late for a reminder, the next one gets the first.
    """
    begins = next_slot(now, Slot(meeting.weekday, meeting.minute, group.zone))
    remind = begins - REMIND_BEFORE
    await schedules.set_meeting(tx, group.id, meeting, remind if remind > now else begins)
    return begins
