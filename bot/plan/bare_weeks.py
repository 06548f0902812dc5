"""Which weeks of a plan have no questions yet. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.plan.planned import PlannedWeek
from content.course_model import Course
from content.courses import needs_of, planned_ids
from content.model import Discussion, Pack, Question


@dataclass(frozen=True, slots=True)
class Bare:
    """The numbers of weeks that read something of the pack on which nothing is asked yet.

    `talks`: nothing to discuss; `quiz`: nothing for a quiz.
    """

    talks: tuple[int, ...] = ()
    quiz: tuple[int, ...] = ()


def bare_weeks(pack: Pack, course: Course, weeks: Iterable[PlannedWeek]) -> Bare:
    """The weeks on whose readings no question rests."""
    talks = _asked_about(pack, course, pack.discussion_by_id.values())
    quiz = _asked_about(pack, course, pack.question_by_id.values())
    named = {week.number: _readings(pack, week) for week in weeks}
    read = {number: readings for number, readings in named.items() if readings}
    return Bare(
        tuple(number for number, readings in read.items() if readings.isdisjoint(talks)),
        tuple(number for number, readings in read.items() if readings.isdisjoint(quiz)),
    )


def _readings(pack: Pack, week: PlannedWeek) -> frozenset[str]:
    known = (pack.reading_by_id.get(item.reading) for item in week.items)
    return frozenset(reading.id for reading in known if reading)


def _asked_about(
    pack: Pack, course: Course, questions: Iterable[Discussion | Question]
) -> frozenset[str]:
    """The readings on which these rest, as the course plans them."""
    planned = planned_ids(course)
    needed = (
        needs_of(question, pack.section_of[question.id], planned)
        for question in questions
        if not question.retired
    )
    return frozenset(reading for needs in needed for reading in needs)
