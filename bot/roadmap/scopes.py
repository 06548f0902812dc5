"""A section or a whole chapter, as a person names it."""

from dataclasses import dataclass

from bot.core.interaction import Context
from bot.core.message import Choice, clip
from bot.roadmap import texts
from bot.roadmap.commands import find_section
from content import lookup
from content.courses import CHAPTER
from content.model import Chapter, Pack, Reading, Section


@dataclass(frozen=True, slots=True)
class Scope:
    """One section, or the sections of a chapter. `id` is a section's, or `chapter-` and its own."""

    id: str
    title: str
    sections: tuple[Section, ...]

    @property
    def is_chapter(self) -> bool:
        """Whether it is a whole chapter."""
        return [self.id] != [section.id for section in self.sections]

    def holds(self, reading: Reading) -> bool:
        """Whether a reading stands in it."""
        return any(reading in section.readings for section in self.sections)


async def suggest_scope(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Chapters and sections that match what is typed."""
    pack = ctx.pack
    if typed.strip():
        chapters, sections = lookup.chapters(pack, typed), lookup.sections(pack, typed)
    else:
        chapters, sections = [c for c in pack.chapters if not c.retired], list(pack.sections)
    found = [
        *(Choice(clip(texts.chapter(c.title)), f"{CHAPTER}{c.id}") for c in chapters),
        *(Choice(clip(section.title), section.id) for section in sections),
    ]
    return tuple(found[:25])


def find_scope(pack: Pack, typed: str) -> Scope:
    """What a person means: a section by title or number, or a chapter by its title.

    Raises `UserError` for none, or several.
    """
    typed = typed.strip()
    if typed.isdecimal() or typed.casefold() in pack.section_by_id:
        return of_section(find_section(pack, typed))
    chapters = lookup.chapters(pack, typed.removeprefix(CHAPTER))
    found = [*map(of_chapter, chapters), *map(of_section, lookup.sections(pack, typed))]
    exact = [scope for scope in found if lookup.fold(scope.title) == lookup.fold(typed)]
    if not found:
        raise texts.no_such("section", typed, "roadmap")
    if len(exact or found) > 1:
        raise texts.ambiguous("section", typed, exact or found)
    return (exact or found)[0]


def of_section(section: Section) -> Scope:
    """One section."""
    return Scope(section.id, section.title, (section,))


def of_chapter(chapter: Chapter) -> Scope:
    """A chapter with the sections that stand in it today."""
    sections = tuple(section for section in chapter.sections if not section.retired)
    return Scope(f"{CHAPTER}{chapter.id}", chapter.title, sections)
