"""What is asked in a course was given to read in it, and there is enough of it."""

from pathlib import Path

import pytest

from content.rules.check import check, findings, release
from tests.content import course_sample, sample
from tests.content.sample import Change, Documents, Flaw


def week(files: Documents, number: int) -> sample.Document:
    found: sample.Document = files["pack"]["courses"][0]["weeks"][number - 1]
    return found


def part(text: str) -> Change:
    return lambda files: files["garden"]["quiz"][8].update(part=text)


def second_course(files: Documents) -> None:
    again = course_sample.course() | {"id": "second-year"}
    files["pack"]["courses"].append(again)


def retire_a_question(files: Documents) -> None:
    """The first week asks one of yesterday beside two of today."""
    old = sample.discussion("bed-old", "hop", "pole") | {"needs": ["soil"]}
    files["garden"]["discussion"].append(old | {"retired": "2026-11-23"})
    week(files, 1)["questions"].append("bed-old")


GROUND, WATER = "theme: Ground", "theme: Water"
FLAWS: dict[str, Flaw] = {
    "a question before its reading": Flaw(
        lambda files: week(files, 1).update(questions=["bed-apple", "bed-barley", "bed-elder"]),
        *("pack", GROUND, "week 1: the question `bed-elder` rests on `rain`, which is not planned"),
    ),
    "a task before its reading": Flaw(
        lambda files: week(files, 1).update(task=week(files, 2).pop("task")),
        *("pack", GROUND, "week 1: the task `t-bed` rests on `rain`, which is not planned by then"),
    ),
    "a question on what is never planned": Flaw(
        lambda files: files["garden"]["discussion"][1].update(needs=["soil", "almanac"]),
        *("pack", GROUND, "rests on `almanac`, which is not planned by then: plan it, or choose"),
    ),
    "too little to discuss": Flaw(
        lambda files: week(files, 2).update(questions=["bed-cherry"]),
        *("pack", WATER, "week 2: the number of its questions on its own readings is 1: name at"),
    ),
    "nothing to discuss": Flaw(
        lambda files: week(files, 2).pop("questions"),
        *("pack", WATER, "week 2: the number of its questions on its own readings is 0"),
    ),
    "too little to quiz": Flaw(
        lambda files: files["garden"]["quiz"][11].update(reading="soil", needs=["soil"]),
        *("pack", WATER, "week 2: the number of quiz questions on its own readings is 5"),
    ),
    "too many minutes": Flaw(
        lambda files: week(files, 2)["readings"][1].update(minutes=35),
        *("pack", WATER, "week 2: its readings take 95 minutes: plan 60 to 90"),
    ),
    "too few minutes by default": Flaw(
        lambda files: (
            files["pack"]["courses"][0].pop("minutes"),
            week(files, 1)["readings"][0].update(minutes=59),
        ),
        *("pack", GROUND, "week 1: its readings take 59 minutes: plan 60 to 100"),
    ),
    "the same part of a reading again": Flaw(
        lambda files: week(files, 2)["readings"].append({"reading": "soil", "minutes": 5}),
        *("pack", WATER, "week 2: the reading `soil` is planned twice: give each its own part"),
    ),
    "a question again": Flaw(
        lambda files: week(files, 2)["questions"].append("bed-apple"),
        *("pack", WATER, "week 2: the question `bed-apple` is planned twice: remove one"),
    ),
    "a quiz part beyond the planned one": Flaw(
        part("Section 4.1"),
        *("garden", "part: Section 4.1", "is not in `Sections 2 and 3`, which `first-year` plans"),
    ),
    "needs without the source": Flaw(
        lambda files: (
            files["garden"]["quiz"][8].update(needs=["soil"]),
            files["garden"]["quiz"][0].update(reading="rain", needs=["rain"]),
        ),
        *("garden", "- soil", "its `needs` lack `rain`, which it comes from: add it", 10),
    ),
    "a retired question": Flaw(
        retire_a_question,
        *("pack", GROUND, "week 1: `bed-old` is retired: choose another"),
    ),
    "two courses of one name": Flaw(
        second_course,
        *("pack", "title: The First Year", "`The First Year` is what `first-year` is called", 2),
    ),
    "two terms of one name": Flaw(
        lambda files: files["glossary"]["terms"][1].update(also=["ground cover"]),
        *("glossary", "term: Hoe", "`ground cover` is what `mulch` is called too: call it"),
    ),
    "two readings of one name": Flaw(
        lambda files: files["shed"]["readings"][0].update(title="On the Rain"),
        *("shed", "title: On the Rain", "`On the Rain` is what `rain` is called too"),
    ),
    "a table in a task": Flaw(
        lambda files: files["garden"]["tasks"][0].update(done_when="# Done"),
        *("garden", "done_when:", "`done_when` holds a heading: write **bold** instead"),
    ),
}


