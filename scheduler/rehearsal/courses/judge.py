"""The judge of a walk: what everybody saw, against what the pack says, counted by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from content.course_model import Course
from content.model import Pack, Section
from scheduler.rehearsal.judge_posts import FAREWELL, is_weekly
from scheduler.rehearsal.record import Record


@dataclass(slots=True)
class Outcome:
    """How one course went, counted while it is read through.

    `questions`: asked in its posts and threads; `given`: how many of them rest on what was given by
    then; `twice`: how many an earlier week had asked; `came`: its readings that were posted.
    """

    course: Course
    weeks: int = 0
    questions: int = 0
    given: int = 0
    twice: int = 0
    farewells: int = 0
    came: set[str] = field(default_factory=set)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Readings of the course that never came."""
        return tuple(sorted(_planned(self.course) - self.came))

    @property
    def clean(self) -> bool:
        """Whether all of it was as it should be."""
        asked_well = self.given == self.questions > 0 and not self.twice
        whole = self.weeks == len(self.course.weeks) and not self.left_out
        return asked_well and whole and self.farewells == 1


def judge(record: Record, pack: Pack, courses: Sequence[str]) -> list[Outcome]:
    """How each course went that the group walked, by what was said in its channel."""
    outcomes = [Outcome(course) for name in courses for course in pack.courses if course.id == name]
    urls = {reading.url: reading.id for section in pack.sections for reading in section.readings}
    given: set[str] = set()
    before: set[str] = set()
    this_week: set[str] = set()
    walking = iter(outcomes)
    now = next(walking)
    needs = _needs(pack, now.course)
    for said in record.said:
        if is_weekly(said):
            now.weeks += 1
            before, this_week = before | this_week, set()
            read = {name for url, name in urls.items() if f"]({url})" in said.text}
            given |= read
            now.came |= read
        asked = {ask for ask in needs if f"{ask}\n" in f"{said.text}\n"} - this_week
        now.questions += len(asked)
        now.given += sum(needs[ask] <= given for ask in asked)
        now.twice += len(asked & before)
        this_week |= asked
        if FAREWELL in said.text:
            now.farewells += 1
            now = next(walking, now)
            needs = _needs(pack, now.course)
    return outcomes


def _needs(pack: Pack, course: Course) -> Mapping[str, set[str]]:
    """What each discussion question rests on, by its words."""
    planned = _planned(course)
    return {
        question.ask.strip(): set(question.needs) or _held(section, planned)
        for section in pack.sections
        for question in section.discussion
    }


def _held(section: Section, planned: set[str]) -> set[str]:
    """All that a section plans: what a question rests on that does not say it."""
    held = {reading.id for reading in section.readings if not reading.retired}
    return held & planned or held


def _planned(course: Course) -> set[str]:
    return {entry.reading for week in course.weeks for entry in week.readings}
