"""Quiz questions as a table, in CSV that spreadsheets open.

A column for all that a question holds.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from content.answers import LETTERS
from content.exporters.entry import entry_of
from content.model import Question, Section

CHOICES = tuple(f"choice_{letter.lower()}" for letter in LETTERS)
COLUMNS = (
    "id", "section", "kind", "difficulty", "skill", "ask", *CHOICES, "answer", "tolerance", "unit",
    "accept", "trap",
    "trap_why", "explanation", "reading", "part", "needs", "was", "retired",
)  # fmt: skip
# What spreadsheets take for a formula (OWASP, "CSV Injection"); the quote that guards it is guarded
# itself.
FORMULA = re.compile(r"[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")


def table(sections: Iterable[Section]) -> str:
    """All questions of these sections, retired ones too."""
    written = io.StringIO()
    # Every cell in quotes: where a semicolon separates cells, `a;=1+1` would become a formula
    # otherwise.
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for section in sections:
        writer.writerows(_row(question, section.id) for question in section.quiz)
    return written.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _row(question: Question, section: str) -> Iterator[str]:
    entry = entry_of(question) | {"section": section}
    entry |= dict(zip(CHOICES, entry.pop("choices", ()), strict=False))
    entry |= {"trap": entry["trap"]["answer"], "trap_why": entry["trap"]["why"]}
    return (guarded(_cell(entry.get(column, ""), column)) for column in COLUMNS)


def _cell(value: object, column: str) -> str:
    if isinstance(value, list):
        joint = " | " if column == "accept" else ", "
        return joint.join(str(item).replace("\\", "\\\\").replace("|", "\\|") for item in value)
    return value if isinstance(value, str) else repr(value)
