"""Rules on what questions and tasks rest on: nobody is asked what they were not given to read."""

from collections.abc import Iterable, Iterator

from content.course_model import Course
from content.courses import courses_of, is_given, planned_ids
from content.faults import Fault
from content.loading.folder import MAP
from content.loading.places import Sort
from content.model import Discussion, Question, Section, Task
from content.rules.subject import Subject

MOST_NAMED = 3


def hold_their_source(subject: Subject) -> Iterator[Fault]:
    """A quiz question rests at least on the reading that it comes from."""
    for question in subject.pack.questions:
        if question.needs and question.reading not in question.needs:
            problem = f"its `needs` lack `{question.reading}`, which it comes from: add it"
            yield subject.fault("quiz", question.id, problem, "needs")


def not_retired(subject: Subject) -> Iterator[Fault]:
    """What is asked today does not rest on a reading of yesterday."""
    retired = {name for name, r in subject.pack.reading_by_id.items() if r.retired}
    for section in subject.pack.sections:
        for sort, entry in _asked(section):
            for index, name in enumerate(entry.needs):
                if name in retired:
                    problem = f"it rests on `{name}`, which is retired: name another reading"
                    yield subject.fault(sort, entry.id, problem, "needs", index)


def unsaid(subject: Subject) -> Iterator[Fault]:
    """What does not say on which readings it rests is taken to rest on all of its section."""
    for section in subject.pack.sections:
        if names := [entry.id for _, entry in _asked(section) if not entry.needs]:
            problem = f"questions and tasks without `needs` are {_some(names)}: say what each needs"
            yield subject.fault("section", section.id, problem)


def bare_chapters(subject: Subject) -> Iterator[Fault]:
    """A chapter is a course by itself, and the road too: which sections have nothing to ask."""
    for course in courses_of(subject.pack):
        if not course.weeks:
            for problem in _bare(subject, course):
                yield Fault(subject.folder / MAP, _line(subject, course), problem)


def _asked(section: Section) -> Iterator[tuple[Sort, Discussion | Question | Task]]:
    held: tuple[tuple[Sort, Iterable[Discussion | Question | Task]], ...] = (
        ("discussion", section.discussion),
        ("quiz", section.quiz),
        ("task", section.tasks),
    )
    return ((sort, entry) for sort, entries in held for entry in entries if not entry.retired)


def _bare(subject: Subject, course: Course) -> Iterator[str]:
    planned = planned_ids(course)
    walked = [s for s in subject.pack.sections if any(r.id in planned for r in s.readings)]
    for sort, what in (("discussion", "discuss"), ("quiz", "ask in a quiz")):
        lacking = [
            section.id
            for section in walked
            if not any(
                is_given(entry, section, planned, planned)
                for held, entry in _asked(section)
                if held == sort
            )
        ]
        if lacking:
            yield f"the course `{course.id}` has nothing to {what} in {_some(lacking)}"


def _line(subject: Subject, course: Course) -> int:
    chapters = (place for place in subject.places.values() if place.sort == "chapter")
    return next((place.line for place in chapters if course.id == f"chapter-{place.id}"), 1)


def _some(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(f"`{name}`" for name in names[:MOST_NAMED])
    return f"{shown} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else shown
