"""Reading days, hours and time zones as people write them."""

import re
from datetime import date

from bot.core import texts
from bot.core.calendar.zones import keeps_no_clock, match_zones, named

# By which a typed line can tell an hour from other words.
HOUR = r"\d{1,2}[:.h]\d{2}|\d{1,2}(?:[:.]\d{2})?(?:am|pm)"
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")


def read_minute(typed: str) -> int:
    """Minutes since midnight: `18:00`, `9`, `9.30`, `6 pm`; raises `UserError`."""
    found = _TIME.fullmatch(typed.strip().casefold())
    if not found:
        raise texts.not_a_time(typed)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise texts.not_a_time(typed)
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise texts.not_a_time(typed)
    return hour * 60 + minute


def read_day(typed: str, option: str) -> str:
    """A day as ISO text; raises `UserError` about the option that it was typed for."""
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError as fault:
        raise texts.not_a_date(typed, option) from fault


def read_zone(typed: str) -> str:
    """The one zone that is meant, by its own name or a place's; raises `UserError`."""
    if keeps_no_clock(typed):
        raise texts.no_clock(typed)
    found = match_zones(typed)
    if len(found) == 1:
        return found[0]
    meant = named(typed)
    raise texts.which_zone(typed, meant) if meant else texts.unknown_zone(typed, found)


def write_minute(minute: int) -> str:
    """`18:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"
