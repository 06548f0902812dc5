"""The files that content/README.md shows are files as the schema wants them."""

import yaml
from jsonschema import Draft202012Validator

from content.loading.schema import schema
from tests.docs.reading import ROOT, blocks


def test_shown_files_fit_the_schema() -> None:
    shown = [yaml.safe_load(block) for block in blocks(ROOT / "content" / "README.md", "yaml")]
    judge = Draft202012Validator(schema())

    assert [
        next(key for key in ("chapters", "readings", "terms") if key in file) for file in shown
    ] == ["chapters", "readings", "terms"]
    assert [error.message for file in shown for error in judge.iter_errors(file)] == []
