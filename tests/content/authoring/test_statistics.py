"""The numbers of a pack.

Counted right, judged by the same limits as `content check`, and shown in a table.
"""

from argparse import Namespace
from pathlib import Path

import pytest

from content.authoring.statistics import Numbers, of_pack, together
from content.authoring.tables import COLUMNS, Column, table
from content.authoring.tasks import counted
from content.faults import PackError
from content.loading.loader import load_with_lines
from content.rules.check import release
from tests.content import course_sample, sample
from tests.content.sample import Change

OUR_PACK = Path(__file__).parents[3] / "content" / "packs" / "generative-ai"


def numbers(folder: Path, change: Change = lambda files: None) -> tuple[Numbers, ...]:
    files = sample.documents()
    change(files)
    sample.write(folder, files)
    release(folder)
    return of_pack(folder, load_with_lines(folder))


def test_a_section_is_counted(tmp_path: Path) -> None:
    garden, shed = numbers(tmp_path)
    assert dict(garden.levels) == {"essential": 1, "core": 1}
    assert (garden.essential_minutes, garden.discussion, garden.quiz) == (60, 6, 12)
    assert dict(garden.kinds) == {
        "single": 5,
        "multiple": 2,
        "true-false": 2,
        "numeric": 2,
        "text": 1,
    }
    assert dict(garden.skills) == {"understanding": 6, "reasoning": 6}
    assert dict(garden.difficulties) == {1: 4, 2: 4, 3: 4}
    assert dict(garden.right_letters) == {"A": 2, "B": 1, "C": 1, "D": 1}
    assert (garden.worked, garden.recalled, garden.unmet) == (0.5, 0.0, ())
    assert (shed.status, shed.quiz, shed.worked, shed.unmet) == ("outline", 0, 0.0, ())


def test_what_is_retired_does_not_count(tmp_path: Path) -> None:
    def retire(files: sample.Documents) -> None:
        for name in ("readings", "discussion", "quiz"):
            files["garden"][name][0]["retired"] = "2026-11-23"
        for question in files["garden"]["quiz"]:
            question["reading"] = "rain"

    garden, _ = numbers(tmp_path, retire)
    assert (
        garden.levels["essential"],
        garden.essential_minutes,
        garden.discussion,
        garden.quiz,
    ) == (0, 0, 5, 11)
    assert garden.right_letters["A"] == 1


def test_shares_are_of_all_quiz_questions(tmp_path: Path) -> None:
    def recall(files: sample.Documents) -> None:
        for question in files["garden"]["quiz"][:9]:
            question["skill"] = "recall"
        files["garden"]["quiz"][9]["skill"] = "calculation"

    garden, _ = numbers(tmp_path, recall)
    assert (garden.recalled, garden.worked) == (0.75, 2 / 12)
    assert [problem.split(": ")[1] for problem in garden.unmet] == [
        "2 of 12 quiz questions need reasoning or calculation",
        "9 of 12 quiz questions are recall",
    ]


def test_the_sum_is_over_all_sections(tmp_path: Path) -> None:
    both = together(numbers(tmp_path))
    assert (both.quiz, both.discussion, both.essential_minutes, both.levels.total()) == (
        12,
        6,
        60,
        3,
    )


def test_the_table_is_aligned(tmp_path: Path) -> None:
    """The table is aligned and says which sections meet the numbers asked for."""
    shown = table(numbers(tmp_path, lambda files: files["garden"]["discussion"].pop()))
    rows = shown.splitlines()[:4]
    assert [row.split()[0] for row in rows] == ["section", "garden", "shed", "together"]
    assert rows[1].split() == [
        "garden", "1/1/0", "60", "5", "0", "0", "12", "5/2/2/2/1", "0/6/6/0", "4/4/4",
        "2/1/1/1/0/0", "50%", "0%", "17", "1", "missed",
    ]  # fmt: skip
    assert rows[2].split()[-4:] == ["-", "-", "0", "outline"]
    assert len({len(row) for row in rows[:3]}) == 1
    assert shown.endswith(
        "section `garden`: the number of its discussion questions is 5: write at least 6"
    )


def test_a_whole_section_meets_the_numbers(tmp_path: Path) -> None:
    assert table(numbers(tmp_path)).splitlines()[1].split()[-1] == "yes"


def test_another_count_is_another_column(tmp_path: Path) -> None:
    """A number that is counted elsewhere is one more column of the table."""
    answered = {"garden": 40}
    columns = (*COLUMNS, Column("answered", lambda section: str(answered.get(section.id, ""))))
    assert table(numbers(tmp_path), columns).splitlines()[1].split()[-2:] == ["40", "yes"]


def test_a_faulty_pack_has_no_numbers(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        counted(Namespace(folder=tmp_path))


def test_light_questions_and_tasks_are_counted(tmp_path: Path) -> None:
    """Light questions, tasks and what does not say its needs are counted."""
    files = course_sample.documents()
    del files["garden"]["tasks"][0]["needs"]
    folder = sample.write(tmp_path, files)
    both = together(of_pack(folder, load_with_lines(folder)))
    assert (both.light, both.tasks, both.without_needs) == (1, 1, 1)


def test_works_of_reference_are_not_counted(tmp_path: Path) -> None:
    files = course_sample.documents()
    files["shed"]["readings"][1]["level"] = "essential"
    folder = sample.write(tmp_path, files)
    assert together(of_pack(folder, load_with_lines(folder))).essential_minutes == 60


def test_courses_and_terms_are_told_below(tmp_path: Path) -> None:
    """Courses, terms and the readings checked longest ago are told below the table."""
    folder = sample.write(tmp_path, course_sample.documents())
    told, code = counted(Namespace(folder=folder))
    assert code == 0
    assert told.splitlines()[-4:] == [
        "course first-year: 2 weeks, 3 readings, 140 minutes, 4 questions, 1 tasks",
        "terms in the glossary: 2",
        "readings never checked: 3 of 4",
        "checked longest ago: rain (2026-11-30)",
    ]


def test_our_complete_sections_meet_the_numbers() -> None:
    found = of_pack(OUR_PACK, load_with_lines(OUR_PACK))
    assert [section.unmet for section in found if section.unmet] == []
