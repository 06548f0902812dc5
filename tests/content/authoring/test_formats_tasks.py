"""Questions of other programs on their way into a pack and out of it, in real processes."""

import re
import shutil
from pathlib import Path

import pytest

from content.authoring import options
from content.authoring.quiz_tasks import TEXTS
from content.importers.quiz import question_files
from content.loading.loader import load
from tests.content.authoring.test_author_tasks import TEA, content

WHOLE = """\
// [tag:difficulty-2] [tag:skill-recall] [tag:reading-two-leaves]
::Old leaves:: Why are old leaves left? {
=They are coarse.
~They are rare.#There are more of them.
~They are high up.
####Only the young shoot is tender.
}
"""
PART = "A bud is a leaf.{T}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(TEA, tmp_path / "tea")
    return tmp_path


def test_a_whole_question_joins_its_section(pack: Path) -> None:
    """A whole question joins its section, and what stood there stays."""
    (pack / "more.gift").write_text(WHOLE)
    before = (pack / "tea/sections/picking.yaml").read_text()

    ended = content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[0] == "tea: 1 question added (1 to picking)"
    assert (pack / "tea/sections/picking.yaml").read_text().startswith(before)
    added = load(pack / "tea").question_by_id["old-leaves"]
    assert (added.difficulty, added.trap.why, added.part) == (2, "There are more of them.", "")
    assert "`quiz old-leaves` is not in ids.txt yet" in content(pack, "check", "tea").stdout


def test_the_same_file_twice_changes_nothing(pack: Path) -> None:
    (pack / "more.gift").write_text(WHOLE)
    content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")
    before = (pack / "tea/sections/picking.yaml").read_text()

    again = content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")

    assert again.returncode == 0
    assert "1 question left out, because the pack asks the same already" in again.stdout
    assert (pack / "tea/sections/picking.yaml").read_text() == before


def test_no_id_is_given_twice(pack: Path) -> None:
    """The same words get the same id, and never one that was given before."""
    (pack / "one.gift").write_text(WHOLE.replace("::Old leaves:: ", "::pick-seasons!::"))
    content(pack, "import", "one.gift", "--to", "tea", "--section", "picking")
    assert "pick-seasons-2" in load(pack / "tea").question_by_id


def test_a_questions_own_id_comes_first(pack: Path) -> None:
    """An id made of words gives way to the id that another question brought along."""
    (pack / "two.gift").write_text(f"{WHOLE}\n{WHOLE.replace('// ', '// [id:old-leaves] ')}")
    ended = content(pack, "import", "two.gift", "--to", "tea", "--section", "picking")
    assert ended.returncode == 0
    assert [question.id for question in load(pack / "tea").questions][3:5] == [
        "old-leaves-2",
        "old-leaves",
    ]


def test_incomplete_questions_wait_aside(pack: Path) -> None:
    """A question that lacks something waits among the drafts until it is completed."""
    (pack / "more.gift").write_text(f"{WHOLE}\n{PART}")

    ended = content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")

    assert ended.returncode == 1
    assert (
        "more.gift:9: `a-bud-is-a-leaf` lacks `reading`: add it (the id of the reading it comes "
        "from)" in ended.stdout
    )
    assert (
        "tea: 1 question added (1 to picking)\n1 question to complete in tea/drafts/more.yaml"
        in ended.stdout
    )
    assert len(load(pack / "tea").questions) == len(load(TEA).questions) + 1

    drafts = pack / "tea/drafts/more.yaml"
    assert "  # more.gift:9\n  # `trap` lacks `why`" in drafts.read_text()
    lacking = (
        "difficulty: 1",
        "skill: recall",
        "explanation: So it is.",
        "reading: two-leaves",
        "trap:",
        "  why: No.",
    )
    drafts.write_text(
        drafts.read_text().replace("trap:\n", "\n    ".join((*lacking, "")).removesuffix("    "))
    )
    completed = content(pack, "import", "tea/drafts/more.yaml", "--to", "tea")

    assert (completed.returncode, completed.stdout.splitlines()[0]) == (
        0,
        "tea: 1 question added (1 to picking)",
    )
    assert load(pack / "tea").question_by_id["a-bud-is-a-leaf"].trap.why == "No."


