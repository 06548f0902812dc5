"""What a roadmap is made of.

A pack of chapters, sections, readings and questions, as plain data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeVar

Level = Literal["essential", "core", "optional"]
Kind = Literal["single", "multiple", "true-false", "numeric", "text"]
Skill = Literal["recall", "understanding", "reasoning", "calculation"]
Status = Literal["complete", "outline"]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read, watch or work through.

    `minutes` is the time for `part`, read with care.
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
    was: tuple[str, ...] = ()
    retired: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which progress on this reading may have been kept."""
        return (self.id, *self.was)


@dataclass(frozen=True, slots=True)
class Discussion:
    """A question for a conversation, with the points that a good answer covers.

    None as long as nobody wrote them.
    """

    id: str
    ask: str
    covers: tuple[str, ...] = ()
    follow_up: str = ""
    was: tuple[str, ...] = ()
    retired: str = ""


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
    was: tuple[str, ...] = ()
    retired: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which answers to this question may have been kept."""
        return (self.id, *self.was)


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
    see_also: tuple[str, ...] = ()
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
        """Readings, retired ones too, under their own and all their former ids (first wins where one was split)."""
        return _index((r.id, r.was, r) for s in self._all_sections() for r in s.readings)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """Quiz questions, retired ones too, under their own and all their former ids."""
        return _index((q.id, q.was, q) for s in self._all_sections() for q in s.quiz)

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section that holds a reading, discussion question or quiz question, by its present id."""
        return MappingProxyType({name: s for s in self._all_sections() for name in _ids_in(s)})

    def _all_sections(self) -> Iterator[Section]:
        return (s for c in self.chapters for s in c.sections)


def _ids_in(section: Section) -> Iterator[str]:
    yield from (reading.id for reading in section.readings)
    yield from (discussion.id for discussion in section.discussion)
    yield from (question.id for question in section.quiz)


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
