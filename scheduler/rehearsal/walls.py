"""Weekly hours, found by looking at a clock on the wall every quarter of an hour.

Slow, and nothing to get wrong.

The judge counts by this, so it shares nothing with `bot.calendar`.
"""

from calendar import day_name
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LOOK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Hour:
    """A weekly hour in a zone.

    `weekday`: 0 is Monday; `minute`: since local midnight, a multiple of 15.
    """

    zone: str
    weekday: int
    minute: int

    def __str__(self) -> str:
        """As an organiser types it."""
        return (
            f"zone:{self.zone} weekday:{day_name[self.weekday]} "
            f"hour:{self.minute // 60}:{self.minute % 60:02}"
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the clocks: what the wall shows just before and just after."""

    at: datetime
    before: datetime
    after: datetime

    @property
    def forward(self) -> bool:
        """Whether an hour is left out."""
        return self.after - self.before > timedelta()


def comes(hour: Hour, after: datetime) -> datetime:
    """When a wall first shows the hour (or, where the day has no such hour, the first later one),
    after an instant.
    """
    zone = ZoneInfo(hour.zone)
    shown: set[date] = set()
    look = _quarter(after) - timedelta(days=2)
    while True:
        wall = look.astimezone(zone)
        reached = wall.hour * 60 + wall.minute >= hour.minute
        if wall.weekday() == hour.weekday and reached and wall.date() not in shown:
            shown.add(wall.date())
            if look > after:
                return look
        look += LOOK


def midnight(day: date, zone: str, near: datetime) -> datetime:
    """The first instant of a local day that is at most a month after `near`."""
    look = _quarter(near)
    while look.astimezone(ZoneInfo(zone)).date() < day:
        look += LOOK
    return look


def turns(zone: str, since: datetime, until: datetime) -> list[Turn]:
    """Every change of the clocks between two instants."""
    found: list[Turn] = []
    day, there = _quarter(since), ZoneInfo(zone)
    while day < until:
        following = day + timedelta(days=1)
        if day.astimezone(there).utcoffset() != following.astimezone(there).utcoffset():
            found.append(_turn(day, there))
        day = following
    return found


def _turn(day: datetime, zone: ZoneInfo) -> Turn:
    look = day
    while look.astimezone(zone).utcoffset() == day.astimezone(zone).utcoffset():
        look += LOOK
    after = look.astimezone(zone).replace(tzinfo=None)
    before = (look - LOOK).astimezone(zone).replace(tzinfo=None) + LOOK
    return Turn(look, before, after)


def _quarter(instant: datetime) -> datetime:
    return instant.replace(minute=instant.minute // 15 * 15, second=0, microsecond=0)
