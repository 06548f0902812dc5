"""Every link of the documents leads somewhere, and every document can be reached from README."""

import tomllib
from pathlib import Path

import pytest

from tests.docs.reading import ALSO, DOCUMENTS, ROOT, anchors, links, named, text


@pytest.mark.parametrize("document", [*DOCUMENTS, *ALSO], ids=named)
def test_links_resolve(document: Path) -> None:
    for link in links(document):
        place, _, heading = link.partition("#")
        target = (document.parent / place).resolve() if place else document

        assert target.exists(), link
        assert not heading or heading in anchors(target), link


def test_every_document_is_linked_from_readme() -> None:
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in links(ROOT / "README.md")}

    assert set(DOCUMENTS) - {ROOT / "README.md"} <= linked


def test_every_picture_is_shown() -> None:
    shown = {(page.parent / link).resolve() for page in DOCUMENTS for link in links(page)}

    assert set((ROOT / "docs" / "pictures").iterdir()) <= shown


def test_linked_files_come_with_sources() -> None:
    build = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["hatch"]["build"]
    packed = build["targets"]["sdist"]["only-include"]

    assert {link.partition("/")[0] for link in links(ROOT / "README.md")} <= set(packed)