def written(folder: Path, change: Change = lambda files: None) -> Path:
    files = course_sample.documents()
    change(files)
    release(sample.write(folder, files))
    return folder


def hints_of(folder: Path) -> list[str]:
    return sample.told(folder, findings(folder).hints)


def test_a_good_course_has_no_faults(tmp_path: Path) -> None:
    assert sample.told(tmp_path, check(written(tmp_path))) == []


@pytest.mark.parametrize("name", FLAWS)
def test_flaws_name_their_line(tmp_path: Path, name: str) -> None:
    flaw = FLAWS[name]
    (fault,) = sample.told(tmp_path, check(written(tmp_path, flaw.change)))
    assert flaw.problem in fault
    assert fault.startswith(flaw.where(tmp_path))


@pytest.mark.parametrize("text", ["Section 2.1", "Sections 2 to 3", "The first figure", "Part 9"])
def test_a_narrower_part_is_fine(tmp_path: Path, text: str) -> None:
    """A quiz question may rest on a part within the one that is planned."""
    assert sample.told(tmp_path, check(written(tmp_path, part(text)))) == []


def test_retired_courses_are_not_judged(tmp_path: Path) -> None:
    def retire(files: Documents) -> None:
        files["pack"]["courses"][0]["retired"] = "2026-11-23"
        week(files, 2)["questions"] = ["bed-apple"]

    assert sample.told(tmp_path, check(written(tmp_path, retire))) == []


def test_unreadable_sections_are_one_fault(tmp_path: Path) -> None:
    """A course of unreadable sections is not judged: they are the fault."""
    written(tmp_path)
    sample.path_of(tmp_path, "shed").write_text("id: [", encoding="utf-8")
    (fault,) = sample.told(tmp_path, check(tmp_path))
    assert "this is not YAML" in fault


def test_questions_without_needs_are_a_hint(tmp_path: Path) -> None:
    def forget(files: Documents) -> None:
        for field in ("discussion", "quiz", "tasks"):
            del files["garden"][field][-1]["needs"]

    folder = written(tmp_path, forget)
    line = sample.line_of(folder, "garden", "id: garden")
    at = f"sections/garden.yaml:{line}: section `garden`"
    names = "`bed-fennel`, `q-lavender`, `t-bed`"
    hint = f"{at}: questions and tasks without `needs` are {names}: say what each needs"
    assert hint in hints_of(folder)
    assert sample.told(folder, check(folder)) == []


def test_chapters_without_questions_are_a_hint(tmp_path: Path) -> None:
    """A chapter with nothing to ask is a hint to its author."""

    def essential(files: Documents) -> None:
        files["shed"]["readings"][0]["level"] = "essential"

    folder = written(tmp_path, essential)
    line = sample.line_of(folder, "pack", "id: outside")
    assert hints_of(folder) == [
        f"pack.yaml:{at}: the course `{course}` has nothing to {what} in `shed`"
        for at, course in ((1, "road-core"), (1, "road-essential"), (line, "chapter-outside"))
        for what in ("ask in a quiz", "discuss")
    ]


def test_sections_of_one_title_carry_their_chapter(tmp_path: Path) -> None:
    folder = written(tmp_path, lambda files: files["shed"].update(title="The garden"))
    at = f"sections/shed.yaml:{sample.line_of(folder, 'shed', 'title: The garden')}"
    problem = "section `shed`: `The garden` is what `garden` is called too"
    assert f"{at}: {problem}: let both carry their chapter" in sample.faults_of(folder)
