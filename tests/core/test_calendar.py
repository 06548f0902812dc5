"""Local days and months where one lives."""

from datetime import UTC, datetime

import pytest

from bot.core.calendar.slots import local_day, local_month

NEW_YEAR = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "month"),
    [
        ("UTC", "2025-12-31", "2025-12"),
        ("Europe/Berlin", "2026-01-01", "2026-01"),
        ("America/New_York", "2025-12-31", "2025-12"),
        ("Pacific/Kiritimati", "2026-01-01", "2026-01"),
        ("Asia/Kathmandu", "2026-01-01", "2026-01"),
    ],
)
def test_day_and_month_are_local(zone: str, day: str, month: str) -> None:
    assert (local_day(NEW_YEAR, zone), local_month(NEW_YEAR, zone)) == (day, month)


def test_a_short_day_ends_at_midnight() -> None:
    """A day with a lost hour ends at its own midnight."""
    # On 29 March 2026 Berlin goes from UTC+1 to UTC+2.
    assert local_day(datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "Europe/Berlin") == "2026-03-28"
    assert local_day(datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "Europe/Berlin") == "2026-03-29"
    assert local_day(datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Berlin") == "2026-03-30"
