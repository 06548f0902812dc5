"""Local days and months, and time zones by the names people know."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.core.calendar import zones
from bot.core.calendar.slots import local_day, local_month
from bot.core.calendar.zones import keeps_no_clock, match_zones, places

GAZETTEER = Path(zones.__file__).with_name("gazetteer.tsv")
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
        ("Montréal", "America/Toronto"),
        ("Canberra", "Australia/Sydney"),
        ("Tel Aviv", "Asia/Jerusalem"),
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
    "typed",
    ["", "   ", ".", "Shangri-Lalaland", "x" * 10_000, "../../etc/passwd", "GMT+1", "Etc/GMT+1"],
)
def test_what_is_no_zone_gives_none(typed: str) -> None:
    assert match_zones(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Georgia", ["America/New_York", "Asia/Tbilisi"]),
        ("India", ["Asia/Kolkata"]),
        ("Germany", ["Europe/Berlin"]),
        ("Japan", ["Asia/Tokyo"]),
        ("USA", ["America/New_York", "America/Chicago", "America/Los_Angeles"]),
        ("Bombay", ["Asia/Kolkata"]),
        ("Köln", ["Europe/Berlin"]),
        ("sao paulo", ["America/Sao_Paulo"]),
        ("London", ["Europe/London"]),
        ("Busingen", ["Europe/Busingen"]),
        ("Nowhereville", []),
    ],
)
def test_places_have_their_zones(typed: str, expected: list[str]) -> None:
    assert match_zones(typed) == expected


def test_every_place_keeps_a_known_clock() -> None:
    rows = (row.split("\t") for row in GAZETTEER.read_text("utf-8").splitlines()[1:])
    kept = {zone for row in rows for zone in row[2].split(",")}

    assert kept <= available_timezones()
    assert len(kept) > 300


def test_a_city_that_there_is_twice_leaves_the_choice() -> None:
    assert match_zones("Cambridge") == ["Europe/London", "America/Toronto", "America/New_York"]


def test_a_city_is_offered_by_its_name_and_stands_for_its_zone() -> None:
    assert places("shenz") == [("Shenzhen, China (Asia/Shanghai)", "Asia/Shanghai")]
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
    rows = GAZETTEER.read_text("utf-8").splitlines()[1:]
    assert not [row for row in rows if keeps_no_clock(row.partition("\t")[0])]
    assert not keeps_no_clock("UTC")
