"""Which weeks of a plan have no questions yet. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.plan.given import given
from bot.plan.planned import PlannedWeek
from content.course_model import Course
from content.model import Pack


@dataclass(frozen=True, slots=True)
class Bare:
    """The numbers of weeks that read something of the pack on which nothing is asked yet.

    `talks`: nothing to discuss; `quiz`: nothing for a quiz.
    """

    talks: tuple[int, ...] = ()
    quiz: tuple[int, ...] = ()


def bare_weeks(
    pack: Pack, course: Course, weeks: Iterable[PlannedWeek], before: Collection[str] = ()
) -> Bare:
    """The weeks that bring a reading to its end on which no question rests.

    `before`: the readings that were given before the first of them.
    """
    talks: list[int] = []
    quiz: list[int] = []
    had = frozenset(before)
    for week in weeks:
        by_then = given(pack, course, week.items, had)
        had = by_then.all
        sections = {pack.section_of[name] for name in by_then.own}
        if not by_then.own:
            continue
        if not any(by_then.is_new(q) for s in sections for q in s.discussion if not q.retired):
            talks.append(week.number)
        if not any(by_then.is_new(q) for s in sections for q in s.quiz if not q.retired):
            quiz.append(week.number)
    return Bare(tuple(talks), tuple(quiz))
