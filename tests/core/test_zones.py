"""Time zones by the names of places: cities, countries and states, as people type them."""

from zoneinfo import available_timezones

import pytest

from bot.core.calendar.gazetteer import TABLE, folded
from bot.core.calendar.wallclock import read_zone
from bot.core.calendar.zones import keeps_no_clock, match_zones, places
from bot.core.errors import UserError
from tests.play import Play

LINES = [
    line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")
]


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
        ("Muenchen", "Europe/Berlin"),
        ("Łódź", "Europe/Warsaw"),
        ("Washington, D.C.", "America/New_York"),
        ("rio de janeiro", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("Montréal", "America/Toronto"),
        ("Canberra", "Australia/Sydney"),
        ("Tel Aviv", "Asia/Jerusalem"),
        ("Köln", "Europe/Berlin"),
        ("Genève", "Europe/Zurich"),
        ("Zuerich", "Europe/Zurich"),
        ("Den Haag", "Europe/Amsterdam"),
        ("Saigon", "Asia/Ho_Chi_Minh"),
        ("Port au Prince", "America/Port-au-Prince"),
        ("Busingen", "Europe/Busingen"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Mumbai", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("Peking", "Asia/Shanghai"),
        ("Xian", "Asia/Shanghai"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("Hanoi", "Asia/Ho_Chi_Minh"),
        ("Tübingen", "Europe/Berlin"),
        ("India", "Asia/Kolkata"),
        ("Germany", "Europe/Berlin"),
        ("Deutschland", "Europe/Berlin"),
        ("Japan", "Asia/Tokyo"),
        ("UK", "Europe/London"),
        ("Kosovo", "Europe/Belgrade"),
        ("Malaysia", "Asia/Kuala_Lumpur"),
        ("Ohio", "America/New_York"),
    ],
)
def test_a_place_has_its_zone(typed: str, zone: str) -> None:
    assert match_zones(typed) == [zone]
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Georgia", {"Asia/Tbilisi", "America/New_York"}),
        ("Indiana", {"America/Indiana/Indianapolis", "America/Chicago"}),
        ("USA", {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"}),
        ("America", {"America/Phoenix", "America/Anchorage", "Pacific/Honolulu"}),
        ("Spain", {"Europe/Madrid", "Atlantic/Canary"}),
        ("Portugal", {"Europe/Lisbon", "Atlantic/Azores"}),
        ("Texas", {"America/Chicago", "America/Denver"}),
        ("Brazil", {"America/Sao_Paulo", "America/Manaus"}),
        ("Australia", {"Australia/Sydney", "Australia/Perth"}),
        ("Russia", {"Europe/Moscow", "Asia/Vladivostok"}),
        ("Canada", {"America/Toronto", "America/Vancouver"}),
        ("argentina", {"America/Argentina/Buenos_Aires", "America/Argentina/Salta"}),
        ("Cambridge", {"America/New_York", "Europe/London"}),
        ("Birmingham", {"America/Chicago", "Europe/London"}),
        ("St. Petersburg", {"America/New_York", "Europe/Moscow"}),
        ("Odessa", {"America/Chicago", "Europe/Kyiv"}),
        ("San Juan", {"America/Puerto_Rico", "America/Argentina/San_Juan"}),
    ],
)
def test_ambiguous_names_are_asked_about(typed: str, zones: set[str]) -> None:
    """A name that several places bear is asked about."""
    assert zones <= set(match_zones(typed))
    with pytest.raises(UserError, match=r"Which one\?") as asked:
        read_zone(typed)
    shown = str(asked.value).replace("\\", "")
    assert not [zone for zone in zones if zone not in shown]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Georgia, USA", "America/New_York"),
        ("Birmingham, Alabama", "America/Chicago"),
        ("Birmingham AL", "America/Chicago"),
        ("Birmingham, UK", "Europe/London"),
        ("Birmingham, United Kingdom", "Europe/London"),
        ("portland united states", "America/Los_Angeles"),
        ("Hamilton, New Zealand", "Pacific/Auckland"),
        ("London, Canada", "America/Toronto"),
        ("Cambridge, Massachusetts", "America/New_York"),
        ("Odessa, TX", "America/Chicago"),
    ],
)
def test_where_it_lies_says_which(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


def test_the_larger_by_far_is_meant() -> None:
    assert match_zones("London") == ["Europe/London"]
    assert ("London, Ontario, Canada (America/Toronto)", "America/Toronto") in places("London")


async def test_the_question_says_what_to_type(play: Play) -> None:
    asked = await play.say("Ben", "settings zone:Georgia")

    assert "- Georgia (Asia/Tbilisi)" in asked
    assert "- Georgia, United States (America/New_York)" in asked
    assert "`Asia/Tbilisi`" in asked
    assert await play.rows("SELECT * FROM people") == []


def test_a_partial_name_gets_suggestions() -> None:
    """A part of a name is answered with the zones that it may mean."""
    assert len(match_zones("asia/")) > 1
    with pytest.raises(UserError, match="Perhaps"):
        read_zone("asia/")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        ".",
        "|",
        "Shangri-Lalaland",
        "x" * 10_000,
        "../../etc/passwd",
        "GMT+1",
        "Etc/GMT+1",
    ],
)
def test_what_is_no_zone_gives_none(typed: str) -> None:
    assert match_zones(typed) == []


