"""Local days and months, and time zones by the names people know."""

from datetime import UTC, datetime

import pytest

from bot.calendar import local_day, local_month, match_zones

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
def test_the_day_and_the_month_are_those_where_one_lives(zone: str, day: str, month: str) -> None:
    assert (local_day(NEW_YEAR, zone), local_month(NEW_YEAR, zone)) == (day, month)


def test_a_day_with_a_lost_hour_ends_at_its_own_midnight() -> None:
    # On 29 March 2026 Berlin goes from UTC+1 to UTC+2.
    assert local_day(datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "Europe/Berlin") == "2026-03-28"
    assert local_day(datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "Europe/Berlin") == "2026-03-29"
    assert local_day(datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Berlin") == "2026-03-30"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        (" new  york ", "America/New_York"),
        ("utc", "UTC"),
        ("Kathmandu", "Asia/Kathmandu"),
    ],
)
def test_a_zone_is_found_by_its_city(typed: str, zone: str) -> None:
    assert match_zones(typed) == [zone]


def test_a_part_of_a_name_gives_all_that_may_be_meant() -> None:
    assert {"America/Argentina/Buenos_Aires", "America/Argentina/Salta"} <= set(match_zones("argentina"))


@pytest.mark.parametrize("typed", ["", "   ", "Atlantis", "x" * 10_000, "../../etc/passwd"])
def test_what_is_no_zone_gives_none(typed: str) -> None:
    assert match_zones(typed) == []
