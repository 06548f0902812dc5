"""What a roadmap is made of.

A pack of chapters, sections, readings, questions, tasks, courses and terms, as plain data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeVar

from content.course_model import Course

Level = Literal["essential", "core", "optional"]
Kind = Literal["single", "multiple", "true-false", "numeric", "text"]
Skill = Literal["recall", "understanding", "reasoning", "calculation"]
Status = Literal["complete", "outline"]
Gpu = Literal["no", "helpful", "needed"]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read, watch or work through.

    `minutes` is the time for `part`, read with care; `checked` the day somebody last looked it up.
    A work of `reference` counts in no total.
    """

    id: str
    title: str
    url: str
    level: Level
    minutes: int
    part: str
    why: str = ""
    authors: str = ""
    year: int | None = None
    venue: str = ""
    kind: str = "paper"
    note: str = ""
    short: str = ""
    checked: str = ""
    reference: bool = False
    was: tuple[str, ...] = ()
    retired: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which progress on this reading may have been kept."""
        return (self.id, *self.was)


@dataclass(frozen=True, slots=True)
class Discussion:
    """A question for a conversation, with the points that a good answer covers.

    None as long as nobody wrote them. A `light` one anybody can answer; `needs` are the readings
    that it rests on, or nothing where nobody said (see content/courses.py).
    """

    id: str
    ask: str
    covers: tuple[str, ...] = ()
    follow_up: str = ""
    light: bool = False
    needs: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    retired: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which a group may have been asked this."""
        return (self.id, *self.was)


@dataclass(frozen=True, slots=True)
class Trap:
    """The most tempting wrong answer, and why it is wrong.

    `choice` is an index, or None where answers are typed.
    """

    answer: str
    why: str
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz question. `right` holds indexes into `choices`.

    Typed kinds have `number` or `accepted` instead.
    """

    id: str
    kind: Kind
    ask: str
    explanation: str
    trap: Trap
    reading: str
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    number: float | None = None
    tolerance: float = 0.0
    unit: str = ""
    accepted: tuple[str, ...] = ()
    part: str = ""
    difficulty: int = 2
    skill: Skill = "understanding"
    needs: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    retired: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which answers to this question may have been kept."""
        return (self.id, *self.was)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do by hand, in `minutes`; `done_when` can be checked by whoever did it."""

    id: str
    title: str
    minutes: int
    gpu: Gpu
    done_when: str
    bring: str
    starter: str = ""
    starter_note: str = ""
    needs: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    retired: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One stop of the roadmap. An outline has readings only; a complete one teaches."""

    id: str
    title: str
    status: Status
    objectives: tuple[str, ...] = ()
    introduction: str = ""
    readings: tuple[Reading, ...] = ()
    discussion: tuple[Discussion, ...] = ()
    quiz: tuple[Question, ...] = ()
    tasks: tuple[Task, ...] = ()
    see_also: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    retired: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary; `section` is where it is used first."""

    id: str
    term: str
    means: str
    also: tuple[str, ...] = ()
    section: str = ""
    was: tuple[str, ...] = ()
    retired: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the roadmap: sections in the order in which they are walked."""

    id: str
    title: str
    about: str
    sections: tuple[Section, ...]
    was: tuple[str, ...] = ()
    retired: str = ""


@dataclass(
    frozen=True, eq=False
)  # compared by identity: what is made from a pack is kept beside it
class Pack:
    """A whole roadmap. Retired entries stay in `chapters`, so that old progress keeps its name.

    Views skip them.
    """

    id: str
    title: str
    about: str
    chapters: tuple[Chapter, ...]
    language: str = "en"
    courses: tuple[Course, ...] = ()
    glossary: tuple[Term, ...] = ()
    released: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section on the map today, in roadmap order."""
        return tuple(s for c in self.chapters if not c.retired for s in c.sections if not s.retired)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading on the map today, in roadmap order."""
        return tuple(r for s in self.sections for r in s.readings if not r.retired)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every quiz question that may be asked today, in roadmap order."""
        return tuple(q for s in self.sections for q in s.quiz if not q.retired)

    @cached_property
    def discussion_by_id(self) -> Mapping[str, Discussion]:
        """Discussion questions, retired ones too, under their own and all their former ids."""
        return _index((d.id, d.was, d) for s in self._all_sections() for d in s.discussion)

    @cached_property
    def section_by_id(self) -> Mapping[str, Section]:
        """Sections under their own and all their former ids."""
        return _index((s.id, s.was, s) for c in self.chapters for s in c.sections)

    @cached_property
    def reading_by_id(self) -> Mapping[str, Reading]:
        """Readings, retired ones too, under their own and all their former ids (first wins where
        one was split).
        """
        return _index((r.id, r.was, r) for s in self._all_sections() for r in s.readings)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """Quiz questions, retired ones too, under their own and all their former ids."""
        return _index((q.id, q.was, q) for s in self._all_sections() for q in s.quiz)

    @cached_property
    def task_by_id(self) -> Mapping[str, Task]:
        """Tasks, retired ones too, under their own and all their former ids."""
        return _index((t.id, t.was, t) for s in self._all_sections() for t in s.tasks)

    @cached_property
    def course_by_id(self) -> Mapping[str, Course]:
        """Courses of pack.yaml, retired ones too, under their own and all their former ids."""
        return _index((c.id, c.was, c) for c in self.courses)

    @cached_property
    def term_by_id(self) -> Mapping[str, Term]:
        """Terms of the glossary, retired ones too, under their own and all their former ids."""
        return _index((t.id, t.was, t) for t in self.glossary)

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section that holds a reading, question or task, by its present id."""
        return MappingProxyType({name: s for s in self._all_sections() for name in _ids_in(s)})

    def _all_sections(self) -> Iterator[Section]:
        return (s for c in self.chapters for s in c.sections)


def _ids_in(section: Section) -> Iterator[str]:
    yield from (reading.id for reading in section.readings)
    yield from (discussion.id for discussion in section.discussion)
    yield from (question.id for question in section.quiz)
    yield from (task.id for task in section.tasks)


def _index(
    entries: Iterable[tuple[str, tuple[str, ...], Thing]],
) -> Mapping[str, Thing]:
    found: dict[str, Thing] = {}
    former: dict[str, Thing] = {}
    for identifier, was, thing in entries:
        found[identifier] = thing
        for old in was:
            former.setdefault(old, thing)
    return MappingProxyType(former | found)
