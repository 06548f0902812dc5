"""Local days and months, and time zones by the names people know."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest

from bot.core.calendar.slots import keeps_no_clock, local_day, local_month, match_zones, places
from bot.core.calendar.zones import CITIES

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
        ("Munich", "Europe/Berlin"),
        ("münchen", "Europe/Berlin"),
        ("Łódź", "Europe/Warsaw"),
        ("Washington, D.C.", "America/New_York"),
        ("rio de janeiro", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Montréal", "America/Montreal"),
        ("Canberra", "Australia/Canberra"),
        ("Tel Aviv", "Asia/Tel_Aviv"),
        ("Mumbai", "Asia/Kolkata"),
    ],
)
def test_a_zone_is_found_by_its_city(typed: str, zone: str) -> None:
    assert match_zones(typed) == [zone]


def test_a_part_of_a_name_gives_all_that_may_be_meant() -> None:
    assert {"America/Argentina/Buenos_Aires", "America/Argentina/Salta"} <= set(
        match_zones("argentina")
    )


@pytest.mark.parametrize(
    "typed", ["", "   ", ".", "Atlantis", "x" * 10_000, "../../etc/passwd", "GMT+1", "Etc/GMT+1"]
)
def test_what_is_no_zone_gives_none(typed: str) -> None:
    assert match_zones(typed) == []


def test_a_city_of_ours_is_one_that_the_database_does_not_name_in_a_zone_that_it_does() -> None:
    assert set(CITIES) <= available_timezones()
    named = {zone.rsplit("/", 1)[-1] for zone in available_timezones()}
    assert not [
        city for cities in CITIES.values() for city in cities if city.replace(" ", "_") in named
    ]


def test_every_city_of_ours_is_found_by_its_name() -> None:
    assert not [
        city for zone, cities in CITIES.items() for city in cities if zone not in match_zones(city)
    ]


def test_a_city_that_there_is_twice_leaves_the_choice() -> None:
    assert match_zones("Cambridge") == ["America/New_York", "Europe/London"]


def test_a_city_is_offered_by_its_name_and_stands_for_its_zone() -> None:
    assert places("shenz") == [("Shenzhen (Asia/Shanghai)", "Asia/Shanghai")]
    offered = [zone for _, zone in places("e")]
    assert len(set(offered)) == len(offered)
    assert not [zone for zone in offered if zone.startswith("Etc/")]


@pytest.mark.parametrize(
    "typed",
    ["UTC+1", "GMT+1", "GMT", "utc-05:30", "+1", "CET", "CEST", "EST", "PST8PDT", "Etc/GMT-1"],
)
def test_what_no_clock_keeps_all_year_is_known(typed: str) -> None:
    assert keeps_no_clock(typed)


def test_no_place_is_taken_for_a_distance_from_greenwich() -> None:
    assert not [
        name
        for _, zone in places("e")
        for name in (zone, zone.rsplit("/", 1)[-1])
        if keeps_no_clock(name)
    ]
    assert not [city for cities in CITIES.values() for city in cities if keeps_no_clock(city)]
    assert not keeps_no_clock("UTC")
