"""Every rule of quality finds what it is for, names its line, and leaves good packs alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from content.rules import duplicates
from content.rules.check import release
from tests.content import sample
from tests.content.sample import (
    Change,
    Document,
    Documents,
    Flaw,
    choice,
    faults_of,
    quiz,
    released,
)

OUR_PACK = Path(__file__).parents[3] / "content" / "packs" / "generative-ai"


def singles(files: Documents) -> list[Document]:
    return [question for question in files["garden"]["quiz"] if question["kind"] == "single"]


def ask(text: str, kind: str = "single") -> Change:
    return lambda files: quiz(files, kind).update(ask=text)


def longest_right(files: Documents) -> None:
    for question in singles(files)[:3]:
        question["choices"]["ABCD".index(question["answer"])] += " and for a long time"


def always_first(files: Documents) -> None:
    for question in singles(files):
        question |= {"answer": "A", "trap": {"answer": "B", "why": "It looks so."}}


FLAWS: dict[str, Flaw] = {
    "too few objectives": Flaw(
        lambda files: files["garden"].update(objectives=["Dig."]),
        *("garden", "- Dig.", "section `garden`: the number of its objectives is 1: write 3 to 6"),
    ),
    "an objective without a verb": Flaw(
        lambda files: files["garden"].update(objectives=["Dig.", "Sow.", "The harvest."]),
        *("garden", "- The harvest.", "an objective begins with `the`: begin with a verb"),
    ),
    "a short introduction": Flaw(
        lambda files: files["garden"].update(introduction="Gardens grow."),
        *("garden", "introduction:", "its introduction has 2 words: write 80 to 150"),
    ),
    "no readings": Flaw(
        lambda files: (files["shed"].update(readings=[]), files["garden"].pop("see_also")),
        *("shed", "readings:", "section `shed`: it has no readings: add one"),
    ),
    "a reading without a why": Flaw(
        lambda files: files["garden"]["readings"][1].pop("why"),
        *(
            "garden",
            "id: rain",
            "reading `rain`: it lacks `why`: say in a sentence what to look for",
        ),
    ),
    "nothing essential": Flaw(
        lambda files: files["garden"]["readings"][0].update(level="core"),
        *(
            "garden",
            "- id: soil",
            "no reading is essential: choose the one or two that carry the section",
        ),
    ),
    "too much that is essential": Flaw(
        lambda files: files["garden"]["readings"][0].update(minutes=180),
        *(
            "garden",
            "- id: soil",
            "its essential readings take 180 minutes: about 60 to 90 fit into a week",
        ),
    ),
    "too few discussion questions": Flaw(
        lambda files: files["garden"]["discussion"].pop(),
        *(
            "garden",
            "- id: bed-apple",
            "the number of its discussion questions is 5: write at least 6",
        ),
    ),
    "too few points of a good answer": Flaw(
        lambda files: files["garden"]["discussion"][1].update(covers=["Light.", "Water.", "Room."]),
        *(
            "garden",
            "- Light.",
            "discussion `bed-barley`: the number of its points in `covers` is 3: write 4 to 8",
        ),
    ),
    "no points of a good answer": Flaw(
        lambda files: files["garden"]["discussion"][1].pop("covers"),
        *(
            "garden",
            "- id: bed-barley",
            "discussion `bed-barley`: the number of its points in `covers` is 0",
        ),
    ),
    "too few points in an outline that has some": Flaw(
        lambda files: files["shed"].update(
            discussion=[sample.discussion("why", "axe", "saw") | {"covers": ["Rust."]}]
        ),
        *(
            "shed",
            "- Rust.",
            "discussion `why`: the number of its points in `covers` is 1: write 4 to 8",
        ),
    ),
    "too few quiz questions": Flaw(
        lambda files: files["garden"]["quiz"].pop(),
        *("garden", "- id: q-apple", "the number of its quiz questions is 11: write at least 12"),
    ),
    "a kind that is missing": Flaw(
        lambda files: files["garden"]["quiz"].__setitem__(
            8, sample.question("q-ivy", "numeric", 8)
        ),
        *(
            "garden",
            "- id: q-apple",
            "no quiz question is of the kind text: write one of each kind",
        ),
    ),
    "a difficulty that is missing": Flaw(
        lambda files: [
            q.update(difficulty=min(q["difficulty"], 2)) for q in files["garden"]["quiz"]
        ],
        *("garden", "- id: q-apple", "no quiz question has difficulty 3: spread them from 1 to 3"),
    ),
    "too little reasoning": Flaw(
        lambda files: [q.update(skill="understanding") for q in files["garden"]["quiz"][:10]],
        *(
            "garden",
            "- id: q-apple",
            "1 of 12 quiz questions need reasoning or calculation: make it a third",
        ),
    ),
    "too much recall": Flaw(
        lambda files: [q.update(skill="recall") for q in files["garden"]["quiz"][0:12:2]],
        *("garden", "- id: q-apple", "6 of 12 quiz questions are recall: a quarter at most"),
    ),
    "too long an explanation": Flaw(
        lambda files: quiz(files, "text").update(explanation="w" * 895),
        *(
            "garden",
            "explanation: www",
            "explanation and trap have 903 characters together: shorten them to 900",
        ),
    ),
    "a long answer to type": Flaw(
        lambda files: quiz(files, "text").update(answer="the soil by the wall"),
        *(
            "garden",
            "answer: the soil",
            "`the soil by the wall` has more than three words: ask for a shorter answer",
        ),
    ),
    "right choices that are the longest": Flaw(
        longest_right,
        *(
            "garden",
            "- id: q-apple",
            (
                "the right choice is the longest in 4 of 5 single-choice questions, at most 40 % "
                "may "
                "be"
            ),
        ),
    ),
    "right choices that are always first": Flaw(
        always_first,
        *(
            "garden",
            "- id: q-apple",
            "A is right in 5 of 5 single-choice questions, at most 3 may be: reorder the choices",
        ),
    ),
    "a letter in the explanation": Flaw(
        lambda files: quiz(files, "single").update(explanation="Therefore choice B is wrong."),
        *(
            "garden",
            "explanation: Therefore",
            "`choice B` means nothing once the choices are shuffled: say what it says",
        ),
    ),
    "an ordinal in the trap": Flaw(
        lambda files: quiz(files, "single")["trap"].update(why="The first answer is tempting."),
        *(
            "garden",
            "why: The first answer",
            "`first answer` means nothing once the choices are shuffled",
        ),
    ),
    "choices by their place": Flaw(
        ask("Which of the options below is a plant?"),
        *("garden", "ask: Which of", "`options below` means nothing once the choices are shuffled"),
    ),
    "all of the above": Flaw(
        choice("All of the above"),
        *(
            "garden",
            "- All of the above",
            "`All of the above` is about other choices: use kind `multiple`",
        ),
    ),
    "none of these": Flaw(
        choice("None of these."),
        *("garden", "- None of these.", "`None of these.` is about other choices"),
    ),
    "two letters as a choice": Flaw(
        choice("Both A and B"),
        *("garden", "- Both A and B", "`Both A and B` is about other choices"),
    ),
    "a plain negation in a question that picks": Flaw(
        ask("Which of these does not grow in apple shade?"),
        *(
            "garden",
            "ask: Which of these",
            "`not` is easy to overlook: write **not**, or ask without it",
        ),
    ),
    "a plain negation in a true-false question": Flaw(
        ask("Elder never blooms in spring.", "true-false"),
        *(
            "garden",
            "ask: Elder never",
            "`never` is easy to overlook: write **never**, or ask without it",
        ),
    ),
    "a choice that repeats its question": Flaw(
        lambda files: (
            ask("What makes an apple fall from the old tree?")(files),
            choice("An apple falls? Apple fall from the old tree by wind")(files),
        ),
        *(
            "garden",
            "- An apple falls",
            "a choice repeats the question (`apple fall from the old`)",
        ),
    ),
    "the same question twice": Flaw(
        lambda files: files["shed"].update(
            quiz=[
                files["garden"]["quiz"][8]
                | {"id": "q-again", "ask": "By what means does an ivy come to its wall?"}
            ]
        ),
        *(
            "shed",
            "ask: By what means",
            "quiz `q-again`: it asks almost the same as `q-ivy` (garden.yaml:",
        ),
    ),
    "the same discussion twice": Flaw(
        lambda files: files["shed"].update(
            discussion=[sample.discussion("bed-twice", "apple", "orchard")]
        ),
        *(
            "shed",
            "ask: Why would",
            "discussion `bed-twice`: it asks almost the same as `bed-apple`",
        ),
    ),
    "a question on a retired reading": Flaw(
        lambda files: (
            files["garden"]["readings"].append(sample.reading("snow") | {"retired": "2026-11-23"})
            or quiz(files, "text").update(reading="snow")
        ),
        *("garden", "reading: snow", "its reading `snow` is retired: name another"),
    ),
}


def test_a_good_pack_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(released(tmp_path, sample.documents())) == []


@pytest.mark.parametrize("name", FLAWS)
def test_flaws_name_line_and_remedy(tmp_path: Path, name: str) -> None:
    flaw = FLAWS[name]
    folder = flaw.written(tmp_path)
    release(folder)
    (fault,) = faults_of(folder)
    assert flaw.problem in fault
    assert fault.startswith(flaw.where(folder))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which of these does **not** grow?", "single"),
        ("Which of these does NOT grow?", "single"),
        ("Why does an apple not fall?", "single"),
        ("It is not sown. How does an elder seed itself?", "single"),
        ("Elder `not` blooms in spring.", "true-false"),
    ],
)
def test_a_careful_question_is_no_fault(tmp_path: Path, text: str, kind: str) -> None:
    files = sample.documents()
    ask(text, kind)(files)
    assert faults_of(released(tmp_path, files)) == []


def test_reworded_questions_are_alike() -> None:
    """Reworded questions are alike, and different ones on one subject are not."""
    first = duplicates.words(
        "How many parameters does a dense layer with 512 inputs and 256 outputs have?"
    )
    again = duplicates.words(
        "A dense layer has 512 inputs and 256 outputs. How many parameters is that?"
    )
    other = duplicates.words(
        "How many multiply-adds does the backward pass of a dense layer with 512 inputs take?"
    )
    assert duplicates.similarity(first, again) >= duplicates.ALIKE
    assert duplicates.similarity(first, other) < duplicates.ALIKE


def test_an_unused_section_is_a_fault(tmp_path: Path) -> None:
    """A section file that no chapter names is a fault."""
    folder = released(tmp_path, sample.documents())
    (folder / "sections" / "attic.yaml").write_text("id: attic\n", encoding="utf-8")
    assert faults_of(folder) == [
        (
            "sections/attic.yaml:1: no chapter in pack.yaml names this section: add it there, or "
            "remove the file"
        )
    ]


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    """The faults that the loader finds and those of quality are told together."""
    files = sample.documents()
    files["garden"]["introduction"] = "Short."
    files["shed"]["level"] = "core"
    faults = faults_of(released_before(tmp_path, files))
    assert [fault.split(":")[0] for fault in faults] == [
        "sections/garden.yaml",
        "sections/shed.yaml",
    ]


def released_before(folder: Path, files: Documents) -> Path:
    released(folder, sample.documents())
    return sample.write(folder, files)


def test_retired_questions_are_not_judged(tmp_path: Path) -> None:
    files = sample.documents()
    files["garden"]["quiz"].append(
        quiz(files, "single") | {"id": "q-old", "ask": "Is it choice B?", "retired": "2026-11-23"}
    )
    assert faults_of(released(tmp_path, files)) == []


def test_loading_needs_no_markdown_parser(tmp_path: Path) -> None:
    """Loading does not import the Markdown parser, so that a start is quick."""
    folder = sample.write(tmp_path, sample.documents())
    program = (
        "import sys; from pathlib import Path; from content.loading.loader import load; import "
        "content.rules.check\n"
        f"load(Path({str(folder)!r})); print('markdown_it' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_our_own_pack_has_no_faults() -> None:
    assert faults_of(OUR_PACK) == []
