"""Time zones, local dates and weekly slots.

Zones come from the `tzdata` package: the system's own may be years old.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.core.calendar.zones import CITIES

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


def slots_until(due: datetime, slot: Slot, now: datetime) -> list[datetime]:
    """The slots from one that has come to the first that has not."""
    slots = [due]
    while slots[-1] <= now:
        slots.append(next_slot(slots[-1], slot))
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


def match_zones(typed: str) -> list[str]:
    """The zones that a typed text may mean, the likeliest first.

    `berlin` and `munich` give `Europe/Berlin`.
    """
    return [zone for _, zone in places(typed)]


def places(typed: str) -> list[tuple[str, str]]:
    """The places that a typed text may mean, the likeliest first, each as people call it.

    Of every zone only one.
    """
    wanted, known = _folded(typed), _places()
    whole = [(name, zone) for name, zone, folded in known if wanted == folded]
    cities = [(name, zone) for name, zone, folded in known if wanted == folded.rsplit("/", 1)[-1]]
    found = (
        whole
        or cities
        or [(name, zone) for name, zone, folded in known if wanted and wanted in folded]
    )
    first = {zone: name for name, zone in reversed(found)}
    return [(name, zone) for name, zone in found if first[zone] == name]


def keeps_no_clock(typed: str) -> bool:
    """Whether it is a distance from Greenwich or its short name: `UTC+1`, `CET`.

    No place's clock keeps it all year.
    """
    return _DISTANCE.fullmatch("".join(typed.casefold().split())) is not None


_DISTANCE = re.compile(
    r"(etc/.*|gmt|(utc|gmt|z)?[+\-−±]\d{1,2}(:?\d{2})?|(utc|gmt)\d{1,2}(:?\d{2})?"
    r"|[cemp](st|dt|t)|cest|eest|[cew]et|met|bst|ist|jst|kst|sgt|hkt|msk|hst|akst|ae[sd]t|[cemp]st\d[cemp]dt)"
)


def _folded(name: str) -> str:
    """A name without case, accents and needless marks, as the tz database writes names.

    `new_york`.
    """
    # NFKD takes no stroke off an ł.
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    kept = (c for c in plain.replace(",", " ") if c != "." and not unicodedata.combining(c))
    return "_".join("".join(kept).split())


@cache  # looked up once: it walks all files of the tzdata package, which takes 10 ms
def _places() -> list[tuple[str, str, str]]:
    zones = (
        z for z in available_timezones() if z == "UTC" or ("/" in z and not z.startswith("Etc/"))
    )
    cities = (
        (f"{city} ({zone})", zone, _folded(city))
        for zone, names in CITIES.items()
        for city in names
    )
    return [*((zone, zone, zone.casefold()) for zone in sorted(zones)), *cities]
