"""Time zones and local dates. Zones come from the `tzdata` package: the system's own may be years old."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones


def local_day(instant: datetime, zone: str) -> str:
    """The date where someone lives, as ISO text; stamped once, never computed again."""
    return instant.astimezone(ZoneInfo(zone)).date().isoformat()


def local_month(instant: datetime, zone: str) -> str:
    """The month where a group lives, as `2026-11`."""
    return local_day(instant, zone)[:7]


def match_zones(typed: str) -> list[str]:
    """The zones that a typed text may mean, the likeliest first: `berlin` gives `Europe/Berlin`."""
    wanted = "_".join(typed.casefold().split())
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    exact = [zone for zone in zones if wanted in (zone.casefold(), zone.casefold().rsplit("/", 1)[-1])]
    return exact or [zone for zone in zones if wanted and wanted in zone.casefold()]
