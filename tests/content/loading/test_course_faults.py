"""Courses, tasks, needs and the glossary name only what is there, each with its file and line."""

from pathlib import Path

import pytest

from content.faults import PackError
from content.loading.loader import load, load_with_lines
from tests.content import course_sample, sample
from tests.content.sample import Documents, Flaw


def week(files: Documents, number: int = 1) -> sample.Document:
    found: sample.Document = files["pack"]["courses"][0]["weeks"][number - 1]
    return found


FLAWS: dict[str, Flaw] = {
    "a need that is not there": Flaw(
        lambda files: files["garden"]["quiz"][0].update(needs=["soill"]),
        *("garden", "- soill", "there is no reading `soill`: did you mean `soil`?"),
    ),
    "a need of a discussion question": Flaw(
        lambda files: files["garden"]["discussion"][0].update(needs=["zeppelin"]),
        *("garden", "- zeppelin", "there is no reading `zeppelin`: add it to the readings of its"),
    ),
    "a need of a task by its former id": Flaw(
        lambda files: (
            files["shed"]["readings"][0].update(was=["humus"]),
            files["garden"]["tasks"][0].update(needs=["humus"]),
        ),
        *("garden", "- humus", "the reading `humus` is called `compost` now: write that"),
    ),
    "a section to build on": Flaw(
        lambda files: files["shed"].update(builds_on=["gardn"]),
        *("shed", "- gardn", "there is no section `gardn`: did you mean `garden`?"),
    ),
    "a section that builds on itself": Flaw(
        lambda files: files["shed"].update(builds_on=["shed"]),
        *("shed", "- shed", "`builds_on` names `shed` itself: remove it"),
    ),
    "a planned reading": Flaw(
        lambda files: week(files)["readings"][0].update(reading="stones"),
        *("pack", "reading: stones", "there is no reading `stones`"),
    ),
    "a planned question": Flaw(
        lambda files: week(files).update(questions=["zebra", "bed-barley"]),
        *("pack", "- zebra", "there is no discussion question `zebra`: write it into its"),
    ),
    "a planned task": Flaw(
        lambda files: week(files, 2).update(task="t-bad"),
        *("pack", "task: t-bad", "there is no task `t-bad`: did you mean `t-bed`?"),
    ),
    "a course to come after": Flaw(
        lambda files: files["pack"]["courses"][0].update(after=["zeroth-year"]),
        *("pack", "- zeroth-year", "there is no course `zeroth-year`"),
    ),
    "a course after itself": Flaw(
        lambda files: files["pack"]["courses"][0].update(after=["first-year"]),
        *("pack", "- first-year", "`after` names `first-year` itself: remove it"),
    ),
    "a course that is called like a chapter's": Flaw(
        lambda files: files["pack"]["courses"][0].update(id="chapter-outside"),
        *("pack", "id: chapter-outside", "begin with neither `chapter-` nor `road-`"),
    ),
    "two courses with one id": Flaw(
        lambda files: files["pack"]["courses"].append(course_sample.course()),
        *("pack", "id: first-year", "the course id `first-year` is taken (pack.yaml:", 2),
    ),
    "bounds the wrong way round": Flaw(
        lambda files: files["pack"]["courses"][0].update(minutes=[90, 60]),
        *("pack", "- 90", "`minutes` goes from 90 to 60: write the smaller number first"),
    ),
    "a week without a theme": Flaw(
        lambda files: week(files).pop("theme"),
        *("pack", "readings:", "`weeks` lacks `theme`: add it (what the week is about)"),
    ),
    "a task without an end": Flaw(
        lambda files: files["garden"]["tasks"][0].pop("done_when"),
        *("garden", "id: t-bed", "lacks `done_when`: add it (when it is done, so that one can"),
    ),
    "a flag that is text": Flaw(
        lambda files: files["garden"]["discussion"][0].update(light="true"),
        *("garden", "light: 'true'", "`light` must be true or false, not text: write it unquoted"),
    ),
    "a text that is a flag": Flaw(
        lambda files: files["shed"].update(title=True),
        *("shed", "title: true", '`title` must be text, not `true`: put it in quotes: "true"'),
    ),
    "a word that is a flag": Flaw(
        lambda files: sample.quiz(files, "true-false").update(answer=True),
        *("garden", "answer: true", 'write one of true, false; put it in quotes: "true"'),
    ),
    "a term's section": Flaw(
        lambda files: files["glossary"]["terms"][0].update(section="barn"),
        *("glossary", "section: barn", "there is no section `barn`: name one that a chapter lists"),
    ),
    "two terms with one id": Flaw(
        lambda files: files["glossary"]["terms"][1].update(id="mulch"),
        *("glossary", "id: mulch", "the term id `mulch` is taken (glossary.yaml:", 2),
    ),
    "a term that says nothing": Flaw(
        lambda files: files["glossary"]["terms"][1].pop("means"),
        *("glossary", "id: hoe", "lacks `means`: add it (two lines at most)"),
    ),
}


