"""The kinds of value that a pack file is made of, and the judge that holds a file against them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from content.faults import Report, excerpt, nearest
from content.loading.yaml_lines import MarkedList, MarkedMap, Refused, Value

# A map with more fields than this is no slip of the pen, and looking for near names would take for
# ever.
MOST_FIELDS = 100
Also: TypeAlias = Callable[[MarkedMap, Report], bool]


@dataclass(frozen=True, slots=True)
class Text:
    """Words of at most `longest` characters.

    `hint` says what to write where they do not match `pattern`.
    """

    longest: int
    pattern: str = r"\S"
    hint: str = "write something"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no: `true` or `false`, without quotes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whole or not, within bounds."""

    whole: bool = False
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ListOf:
    """From `least` to `most` different values of one shape."""

    item: "Shape"
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Field:
    """A named value of a record; `about` is shown by editors and where it is missing."""

    shape: "Shape"
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known names.

    `also` judges what no schema can say, once everything else is sound.
    """

    fields: Mapping[str, Field]
    also: Also | None = None


@dataclass(frozen=True, slots=True)
class Variants:
    """A map whose shape depends on the word in one of its fields."""

    tag: str
    records: Mapping[str, Record]


Shape: TypeAlias = Text | OneOf | Flag | Number | ListOf | Record | Variants


def judge(shape: Shape, value: Value, name: str, line: int, report: Report) -> bool:
    """Whether a value has a shape; every way in which it has not is reported."""
    if isinstance(value, Refused):
        return False
    match shape:
        case Text():
            return _text(shape, value, name, line, report)
        case Record():
            return _record(shape, value, name, line, report)
        case ListOf():
            return _list(shape, value, name, line, report)
        case OneOf():
            return _one_of(shape, value, name, line, report)
        case Flag():
            return _flag(value, name, line, report)
        case Number():
            return _number(shape, value, name, line, report)
        case Variants():
            return _variants(shape, value, name, line, report)


def _text(shape: Text, value: Value, name: str, line: int, report: Report) -> bool:
    if not isinstance(value, str):
        report.fault(line, f"`{name}` must be text, not {_called(value)}{_in_quotes(value)}")
    elif not re.search(shape.pattern, value):
        what = f"is `{excerpt(value)}`" if value.strip() else "is empty"
        report.fault(line, f"`{name}` {what}: {shape.hint}")
    elif len(value) > shape.longest:
        report.fault(line, f"`{name}` has {len(value)} characters: shorten it to {shape.longest}")
    else:
        return True
    return False


def _called(value: Value) -> str:
    match value:
        case MarkedMap():
            return "a map"
        case MarkedList():
            return "a list"
        case str():
            return "text"
        case bool():
            return f"`{_written(value)}`"
    return f"the number {value}"


def _written(value: float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_quotes(value: Value) -> str:
    return (
        f': put it in quotes: "{_written(value)}"'
        if isinstance(value, int | float)
        else ": write it as one text"
    )


def _one_of(shape: OneOf, value: Value, name: str, line: int, report: Report) -> bool:
    if isinstance(value, str) and value in shape.words:
        return True
    shown = f"`{excerpt(value)}`" if isinstance(value, str) else _called(value)
    hint = nearest(value, shape.words) if isinstance(value, str) else ""
    if isinstance(value, bool):
        hint = f'put it in quotes: "{_written(value)}"'
    problem = f"`{name}` cannot be {shown}: write one of {', '.join(shape.words)}"
    report.fault(line, f"{problem}; {hint}" if hint else problem)
    return False


def _flag(value: Value, name: str, line: int, report: Report) -> bool:
    if isinstance(value, bool):
        return True
    report.fault(line, f"`{name}` must be true or false, not {_called(value)}: write it unquoted")
    return False


def _number(shape: Number, value: Value, name: str, line: int, report: Report) -> bool:
    wanted = "a whole number" if shape.whole else "a number"
    if type(value) not in (int, float) or not isinstance(value, int | float):
        report.fault(
            line,
            f"`{name}` must be {wanted}, not {_called(value)}: write digits only, without quotes",
        )
    elif shape.whole and value != int(value):
        report.fault(line, f"`{name}` must be a whole number, not {value}: round it")
    elif shape.least is not None and value < shape.least:
        report.fault(line, f"`{name}` is {value}: write {shape.least} or more")
    elif shape.most is not None and value > shape.most:
        report.fault(line, f"`{name}` is {value}: write {shape.most} or less")
    else:
        return True
    return False


def _list(shape: ListOf, value: Value, name: str, line: int, report: Report) -> bool:
    if not isinstance(value, MarkedList):
        report.fault(
            line, f"`{name}` must be a list, not {_called(value)}: begin each item with `- `"
        )
        return False
    sound = [
        judge(shape.item, item, name, at, report)
        for item, at in zip(value, value.lines, strict=True)
    ]
    if len(value) < shape.least:
        report.fault(line, f"`{name}` has {_items(len(value))}: write at least {shape.least}")
    elif len(value) > shape.most:
        report.fault(line, f"`{name}` has {_items(len(value))}: leave at most {shape.most}")
    else:
        return all(sound) and _different(value, name, report)
    return False


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _different(items: MarkedList, name: str, report: Report) -> bool:
    seen: set[str] = set()
    before = len(report.faults)
    for item, line in zip(items, items.lines, strict=True):
        if isinstance(item, str):
            if item in seen:
                report.fault(line, f"`{excerpt(item)}` stands twice in `{name}`: remove one")
            seen.add(item)
    return len(report.faults) == before


def _record(shape: Record, value: Value, name: str, line: int, report: Report) -> bool:
    if not isinstance(value, MarkedMap):
        report.fault(
            line,
            f"`{name}` must be a map, not {_called(value)}: write its fields as `name: value` "
            "lines",
        )
        return False
    sound = True
    for key, item in value.items():
        if (field := shape.fields.get(key)) is None:
            hint = nearest(key, shape.fields) if len(value) <= MOST_FIELDS else ""
            hint = hint or f"the fields of `{name}` are {', '.join(shape.fields)}"
            report.fault(value.lines[key], f"`{name}` has no field `{excerpt(key)}`: {hint}")
            sound = False
        else:
            sound = judge(field.shape, item, key, value.lines[key], report) and sound
    for key, field in shape.fields.items():
        if field.required and key not in value:
            report.fault(value.line, f"`{name}` lacks `{key}`: add it ({field.about})")
            sound = False
    return sound and (shape.also is None or shape.also(value, report))


def _variants(shape: Variants, value: Value, name: str, line: int, report: Report) -> bool:
    if not isinstance(value, MarkedMap):
        report.fault(
            line,
            f"`{name}` must be a map, not {_called(value)}: write its fields as `name: value` "
            "lines",
        )
        return False
    words = tuple(shape.records)
    if shape.tag not in value:
        report.fault(value.line, f"`{name}` lacks `{shape.tag}`: write one of {', '.join(words)}")
        return False
    tag = value[shape.tag]
    if not judge(OneOf(words), tag, shape.tag, value.lines[shape.tag], report):
        return False
    return _record(shape.records[str(tag)], value, name, line, report)
