"""The JSON Schema and the loader judge alike."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from content.faults import Report
from content.loading import grammar
from content.loading.schema import schema
from content.loading.shapes import ListOf, Record, Shape, Variants, judge
from content.loading.yaml_lines import MarkedList, MarkedMap, Value, read
from tests.content import course_sample, sample
from tests.content.sample import Document

PACKS = Path(__file__).parents[3] / "content" / "packs"
VALIDATOR = Draft202012Validator(schema())
TEXTS = (
    "",
    " ",
    "x",
    "A",
    "F",
    "G",
    "true",
    "single",
    "text",
    "outline",
    "essential",
    "Caps",
    "a b",
    "a" * 41,
    "a" * 201,
)
LONGER = (
    "a" * 601,
    "a" * 2001,
    "https://example.org/x",
    "http://x",
    "2026-11-23",
    "2026-02-41",
    "de-AT",
)
NUMBERS = (0, 1, -1, 3, 4, 7, 2017, 12.5, 25.0, 10**9)
LISTS: tuple[object, ...] = (
    [],
    [1],
    ["x"],
    ["x", "x"],
    ["A", "C"],
    ["A", "A"],
    ["a", "b", "c"],
    [{}],
    [{"id": "x"}],
)
MAPS: tuple[object, ...] = (
    {},
    {"id": "x"},
    {"answer": "A", "why": "x"},
    {"answer": "false", "why": "x"},
    {"answer": 3, "why": "x"},
)
ODD: tuple[object, ...] = (*TEXTS, *LONGER, *NUMBERS, *LISTS, *MAPS, True, False)
Path_ = tuple[str | int, ...]


def marked(value: object) -> Value:
    """A value as it would have been read from a file."""
    if isinstance(value, dict):
        found = MarkedMap(1)
        for key, item in value.items():
            found[key] = marked(item)
            found.lines[key] = 1
        return found
    if isinstance(value, list):
        items = MarkedList(1)
        items.extend(marked(item) for item in value)
        items.lines.extend(1 for _ in value)
        return items
    assert isinstance(value, str | int | float)
    return value


def without_rules(shape: Shape) -> Shape:
    """A shape without what no schema can say, such as that a letter must be among the choices."""
    match shape:
        case Record():
            fields = {
                name: replace(field, shape=without_rules(field.shape))
                for name, field in shape.fields.items()
            }
            return Record(fields)
        case ListOf():
            return replace(shape, item=without_rules(shape.item))
        case Variants():
            records = {word: without_rules(record) for word, record in shape.records.items()}
            return Variants(
                shape.tag,
                {word: record for word, record in records.items() if isinstance(record, Record)},
            )
    return shape


SECTION = without_rules(grammar.SECTION)
PACK, GLOSSARY = without_rules(grammar.PACK), grammar.GLOSSARY


def shape_of(document: Document) -> Shape:
    if "chapters" in document:
        return PACK
    return GLOSSARY if "terms" in document else SECTION


def shape_faults(document: Document) -> list[str]:
    report = Report(Path("file.yaml"))
    judge(shape_of(document), marked(document), "the file", 1, report)
    return [fault.problem for fault in report.faults]


def small_documents() -> dict[str, Document]:
    section = sample.section()
    kinds = {question["kind"]: question for question in section["quiz"]}
    numeric = kinds["numeric"] | {
        "tolerance": 0.5,
        "part": "Section 1",
        "was": ["old"],
        "retired": "2026-11-23",
    }
    whole = section | {
        "quiz": [kinds["text"]],
        "discussion": section["discussion"][:1],
        "readings": [sample.reading("a")],
    }
    documents = {kind: sample.outline() | {"quiz": [question]} for kind, question in kinds.items()}
    return documents | {
        "numeric": sample.outline() | {"quiz": [numeric]},
        "whole": whole,
        "pack": sample.documents()["pack"] | {"language": "en"},
        **with_courses(),
    }


def with_courses() -> dict[str, Document]:
    files = course_sample.documents()
    one_of_each = {
        "readings": files["garden"]["readings"][1:] + files["shed"]["readings"][1:],
        "discussion": files["garden"]["discussion"][:1],
        "quiz": files["garden"]["quiz"][-1:],
        "tasks": files["garden"]["tasks"],
        "builds_on": ["pond"],
    }
    history = {"was": ["old"], "retired": "2026-11-23"}
    course = course_sample.course() | {"after": ["zeroth-year"]} | history
    terms = [term | history for term in files["glossary"]["terms"]]
    return {
        "course": files["pack"] | {"courses": [course]},
        "glossary": {"terms": terms},
        "task": sample.outline() | one_of_each,
    }


def paths(value: object, path: Path_ = ()) -> Iterator[Path_]:
    """The way to every value inside a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def mutated(document: Document) -> Iterator[tuple[str, Document]]:
    """Every document that differs in one place: an odd value, nothing, or a field too many."""
    for path in paths(document):
        for odd in ODD:
            changed, parent = _copied(document, path)
            parent[path[-1]] = odd
            yield f"{path} = {odd!r}", changed
        changed, parent = _copied(document, path)
        del parent[path[-1]]
        yield f"{path} removed", changed
        changed, parent = _copied(document, path)
        if isinstance(parent, dict):
            parent["extra"] = "x"
            yield f"{path[:-1]} with a field too many", changed


def _copied(document: Document, path: Path_) -> tuple[Document, Any]:
    changed = copy.deepcopy(document)
    parent: Any = changed
    for key in path[:-1]:
        parent = parent[key]
    return changed, parent


@pytest.mark.parametrize("name", small_documents())
def test_schema_and_loader_agree(name: str) -> None:
    """Schema and loader both take or both refuse every small change to a file."""
    document = small_documents()[name]
    assert shape_faults(document) == []
    seen = {True: 0, False: 0}
    for change, changed in mutated(document):
        faults = shape_faults(changed)
        assert VALIDATOR.is_valid(changed) == (not faults), (change, faults)
        seen[not faults] += 1
    assert seen[True] > 20
    assert seen[False] > 200


def test_the_schema_is_a_schema() -> None:
    """The schema is a schema and can be written down."""
    Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


DESCRIBED = (
    "pack",
    "chapter",
    "course",
    "week",
    "section",
    "reading",
    "discussion",
    "task",
    "term",
)


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_field_says_its_purpose(name: str) -> None:
    definitions: Any = schema()["$defs"]
    fields = definitions[name]["properties"]
    assert [field for field, shape in fields.items() if not shape.get("description")] == []


def test_our_own_pack_is_valid() -> None:
    """Every file of our pack is valid."""
    for path in sorted(PACKS.glob("*/**/*.yaml")):
        report = Report(path)
        document = read(path, report)
        assert report.faults == []
        assert [error.message for error in VALIDATOR.iter_errors(document)] == [], path
