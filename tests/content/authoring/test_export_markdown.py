"""A pack as a page: everything to read and to discuss, nothing of the quiz.

The importer reads it back.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.exporters.markdown import page
from content.importers.markdown.roadmap import read_text
from content.loading.loader import load
from content.model import Chapter, Discussion, Pack, Reading, Section
from tests.content import sample

REPOSITORY = Path(__file__).parents[3]
PACKS = [
    REPOSITORY / "tests" / "packs" / "tea",
    *sorted((REPOSITORY / "content" / "packs").iterdir()),
]


def read_back(pack: Pack) -> Pack:
    return read_text(page(pack), Path("page.md")).pack


def told(pack: Pack) -> list[object]:
    """What a page says, without ids, which are made anew from the titles."""
    return [
        (chapter.title, chapter.about, section.title, section.introduction, readings(section),
        questions(section),
         [pack.reading_by_id[name].title for name in section.see_also])
        for chapter in pack.chapters
        for section in chapter.sections
    ]  # fmt: skip


def readings(section: Section) -> list[Reading]:
    return [replace(reading, id="", was=()) for reading in section.readings]


def questions(section: Section) -> list[tuple[str, str]]:
    return [(question.ask, question.follow_up) for question in section.discussion]


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_the_importer_reads_a_page_back(folder: Path) -> None:
    """The importer reads a page back to the same sections and readings."""
    pack = load(folder)
    again = read_back(pack)
    assert (again.title, again.about) == (pack.title, pack.about)
    assert told(again) == told(pack)


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_page_gives_no_quiz_away(folder: Path) -> None:
    pack, shown = load(folder), page(load(folder))
    assert pack.questions
    assert [
        question.id
        for question in pack.questions
        if question.ask in shown or question.explanation in shown
    ] == []


def test_a_page_reads_well(tmp_path: Path) -> None:
    files = sample.documents()
    files["garden"]["readings"][1]["retired"] = "2026-11-23"
    assert (
        page(load(sample.write(tmp_path, files)))
        .replace(sample.INTRODUCTION, "INTRODUCTION")
        .startswith("""\
# Gardening

> From seed to soup.

## Outside

> Beds and sheds.

### The Garden

> INTRODUCTION

- [On the soil](https://example.org/soil) [paper, 2021, essential, 60 min]
  - Authors: Ann Gardener
  - Venue: Gardening 2021
  - Part: Section 2
  - Why: It shows what water does.
- [On the compost](https://example.org/compost) [see also]

You should be able to answer these questions:

- Why would apple and orchard share a bed?
  - Follow-up: And in winter?
""")
    )


# Words with all that could be taken for markup; what is trimmed when it is read is not among them.
WORD = st.text(
    st.sampled_from("ab Z9*_`[]<>&~#|\\!:-+=(){}.,;'\"^$%/@?é机"), min_size=1, max_size=20
)
TITLES = WORD.map(lambda word: f"T{' '.join(word.split())}t")


def test_colons_in_a_title_stay() -> None:
    """What looks like an emoji is part of a title."""
    shed = Section("s", "Say :fire: at 10:30:45", "outline")
    assert (
        read_back(Pack("p", "Pack", "About.", (Chapter("c", "C", "Of it.", (shed,)),)))
        .sections[0]
        .title
        == shed.title
    )


@given(st.lists(TITLES, min_size=1, max_size=5), TITLES, TITLES, st.booleans())
def test_titles_survive_the_round_trip(
    titles: list[str], section: str, chapter: str, essential: bool
) -> None:
    """Titles with any marks survive the round trip."""
    held = tuple(
        Reading(
            f"r{number}",
            title,
            f"https://x.org/{number}_(a)?b=1&amp;c",
            "essential" if essential else "core",
            5,
            "All",
        )
        for number, title in enumerate(titles)
    )
    whole = Section("s", section, "outline", readings=held, discussion=(Discussion("d", "Why?"),))
    pack = Pack("p", "Pack", "About.", (Chapter("c", chapter, "Of it.", (whole,)),))
    assert told(read_back(pack)) == told(pack)


def test_a_link_in_brackets_survives() -> None:
    """A link in brackets within a note survives the round trip."""
    note = "The page before it ([chapter 4](https://x.org/4)) is on spaces."
    reading = Reading("r", "Bytes", "https://x.org/5", "core", 5, "All", note=note)
    section = Section("s", "Tokens", "outline", readings=(reading,))
    pack = Pack("p", "Pack", "About.", (Chapter("c", "Words", "Of it.", (section,)),))
    assert told(read_back(pack)) == told(pack)
