"""The weekly live round of a group.

When it comes, the reminder before it, and how it begins by itself.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.core.calendar.slots import Slot, next_slot
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live.records import RoundSettings, WeeklyRound
from bot.live.settings import store
from bot.outbox import outbox
from bot.outbox.keys import RoundReminder
from bot.outbox.round_keys import RoundLobby
from bot.plan import schedules
from content.model import Pack

REMIND_BEFORE = timedelta(hours=1)
LATEST = timedelta(hours=1)


async def keep(
    tx: Transaction, group: Group, weekly: WeeklyRound | None, now: datetime
) -> datetime | None:
    """Keep the weekly round, or none; returns when it comes."""
    settings = await store.find(tx, group.id)
    begins = next_slot(now, slot_of(weekly, group)) if weekly else None
    due = begins - REMIND_BEFORE if begins else None
    await store.save(tx, group.id, replace(settings, weekly=weekly, due_at=due))
    return begins


async def on_slot(tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime) -> None:
    """The hour before a weekly round has come.

    Enqueue the reminder and the round, and look at the next one.
    """
    group, settings = await groups.by_id(tx, group_id), await store.find(tx, group_id)
    if group is None or settings.weekly is None or settings.due_at is None:
        return
    slot = slot_of(settings.weekly, group)
    begins = next_slot(settings.due_at, slot)
    # After a long silence several have passed: the newest of them says so, the others are
    # forgotten.
    while (following := next_slot(begins, slot)) <= now:
        begins = following
    await store.save(tx, group.id, replace(settings, due_at=following - REMIND_BEFORE))
    schedule = await schedules.find(tx, group.id)
    if schedule and schedule.paused_at:
        return
    name, hour = name_of(group.id, begins), int(begins.timestamp())
    if now < begins:
        call = Call("round soon", {"begins": str(hour)})
        await outbox.enqueue(tx, group, RoundReminder(group.id, hour), call, at=now)
    call = Call("round weekly", {"live": name, "begins": str(hour)})
    then = Call("round announced", {"live": name})
    await outbox.enqueue(tx, group, RoundLobby(name), call, at=begins, then=then)


def slot_of(weekly: WeeklyRound, group: Group) -> Slot:
    """Its hour on the group's own clock."""
    return Slot(weekly.weekday, weekly.minute, group.zone)


def is_due(settings: RoundSettings, group: Group, begins: datetime) -> bool:
    """Whether a round is still wanted at an hour for which it was planned."""
    if settings.weekly is None:
        return False
    return next_slot(begins - timedelta(seconds=1), slot_of(settings.weekly, group)) == begins


def name_of(group: str, begins: datetime) -> str:
    """The id of the round that begins then: planned twice is the same round."""
    digest = hashlib.sha256(f"{group}/{int(begins.timestamp())}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:8]