def test_drafts_are_never_written_over(pack: Path) -> None:
    (pack / "more.gift").write_text(PART)
    content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")
    (pack / "tea/drafts/more.yaml").write_text("mine")
    (pack / "more.gift").write_text(f"{WHOLE}\n{PART}")

    again = content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")

    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("tea/drafts/more.yaml: drafts wait here already: ")
    assert (pack / "tea/drafts/more.yaml").read_text() == "mine"
    assert len(load(pack / "tea").questions) == len(load(TEA).questions)


def test_incomplete_drafts_have_their_lines(pack: Path) -> None:
    """A draft that still lacks something is told with its line in the file of drafts."""
    (pack / "more.gift").write_text(PART)
    content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")

    again = content(pack, "import", "tea/drafts/more.yaml", "--to", "tea")

    assert again.returncode == 1
    assert "tea/drafts/more.yaml:9: `a-bud-is-a-leaf` lacks `skill`" in again.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("more.gift",),
            "more.gift: name the folder of the pack that the questions go to, with --to\n",
        ),
        (
            ("more.gift", "--to", "tea", "--section", "pickin"),
            "tea: the pack has no section `pickin`: did you mean `pick",
        ),
        (
            ("none.gift", "--to", "tea"),
            "none.gift: cannot be read (No such file or directory): check the name\n",
        ),
        (("deck.apkg", "--to", "tea"), "deck.apkg: this is Anki's own file: in Anki, export"),
    ],
)
def test_what_cannot_begin_is_one_line(words: tuple[str, ...], told: str, pack: Path) -> None:
    (pack / "more.gift").write_text(PART)
    ended = content(pack, "import", *words)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(told)
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("// ", "// [id:pick-seasons] "),
            "left out, the pack has another question `pick-seasons`",
        ),
        (
            ("// ", "// [id:Old Leaves] "),
            "the id `Old Leaves` was changed: use small letters, digits and hyphens only",
        ),
        (
            ("two-leaves", "two-leafs"),
            "there is no reading `two-leafs`: did you mean `two-leaves`?",
        ),
        (
            ("// ", "// needs: two-leaves watr\n// "),
            "there is no reading `watr`: name one of the pack's readings",
        ),
        (
            ("rare.", "rare\N{RIGHT-TO-LEFT OVERRIDE}"),
            "the control character U+202E was left out: They are rare",
        ),
        (("~They are high up.\n", ""), "`choices` has 2 items: write at least 3"),
    ],
)
def test_every_other_fault_names_its_line(change: tuple[str, str], told: str, pack: Path) -> None:
    (pack / "more.gift").write_text(WHOLE.replace(*change), encoding="utf-8")
    ended = content(pack, "import", "more.gift", "--to", "tea", "--section", "picking")
    assert ended.returncode == 1
    assert re.search(rf"more\.gift:[23]: {re.escape(told)}", ended.stdout)


def test_one_section_is_exported_alone(pack: Path) -> None:
    """One section is exported alone, and an unknown one not at all."""
    picking = content(pack, "export", "tea", "--format", "gift", "--section", "picking")
    assert picking.stdout.startswith("$CATEGORY: tea/picking\n\n// [id:pick-bud-leaves] ")
    assert picking.stdout.count("$CATEGORY") == 1

    unknown = content(pack, "export", "tea", "--format", "gift", "--section", "smoking")
    assert (
        unknown.stderr
        == "tea: the pack has no section `smoking`: its sections are picking, drying, brewing\n"
    )


def test_no_format_is_one_line(pack: Path) -> None:
    """An export that says no format ends with one line that names the formats."""
    ended = content(pack, "export", "tea")
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "--format markdown|gift|csv|anki" in ended.stderr


def test_a_page_goes_to_a_file(pack: Path) -> None:
    assert content(pack, "export", "tea", "--to", "tea.md").stdout == "tea.md: written\n"
    assert (pack / "tea.md").read_text() == content(pack, "export", "tea", "--markdown").stdout


def test_offered_formats_exist() -> None:
    """The formats that the tasks offer are those that exist."""
    assert set(options.IMPORTS) == {"markdown", *question_files.FORMATS}
    assert set(options.EXPORTS) == {"markdown", "anki", *TEXTS}
