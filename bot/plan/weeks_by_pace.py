"""Readings cut into weeks by a pace. Pure."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.records import Item
from bot.plan.parts import OVERRUN
from bot.plan.planned import Contents
from content.model import Pack


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item with its section, and the number of the course's own week that it comes from."""

    section: str
    item: Item
    origin: int


def cut(weeks: Iterable[Contents], pack: Pack, pace: int) -> Iterator[Contents]:
    """The readings of these weeks in the same order, in weeks of about `pace` minutes.

    What a week brought besides comes with the last of its readings; its theme only where nothing of
    another week is with it. A section stays together where it fits.
    """
    before = list(weeks)
    queue = deque(
        _Entry(pack.section_of[item.reading].id, item, origin)
        for origin, week in enumerate(before)
        for item in week.items
    )
    waiting = Counter(entry.origin for entry in queue)
    while queue:
        taken = list(_take_week(queue, pace))
        waiting.subtract(entry.origin for entry in taken)
        origins = dict.fromkeys(entry.origin for entry in taken)
        over = [before[origin] for origin in origins if not waiting[origin]]
        yield Contents(
            tuple(entry.item for entry in taken),
            before[taken[0].origin].theme if len(origins) == 1 else "",
            tuple(question for week in over for question in week.questions),
            next((week.task for week in over if week.task), ""),
        )


def _take_week(queue: deque[_Entry], pace: int) -> Iterator[_Entry]:
    """Take what fits: whole sections while they fit, else what fits of a section that is longer
    than any week.
    """
    used = 0
    while queue:
        together = _together(queue)
        item, minutes = queue[0].item, sum(one.minutes for one in together)
        if _fits(used, minutes, pace) or (not used and minutes <= pace * OVERRUN):
            number = len(together)
        elif used and (minutes <= pace * OVERRUN or not _fits(used, item.minutes, pace)):
            return
        else:
            number = 1
        for _ in range(number):
            yield queue.popleft()
        used += sum(one.minutes for one in together[:number])
        if item.part < item.parts:
            return


def _together(queue: deque[_Entry]) -> list[Item]:
    """What stands at the head of the queue and comes from one section."""
    items: list[Item] = []
    for entry in queue:
        if entry.section != queue[0].section:
            break
        items.append(entry.item)
    return items


def _fits(used: int, minutes: int, pace: int) -> bool:
    """Within the pace; or over it by at most a third, and by less than would be missing without."""
    total = used + minutes
    return total <= pace or (total <= pace * OVERRUN and total - pace < pace - used)
