"""A pack is loaded whole, or refused with all of its faults."""

from pathlib import Path

import pytest

from content.faults import PackError
from content.loading.loader import load, load_with_lines
from tests.content import sample


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        load(folder)
    return sample.told(folder, refused.value.faults)


def test_a_sound_pack_is_loaded(tmp_path: Path) -> None:
    pack = load(sample.write(tmp_path, sample.documents()))
    assert [section.id for section in pack.sections] == ["garden", "shed"]
    assert [reading.id for reading in pack.readings] == ["soil", "rain", "compost"]
    assert pack.language == "en"
    assert pack.sections[0].see_also == ("compost",)
    assert pack.section_of["q-apple"].id == "garden"


def test_five_kinds_of_answer_are_loaded(tmp_path: Path) -> None:
    """Answers become indexes of choices, numbers or texts."""
    pack = load(sample.write(tmp_path, sample.documents()))
    found = {question.kind: question for question in reversed(pack.questions)}
    assert (found["single"].right, found["single"].trap.choice) == ((0,), 1)
    assert found["single"].trap.answer == found["single"].choices[1]
    assert found["multiple"].right == (0, 2)
    assert (found["true-false"].choices, found["true-false"].right) == (("True", "False"), (0,))
    assert (found["true-false"].trap.answer, found["true-false"].trap.choice) == ("False", 1)
    assert (found["numeric"].number, found["numeric"].unit, found["numeric"].trap.answer) == (
        11.0,
        "kg",
        "900",
    )
    assert found["text"].accepted == ("wall soil", "wall earth")
    assert (found["text"].trap.answer, found["text"].trap.choice) == ("sand", None)


def test_every_entry_has_its_place(tmp_path: Path) -> None:
    """Every entry can be found in its file, by line."""
    loaded = load_with_lines(sample.write(tmp_path, sample.documents()))
    place = loaded.places["quiz", "q-cherry"]
    assert place.path == tmp_path / "sections" / "garden.yaml"
    assert place.line == sample.line_of(tmp_path, "garden", "id: q-cherry")
    assert place.line_of("choices", 1) == sample.line_of(tmp_path, "garden", "blossom later")
    assert loaded.places["chapter", "outside"].line == sample.line_of(
        tmp_path, "pack", "id: outside"
    )


def test_whole_numbers_may_have_a_point(tmp_path: Path) -> None:
    files = sample.documents()
    files["shed"]["readings"][0]["minutes"] = 25.0
    assert load(sample.write(tmp_path, files)).reading_by_id["compost"].minutes == 25


def test_released_ids_are_read(tmp_path: Path) -> None:
    folder = sample.write(tmp_path, sample.documents())
    (folder / "ids.txt").write_text("# a remark\n\nreading soil\nquiz q-apple\n", encoding="utf-8")
    assert load(folder).released == {"reading soil", "quiz q-apple"}


def test_a_broken_file_hides_no_faults(
    tmp_path: Path,
) -> None:
    """A broken file hides no fault of the other files and invents none."""
    files = sample.documents()
    files["garden"]["status"] = "done"
    folder = sample.write(tmp_path, files)
    sample.path_of(folder, "shed").write_text("id: shed\nreadings: [\n", encoding="utf-8")
    faults = faults_of(folder)
    assert [fault.split(":")[0] for fault in faults] == [
        "sections/garden.yaml",
        "sections/shed.yaml",
    ]


def test_a_missing_map_is_a_fault(tmp_path: Path) -> None:
    """A folder without its map, `pack.yaml`, is no pack."""
    assert faults_of(tmp_path) == [
        "pack.yaml:1: there is no such file: create it, or correct the name"
    ]


def test_malformed_ids_are_faults_by_line(tmp_path: Path) -> None:
    """A malformed list of released ids is told as faults, by line."""
    folder = sample.write(tmp_path, sample.documents())
    (folder / "ids.txt").write_text("reading soil\nsoil\nreading soil\n", encoding="utf-8")
    assert faults_of(folder) == [
        "ids.txt:2: `soil` is not a sort and an id: write a line such as `reading adam`",
        "ids.txt:3: `reading soil` stands twice (first on line 1): remove one",
    ]


def test_a_renamed_reading_has_both_ids(tmp_path: Path) -> None:
    """A renamed reading is found under its new id and its former one."""
    files = sample.documents()
    files["shed"]["readings"][0] |= {"was": ["humus", "mulch"]}
    pack = load(sample.write(tmp_path, files))
    assert (
        pack.reading_by_id["humus"] is pack.reading_by_id["mulch"] is pack.reading_by_id["compost"]
    )
    assert pack.reading_by_id["compost"].ids == ("compost", "humus", "mulch")


def test_parts_share_a_former_id(tmp_path: Path) -> None:
    """Both parts of a split question may list the same former id."""
    files = sample.documents()
    for number in (0, 1):
        files["garden"]["quiz"][number]["was"] = ["q-fruit"]
    pack = load(sample.write(tmp_path, files))
    assert pack.question_by_id["q-fruit"].id == "q-apple"


def test_different_sorts_may_share_ids(tmp_path: Path) -> None:
    """A reading and a question, say, may have the same id."""
    files = sample.documents()
    files["garden"]["quiz"][0]["id"] = files["garden"]["discussion"][0]["id"] = "soil"
    assert load(sample.write(tmp_path, files)).question_by_id["soil"].kind == "single"


def test_retired_things_stay_known(tmp_path: Path) -> None:
    """Retired things leave the views of a pack and are still found by id."""
    files = sample.documents()
    files["garden"]["quiz"][0]["retired"] = files["shed"]["retired"] = "2026-11-23"
    pack = load(sample.write(tmp_path, files))
    assert [section.id for section in pack.sections] == ["garden"]
    assert "q-apple" not in {question.id for question in pack.questions}
    assert pack.question_by_id["q-apple"].retired == "2026-11-23"
    assert pack.reading_by_id["compost"].title == "On the compost"


def test_the_loader_is_silent_about_quality(tmp_path: Path) -> None:
    files = sample.documents()
    files["garden"] |= {
        "quiz": [files["garden"]["quiz"][0]],
        "introduction": "Short.",
        "objectives": ["The soil."],
    }
    assert len(load(sample.write(tmp_path, files)).questions) == 1
