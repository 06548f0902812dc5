"""What was released stays, under its id or as a former one."""

from pathlib import Path

import pytest

from content.faults import PackError
from content.rules.check import release
from tests.content import sample
from tests.content.sample import Document, faults_of, released


def test_ids_are_released_once(tmp_path: Path) -> None:
    """Ids are released once and for ever."""
    files = sample.documents()
    sample.write(tmp_path, files)
    assert faults_of(tmp_path) == [
        "ids.txt:1: no id was ever released: run `roadmate content check --release FOLDER`"
    ]
    assert "quiz q-apple" in release(tmp_path)
    assert release(tmp_path) == ()
    listed = (tmp_path / "ids.txt").read_text(encoding="utf-8").splitlines()
    assert listed == sorted(listed)
    files["shed"]["readings"].append(sample.reading("sun"))
    sample.write(tmp_path, files)
    line = sample.line_of(tmp_path, "shed", "id: sun")
    assert faults_of(tmp_path) == [
        (
            f"sections/shed.yaml:{line}: `reading sun` is not in ids.txt yet: run `roadmate "
            "content "
            "check --release FOLDER`"
        )
    ]
    assert release(tmp_path) == ("reading sun",)
    assert faults_of(tmp_path) == []


def test_what_was_released_may_not_vanish(tmp_path: Path) -> None:
    files = sample.documents()
    released(tmp_path, files)
    files["shed"]["readings"][0]["id"] = "humus"
    files["garden"]["see_also"] = ["humus"]
    folder = released(tmp_path, files)
    lines = (folder / "ids.txt").read_text(encoding="utf-8").splitlines()
    (fault,) = faults_of(folder)
    assert fault.startswith(
        f"ids.txt:{lines.index('reading compost') + 1}: `reading compost` has vanished: list it "
        "under"
    )


@pytest.mark.parametrize("change", [{"id": "humus", "was": ["compost"]}, {"retired": "2026-11-23"}])
def test_renamed_and_retired_have_not_vanished(tmp_path: Path, change: Document) -> None:
    files = sample.documents()
    released(tmp_path, files)
    files["shed"]["readings"].append(sample.reading("sun"))
    files["shed"]["readings"][0] |= change
    files["garden"]["see_also"] = ["sun"]
    assert faults_of(released(tmp_path, files)) == []


def test_split_and_merged_have_not_vanished(tmp_path: Path) -> None:
    files = sample.documents()
    released(tmp_path, files)
    questions = files["garden"]["quiz"]
    questions[0] |= {"id": "q-pip", "was": ["q-apple"]}
    questions[1] |= {"id": "q-core", "was": ["q-apple", "q-barley"]}
    assert faults_of(released(tmp_path, files)) == []


def test_an_unreadable_file_has_not_vanished(tmp_path: Path) -> None:
    folder = released(tmp_path, sample.documents())
    sample.path_of(folder, "shed").write_text("id: [", encoding="utf-8")
    (fault,) = faults_of(folder)
    assert "this is not YAML" in fault


def test_a_faulty_pack_is_not_released(tmp_path: Path) -> None:
    files = sample.documents()
    files["shed"]["status"] = "done"
    with pytest.raises(PackError):
        release(sample.write(tmp_path, files))
    assert not (tmp_path / "ids.txt").exists()


def test_unwritable_ids_are_a_fault(tmp_path: Path) -> None:
    """Ids that cannot be written to their file are a fault, not a traceback."""
    folder = sample.write(tmp_path, sample.documents())
    (folder / "ids.txt.new").mkdir()
    with pytest.raises(PackError, match=r"ids\.txt:1: the list of ids cannot be written"):
        release(folder)
