"""Anki's notes as text (“Notes in Plain Text”): header lines, then a note a row."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from content.answers import TRUTH
from content.exporters.table import COLUMNS
from content.faults import Report, excerpt
from content.importers.quiz import marked, rows, separated
from content.importers.quiz.given import Given, number, other, told_by

Translate = Callable[[str], str]

HEADER = re.compile(r"#([a-z ]+):(.*)\n?")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
CLOZE = re.compile(r"\{\{c([0-9]+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
# `guid`, `deck` and `notetype` are about Anki, not about the question.
READ = {
    *COLUMNS,
    "front",
    "back",
    "text",
    "extra",
    "back_extra",
    "tags",
    "guid",
    "deck",
    "notetype",
}
GAP = r"\_\_\_\_\_"
TRANSLATIONS: Mapping[str, Translate] = {"true": marked.of_html, "false": marked.of_plain}
LONGEST_WORD, MOST_WORDS = 40, 3
ESCAPED = re.compile(r"\\(.)")


def questions(text: str, report: Report) -> list[Given]:
    """A question from each note, as far as its two sides tell."""
    header, first = {}, 1
    while found := HEADER.match(text):
        header[found[1].strip()] = found[2].strip("\n")
        text, first = text[found.end() :], first + 1
    named = header.get("separator", "tab").strip()
    separator = SEPARATORS.get(named.casefold(), named[:1].strip('"') or "\t")
    held = list(separated.cut(text, separator, first, report))
    columns = _columns(header, separator, max((len(row.cells) for row in held), default=0))
    if held and (
        unread := [name or str(at) for at, name in enumerate(columns, 1) if name not in READ]
    ):
        problem = (
            f"columns left out: {excerpt(', '.join(unread))}; `#tags column:3` says which "
            "one holds tags"
        )
        report.fault(held[0].line, problem)
    translate = TRANSLATIONS.get(header.get("html", "").strip(), marked.of_either)
    tags = header.get("tags", "").split()
    notes = ((row.line, dict(zip(columns, row.cells, strict=False))) for row in held)
    drafts = (_question(line, cells, translate, tags, report) for line, cells in notes)
    return [question for question in drafts if question]


def _columns(header: Mapping[str, str], separator: str, width: int) -> list[str]:
    """The columns by name; where they have none, the first two that hold a side of the card."""
    special = {
        int(place) - 1: name.removesuffix(" column")
        for name, place in header.items()
        if name.endswith(" column") and place.strip().isdecimal()
    }
    if "columns" in header:
        names = [
            name.strip().casefold().replace(" ", "_") for name in header["columns"].split(separator)
        ]
    else:
        sides = iter(("front", "back"))
        names = ["" if place in special else next(sides, "") for place in range(width)]
    return [special.get(place, name) for place, name in enumerate(names)]


def _question(
    line: int, cells: Mapping[str, str], translate: Translate, tags: list[str], report: Report
) -> Given | None:
    values, foreign = told_by([*tags, *cells.get("tags", "").split()])
    if foreign:
        report.fault(
            line, f"tags that have no place here were left out: {excerpt(', '.join(foreign))}"
        )
    values.pop("kind", None)
    values.pop("trap", None)
    if "ask" in cells:
        question = rows.question(
            line, {name: text for name, text in cells.items() if name in COLUMNS}, report
        )
        return question and Given(line, values | question.entry, question.section)
    front = cells.get("front", cells.get("text", ""))
    entry = _cloze(line, front, report) if CLOZE.search(front) else {"ask": front}
    if not entry.get("ask", "").strip():
        return None
    back = translate(cells.get("back", cells.get("back_extra", cells.get("extra", "")))).strip()
    entry["ask"] = translate(entry["ask"]).strip().replace("\ufffc", GAP)
    if "answer" in entry:
        entry |= {"explanation": back} if back else {}
    else:
        entry |= _back(line, back, report)
    return Given(line, values | entry)


def _cloze(line: int, text: str, report: Report) -> dict[str, Any]:
    gaps = list(CLOZE.finditer(text))
    if len({gap[2] for gap in gaps}) > 1:
        report.fault(
            line, f"left out, several gaps in one note: make a note for each: {excerpt(text)}"
        )
        return {}
    return {
        "kind": "text",
        "ask": CLOZE.sub("\ufffc", text),
        "answer": ESCAPED.sub(r"\1", marked.of_html(gaps[0][2])),
    }


def _back(line: int, back: str, report: Report) -> dict[str, Any]:
    """What the other side of a card says; a sentence explains, but nobody can be held to it."""
    words = ESCAPED.sub(r"\1", back)
    if (truth := words.casefold().rstrip(".")) in TRUTH:
        return {"kind": "true-false", "answer": truth, "trap": {"answer": other(truth)}}
    if not isinstance(number(words), str):
        return {"kind": "numeric", "answer": number(words)}
    if len(words) <= LONGEST_WORD and len(words.split()) <= MOST_WORDS:
        return {"kind": "text", "answer": words} if words else {}
    report.fault(
        line,
        "the back is no answer to type, so it became the explanation: write one that can be judged",
    )
    return {"explanation": back}
