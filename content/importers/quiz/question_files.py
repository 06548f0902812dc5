"""Files of quiz questions in any format we know: what they are, and what they tell."""

import codecs
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from content.faults import Fault, PackError, Report
from content.importers.quiz import aiken, anki, gift, separated
from content.importers.quiz.given import Given
from content.loading.places import maps
from content.loading.yaml_lines import MarkedList, MarkedMap, Value, read

LARGEST_FILE = 4_000_000
READERS: Mapping[str, Callable[[str, Report], list[Given]]] = {
    "gift": gift.questions,
    "aiken": aiken.questions,
    "csv": separated.questions,
    "anki": anki.questions,
}
# `yaml` is what an earlier import left to be completed.
FORMATS = (*READERS, "yaml")
ENDINGS = {
    ".gift": "gift",
    ".csv": "csv",
    ".tsv": "csv",
    ".aiken": "aiken",
    ".yaml": "yaml",
    ".yml": "yaml",
}
AIKEN = re.compile(r"^\s*ANSWER:\s*[A-Za-z]\b", re.MULTILINE)
ANKI = re.compile(r"#(separator|html|columns|notetype|deck|tags|guid)[ a-z]*:", re.IGNORECASE)


def format_by_name(path: Path, named: str | None) -> str:
    """The format of a file by its ending or as it was named.

    Nothing where only its text can tell.
    """
    if path.suffix.lower() in (".apkg", ".colpkg"):
        problem = (
            "this is Anki's own file: in Anki, export “Notes in Plain Text (.txt)” and import that"
        )
        raise PackError([Fault(path, 0, problem)])
    return named or ENDINGS.get(path.suffix.lower(), "")


def questions(path: Path, form: str, report: Report) -> list[Given]:
    """The questions of a file.

    What is wrong with some goes to the report, PackError where none can be read.
    """
    if form == "yaml":
        return _drafts(path, report)
    text = _text(path, report)
    return READERS[form or _format_of(text, path)](text, report)


def _text(path: Path, report: Report) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            problem = f"the file is larger than {LARGEST_FILE // 1_000_000} MB: split it"
            raise PackError([Fault(path, 0, problem)])
        data = path.read_bytes()
    except OSError as error:
        raise PackError(
            [Fault(path, 0, f"cannot be read ({error.strerror}): check the name")]
        ) from error
    # What spreadsheets call Unicode text.
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = "this is not UTF-8 text: save the file as UTF-8 (in Excel: “CSV UTF-8”)"
        raise PackError([Fault(path, line, problem)]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _format_of(text: str, path: Path) -> str:
    """What a file of no telling name holds."""
    if ANKI.match(text):
        return "anki"
    if AIKEN.search(text):
        return "aiken"
    if re.search(r"(?<!\\)\{[^{}]*\}", text) and "{{" not in text:
        return "gift"
    if "\t" in text.partition("\n")[0]:
        return "anki"
    raise PackError(
        [Fault(path, 0, f"nothing tells its format: name it, --format {'|'.join(READERS)}")]
    )


def _drafts(path: Path, report: Report) -> list[Given]:
    document = read(path, report)
    if document is None:
        raise PackError(report.faults)
    found = []
    for entry in maps(document, "quiz"):
        values = {name: _unmarked(value) for name, value in entry.items()}
        found.append(Given(entry.line, values, str(values.pop("section", ""))))
    if not found:
        raise PackError(
            [Fault(path, 1, "there is no question in it: write them as a list below `quiz:`")]
        )
    return found


def _unmarked(value: Value) -> object:
    """A value without its lines."""
    if isinstance(value, MarkedMap):
        return {name: _unmarked(item) for name, item in value.items()}
    return [_unmarked(item) for item in value] if isinstance(value, MarkedList) else value
