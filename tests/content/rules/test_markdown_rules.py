"""Packs hold only Markdown that every platform shows."""

from pathlib import Path

import pytest

from content.rules.check import release
from tests.content import sample
from tests.content.sample import Flaw, choice, faults_of, note, quiz, released

FLAWS: dict[str, Flaw] = {
    "a heading": Flaw(
        note("# On soil"), "shed", "note:", "holds a heading: write **bold** instead"
    ),
    "a code block": Flaw(
        lambda files: quiz(files, "text").update(explanation="So:\n\n```\nx\n```\n"),
        *("garden", "explanation: 'So:", "holds a code block: write `code` within a line"),
    ),
    "html": Flaw(
        note("Use <b>water</b>."),
        "shed",
        "note:",
        "holds HTML: write Markdown, or put it in `code`",
    ),
    "a picture": Flaw(
        note("![soil](https://example.org/s.png)"), "shed", "note:", "holds a picture: link to it"
    ),
    "a table": Flaw(
        lambda files: quiz(files, "text").update(explanation="| a | b |\n|---|---|\n| 1 | 2 |\n"),
        *("garden", "explanation: '|", "holds a table: write a list"),
    ),
    "a quotation by accident": Flaw(
        note("> 90 % water"), "shed", "note:", "holds a quotation, by a `>`"
    ),
    "a numbered list by accident": Flaw(note("1. Water"), "shed", "note:", "holds a numbered list"),
    "a rule": Flaw(note("Soil\n\n***\n\nRain"), "shed", "note:", "holds a rule"),
    "a forced line break": Flaw(note("Soil  \nRain"), "shed", "note:", "holds a forced line break"),
    "struck text": Flaw(
        note("~~Soil~~ Rain"), "shed", "note:", "holds struck text: remove the `~~`"
    ),
    "LaTeX": Flaw(note("It costs $\\frac{1}{2}$."), "shed", "note:", "holds LaTeX"),
    "a LaTeX command": Flaw(
        note("The \\alpha of soil."), "shed", "note:", "holds LaTeX (`\\alpha`)"
    ),
    "a bare star": Flaw(note("A 3 * 4 bed."), "shed", "note:", "has a bare `*`"),
    "a bare underscore": Flaw(note("The d_model of soil."), "shed", "note:", "has a bare `_`"),
    "stars in a formula": Flaw(
        note("A bed of k*k*c feet."), "shed", "note:", "has `*` within a word before `k`"
    ),
    "a list with stars": Flaw(
        lambda files: quiz(files, "text").update(explanation="* one\n* two\n"),
        *(
            "garden",
            "explanation: '*",
            "holds a list that begins with `*`: begin its items with `- `",
        ),
    ),
    "a list in a list": Flaw(
        lambda files: quiz(files, "text").update(explanation="- one\n  - two"),
        *("garden", 'explanation: "- one', "holds a list in a list: make it one list"),
    ),
    "a list in a choice": Flaw(choice("- two"), "garden", "- '- two'", "must be one paragraph"),
    "a bare link": Flaw(note("See https://example.org/x"), "shed", "note:", "holds a bare link"),
    "a link in angle brackets": Flaw(
        note("See <https://example.org/x>"), "shed", "note:", "a link in angle brackets"
    ),
    "a link to nowhere": Flaw(
        note("See [this](soil.html)"), "shed", "note:", "links to `soil.html`: write a whole link"
    ),
    "a link definition": Flaw(
        note("See it.\n\n[a]: https://example.org"), "shed", "note:", "holds a link definition"
    ),
    "an entity": Flaw(
        note("Soil &amp; rain"), "shed", "note:", "holds `&amp;`: write the character itself"
    ),
}


@pytest.mark.parametrize("name", FLAWS)
def test_flaws_name_line_and_remedy(tmp_path: Path, name: str) -> None:
    flaw = FLAWS[name]
    folder = flaw.written(tmp_path)
    release(folder)
    (fault,) = faults_of(folder)
    assert flaw.problem in fault
    assert fault.startswith(flaw.where(folder))


@pytest.mark.parametrize(
    "text",
    [
        "**Bold**, *italic*, `a*b_c`, [label](https://example.org/a_b).",
        "A 3 \\* 4 bed, d\\_model, 2⁵ and √n.",
        "It costs $5 to $10.",
        "x ∈ ℝⁿ, a → b, 5 < 6 > 4",
        "**not** a *list*: one - two",
        "A–B & C",
        "Ends in 1.",
    ],
)
def test_portable_markdown_is_no_fault(tmp_path: Path, text: str) -> None:
    """Markdown that every platform shows is no fault."""
    files = sample.documents()
    note(text)(files)
    assert faults_of(released(tmp_path, files)) == []
