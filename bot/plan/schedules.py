"""Schedules: the weekly rhythm of a group, and set-ups that are being looked at."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.database_port import Row, Transaction
from bot.core.records import Meeting, Schedule
from bot.database.instants import maybe_instant, maybe_seconds, seconds

_COLUMNS = (
    "group_id, weekday, minute, pace, starts_on, next_due_at, last_post_at, paused_at,"
    " paused_until, ended_at, warned, skips, every"
)


async def find(tx: Transaction, group: str) -> Schedule | None:
    """The rhythm of a group, if it has one."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM schedules WHERE group_id = :group", group=group
    )
    return _schedule(rows[0]) if rows else None


async def save(tx: Transaction, schedule: Schedule) -> None:
    """Keep a rhythm as it is now.

    Relies on nobody else having changed it since it was read in this transaction, as `rounds.save`
    does. What is posted for it does not: its keys in the outbox make it once.
    """
    await tx.execute(
        f"INSERT INTO schedules ({_COLUMNS}) VALUES (:group, :weekday, :minute, :pace,"
        " :starts_on, :next_due_at, :last_post_at, :paused_at, :paused_until, :ended_at, :warned,"
        " :skips, :every)"
        " ON CONFLICT (group_id) DO UPDATE SET weekday = excluded.weekday,"
        " minute = excluded.minute, pace = excluded.pace, starts_on = excluded.starts_on,"
        " next_due_at = excluded.next_due_at, last_post_at = excluded.last_post_at,"
        " paused_at = excluded.paused_at, paused_until = excluded.paused_until,"
        " ended_at = excluded.ended_at, warned = excluded.warned, skips = excluded.skips,"
        " every = excluded.every",
        group=schedule.group,
        weekday=schedule.weekday,
        minute=schedule.minute,
        pace=schedule.pace,
        starts_on=schedule.starts_on,
        next_due_at=maybe_seconds(schedule.next_due_at),
        last_post_at=maybe_seconds(schedule.last_post_at),
        paused_at=maybe_seconds(schedule.paused_at),
        paused_until=schedule.paused_until,
        ended_at=maybe_seconds(schedule.ended_at),
        warned=int(schedule.warned),
        skips=" ".join(map(str, schedule.skips)),
        every=schedule.every,
    )


async def due(tx: Transaction, now: datetime) -> Sequence[str]:
    """The groups whose slot has come, longest waiting first."""
    rows = await tx.execute(
        "SELECT group_id FROM schedules WHERE next_due_at IS NOT NULL AND next_due_at <= :now"
        " ORDER BY next_due_at, group_id",
        now=seconds(now),
    )
    return [group for (group,) in rows]


async def next_due(tx: Transaction) -> datetime | None:
    """When the next slot or meeting reminder of any group comes."""
    rows = await tx.execute(
        "SELECT (SELECT min(next_due_at) FROM schedules WHERE next_due_at IS NOT NULL),"
        " (SELECT min(meeting_due_at) FROM schedules WHERE meeting_due_at IS NOT NULL)"
    )
    known = [found for found in rows[0] if found is not None]
    return maybe_instant(min(known)) if known else None


async def all_groups(tx: Transaction) -> Sequence[str]:
    """Every group with a rhythm that has not ended."""
    rows = await tx.execute(
        "SELECT group_id FROM schedules WHERE ended_at IS NULL ORDER BY group_id"
    )
    return [group for (group,) in rows]


async def meeting(tx: Transaction, group: str) -> Meeting | None:
    """The weekly meeting of a group, if it has one."""
    rows = await tx.execute(
        "SELECT meeting_weekday, meeting_minute, meeting_where FROM schedules"
        " WHERE group_id = :group AND meeting_weekday IS NOT NULL",
        group=group,
    )
    return Meeting(*rows[0]) if rows else None


async def set_meeting(
    tx: Transaction, group: str, meeting: Meeting | None, due_at: datetime | None
) -> None:
    """Keep or remove the meeting; `due_at`: when its next reminder is sent."""
    await tx.execute(
        "UPDATE schedules SET meeting_weekday = :weekday, meeting_minute = :minute,"
        " meeting_where = :place,"
        " meeting_due_at = :due_at WHERE group_id = :group",
        group=group,
        weekday=meeting.weekday if meeting else None,
        minute=meeting.minute if meeting else None,
        place=meeting.where if meeting else "",
        due_at=maybe_seconds(due_at),
    )


async def meetings_due(tx: Transaction, now: datetime, most: int) -> Sequence[str]:
    """The groups whose meeting reminder has come."""
    rows = await tx.execute(
        "SELECT group_id FROM schedules WHERE meeting_due_at IS NOT NULL AND meeting_due_at <= :now"
        " ORDER BY meeting_due_at, group_id LIMIT :most",
        now=seconds(now),
        most=most,
    )
    return [group for (group,) in rows]


def _schedule(row: Row) -> Schedule:
    (
        group,
        weekday,
        minute,
        pace,
        starts_on,
        due_at,
        last,
        paused_at,
        paused_until,
        ended_at,
        warned,
        skips,
        every,
    ) = row
    return Schedule(
        group,
        weekday,
        minute,
        pace,
        starts_on,
        maybe_instant(due_at),
        maybe_instant(last),
        maybe_instant(paused_at),
        paused_until,
        maybe_instant(ended_at),
        bool(warned),
        tuple(map(int, skips.split())),
        every,
    )
