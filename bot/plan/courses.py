"""What is left of a course for a group: its weeks without what the group has had.

Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from bot.core.records import Item
from bot.plan.parts import rest_of
from bot.plan.planned import Contents
from content.course_model import Course, CourseWeek, PlannedReading
from content.courses import planned_readings
from content.model import Pack


def left(
    pack: Pack, course: Course, pace: int, taken: Sequence[Item], own: Collection[str]
) -> Iterator[Contents]:
    """What each week of a course still brings, in order; one that brings nothing to read is over.

    A course without weeks is one long week. `pace`: what is longer comes in parts, unless it is 0.
    `own`: the readings that were taken as this course plans them; of another course's passage the
    rest, or the whole, is still to come.
    """
    had: dict[str, list[Item]] = {}
    for item in taken:
        had.setdefault(item.reading, []).append(item)
    times = Counter(entry.reading for entry in planned_readings(course))

    def before(entry: PlannedReading) -> list[Item]:
        names = pack.reading_by_id[entry.reading].ids
        items = [item for name in names for item in had.get(name, ())]
        # Where the course plans a reading only once, its passage may have been worded otherwise
        # when that week was posted. A course that names no passages wants nothing twice.
        known = times[entry.reading] == 1 and not set(names).isdisjoint(own)
        if known or not course.weeks:
            return items
        return [item for item in items if item.passage in ("", entry.part)]

    for week in course.weeks or (CourseWeek("", course.readings),):
        items = tuple(
            item for entry in week.readings for item in rest_of(pack, entry, before(entry), pace)
        )
        if items:
            yield Contents(items, week.theme, week.questions, week.task)
