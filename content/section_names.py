"""Sections that share a title are told apart wherever one is named or offered."""

from collections import Counter
from dataclasses import replace

from content.lookup import fold
from content.model import Chapter, Pack, Section


def told_apart(pack: Pack) -> Pack:
    """The pack in which sections of the same title carry that of their chapter.

    As an author would write it, `Evaluation (Vision)`; imported packs often do not.
    """
    titles = Counter(fold(section.title) for section in pack.sections)
    if all(number == 1 for number in titles.values()):
        return pack

    def named(section: Section, chapter: Chapter) -> Section:
        if section.retired or chapter.retired or titles[fold(section.title)] == 1:
            return section
        return replace(section, title=f"{section.title} ({chapter.title})")

    chapters = (
        replace(chapter, sections=tuple(named(section, chapter) for section in chapter.sections))
        for chapter in pack.chapters
    )
    return replace(pack, chapters=tuple(chapters))
