"""Time zones as people name them: by a city, a country, a state, or the zone's own name."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from zoneinfo import available_timezones

from bot.core.calendar.gazetteer import Place, beginning, called, folded, with_word

# As many as a menu shows; whoever asks whether it is one needs no more.
_MOST = 25


def match_zones(typed: str) -> list[str]:
    """The zones that a typed text may mean, the likeliest first: `munich` gives `Europe/Berlin`.

    A whole name outweighs the beginning of one, and that any other part. At most 25.
    """
    return [zone for _, zone in named(typed) or _offered(_guessed(folded(typed)))]


def named(typed: str) -> list[tuple[str, str]]:
    """The places that have just this name, as (what people call it, zone); of every zone one."""
    return _offered(_named(typed))


def places(typed: str) -> list[tuple[str, str]]:
    """What to offer while somebody types, the likeliest first, as (what people call it, zone).

    Of every zone only one; at most 25.
    """
    return _offered(chain(_named(typed), _guessed(folded(typed))))


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


def _named(typed: str) -> list[Place]:
    """A zone by all of its own name, places by theirs, or a zone by the last part of it."""
    wanted = folded(typed)
    if zone := _zone_names().get(wanted):
        return [_of_zone(zone)]
    if found := called(typed):
        return found
    # The tz database knows cities that are too small for the table.
    ends = [zone for name, zone in _zone_names().items() if name.rpartition("/")[2] == wanted]
    return [_of_zone(zone) for zone in ends]


def _guessed(wanted: str) -> Iterator[Place]:
    """What begins so, then zones with it anywhere in their names, then what has such a word."""
    if not wanted:
        return
    yield from beginning(wanted)
    yield from (_of_zone(zone) for name, zone in _zone_names().items() if wanted in name)
    yield from with_word(wanted)


def _offered(found: Iterable[Place]) -> list[tuple[str, str]]:
    return list(islice(_with_zones(found), _MOST))


def _with_zones(found: Iterable[Place]) -> Iterator[tuple[str, str]]:
    offered = set[str]()
    for place in found:
        for zone in place.zones:
            if zone not in offered:
                offered.add(zone)
                yield zone if place.name == zone else f"{place.title} ({zone})", zone


def _of_zone(zone: str) -> Place:
    return Place(zone, "", (zone,))


@cache  # looked up once: it walks all files of the tzdata package, which takes 10 ms
def _zone_names() -> dict[str, str]:
    """Zones by their own names, folded, in alphabetical order."""
    zones = sorted(
        z for z in available_timezones() if z == "UTC" or ("/" in z and not z.startswith("Etc/"))
    )
    return {folded(zone): zone for zone in zones}
