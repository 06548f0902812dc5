"""What a group has been given to read, and what may be asked about it. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.core.records import Item
from content.course_model import Course
from content.courses import needs_of, planned_ids
from content.model import Discussion, Pack, Question, Task


def readings_of(pack: Pack, items: Iterable[Item]) -> frozenset[str]:
    """The readings of the pack that these items bring to their end, by their present ids."""
    known = (pack.reading_by_id.get(item.reading) for item in items if item.part == item.parts)
    return frozenset(reading.id for reading in known if reading)


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to read by some week.

    `own`: by that week itself; `all`: by all up to it.
    """

    pack: Pack
    course: Course
    own: frozenset[str]
    all: frozenset[str]

    def allows(self, question: Discussion | Question | Task) -> bool:
        """Whether all that a question rests on was given."""
        return bool(needs := self.needs(question)) and needs <= self.all

    def is_new(self, question: Discussion | Question | Task) -> bool:
        """Whether it rests on something of that week itself, and on nothing that comes later."""
        return self.allows(question) and not self.own.isdisjoint(self.needs(question))

    def needs(self, question: Discussion | Question | Task) -> frozenset[str]:
        """What a question rests on, in this course."""
        section = self.pack.section_of[question.id]
        return needs_of(question, section, planned_ids(self.course))


def given(pack: Pack, course: Course, items: Iterable[Item], before: Collection[str] = ()) -> Given:
    """What a week with these items gives, after `before` was given."""
    own = readings_of(pack, items)
    return Given(pack, course, own, own | frozenset(before))
