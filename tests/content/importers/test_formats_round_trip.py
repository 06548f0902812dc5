"""What a pack asks survives a way out and in again.

As GIFT, as CSV, and through the files of a pack.
"""

import csv
import io
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.exporters.entry import entry_of
from content.exporters.gift import gift, question_text
from content.exporters.table import table
from content.loading import build
from content.loading.loader import load
from content.model import Question, Section
from tests.content import formats, sample
from tests.content.authoring.test_author_tasks import content

REPOSITORY = Path(__file__).parents[3]
PACKS = [
    REPOSITORY / "tests" / "packs" / "tea",
    *sorted((REPOSITORY / "content" / "packs").iterdir()),
]
QUIZ = re.compile(r"^quiz:\n(?:(?:[ #-].*)?\n)*", re.MULTILINE)


@given(formats.questions())
def test_an_entry_says_all(question: Question) -> None:
    """The entry of a question says all that the question holds."""
    assert build.question(formats.marked(entry_of(question))) == question


@given(st.lists(formats.questions(), min_size=1, max_size=3))
def test_questions_come_back_from_gift(questions: list[Question]) -> None:
    text = "\n\n".join(map(question_text, questions))
    assert formats.asked(text, "gift") == questions


@given(st.lists(formats.questions(), min_size=1, max_size=3))
def test_questions_come_back_from_a_table(questions: list[Question]) -> None:
    assert (
        formats.asked(table([Section("s", "S", "outline", quiz=tuple(questions))]), "csv")
        == questions
    )


@given(st.lists(formats.questions(), min_size=1, max_size=3))
def test_saving_with_semicolons_loses_nothing(questions: list[Question]) -> None:
    """A spreadsheet may save its table with semicolons: nothing is lost."""
    rows = csv.reader(
        io.StringIO(table([Section("s", "S", "outline", quiz=tuple(questions))]), newline="")
    )
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows(rows)
    assert formats.asked(f"\ufeff{saved.getvalue()}", "csv") == questions


@given(formats.questions())
def test_no_cell_begins_like_a_formula(question: Question) -> None:
    rows = csv.reader(
        io.StringIO(table([Section("s", "S", "outline", quiz=(question,))]), newline="")
    )
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\n")] == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_whole_pack_comes_back(folder: Path) -> None:
    """Every question of a pack comes back, from GIFT and from a table."""
    pack = load(folder)
    assert tuple(formats.asked(gift(pack.id, pack.sections), "gift")) == pack.questions
    assert tuple(formats.asked(table(pack.sections), "csv")) == tuple(
        q for s in pack.sections for q in s.quiz
    )


@pytest.mark.parametrize("name", ["quiz.gift", "quiz.csv"])
@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_lost_quiz_is_imported_back(folder: Path, name: str, tmp_path: Path) -> None:
    """A pack without its quiz gets it back from an exported file."""
    shutil.copytree(folder, tmp_path / "pack")
    for path in (tmp_path / "pack" / "sections").iterdir():
        path.write_text(QUIZ.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert not load(tmp_path / "pack").questions

    exported = content(tmp_path, "export", str(folder), "--to", name)
    imported = content(tmp_path, "import", name, "--to", "pack")

    assert (exported.stderr, imported.stderr, imported.returncode) == ("", "", 0), imported.stdout
    assert load(tmp_path / "pack").questions == load(folder).questions
    again = content(tmp_path, "import", name, "--to", "pack").stdout
    assert (
        f"{len(load(folder).questions)} questions left out, because the pack asks the same already"
        in again
    )


@settings(max_examples=30)  # each writes and reads four files
@given(
    st.lists(formats.questions(), min_size=1, max_size=3, unique_by=lambda question: question.id)
)
def test_a_section_only_grows(questions: list[Question]) -> None:
    """A section grows by what is imported and keeps the rest."""
    with TemporaryDirectory() as folder:
        files = sample.documents()
        pack = sample.write(Path(folder), files)
        file = sample.path_of(pack, "garden")
        file.write_text(
            "# mine\n"
            + file.read_text()
            + "see_also: [compost]\n".replace("see_also", "was")
            + "# end\n"
        )
        before = file.read_text()
        formats.add(questions, "garden", pack)
        after = file.read_text()
        formats.add(questions, "shed", pack)
        assert formats.quiz_of(pack, "garden")[-len(questions) :] == questions
        assert formats.quiz_of(pack, "shed") == questions
        assert [line for line in before.split("\n") if line not in after.split("\n")] == []
