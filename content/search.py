"""Searching a pack: folded words, all of which must occur, titles before text, terms first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from content.lookup import fold
from content.model import Pack, Section, Term

Sort = Literal["term", "section", "reading", "discussion", "quiz"]
_RANK: dict[Sort, int] = {name: rank for rank, name in enumerate(get_args(Sort))}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that matches.

    What it is, its id, the words to show, and the section it stands in; a term stands in the
    section that uses it first, or in none.
    """

    sort: Sort
    id: str
    title: str
    section: Section | None


@dataclass(frozen=True, slots=True)
class _Entry:
    hit: Hit
    title: str
    text: str


def search(pack: Pack, words: str, limit: int = 8) -> list[Hit]:
    """The best hits: words in titles before words in texts, whole words before beginnings.

    What matches alike comes by sort, terms of the glossary first, and then in roadmap order.
    """
    wanted = fold(words).split()
    if not wanted:
        return []
    scored = [(_score(entry, wanted), entry.hit) for entry in _entries(pack)]
    # sorted() is stable, so what scores alike stays in roadmap order.
    found = sorted(
        (pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], _RANK[pair[1].sort])
    )
    return [hit for _, hit in found[:limit]]


def _score(entry: _Entry, wanted: list[str]) -> int:
    """0 where a word is missing; the title counts most, a whole word more than a part of one."""
    total = 0
    for word in wanted:
        if f" {word} " in entry.title:
            total += 8
        elif f" {word}" in entry.title:
            total += 6
        elif word in entry.title:
            total += 4
        elif f" {word}" in entry.text:
            total += 1
        else:
            return 0
    return total


@lru_cache(maxsize=16)  # packs are few, and compared by identity
def _entries(pack: Pack) -> tuple[_Entry, ...]:
    sections = (entry for section in pack.sections for entry in _of_section(section))
    return (*(_of_term(term, pack) for term in pack.glossary if not term.retired), *sections)


def _of_term(term: Term, pack: Pack) -> _Entry:
    section = pack.section_by_id.get(term.section)
    entry = _entry("term", term.id, term.term, section, term.means)
    return replace(entry, title=f"{entry.title}{_spaced(' '.join(term.also))} ")


def _of_section(section: Section) -> Iterator[_Entry]:
    yield _entry(
        "section",
        section.id,
        section.title,
        section,
        " ".join((section.introduction, *section.objectives)),
    )
    for reading in section.readings:
        if not reading.retired:
            about = (
                f"{reading.authors} {reading.venue} {reading.year or ''} {reading.part} "
                f"{reading.why}"
            )
            yield _entry("reading", reading.id, reading.title, section, about)
    for question in section.discussion:
        if not question.retired:
            yield _entry("discussion", question.id, question.ask, section, "")
    for entry in section.quiz:
        # Never the choices or the explanation: a search must not be a way to the answers.
        if not entry.retired:
            yield _entry("quiz", entry.id, entry.ask, section, "")


def _entry(sort: Sort, identifier: str, title: str, section: Section | None, text: str) -> _Entry:
    return _Entry(
        Hit(sort, identifier, title, section),
        f" {_spaced(title)} {identifier} ",
        f" {_spaced(text)} ",
    )


def _spaced(words: str) -> str:
    """Folded, with spaces for punctuation, so that whole words stand between spaces."""
    return " ".join("".join(c if c.isalnum() or c in "+#-" else " " for c in fold(words)).split())
