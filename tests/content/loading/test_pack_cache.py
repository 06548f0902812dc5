"""Packs kept ready-made are the same packs, and only as long as nothing changed."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from content.faults import PackError
from content.loading.library import OWN, load_all, load_cached
from content.model import Pack

TEA = Path(__file__).parents[2] / "packs" / "tea"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEA, tmp_path / "tea")
    return tmp_path / "tea"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


def values(pack: Pack) -> list[object]:
    return [getattr(pack, field.name) for field in fields(pack)]


@pytest.mark.parametrize("pack", [TEA, OWN / "generative-ai"])
def test_a_second_start_gets_the_same_pack(pack: Path, database: Path) -> None:
    first, second = (load_cached([pack], database) for _ in range(2))
    (loaded,) = load_all([pack]).values()
    assert [values(found) for found in first.values()] == [values(loaded)]
    assert [values(found) for found in second.values()] == [values(loaded)]


def test_what_changes_in_a_pack_is_seen_at_the_next_start(folder: Path, database: Path) -> None:
    load_cached([folder], database)
    the_map = folder / "pack.yaml"
    the_map.write_text(the_map.read_text().replace("title: ", "title: More ", 1))
    (pack,) = load_cached([folder], database).values()
    assert pack.title.startswith("More ")


def test_a_glossary_that_changes_is_seen_at_the_next_start(folder: Path, database: Path) -> None:
    load_cached([folder], database)
    terms = "terms:\n  - id: oolong\n    term: Oolong\n    means: Half oxidised.\n"
    (folder / "glossary.yaml").write_text(terms)
    (pack,) = load_cached([folder], database).values()
    assert [term.id for term in pack.glossary] == ["oolong"]


def test_a_pack_that_has_become_faulty_is_told_and_not_taken_from_what_is_kept(
    folder: Path, database: Path
) -> None:
    load_cached([folder], database)
    (folder / "pack.yaml").write_text("id: tea\n")
    with pytest.raises(PackError):
        load_cached([folder], database)


@pytest.mark.parametrize("rubbish", [b"", b"\x00", b"not ours"])
def test_a_file_that_holds_something_else_is_written_anew(database: Path, rubbish: bytes) -> None:
    kept = database.with_name("study.db.packs")
    kept.write_bytes(rubbish)
    assert list(load_cached([TEA], database)) == ["tea"]
    assert len(kept.read_bytes()) > 1000


def test_where_nothing_can_be_kept_a_start_works_all_the_same(tmp_path: Path) -> None:
    assert list(load_cached([TEA], tmp_path / "nowhere" / "study.db")) == ["tea"]