def test_the_table_names_only_known_zones() -> None:
    assert {zone for *_, zones in LINES for zone in zones.split(",")} <= available_timezones()


def test_the_table_is_folded() -> None:
    """The names in the table are folded in the same way as what people type."""
    ways = {way for _, ways, *_ in LINES for way in ways.strip("|").split("|") if way[0] != ","}

    assert not [way for way in ways if folded(way) != way]
    assert len(LINES) > 6000


def test_places_are_found_by_name() -> None:
    """But for what is meant only with more words: a city with a much larger namesake."""
    plain = {
        (name, zone)
        for name, ways, _, zones in LINES
        if ways[1] != ","
        for zone in zones.split(",")
    }

    assert not [(name, zone) for name, zone in plain if zone not in match_zones(name)]


@pytest.mark.parametrize(
    "country", ["Germany", "Japan", "India", "Nepal", "New Zealand", "Vietnam", "United Kingdom"]
)
def test_one_clock_countries_are_known(country: str) -> None:
    """The name of a country with one clock tells the zone."""
    assert len(match_zones(country)) == 1


def test_cities_are_offered_by_name() -> None:
    assert places("shenz") == [("Shenzhen, China (Asia/Shanghai)", "Asia/Shanghai")]
    offered = [zone for _, zone in places("e")]
    assert len(set(offered)) == len(offered)
    assert not [zone for zone in offered if zone.startswith("Etc/")]


def test_the_named_place_comes_first() -> None:
    """What is named exactly comes first in offers."""
    assert [zone for _, zone in places("Georgia")][:2] == ["Asia/Tbilisi", "America/New_York"]
    assert next(zone for _, zone in places("Indi")) == "Asia/Kolkata"


def test_other_names_are_offered_behind_own() -> None:
    """Burlington is also spelt Berlington somewhere, and Kitchener was the Town of Berlin."""
    assert match_zones("berl") == ["Europe/Berlin"]
    assert match_zones("bombay") == match_zones("bomba") == ["Asia/Kolkata"]


async def test_every_offer_fits_a_menu(play: Play) -> None:
    for typed in ("gryt", "south", "riviere", "santiago", "san n", "washington"):
        assert await play.suggest("Ben", "settings", "zone", typed)


@pytest.mark.parametrize(
    "typed",
    [
        "UTC+1",
        "UTC+2",
        "GMT+1",
        "GMT",
        "utc-05:30",
        "+1",
        "CET",
        "CEST",
        "EST",
        "PST8PDT",
        "Etc/GMT-1",
    ],
)
def test_clockless_names_are_known(typed: str) -> None:
    """Names such as EST, which no clock keeps all year, are known as such."""
    assert keeps_no_clock(typed)


def test_no_place_looks_like_an_offset() -> None:
    """No place is taken for a distance from Greenwich."""
    zones = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    assert not [
        zone for zone in zones if keeps_no_clock(zone) or keeps_no_clock(zone.rsplit("/", 1)[-1])
    ]
    assert not [name for name, *_ in LINES if keeps_no_clock(name)]
    assert not keeps_no_clock("UTC")
