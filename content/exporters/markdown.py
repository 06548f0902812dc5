"""A pack as a page to read: what to read and to discuss, in order, without the quiz.

Our importer reads it back.
"""

import re
from collections.abc import Iterator

from content.importers.markdown.drafts import ELSEWHERE, REFERENCE
from content.importers.markdown.outline import FOLLOW_UP
from content.markup import on_a_page, one_line
from content.model import Chapter, Discussion, Pack, Reading, Section

ENTITY = re.compile(r"&(?=#|\w+;)")
ASKS = "You should be able to answer these questions:"


def page(pack: Pack) -> str:
    """The whole roadmap as Markdown; what is retired is left out."""
    parts = [f"# {on_a_page(pack.title)}", _quoted(pack.about)]
    for chapter in pack.chapters:
        if not chapter.retired and any(not section.retired for section in chapter.sections):
            parts += _chapter(chapter, pack)
    return "\n\n".join(parts) + "\n"


def _chapter(chapter: Chapter, pack: Pack) -> Iterator[str]:
    yield f"## {on_a_page(chapter.title)}"
    yield _quoted(chapter.about)
    for section in chapter.sections:
        if not section.retired:
            yield from _section(section, pack)


def _section(section: Section, pack: Pack) -> Iterator[str]:
    yield f"### {on_a_page(section.title)}"
    if section.introduction:
        yield _quoted(section.introduction)
    readings = [_reading(reading) for reading in section.readings if not reading.retired]
    mentioned = (pack.reading_by_id[name] for name in section.see_also)
    readings += [f"{_link(reading)} [{ELSEWHERE}]" for reading in mentioned if not reading.retired]
    if readings:
        yield "\n".join(readings)
    if questions := [
        _question(question) for question in section.discussion if not question.retired
    ]:
        yield ASKS
        yield "\n".join(questions)


def _reading(reading: Reading) -> str:
    year = str(reading.year) if reading.year else ""
    known = (reading.kind, year, reading.level, f"{reading.minutes} min")
    facts = ", ".join(fact for fact in (*known, REFERENCE if reading.reference else "") if fact)
    lines = {
        "Authors": on_a_page(reading.authors),
        "Venue": on_a_page(reading.venue),
        "Part": reading.part,
        "Why": reading.why,
        "Note": reading.note,
        "Short": on_a_page(reading.short),
        "Checked": reading.checked,
    }
    below = (f"  - {label}: {one_line(text)}" for label, text in lines.items() if text)
    return "\n".join((f"{_link(reading)} [{facts}]", *below))


def _link(reading: Reading) -> str:
    url = ENTITY.sub("&amp;", reading.url.replace("\\", "\\\\"))
    return f"- [{on_a_page(reading.title)}]({f'<{url}>' if '(' in url or ')' in url else url})"


def _question(question: Discussion) -> str:
    further = f"\n  - {FOLLOW_UP}{one_line(question.follow_up)}" if question.follow_up else ""
    return "- " + "\n  ".join(question.ask.strip().splitlines()) + further


def _quoted(text: str) -> str:
    """A pack's own text, set apart from the lists below it."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
