"""Terms of the glossary are found first, by any of their names."""

from pathlib import Path

import pytest

from content.loading.loader import load
from content.model import Pack
from content.search import search
from tests.content import course_sample, sample


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    files = course_sample.documents()
    files["glossary"]["terms"].append(
        {"id": "old-rain", "term": "Rain", "means": "Water.", "retired": "2026-11-23"}
    )
    files["glossary"]["terms"].append({"id": "the-soil", "term": "Soil", "means": "What holds."})
    return load(sample.write(tmp_path, files))


@pytest.mark.parametrize("typed", ["mulch", "Ground  COVER", "mul", "covers soil"])
def test_any_name_finds_a_term(pack: Pack, typed: str) -> None:
    found = search(pack, typed)[0]
    assert (found.sort, found.id, found.title) == ("term", "mulch", "Mulch")
    assert found.section is pack.section_by_id["shed"]


def test_terms_come_before_what_matches_alike(pack: Pack) -> None:
    found = search(pack, "soil")
    assert [(hit.sort, hit.id) for hit in found[:2]] == [("term", "the-soil"), ("reading", "soil")]
    assert found[0].section is None


def test_retired_terms_are_not_found(pack: Pack) -> None:
    assert "old-rain" not in [hit.id for hit in search(pack, "rain")]
