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
def test_a_second_start_changes_nothing(pack: Path, database: Path) -> None:
    """A second start gets the same pack."""
    first, second = (load_cached([pack], database) for _ in range(2))
    (loaded,) = load_all([pack]).values()
    assert [values(found) for found in first.values()] == [values(loaded)]
    assert [values(found) for found in second.values()] == [values(loaded)]


def test_a_changed_pack_is_seen(folder: Path, database: Path) -> None:
    """What changes in a pack is seen at the next start."""
    load_cached([folder], database)
    the_map = folder / "pack.yaml"
    the_map.write_text(the_map.read_text().replace("title: ", "title: More ", 1))
    (pack,) = load_cached([folder], database).values()
    assert pack.title.startswith("More ")


def test_a_changed_glossary_is_seen(folder: Path, database: Path) -> None:
    """A glossary that changes is seen at the next start."""
    load_cached([folder], database)
    terms = "terms:\n  - id: oolong\n    term: Oolong\n    means: Half oxidised.\n"
    (folder / "glossary.yaml").write_text(terms)
    (pack,) = load_cached([folder], database).values()
    assert [term.id for term in pack.glossary] == ["oolong"]


def test_a_faulty_pack_is_told(folder: Path, database: Path) -> None:
    """A pack that has become faulty is not taken from what was kept of it."""
    load_cached([folder], database)
    (folder / "pack.yaml").write_text("id: tea\n")
    with pytest.raises(PackError):
        load_cached([folder], database)


@pytest.mark.parametrize("rubbish", [b"", b"\x00", b"not ours"])
def test_rubbish_is_written_over(database: Path, rubbish: bytes) -> None:
    """A file that holds something else is written anew."""
    kept = database.with_name("study.db.packs")
    kept.write_bytes(rubbish)
    assert list(load_cached([TEA], database)) == ["tea"]
    assert len(kept.read_bytes()) > 1000


def test_it_starts_without_a_cache(tmp_path: Path) -> None:
    """Where nothing can be kept, a start works all the same."""
    assert list(load_cached([TEA], tmp_path / "nowhere" / "study.db")) == ["tea"]
