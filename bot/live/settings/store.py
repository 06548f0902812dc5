"""How a group plays live rounds, where it has said so, and its weekly one."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.instants import maybe_instant, maybe_seconds, seconds
from bot.live.records import RoundSettings, WeeklyRound


async def find(tx: Transaction, group: str) -> RoundSettings:
    """What a group has said; nothing where it has said nothing."""
    rows = await tx.execute(
        "SELECT seconds, minutes, low, high, weekday, minute, count, style, due_at"
        " FROM round_settings"
        " WHERE group_id = :group",
        group=group,
    )
    if not rows:
        return RoundSettings()
    length, minutes, low, high, weekday, minute, count, style, due_at = rows[0]
    weekly = None if weekday is None else WeeklyRound(weekday, minute, count, style)
    return RoundSettings(length, minutes, low, high, weekly, maybe_instant(due_at))


async def save(tx: Transaction, group: str, settings: RoundSettings) -> None:
    """Keep what a group has said."""
    weekly = settings.weekly
    await tx.execute(
        "INSERT INTO round_settings (group_id, seconds, minutes, low, high, weekday, minute,"
        " count, style, due_at)"
        " VALUES (:group, :seconds, :minutes, :low, :high, :weekday, :minute, :count, :style,"
        " :due_at)"
        " ON CONFLICT (group_id) DO UPDATE SET seconds = excluded.seconds,"
        " minutes = excluded.minutes,"
        " low = excluded.low, high = excluded.high, weekday = excluded.weekday, minute = "
        "excluded.minute,"
        " count = excluded.count, style = excluded.style, due_at = excluded.due_at",
        group=group,
        seconds=settings.seconds,
        minutes=settings.minutes,
        low=settings.low,
        high=settings.high,
        weekday=weekly.weekday if weekly else None,
        minute=weekly.minute if weekly else None,
        count=weekly.count if weekly else None,
        style=weekly.style if weekly else None,
        due_at=maybe_seconds(settings.due_at),
    )


async def due(tx: Transaction, now: datetime, most: int) -> Sequence[str]:
    """The groups whose weekly round comes within the hour, or should have come."""
    rows = await tx.execute(
        "SELECT group_id FROM round_settings WHERE due_at IS NOT NULL AND due_at <= :now"
        " ORDER BY due_at, group_id"
        " LIMIT :most",
        now=seconds(now),
        most=most,
    )
    return [group for (group,) in rows]


async def next_due(tx: Transaction) -> datetime | None:
    """When the next weekly round of any group is to be planned."""
    rows = await tx.execute("SELECT min(due_at) FROM round_settings WHERE due_at IS NOT NULL")
    return maybe_instant(rows[0][0])
