"""Rows of named cells as questions: what a spreadsheet or a list of notes says of each."""

import re
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from content.answers import TRUTH
from content.exporters.table import CHOICES, COLUMNS, FORMULA
from content.faults import Report, excerpt, nearest
from content.importers.quiz.given import Given, number, other

# Other names for our columns, as spreadsheets of quizzes have them.
ALIASES = {
    "question": "ask", "stem": "ask", "text": "ask", "type": "kind", "correct": "answer",
    "correct_answer": "answer",
    "right": "answer", "key": "answer", "feedback": "explanation", "accepted": "accept",
    "trap_answer": "trap",
    **{name.replace("choice", other_name): name for name in CHOICES for other_name in ("option",
    "answer")},
    **{f"{word}_{place}": name for place, name in enumerate(CHOICES, 1) for word in ("choice",
    "option", "answer")},
    **{name[-1]: name for name in CHOICES},
}  # fmt: skip
LETTERS = re.compile(r"[A-Za-z](?:\s*[,;/ ]\s*[A-Za-z])*")
AS_WRITTEN = ("id", "skill", "ask", "unit", "explanation", "reading", "part", "retired")
TRUTHS = {"t": "true", "f": "false", "true": "true", "false": "false"}
PART = re.compile(r"(?:\\[\\|]|[^|])+")
IDS = re.compile(r"[,;\s]+")
ESCAPED = re.compile(r"\\([\\|])")


def named(header: list[str], line: int, report: Report) -> list[str]:
    """The columns by our names; a column that has none is told and left out."""
    names: list[str] = []
    for cell in header:
        name = re.sub(r"[\W_]+", "_", cell.strip().casefold()).strip("_")
        name = ALIASES.get(name, name)
        if name and name not in COLUMNS:
            hint = nearest(name, COLUMNS) or f"the columns are {', '.join(COLUMNS)}"
            report.fault(line, f"the column `{excerpt(cell)}` was left out: {hint}")
        if name and names.count(name):
            report.fault(line, f"the column `{excerpt(cell)}` stands twice: the first was taken")
            name = ""
        names.append(name if name in COLUMNS else "")
    return names


def question(line: int, cells: Mapping[str, str], report: Report) -> Given | None:
    """The question of a row; nothing where it asks nothing."""
    values = {name: text for name, cell in cells.items() if (text := _unguarded(cell.strip()))}
    if not values.get("ask"):
        if values:
            report.fault(line, "left out, the cell `ask` is empty: write the question there")
        return None
    entry: dict[str, Any] = {name: values[name] for name in AS_WRITTEN if name in values}
    entry |= {name: number(values[name]) for name in ("difficulty", "tolerance") if name in values}
    entry |= {name: IDS.split(values[name]) for name in ("needs", "was") if name in values}
    entry |= {"accept": _split(values["accept"])} if "accept" in values else {}
    return Given(line, entry | _key(line, values, report), values.get("section", ""))


def _unguarded(cell: str) -> str:
    """Without the quote that keeps a spreadsheet from running what begins like a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _split(cell: str) -> list[str]:
    return [text for part in PART.findall(cell) if (text := ESCAPED.sub(r"\1", part).strip())]


def _key(line: int, row_: Mapping[str, str], report: Report) -> dict[str, Any]:
    places = [index for index, name in enumerate(CHOICES) if name in row_]
    if places and places != list(range(len(places))):
        report.fault(
            line,
            "an empty cell stands between the choices: move them together, the letters count "
            "from A",
        )
    choices = [row_[CHOICES[index]] for index in places]
    kind = row_.get("kind", "").casefold().replace(" ", "-").replace("/", "-") or _kind(
        row_.get("answer", ""), choices
    )
    found: dict[str, Any] = {"kind": kind} if kind else {}
    if choices and kind != "true-false":
        found["choices"] = choices
    if "answer" in row_:
        read = _several if kind == "multiple" else _one
        found["answer"] = read(kind, row_["answer"], choices)
    trap: dict[str, Any] = {"answer": _one(kind, row_["trap"], choices)} if "trap" in row_ else {}
    if kind == "true-false" and not trap and found.get("answer") in TRUTH:
        trap = {"answer": other(found["answer"])}
    trap |= {"why": row_["trap_why"]} if "trap_why" in row_ else {}
    return found | ({"trap": trap} if trap else {})


def _kind(answer: str, choices: list[str]) -> str:
    """What the answer shows it to be; nothing without one."""
    if choices:
        several = LETTERS.fullmatch(answer) and len(answer) > 1
        return "multiple" if several else "single" if answer else ""
    if answer.casefold() in ("true", "false"):
        return "true-false"
    return "" if not answer else "text" if isinstance(number(answer), str) else "numeric"


def _one(kind: str, cell: str, choices: list[str]) -> object:
    """A letter, a number or words."""
    match kind:
        case "numeric":
            return number(cell)
        case "true-false":
            return TRUTHS.get(cell.casefold(), cell)
        case "single" | "multiple":
            letter = cell.upper()
            return (
                ascii_uppercase[choices.index(cell)]
                if len(letter) > 1 and cell in choices
                else letter
            )
    return cell


def _several(kind: str, cell: str, choices: list[str]) -> list[object]:
    found = re.findall(r"[A-Za-z]", cell) if LETTERS.fullmatch(cell) else _split(cell)
    return [_one(kind, part, choices) for part in found]
