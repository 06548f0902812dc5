"""The next weekly slot, over every zone and every change of its clock in two years.

Never twice, never skipped.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.core.calendar.slots import Slot, next_slot

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
END = BEGIN + timedelta(days=730)
# "localtime" is a link that some systems keep among their zones.
ZONES = sorted(available_timezones() - {"localtime"})


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which a zone's clock is changed, found by looking, to the minute."""
    day = BEGIN
    while day < END:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            yield _narrowed(zone, day, following)
        day = following


def _narrowed(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (
            (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
        )
    return high


def slots_around(zone: str, change: datetime) -> Iterator[Slot]:
    """Weekly hours on the wall clock just before, inside and just after a change of the clock."""
    for minutes in (-90, -61, -30, -1, 0, 1, 15, 30, 59, 60, 90):
        wall = (change + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
        yield Slot(wall.weekday(), wall.hour * 60 + wall.minute, zone)
        before = (change - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        inside = before + timedelta(minutes=abs(minutes))
        yield Slot(inside.weekday(), inside.hour * 60 + inside.minute, zone)


@pytest.mark.parametrize(
    "zones", [ZONES[first::8] for first in range(8)], ids=lambda zones: f"{zones[0]} and others"
)
def test_every_slot_comes_weekly(zones: list[str]) -> None:
    """Every slot comes once a week, through every change of the clocks."""
    for name in zones:
        zone = ZoneInfo(name)
        for change in transitions(zone):
            for slot in slots_around(name, change):
                came = [next_slot(change - timedelta(days=15), slot)]
                while len(came) < 5:
                    came.append(next_slot(came[-1], slot))
                # A clock changes by two hours at most (Troll), so no two posts are further from
                # seven days apart.
                assert all(
                    abs(b - a - timedelta(days=7)) <= timedelta(hours=2) for a, b in pairwise(came)
                ), slot
                told = [instant.astimezone(zone) for instant in came]
                on_time = [wall for wall in told if wall.hour * 60 + wall.minute == slot.minute]
                assert len(on_time) >= len(told) - 1, (slot, told)


def test_a_repeated_hour_counts_first() -> None:
    """A slot in an hour that happens twice comes the first time."""
    berlin = Slot(6, 2 * 60 + 30, "Europe/Berlin")

    came = next_slot(datetime(2027, 10, 30, tzinfo=UTC), berlin)

    assert came == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert next_slot(came, berlin) == datetime(2027, 11, 7, 1, 30, tzinfo=UTC)


def test_a_missing_hour_comes_after() -> None:
    """A slot in an hour that does not exist comes at the next valid instant."""
    came = next_slot(datetime(2027, 3, 27, tzinfo=UTC), Slot(6, 2 * 60 + 30, "Europe/Berlin"))

    assert came == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_missing_midnight_is_kept() -> None:
    """A slot at a midnight that does not exist is not skipped."""
    came = next_slot(datetime(2027, 9, 4, tzinfo=UTC), Slot(6, 30, "America/Santiago"))

    assert came.astimezone(ZoneInfo("America/Santiago")).isoformat() == "2027-09-05T01:00:00-03:00"


def test_the_present_slot_is_not_next() -> None:
    monday = Slot(0, 18 * 60, "UTC")
    came = next_slot(BEGIN, monday)

    assert next_slot(came, monday) == came + timedelta(days=7)
    assert next_slot(came - timedelta(seconds=1), monday) == came
