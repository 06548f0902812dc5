"""The JSON Schema of a pack's files, for editors.

Made from the same table that the loader judges by.
"""

from content.loading import grammar
from content.loading.shapes import Field, Flag, ListOf, Number, OneOf, Record, Shape, Text, Variants

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMED: dict[str, Shape] = {
    "pack": grammar.PACK,
    "chapter": grammar.CHAPTER,
    "course": grammar.COURSE,
    "week": grammar.WEEK,
    "glossary": grammar.GLOSSARY,
    "term": grammar.TERM,
    "section": grammar.SECTION,
    "reading": grammar.READING,
    "discussion": grammar.DISCUSSION,
    "question": grammar.QUESTION,
    "task": grammar.TASK,
}


def schema() -> dict[str, object]:
    """One schema for all files: only a map has chapters, and only a glossary has terms."""
    return {
        "$schema": DIALECT,
        "title": "A Roadmate pack: pack.yaml, glossary.yaml, or a file in sections/",
        "if": {"type": "object", "required": ["chapters"]},
        "then": {"$ref": "#/$defs/pack"},
        "else": {
            "if": {"type": "object", "required": ["terms"]},
            "then": {"$ref": "#/$defs/glossary"},
            "else": {"$ref": "#/$defs/section"},
        },
        "$defs": {name: _of(shape) for name, shape in NAMED.items()},
    }


def _reference(shape: Shape) -> dict[str, object]:
    for name, known in NAMED.items():
        if known is shape:
            return {"$ref": f"#/$defs/{name}"}
    return _of(shape)


def _of(shape: Shape) -> dict[str, object]:
    match shape:
        case Text():
            return {"type": "string", "pattern": shape.pattern, "maxLength": shape.longest}
        case OneOf():
            return {"enum": list(shape.words)}
        case Flag():
            return {"type": "boolean"}
        case Number():
            bounds = {"minimum": shape.least, "maximum": shape.most}
            kind = "integer" if shape.whole else "number"
            return {"type": kind} | {
                name: bound for name, bound in bounds.items() if bound is not None
            }
        case ListOf():
            return _list(shape)
        case Record():
            return _record(shape)
        case Variants():
            return _variants(shape)


def _list(shape: ListOf) -> dict[str, object]:
    limits: dict[str, object] = {"minItems": shape.least, "maxItems": shape.most}
    if isinstance(shape.item, Text | OneOf):
        limits["uniqueItems"] = True
    return {"type": "array", "items": _reference(shape.item)} | limits


def _record(shape: Record) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {name: _field(field) for name, field in shape.fields.items()},
        "required": [name for name, field in shape.fields.items() if field.required],
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, object]:
    return _reference(field.shape) | {"description": field.about}


def _variants(shape: Variants) -> dict[str, object]:
    # `if` and `then` instead of `oneOf`: an editor can then say what is wrong with the kind that
    # was meant.
    cases = [
        {
            "if": {"properties": {shape.tag: {"const": word}}, "required": [shape.tag]},
            "then": _record(record),
        }
        for word, record in shape.records.items()
    ]
    tag = {shape.tag: {"enum": list(shape.records)}}
    return {"type": "object", "properties": tag, "required": [shape.tag], "allOf": cases}
