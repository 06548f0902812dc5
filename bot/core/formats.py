"""Amounts and days as people say them."""

from collections.abc import Sequence
from datetime import date

from bot.core.calendar.slots import WEEKDAYS
from bot.core.calendar.wallclock import write_minute
from bot.core.markup import code


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 reading`, `3 readings`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(part: int, whole: int) -> str:
    """A share as people read it, rounded alike everywhere.

    Never `100 %` of what is not all, never `0 %` of what is some. `whole` is above 0.
    """
    rounded = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        rounded = min(99, max(1, rounded))
    return f"{rounded} %"


def distance(seconds: float) -> str:
    """How far off an instant is: `in 3 days`, `20 minutes ago`, `in 5 seconds`, `now`."""
    # "In 1 minute" says too little of 80 seconds.
    for unit, length, least in (
        ("day", 86400, 82080),
        ("hour", 3600, 3420),
        ("minute", 60, 100),
        ("second", 1, 1),
    ):
        if abs(seconds) >= least:
            number = round(abs(seconds) / length)
            return f"in {counted(number, unit)}" if seconds > 0 else f"{counted(number, unit)} ago"
    return "now"


def day(iso: str) -> str:
    """A day that is no instant, and so the same in every zone: `1 May 2026`."""
    date_ = date.fromisoformat(iso)
    return f"{date_.day} {date_:%B %Y}"


def duration(minutes: int) -> str:
    """Minutes as people say them: `45 min`, `2 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def every_week(weekday: int, minute: int, zone: str) -> str:
    """An hour of every week on the clocks of a zone, which need not be the reader's."""
    return f"{WEEKDAYS[weekday]}s at {write_minute(minute)}, {code(zone)}"


def every_second_week(weekday: int, minute: int, zone: str) -> str:
    """The same hour, but every second week."""
    return f"every second {WEEKDAYS[weekday]} at {write_minute(minute)}, {code(zone)}"


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers in short: `3, 5 to 8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
