"""An Anki deck: stable numbers, so that a second import updates.

And nothing in it but what we made.
"""

import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from content.exporters.cards import Card, card
from content.loading.loader import load
from content.model import Chapter, Pack, Question, Section
from tests.content import formats
from tests.content.authoring import test_author_tasks
from tests.content.authoring.test_author_tasks import TEA, content

pytest.importorskip("genanki")
from content.exporters.anki import deck_file

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def rows(deck: bytes, question: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(zipfile.ZipFile(io.BytesIO(deck)).read("collection.anki2"))
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def guids(pack: Pack) -> list[str]:
    return [
        guid
        for (guid,) in rows(
            deck_file(pack, pack.sections, NOW), "SELECT guid FROM notes ORDER BY id"
        )
    ]


def renamed(pack: Pack, **fields: Any) -> Pack:  # noqa: ANN401 - fields of a question
    """The pack with another first question."""
    first, *others = pack.sections
    changed = replace(first, quiz=(replace(first.quiz[0], **fields), *first.quiz[1:]))
    return replace(pack, chapters=(Chapter("c", "C", "Of it.", (changed, *others)),))


def test_sections_are_decks_questions_cards() -> None:
    """There is a deck for each section and a card for each question."""
    pack = load(TEA)
    deck = deck_file(pack, pack.sections, NOW)
    ((decks, models),) = rows(deck, "SELECT decks, models FROM col")
    names = {entry["name"] for entry in json.loads(decks).values()}
    assert names >= {f"Tea::{section.title}" for section in pack.sections if section.quiz}
    assert rows(deck, "SELECT count(*) FROM cards") == [(len(pack.questions),)]
    assert [model["name"] for model in json.loads(models).values()] == ["Roadmate question"]


def test_an_edited_question_keeps_its_numbers() -> None:
    """The numbers of a question stay when its words, its place or its id change."""
    pack = load(TEA)
    first = pack.questions[0]
    assert guids(renamed(pack, ask="Quite another text?")) == guids(pack)
    assert guids(renamed(pack, id="new-name", was=(first.id,))) == guids(pack)
    assert guids(renamed(pack, id="new-name"))[0] != guids(pack)[0]
    assert len(set(guids(pack))) == len(pack.questions)


def test_numbers_never_change() -> None:
    """The numbers of decks and notes are what they were in the first release."""
    pack = load(TEA)
    deck = deck_file(pack, pack.sections, NOW)
    ((decks, models),) = rows(deck, "SELECT decks, models FROM col")
    assert sorted(json.loads(decks)) == ["1", "1188026332", "1812880341"]
    assert list(json.loads(models)) == ["1751562194"]
    assert guids(pack)[0] == "QP_a+{Sx*<"


def test_the_later_deck_is_newer() -> None:
    pack = load(TEA)
    for now in (NOW, NOW.replace(year=2027)):
        assert rows(deck_file(pack, pack.sections, now), "SELECT DISTINCT mod FROM notes") == [
            (int(now.timestamp()),)
        ]


def test_front_asks_and_back_explains() -> None:
    pack = load(TEA)
    asked = pack.question_by_id["pick-bud-leaves"]
    assert card(asked, pack.reading_by_id[asked.reading]) == Card(
        question="<p>How many leaves go with the bud in a fine picking?</p>",
        choices='<ol type="A"><li>None</li><li>Two</li><li>Seven</li></ol>',
        answer="<p><b>B.</b> Two</p>",
        explanation="<p>A fine picking takes two leaves and the bud.</p>",
        trap="<p><b>Tempting:</b> C. Seven</p><p>More leaves weigh more, but they are coarse.</p>",
        source='<p>From <a href="https://example.org/two-leaves">Two Leaves and a Bud</a>, '
        "Chapter 2</p>",
    )


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", ("<img src=x "
                                  "onerror=y>"), "![a](https://example.org/a.png)",
                                  "[a](javascript:b)",
     "[sound:a.mp3]", "[latex]a[/latex]", "`\\(a\\)`", "{{Back}}", "[a](data:text/html,b)"],
)  # fmt: skip
def test_nothing_hides_in_a_card(text: str) -> None:
    """An author can hide no script, picture, sound or link to a program in a card."""
    shown = "".join(
        vars_of(card(replace(load(TEA).questions[0], ask=text, explanation=text, part=text), None))
    )
    for hidden in ("<script", "<img", 'href="java', 'href="data', "[sound", "[latex", "\\(", "{{"):
        assert hidden not in shown


def vars_of(made: Card) -> list[str]:
    return [made.question, made.choices, made.answer, made.explanation, made.trap, made.source]


@given(formats.questions())
def test_any_question_becomes_a_card(question: Question) -> None:
    pack = Pack(
        "p",
        "P",
        "Of it.",
        (Chapter("c", "C", "It.", (Section("s", "S::T", "outline", quiz=(question,)),)),),
    )
    found = rows(deck_file(pack, pack.sections, NOW), "SELECT flds FROM notes")
    assert len(found) == (0 if question.retired else 1)


def test_a_deck_goes_to_a_file(tmp_path: Path) -> None:
    ended = content(tmp_path, "export", str(TEA), "--to", "tea.apkg")
    assert (ended.returncode, ended.stdout) == (0, "tea.apkg: written\n")
    assert rows((tmp_path / "tea.apkg").read_bytes(), "SELECT count(*) FROM notes") == [(5,)]
    assert list(tmp_path.iterdir()) == [tmp_path / "tea.apkg"]

    printed = content(tmp_path, "export", str(TEA), "--format", "anki")
    assert (printed.returncode, printed.stdout) == (1, "")
    assert printed.stderr.endswith("a deck is not printed: name a file, such as --to quiz.apkg\n")


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library one line says what to install."""
    # As where it was never installed: what stands here is found first.
    (tmp_path / "genanki.py").write_text("raise ModuleNotFoundError")
    monkeypatch.setattr(
        test_author_tasks, "REPOSITORY", f"{tmp_path}:{test_author_tasks.REPOSITORY}"
    )

    ended = test_author_tasks.content(tmp_path, "export", str(TEA), "--to", "tea.apkg")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert (
        ended.stderr
        == "tea.apkg: an Anki deck needs one more library: python -m pip install 'roadmate[anki]'\n"
    )
