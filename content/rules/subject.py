"""What the rules of quality look at: a pack, and where everything in it stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from content.course_model import Course
from content.faults import Fault
from content.loading.places import Places, Sort
from content.model import Pack, Question, Section


@dataclass(frozen=True, slots=True)
class Subject:
    """The sound sections of a pack; `whole` says that no file of it was unreadable."""

    folder: Path
    pack: Pack
    places: Places
    released: Mapping[str, int]
    whole: bool

    def fault(
        self, sort: Sort, name: str, problem: str, field: str = "", index: int | None = None
    ) -> Fault:
        """A fault at an entry, or at one of its fields, or at one item of a field."""
        place = self.places[sort, name]
        return Fault(place.path, place.line_of(field, index), f"{sort} `{name}`: {problem}")


Rule: TypeAlias = Callable[[Subject], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of running text in a pack; `inline` where it must be a single paragraph."""

    sort: Sort
    id: str
    field: str
    text: str
    index: int | None = None
    inline: bool = False


def passages(pack: Pack) -> Iterator[Passage]:
    """Every text of a pack that is shown as Markdown."""
    for chapter in pack.chapters:
        yield Passage("chapter", chapter.id, "about", chapter.about, inline=True)
    for course in pack.courses:
        yield from _of_course(course)
    for term in pack.glossary:
        yield Passage("term", term.id, "means", term.means, inline=True)
    for section in pack.sections:
        yield from _of_section(section)
        for question in section.quiz:
            if not question.retired:
                yield from of_question(question)


def _of_course(course: Course) -> Iterator[Passage]:
    yield Passage("course", course.id, "about", course.about, inline=True)
    yield Passage("course", course.id, "leads_to", course.leads_to, inline=True)
    for index, week in enumerate(course.weeks):
        for text in (week.theme, *(entry.part for entry in week.readings)):
            yield Passage("course", course.id, "weeks", text, index, inline=True)


def _of_section(section: Section) -> Iterator[Passage]:
    yield Passage("section", section.id, "introduction", section.introduction)
    yield from _items("section", section.id, "objectives", section.objectives)
    for reading in section.readings:
        for field, text in (("part", reading.part), ("why", reading.why), ("note", reading.note)):
            yield Passage("reading", reading.id, field, text, inline=True)
    for discussion in section.discussion:
        yield Passage("discussion", discussion.id, "ask", discussion.ask)
        yield from _items("discussion", discussion.id, "covers", discussion.covers)
        yield Passage("discussion", discussion.id, "follow_up", discussion.follow_up)
    for task in section.tasks:
        texts = (("starter_note", task.starter_note), ("bring", task.bring))
        for field, text in (*texts, ("done_when", task.done_when)):
            yield Passage("task", task.id, field, text, inline=True)


def of_question(question: Question) -> Iterator[Passage]:
    """The texts of one quiz question."""
    yield Passage("quiz", question.id, "ask", question.ask)
    if question.kind in ("single", "multiple"):
        yield from _items("quiz", question.id, "choices", question.choices)
    yield Passage("quiz", question.id, "trap.why", question.trap.why)
    yield Passage("quiz", question.id, "explanation", question.explanation)
    yield Passage("quiz", question.id, "part", question.part, inline=True)


def _items(sort: Sort, name: str, field: str, items: tuple[str, ...]) -> Iterator[Passage]:
    for index, text in enumerate(items):
        yield Passage(sort, name, field, text, index, inline=True)
