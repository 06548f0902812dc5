"""The plan: which readings make up the weeks ahead.

Pure: a pack, a course, a pace and what is past in, weeks out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.core.records import Item
from bot.plan.courses import left
from bot.plan.planned import Contents, PlannedWeek
from bot.plan.weeks_by_pace import cut
from content.course_model import Course
from content.model import Pack

USUAL_PACE = 90
# A pace of nobody's choice: a course's own weeks stand.
UNSET = 0


def weeks_ahead(
    pack: Pack,
    course: Course,
    pace: int,
    past: Iterable[Item],
    pins: Mapping[int, Contents],
    first: int,
    begun: Collection[str] = (),
) -> Iterator[PlannedWeek]:
    """The weeks from number `first` on.

    What stands in `past` or in a pin is not planned again; nothing is dropped.

    `pace`: minutes a week; UNSET: the course's own weeks, and the usual pace where it has none.
    `begun`: the readings that weeks of this course have planned, of which `past` has the items.
    """
    pace = pace or (UNSET if course.weeks else USUAL_PACE)
    ahead = {number: pin for number, pin in pins.items() if number >= first}
    pinned = [item for pin in ahead.values() for item in pin.items]
    had = list(past)
    # What is fixed is this course's, unless it repeats what another one gave.
    repeated = {(item.reading, item.passage) for item in had}
    fixed = {item.reading for item in pinned if (item.reading, item.passage) not in repeated}
    weeks = left(pack, course, pace, [*had, *pinned], {*begun, *fixed})
    coming = cut(weeks, pack, pace) if pace else weeks
    following = next(coming, None)
    number, last = first, max(ahead, default=0)
    while following or number <= last:
        if number in ahead:
            contents = ahead[number]
        else:
            contents, following = following or Contents(), next(coming, None)
        yield _week(number, contents)
        number += 1


def _week(number: int, brings: Contents) -> PlannedWeek:
    return PlannedWeek(number, brings.items, brings.theme, brings.questions, brings.task)
