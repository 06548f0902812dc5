"""Places by the names that people type, with the zones whose clocks they keep.

They stand in a table that is boiled down before a release (`make gazetteer`). It is read at the
first look-up and searched as bytes: half a megabyte in memory, where dictionaries of it take seven
and their source 76.

A line is a place: countries first, then states, then cities, each by its people, the most first.
Its columns: the name; the ways in which people type it, folded (`|mumbai|bombay|`); the code of the
country or state that it lies in; its zones, the one of most people first. A way with a comma before
it (`|,london|`, the one in Ontario) counts only together with where the place lies, since a
namesake is so much larger that it is meant without; codes (`|,gb|`) are only ever where.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

TABLE = Path(__file__).with_name("gazetteer.tsv")
_CODE = re.compile(r"\|,([A-Z]{2}(?:\.[A-Z0-9]+)?)(?=\|)")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the table. `zones`: the one of most people first."""

    name: str
    where: str
    zones: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name, with what tells it from others of the same name: `Portland, Oregon, ...`."""
        country, state, _ = self.where.partition(".")
        above = [self.where, country] if state else [country]
        return ", ".join([self.name, *map(_name_of, filter(None, above))])


def called(typed: str) -> list[Place]:
    """The places that are called just this: `berlin`, `Georgia`, or `London, Canada`."""
    return [*_lines(f"|{folded(typed)}|")] or _lying_in(typed)


def beginning(folded_name: str) -> Iterator[Place]:
    """The places whose own name begins so; where none does, those that are also called so."""
    # A place's own way of typing it stands first in its column.
    found = chain(_lines(f"\t|{folded_name}"), _lines(f"\t|,{folded_name}"))
    first = next(found, None)
    return chain([first], found) if first else _lines(f"|{folded_name}")


def with_word(folded_name: str) -> Iterator[Place]:
    """The places with a later word in their own name that begins so."""
    word = f"_{folded_name}"
    return (place for place in _lines(word) if word in folded(place.name))


def folded(name: str) -> str:
    """A name without case, accents and marks that people leave out: `new_york`, `xian`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).translate(_LETTERS)
    return "_".join("".join(c for c in plain if not unicodedata.combining(c)).split())


# What NFKD does not take apart, what stands between words, and what is left out. Twice: NFKD makes
# some marks out of others.
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i", "þ": "th", "ħ": "h",
    "-": " ", "–": " ", ",": " ", "(": " ", ")": " ", "|": " ", "_": " ",
    ".": None, "'": None, "’": None, "‘": None, "`": None,
    "\N{MODIFIER LETTER TURNED COMMA}": None, "\N{MODIFIER LETTER APOSTROPHE}": None,
})  # fmt: skip


def _lying_in(typed: str) -> list[Place]:
    """`London, Canada` or `portland or`: places of this name that lie in what is named behind."""
    words = typed.replace(",", " ").split()
    # The region may have two words: `portland united states`.
    for end in range(-1, -min(len(words), 4), -1):
        name, region = " ".join(words[:end]), " ".join(words[end:])
        codes = {code for way in _ways(region) for code in _codes(way)}
        found = [place for way in _ways(name) for place in _lines(way) if _lies(place, codes)]
        if found:
            return found
    return []


def _ways(name: str) -> tuple[str, str]:
    return f"|{folded(name)}|", f"|,{folded(name)}|"


def _codes(way: str) -> Iterator[str]:
    """The codes of countries and states that may be typed so."""
    for line in _lines_with(way):
        yield from _CODE.findall(line)


def _lies(place: Place, codes: set[str]) -> bool:
    return place.where in codes or place.where.partition(".")[0] in codes


@cache
def _name_of(code: str) -> str:
    return next(place.name for place in _lines(f"|,{code}|"))


def _lines(text: str) -> Iterator[Place]:
    """The places in whose ways of typing it something stands, from the top."""
    for line in _lines_with(text):
        name, _, where, zones = line.split("\t")
        yield Place(name, where, tuple(zones.split(",")))


def _lines_with(text: str) -> Iterator[str]:
    table, wanted, end = _table(), text.encode(), 0
    while (found := table.find(wanted, end)) >= 0:
        begin, end = table.rfind(b"\n", 0, found) + 1, table.find(b"\n", found)
        yield table[begin:end].decode()


@cache  # read when somebody names a place, never at the start
def _table() -> bytes:
    return TABLE.read_bytes()
