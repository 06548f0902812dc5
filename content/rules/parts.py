"""The sections that a part of a reading names, such as those of `Sections 2 to 4, then 6.1`."""

import re
from typing import TypeAlias

NUMBER = r"[0-9]+(?:\.[0-9]+)*"
JOINING = r"(?:\s*(?:,|;|&|\band\b|\bor\b|\bthen\b|\bto\b|\bthrough\b|[-–—])\s*)+"
NAMED = re.compile(
    rf"(?:\bsections?|\bsecs?\.|§+)\s*({NUMBER}(?:{JOINING}{NUMBER})*)", re.IGNORECASE
)
TOKEN = re.compile(rf"({NUMBER})|\b(to|through)\b|([-–—])")
Place: TypeAlias = tuple[int, ...]
Range: TypeAlias = tuple[Place, Place]


def sections(part: str) -> tuple[Range, ...]:
    """The first and last section of each run that a part names; none where it names no sections."""
    return tuple(run for named in NAMED.finditer(part) for run in _runs(named[1]))


def within(inner: str, outer: str) -> bool:
    """Whether all sections that one part names lie in those of another.

    So it is taken to be where either names none. A section holds all its subsections.
    """
    there = sections(outer)
    named = (place for run in sections(inner) for place in run)
    return not there or all(any(_holds(run, place) for run in there) for place in named)


def _runs(named: str) -> list[Range]:
    runs: list[Range] = []
    open_run = False
    for number, word, dash in TOKEN.findall(named):
        if word or dash:
            open_run = True
            continue
        place = tuple(map(int, number.split(".")))
        if open_run:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
        open_run = False
    return runs


def _holds(run: Range, place: Place) -> bool:
    first, last = run
    return place[: len(first)] >= first and place[: len(last)] <= last
