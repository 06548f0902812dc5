"""Sections of the same title carry their chapter's."""

from content.lookup import sections
from content.model import Chapter, Pack, Section
from content.section_names import told_apart
from tests.play import TEA


def test_equal_titles_carry_their_chapter() -> None:
    """Upper case is no difference; a title that stands alone stays as it is."""
    text = Chapter("text", "Text", "", (Section("e1", "Evaluation", "outline"),))
    vision = Chapter(
        "vision",
        "Vision",
        "",
        (Section("e2", "EVALUATION", "outline"), Section("p", "Pixels", "outline")),
    )
    pack = told_apart(Pack("two", "Two", "", (text, vision)))
    titles = [section.title for section in pack.sections]
    assert titles == ["Evaluation (Text)", "EVALUATION (Vision)", "Pixels"]
    assert [found.id for found in sections(pack, "evaluation")] == ["e1", "e2"]
    assert [found.id for found in sections(pack, "evaluation (vision)")] == ["e2"]


def test_retired_sections_take_no_title() -> None:
    gone = Section("e0", "Evaluation", "outline", retired="2026-01-01")
    pack = Pack(
        "one", "One", "", (Chapter("c", "C", "", (gone, Section("e1", "Evaluation", "outline"))),)
    )
    assert told_apart(pack) is pack


def test_a_pack_without_doubles_stays() -> None:
    assert told_apart(TEA) is TEA
