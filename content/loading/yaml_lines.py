"""Reading a YAML file into plain values that remember their lines; its surprises become faults."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from content.faults import Report, excerpt
from content.loading import scalars

LARGEST_FILE = 1_000_000
DEEPEST = 20
# Line feeds are the only control character a text needs; the others break terminals or turn the
# reading direction.
UNSHOWABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
SYNTAX_HINT = (
    'check the indentation, and quote text that holds ": " or " #" or begins with a '
    "special character"
)


class Refused:
    """Stands where a fault was already reported, so that nobody reports it again."""


REFUSED: Final = Refused()


class MarkedMap(dict[str, "Value"]):
    """A mapping that knows on which line it began, and each of its values."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class MarkedList(list["Value"]):
    """A sequence that knows on which line it began, and each of its items."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


Value: TypeAlias = str | bool | int | float | MarkedMap | MarkedList | Refused


class _TooDeep(Exception):
    """Ends the reading of a file that nests without end."""


def _parser(text: str) -> Callable[[], Event | None]:
    if yaml.__with_libyaml__:
        return yaml.CSafeLoader(text).get_event
    return yaml.SafeLoader(text).get_event


def read(path: Path, report: Report) -> MarkedMap | None:
    """The map that a file holds; None where it cannot be read, with the reason in the report."""
    text = read_text(path, report)
    if text is None:
        return None
    try:
        return _document(text, report)
    except _TooDeep:
        pass
    except yaml.YAMLError as error:
        report.fault(_line_of(error, text), f"this is not YAML: {_reason(error)}; {SYNTAX_HINT}")
    return None


def is_missing(path: Path) -> bool:
    """Whether there is nothing by that name; what may not be looked at is not missing."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def read_text(path: Path, report: Report) -> str | None:
    """The text of a file; None where there is none to be had, with the reason in the report."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            report.fault(
                1,
                f"the file is larger than {LARGEST_FILE // 1000} kB: split it, no section needs "
                "so much",
            )
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        report.fault(1, "there is no such file: create it, or correct the name")
        return None
    except OSError as error:
        report.fault(
            1, f"the file cannot be read ({error.strerror}): check what it is and who may read it"
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.fault(
            data.count(b"\n", 0, error.start) + 1, "this is not UTF-8 text: save the file as UTF-8"
        )
        return None


def _reason(error: yaml.YAMLError) -> str:
    reason = (
        getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    )
    return str(reason)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return min(int(mark.line) + 1, text.count("\n") + 1)
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


def _document(text: str, report: Report) -> MarkedMap | None:
    following = _parser(text)
    following()
    if isinstance(event := _next(following), StreamEndEvent):
        report.fault(1, "the file is empty: write the fields that README.md lists")
        return None
    event = _next(following)
    value = _value(event, following, report, 0)
    following()
    if isinstance(event := _next(following), DocumentStartEvent):
        report.fault(
            _line(event),
            "a second document begins here: remove the `---`, one file holds one thing",
        )
    if isinstance(value, MarkedMap):
        return value
    report.fault(1, "the file must hold a map: `name: value` lines, beginning with `id:`")
    return None


def _next(following: Callable[[], Event | None]) -> Event:
    event = following()
    assert event is not None, "the parser always ends a stream with an event"
    return event


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(
    event: Event, following: Callable[[], Event | None], report: Report, depth: int
) -> Value:
    if isinstance(event, AliasEvent):
        report.fault(
            _line(event),
            f"`*{excerpt(event.anchor or '')}` repeats another value: write the value out",
        )
        return REFUSED
    _refuse_marks(event, report)
    if isinstance(event, ScalarEvent):
        return _scalar(event, report)
    if depth == DEEPEST:
        report.fault(
            _line(event), f"more than {DEEPEST} levels deep: no pack needs that, check the brackets"
        )
        raise _TooDeep
    if isinstance(event, MappingStartEvent):
        return _mapping(_line(event), following, report, depth + 1)
    return _sequence(_line(event), following, report, depth + 1)


def _refuse_marks(event: Event, report: Report) -> None:
    if anchor := getattr(event, "anchor", None):
        report.fault(
            _line(event),
            f"`&{excerpt(anchor)}` names a value for later: remove it, write values out",
        )
    if tag := getattr(event, "tag", None):
        report.fault(
            _line(event), f"`{excerpt(tag)}` is a tag: remove it, and quote the value if it is text"
        )


def _scalar(event: ScalarEvent, report: Report) -> Value:
    text: str = event.value
    if not event.style:
        if (value := scalars.FLAGS.get(text, scalars.number(text))) is not None:
            return value
        if meaning := scalars.surprise(text):
            report.fault(_line(event), _ask_for_quotes(text, meaning))
            return REFUSED
    text = text.strip()
    if not text.isprintable() and (found := UNSHOWABLE.search(text)):
        report.fault(
            _line(event),
            f"the text holds the control character U+{ord(found.group()):04X}: remove it",
        )
        return REFUSED
    return text


def _ask_for_quotes(text: str, meaning: str) -> str:
    if not text:
        return "there is no value here: write one, or remove the line"
    shown = excerpt(text)
    return f'`{shown}` {meaning}: put it in quotes if it is text: "{shown}"'


def _mapping(
    line: int, following: Callable[[], Event | None], report: Report, depth: int
) -> MarkedMap:
    found = MarkedMap(line)
    while not isinstance(event := _next(following), MappingEndEvent):
        key = _value(event, following, report, depth)
        of_value = _next(following)
        value = _value(of_value, following, report, depth)
        if not isinstance(key, str):
            if not isinstance(key, Refused):
                report.fault(
                    _line(event), "the name of a field must be text: put it in quotes, or remove it"
                )
        elif key in found:
            report.fault(
                _line(event),
                f"`{excerpt(key)}` stands twice (first on line {found.lines[key]}): remove one",
            )
        else:
            found[key] = value
            found.lines[key] = _line(of_value)
    return found


def _sequence(
    line: int, following: Callable[[], Event | None], report: Report, depth: int
) -> MarkedList:
    found = MarkedList(line)
    while not isinstance(event := _next(following), SequenceEndEvent):
        found.lines.append(_line(event))
        found.append(_value(event, following, report, depth))
    return found
