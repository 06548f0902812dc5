"""New editions of a pack: what an author does to it between two starts of the bot."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from content.course_model import Course
from content.model import Pack, Question, Reading, Section

Edit = Callable[[Section], Section]
Thing = TypeVar("Thing", Reading, Question)


def edited(pack: Pack, section: str, edit: Edit) -> Pack:
    """The pack with one section changed."""
    chapters = tuple(
        replace(c, sections=tuple(edit(s) if s.id == section else s for s in c.sections))
        for c in pack.chapters
    )
    return replace(pack, chapters=chapters)


def with_reading(pack: Pack, old: str, *new: Reading) -> Pack:
    """The pack with one reading replaced by others, or by none; then no course plans it."""
    found = pack.section_of[old]
    courses = pack.courses if new else tuple(_without(course, old) for course in pack.courses)
    changed = edited(pack, found.id, lambda s: replace(s, readings=_put(s.readings, old, new)))
    return replace(changed, courses=courses)


def with_question(pack: Pack, old: str, *new: Question) -> Pack:
    """The pack with one question replaced by others, or by none."""
    found = pack.section_of[old]
    return edited(pack, found.id, lambda s: replace(s, quiz=_put(s.quiz, old, new)))


def moved_question(pack: Pack, name: str, to: str) -> Pack:
    """The pack with a question in another section."""
    question = pack.question_by_id[name]
    return edited(with_question(pack, name), to, lambda s: replace(s, quiz=(*s.quiz, question)))


def moved_reading(pack: Pack, name: str, to: str) -> Pack:
    """The pack with a reading in another section."""
    reading = pack.reading_by_id[name]
    return edited(
        with_reading(pack, name), to, lambda s: replace(s, readings=(*s.readings, reading))
    )


def _without(course: Course, reading: str) -> Course:
    weeks = (
        replace(week, readings=tuple(entry for entry in week.readings if entry.reading != reading))
        for week in course.weeks
    )
    return replace(course, weeks=tuple(weeks))


def _put(things: tuple[Thing, ...], old: str, new: tuple[Thing, ...]) -> tuple[Thing, ...]:
    return tuple(kept for thing in things for kept in (new if thing.id == old else (thing,)))
