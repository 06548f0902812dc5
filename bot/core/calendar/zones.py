"""Time zones as people name them: by a city, a country, a state, or the zone's own name.

Cities come from a gazetteer that is boiled down before a release (`make gazetteer`).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

_TABLE = Path(__file__).with_name("gazetteer.tsv")
# Of two cities of one name, the one with so many times the people is meant: London, not Ontario's.
_OUTSHINES = 5


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of the gazetteer. `zones`: the largest first; `people`: who live in its towns."""

    name: str
    is_city: bool
    zones: tuple[str, ...]
    people: int
    where: str

    @property
    def title(self) -> str:
        """The name, with what tells it from others of the same name."""
        return f"{self.name}, {self.where}" if self.where else self.name


def match_zones(typed: str) -> list[str]:
    """The zones that a typed text may mean, the likeliest first: `munich` gives `Europe/Berlin`."""
    return [zone for _, zone in places(typed)]


def places(typed: str) -> list[tuple[str, str]]:
    """The places that a typed text may mean, the likeliest first, as (what people call it, zone).

    Of every zone only one. A whole name outweighs the beginning of one, and that any other part.
    """
    wanted = folded(typed)
    if not wanted:
        return []
    if (zone := _zone_names().get(wanted)) is not None:
        return [(zone, zone)]
    found = _named(wanted) or _beginning(wanted) or _containing(wanted)
    first = {zone: name for name, zone in reversed(found)}
    return [(name, zone) for name, zone in found if first[zone] == name]


def keeps_no_clock(typed: str) -> bool:
    """Whether it is a distance from Greenwich or its short name: `UTC+1`, `CET`.

    No place's clock keeps it all year.
    """
    return _DISTANCE.fullmatch("".join(typed.casefold().split())) is not None


_DISTANCE = re.compile(
    r"(etc/.*|gmt|(utc|gmt|z)?[+\-−±]\d{1,2}(:?\d{2})?|(utc|gmt)\d{1,2}(:?\d{2})?"
    r"|[cemp](st|dt|t)|cest|eest|[cew]et|met|bst|ist|jst|kst|sgt|hkt|msk|hst|akst|ae[sd]t"
    r"|[cemp]st\d[cemp]dt)"
)


def _named(wanted: str) -> list[tuple[str, str]]:
    """What has exactly this name; a city far larger than its namesakes stands for them."""
    found = [_place(number) for number in _by_name().get(wanted, ())]
    if not found:
        zone = _zone_cities().get(wanted)
        return [(zone, zone)] if zone else []
    cities = [place for place in found if place.is_city]
    most = max((place.people for place in cities), default=0)
    kept = [p for p in found if not p.is_city or p.people * _OUTSHINES > most]
    return _offered(sorted(kept, key=lambda place: -place.people))


def _beginning(wanted: str) -> list[tuple[str, str]]:
    """Places whose name begins so, the largest first."""
    return _offered(_all_that(lambda name: name.startswith(wanted)))


def _containing(wanted: str) -> list[tuple[str, str]]:
    """Zones and places with this within their name."""
    zones = [(zone, zone) for name, zone in _zone_names().items() if wanted in name]
    return [*zones, *_offered(_all_that(lambda name: wanted in name))]


def _all_that(fits: Callable[[str], bool]) -> list[_Place]:
    """Places with a name that fits, the largest first."""
    numbers = {number for name, found in _by_name().items() if fits(name) for number in found}
    return sorted(map(_place, numbers), key=lambda place: (-place.people, place.title))


def _offered(found: list[_Place]) -> list[tuple[str, str]]:
    return [(f"{place.title} ({zone})", zone) for place in found for zone in place.zones]


def folded(name: str) -> str:
    """A name without case, accents and needless marks, as the tz database writes names.

    `new_york`.
    """
    # NFKD takes no stroke off an ł or an ø.
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_STROKES))
    kept = (c for c in plain.replace(",", " ") if c != "." and not unicodedata.combining(c))
    return "_".join("".join(kept).split())


_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae"})


@cache  # looked up once: it walks all files of the tzdata package, which takes 10 ms
def _zone_names() -> dict[str, str]:
    """Zones by their own names, folded, in alphabetical order."""
    zones = sorted(
        z for z in available_timezones() if z == "UTC" or ("/" in z and not z.startswith("Etc/"))
    )
    return {zone.casefold(): zone for zone in zones}


@cache
def _zone_cities() -> dict[str, str]:
    """Zones by the city in their names, which may be too small for the gazetteer."""
    return {name.rsplit("/", 1)[-1]: zone for name, zone in reversed(_zone_names().items())}


@cache  # read when somebody names a place, never at the start
def _rows() -> list[str]:
    return _TABLE.read_text(encoding="utf-8").splitlines()[1:]


@cache
def _by_name() -> dict[str, tuple[int, ...]]:
    """Rows of the gazetteer by every folded name of a place."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(_rows()):
        for name in row.rpartition("\t")[2].split("|"):
            found[name] = (*found.get(name, ()), number)
    return found


def _place(number: int) -> _Place:
    name, kind, zones, people, where, _ = _rows()[number].split("\t")
    return _Place(name, kind == "city", tuple(zones.split(",")), int(people), where)
