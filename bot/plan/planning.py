"""The plan: which readings make up the weeks ahead.

Pure: a pack, a pace and what is past in, weeks out.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.records import Item, Track
from bot.roadmap.progress import planned
from content.model import Pack, Reading

USUAL_PACE = 90
# A week may overrun its pace by a third, where that keeps things together.
_OVERRUN = 4 / 3


@dataclass(frozen=True, slots=True)
class Pin:
    """What an organiser fixed for a week.

    Readings, something of the group's own, or (with neither) nothing new.
    """

    items: tuple[Item, ...] = ()

    @property
    def catch_up(self) -> bool:
        """Whether the week brings nothing new."""
        return not self.items


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A week ahead. A catch-up week has no items."""

    number: int
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """The reading time it asks for."""
        return sum(item.minutes for item in self.items)


def weeks_ahead(
    pack: Pack,
    track: Track,
    chapters: Sequence[str],
    pace: int,
    past: Iterable[Item],
    pins: Mapping[int, Pin],
    first: int,
) -> Iterator[PlannedWeek]:
    """The weeks from number `first` on.

    What stands in `past` or in a pin is not planned again; nothing is dropped.

    `chapters`: only these, all if empty. `pace`: minutes a week.
    """
    ahead = {number: pin for number, pin in pins.items() if number >= first}
    taken = [*past, *(item for pin in ahead.values() for item in pin.items)]
    queue = deque(_open_items(pack, track, chapters, pace, taken))
    number = first
    while queue or any(pinned >= number for pinned in ahead):
        items = (
            ahead[number].items
            if number in ahead
            else tuple(_take_week(queue, pace))
            if queue
            else ()
        )
        yield PlannedWeek(number, items)
        number += 1


def _open_items(
    pack: Pack, track: Track, chapters: Sequence[str], pace: int, taken: Sequence[Item]
) -> Iterator[tuple[str, Item]]:
    """What is still to be planned, each with its section, in roadmap order."""
    done: dict[str, list[Item]] = {}
    for item in taken:
        done.setdefault(item.reading, []).append(item)
    wanted = _sections_of(pack, chapters)
    for reading in planned(pack, track):
        section = pack.section_of[reading.id].id
        if section not in wanted:
            continue
        before = [item for name in reading.ids for item in done.get(name, ())]
        yield from ((section, item) for item in _rest_of(reading, before, pace))


def _rest_of(reading: Reading, before: Sequence[Item], pace: int) -> list[Item]:
    """The parts of a reading that no week has had yet.

    Once begun, it keeps the number of its parts.
    """
    parts = before[0].parts if before else _parts(reading.minutes, pace)
    had = {item.part for item in before}
    minutes = -(-reading.minutes // parts)
    return [
        Item(reading.id, part, parts, minutes) for part in range(1, parts + 1) if part not in had
    ]


def _parts(minutes: int, pace: int) -> int:
    return 1 if minutes <= pace * _OVERRUN else -(-minutes // pace)


def _take_week(queue: deque[tuple[str, Item]], pace: int) -> Iterator[Item]:
    """Take what fits: whole sections while they fit, else what fits of a section that is longer
    than any week.
    """
    used = 0
    while queue:
        section, item = queue[0]
        together = _together(queue, section)
        minutes = sum(one.minutes for one in together)
        if _fits(used, minutes, pace) or (not used and minutes <= pace * _OVERRUN):
            number = len(together)
        elif used and (minutes <= pace * _OVERRUN or not _fits(used, item.minutes, pace)):
            return
        else:
            number = 1
        for _ in range(number):
            yield queue.popleft()[1]
        used += sum(one.minutes for one in together[:number])
        if item.part < item.parts:
            return


def _together(queue: Iterable[tuple[str, Item]], section: str) -> list[Item]:
    items: list[Item] = []
    for belongs_to, item in queue:
        if belongs_to != section:
            break
        items.append(item)
    return items


def _fits(used: int, minutes: int, pace: int) -> bool:
    """Within the pace; or over it by at most a third, and by less than would be missing without."""
    total = used + minutes
    return total <= pace or (total <= pace * _OVERRUN and total - pace < pace - used)


def _sections_of(pack: Pack, chapters: Sequence[str]) -> frozenset[str]:
    return frozenset(
        section.id
        for chapter in pack.chapters
        if not chapters or chapter.id in chapters or set(chapter.was) & set(chapters)
        for section in chapter.sections
    )
