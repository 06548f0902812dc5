"""Time zones, local dates and weekly slots.

Zones come from the `tzdata` package: the system's own may be years old.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly hour on a wall clock. `weekday`: 0 is Monday; `minute`: since local midnight."""

    weekday: int
    minute: int
    zone: str


def next_slot(after: datetime, slot: Slot) -> datetime:
    """The first time the slot comes round after an instant, in UTC.

    An hour that happens twice counts once, the first time; one that does not exist comes at the
    next valid instant. So no week is ever skipped or doubled.
    """
    zone = ZoneInfo(slot.zone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        day += timedelta(days=(slot.weekday - day.weekday()) % 7)
        instant = at_wall_clock(day, slot.minute, zone)
        if instant > after:
            return instant
        day += timedelta(days=1)


def following_slot(due: datetime, slot: Slot, every: int) -> datetime:
    """The slot that many weeks after one."""
    for _ in range(every):
        due = next_slot(due, slot)
    return due


def slots_until(due: datetime, slot: Slot, now: datetime, every: int = 1) -> list[datetime]:
    """The slots from one that has come to the first that has not, each `every` weeks after the one
    before.
    """
    slots = [due]
    while slots[-1] <= now:
        slots.append(following_slot(slots[-1], slot, every))
    return slots


def at_wall_clock(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """A time of a local day, in UTC.

    The first of two, or, where there is none, the instant at which the gap ends.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    # In a gap fold=1 reads the wall clock with the offset after it, fold=0 with the one before (PEP
    # 495).
    return _clock_changes(wall.replace(fold=1).astimezone(UTC), instant, zone)


def _clock_changes(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant between two at which a zone's offset changes, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        low, high = (
            (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
        )
    return high


def day_begins(day: str, zone: str) -> datetime:
    """The first instant of a local date, in UTC."""
    return at_wall_clock(date.fromisoformat(day), 0, ZoneInfo(zone))


def local_day(instant: datetime, zone: str) -> str:
    """The date where someone lives, as ISO text; stamped once, never computed again."""
    return instant.astimezone(ZoneInfo(zone)).date().isoformat()


def local_month(instant: datetime, zone: str) -> str:
    """The month where a group lives, as `2026-11`."""
    return local_day(instant, zone)[:7]