def written(folder: Path, flaw: Flaw) -> Path:
    files = course_sample.documents()
    flaw.change(files)
    return sample.write(folder, files)


@pytest.mark.parametrize("name", FLAWS)
def test_faults_name_their_line(tmp_path: Path, name: str) -> None:
    flaw = FLAWS[name]
    folder = written(tmp_path, flaw)
    with pytest.raises(PackError) as refused:
        load(folder)
    (fault,) = sample.told(folder, refused.value.faults)
    assert flaw.problem in fault
    assert fault.startswith(flaw.where(folder))


def test_courses_load_with_their_weeks(tmp_path: Path) -> None:
    pack = load(sample.write(tmp_path, course_sample.documents()))
    (course,) = pack.courses
    assert (course.id, course.minutes, course.after) == ("first-year", (60, 90), ())
    ground, water = course.weeks
    assert (ground.theme, ground.questions, ground.task) == (
        *("Ground", ("bed-apple", "bed-barley"), ""),
    )
    assert [(entry.reading, entry.part, entry.minutes) for entry in water.readings] == [
        ("rain", "Sections 2 and 3", None),
        ("compost", "", 20),
    ]
    assert pack.task_by_id[water.task].done_when == "Three rows stand."
    assert pack.section_of["t-bed"].id == "garden"


def test_needs_marks_and_terms_are_loaded(tmp_path: Path) -> None:
    pack = load(sample.write(tmp_path, course_sample.documents()))
    assert pack.question_by_id["q-lavender"].needs == ("rain", "soil")
    assert [pack.discussion_by_id[name].light for name in ("bed-apple", "bed-elder")] == [
        True,
        False,
    ]
    rain, almanac = (pack.reading_by_id[name] for name in ("rain", "almanac"))
    assert (rain.short, rain.checked, rain.reference) == ("Rain", "2026-11-30", False)
    assert almanac.reference
    assert pack.section_by_id["shed"].builds_on == ("garden",)
    assert pack.term_by_id["mulch"].also == ("Ground cover",)


def test_new_entries_have_places(tmp_path: Path) -> None:
    """A course, a task and a term each know their file and their lines."""
    places = load_with_lines(sample.write(tmp_path, course_sample.documents())).places
    course = places["course", "first-year"]
    assert course.line_of("weeks", 1) == sample.line_of(tmp_path, "pack", "theme: Water")
    assert places["task", "t-bed"].path.name == "garden.yaml"
    assert places["term", "hoe"].path == tmp_path / "glossary.yaml"


def test_former_ids_are_known(tmp_path: Path) -> None:
    """The former ids of courses, tasks and terms are known."""
    files = course_sample.documents()
    files["pack"]["courses"][0]["was"] = ["year-one"]
    files["garden"]["tasks"][0]["was"] = ["t-row"]
    files["glossary"]["terms"][0]["was"] = ["cover"]
    pack = load(sample.write(tmp_path, files))
    assert pack.course_by_id["year-one"].id == "first-year"
    assert pack.task_by_id["t-row"].id == "t-bed"
    assert pack.term_by_id["cover"].id == "mulch"


def test_one_lost_map_is_one_fault(tmp_path: Path) -> None:
    """A map without chapters and courses lets no term or task complain as well."""
    files = course_sample.documents()
    del files["pack"]["chapters"], files["pack"]["courses"]
    folder = sample.write(tmp_path, files)
    with pytest.raises(PackError) as refused:
        load(folder)
    assert [fault.path.name for fault in refused.value.faults] == ["pack.yaml"]


def test_an_unreadable_glossary_hides_nothing(tmp_path: Path) -> None:
    """An unreadable glossary hides no other fault and invents none."""
    files = course_sample.documents()
    files["shed"]["colour"] = "blue"
    folder = sample.write(tmp_path, files)
    sample.path_of(folder, "glossary").write_text("terms: [\n", encoding="utf-8")
    with pytest.raises(PackError) as refused:
        load(folder)
    faults = sample.told(folder, refused.value.faults)
    assert [fault.split(":")[0] for fault in faults] == ["glossary.yaml", "sections/shed.yaml"]
