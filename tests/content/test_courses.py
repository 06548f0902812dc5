"""Which courses a pack has, and what its questions rest on in each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from content.courses import (
    courses_of,
    find_course,
    is_given,
    minutes_of,
    needs_of,
    part_of,
    planned_ids,
    planned_readings,
)
from content.loading.loader import load
from content.model import Pack
from tests.content import course_sample, sample
from tests.content.sample import Change

Loaded = Callable[[Change], Pack]


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """The sample with courses after a change, loaded."""

    def after(change: Change = lambda files: None) -> Pack:
        files = course_sample.documents()
        change(files)
        return load(sample.write(tmp_path, files))

    return after


def planned(pack: Pack, name: str) -> list[str]:
    course = find_course(pack, name)
    assert course is not None
    return [entry.reading for entry in planned_readings(course)]


def test_listed_courses_come_first(loaded: Loaded) -> None:
    """The courses that a pack lists come before those made of chapters and roads."""
    courses = courses_of(loaded(lambda files: None))
    assert [course.id for course in courses] == [
        *("first-year", "chapter-outside", "road-essential", "road-core"),
    ]
    assert [bool(course.weeks) for course in courses] == [True, False, False, False]


def test_courses_plan_readings_in_order(loaded: Loaded) -> None:
    """A listed course, a chapter and a road each plan their readings in order."""
    pack = loaded(lambda files: None)
    assert planned(pack, "first-year") == ["soil", "rain", "compost"]
    assert planned(pack, "chapter-outside") == planned(pack, "road-essential") == ["soil"]
    assert planned(pack, "road-core") == ["soil", "rain", "compost"]  # and no work of reference


def test_without_essentials_core_is_planned(loaded: Loaded) -> None:
    """A chapter with nothing essential plans its core readings."""
    pack = loaded(lambda files: files["garden"]["readings"][0].update(level="core"))
    assert planned(pack, "chapter-outside") == ["soil", "rain", "compost"]
    assert find_course(pack, "road-essential") is None


def test_retired_courses_are_not_offered(loaded: Loaded) -> None:
    """Retired courses are found by id and not offered."""
    pack = loaded(lambda files: files["pack"]["courses"][0].update(retired="2026-11-23"))
    assert "first-year" not in [course.id for course in courses_of(pack)]
    assert planned(pack, "first-year")


def test_a_renamed_chapter_keeps_its_course(loaded: Loaded) -> None:
    pack = loaded(lambda files: files["pack"]["chapters"][0].update(was=["outdoors"]))
    assert find_course(pack, "chapter-outdoors") == find_course(pack, "chapter-outside")


def test_a_course_has_own_parts(loaded: Loaded) -> None:
    """A course plans parts and minutes of its own for a reading."""
    pack = loaded(lambda files: None)
    soil, rain, compost = planned_readings(pack.courses[0])
    assert [minutes_of(entry, pack) for entry in (soil, rain, compost)] == [60, 60, 20]
    assert [part_of(entry, pack) for entry in (soil, rain)] == ["Section 2", "Sections 2 and 3"]


def test_needs_are_what_the_question_says(loaded: Loaded) -> None:
    pack = loaded(lambda files: None)
    question, garden = pack.question_by_id["q-lavender"], pack.section_by_id["garden"]
    course = planned_ids(pack.courses[0])
    assert needs_of(question, garden, course) == {"rain", "soil"}
    assert not is_given(question, garden, course, {"soil"})
    assert is_given(question, garden, course, {"soil", "rain"})


def without_needs(files: sample.Documents) -> None:
    for entry in (files["garden"]["discussion"][0], files["garden"]["quiz"][0]):
        del entry["needs"]


@pytest.mark.parametrize(
    ("course", "talk", "quiz"),
    [
        ({"soil", "rain", "compost"}, {"soil", "rain"}, {"soil", "rain"}),
        ({"rain"}, {"rain"}, {"soil", "rain"}),
        ({"compost"}, {"soil", "rain"}, {"soil", "rain"}),
    ],
)
def test_without_needs_the_section_counts(
    loaded: Loaded, course: set[str], talk: set[str], quiz: set[str]
) -> None:
    """A quiz question rests on its source as well, and nothing is asked of an unplanned section."""
    pack = loaded(without_needs)
    garden = pack.section_by_id["garden"]
    assert needs_of(pack.discussion_by_id["bed-apple"], garden, course) == talk
    assert needs_of(pack.question_by_id["q-apple"], garden, course) == quiz
