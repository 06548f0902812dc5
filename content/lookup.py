"""Finding a section or a reading by what a person typed.

An id, an old id, or words of the title.
"""

import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from content.model import Chapter, Pack, Reading, Section


class _Titled(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


Titled = TypeVar("Titled", bound=_Titled)


def fold(words: str) -> str:
    """Words without case and accents, for comparing."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sections(pack: Pack, typed: str) -> list[Section]:
    """The sections that may be meant, the likeliest first; one alone means there is no doubt."""
    known = pack.section_by_id.get(typed.strip().casefold())
    return [known] if known and not known.retired else titled(pack.sections, typed)


def chapters(pack: Pack, typed: str) -> list[Chapter]:
    """The chapters that may be meant, the likeliest first; one alone means there is no doubt."""
    present = [chapter for chapter in pack.chapters if not chapter.retired]
    name = typed.strip().casefold()
    named = [chapter for chapter in present if name in (chapter.id, *chapter.was)]
    return named or titled(present, typed)


def readings(pack: Pack, typed: str) -> list[Reading]:
    """The readings that may be meant, the likeliest first; one alone means there is no doubt."""
    known = pack.reading_by_id.get(typed.strip().casefold())
    return [known] if known and not known.retired else titled(pack.readings, typed)


def titled(things: Iterable[Titled], typed: str) -> list[Titled]:
    """Those whose title or id holds all words typed; only those of that very title, if any are."""
    words = fold(typed).split()
    if not words:
        return []
    found = [
        thing
        for thing in things
        if all(word in f"{fold(thing.title)} {thing.id}" for word in words)
    ]
    exact = [thing for thing in found if fold(thing.title).split() == words]
    return exact or found
