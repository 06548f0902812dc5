"""Files of separated cells: CSV as spreadsheets write it, line by line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.exporters.table import COLUMNS
from content.faults import Report
from content.importers.quiz import rows
from content.importers.quiz.given import Given

SEPARATORS = ",;\t|"
# Excel's own first line, `sep=;`.
SAID = re.compile(r"sep=([^\"\n])\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line on which it begins."""

    line: int
    cells: list[str]


def questions(text: str, report: Report) -> list[Given]:
    """A question from each row; the first row names the columns."""
    match = SAID.match(text)
    text = text[match.end() :] if match else text
    separator = match[1] if match else _separator(text)
    held = list(cut(text, separator, 2 if match else 1, report))
    if not held:
        report.fault(
            1,
            f"the file is empty: the first row names the columns, such as {', '.join(COLUMNS[:6])}",
        )
        return []
    names = rows.named(held[0].cells, held[0].line, report)
    if "ask" not in names:
        report.fault(held[0].line, "no column is called `ask`: the first row must name the columns")
        return []
    return [found for row in held[1:] if (found := _question(row, names, report))]


def cut(text: str, separator: str, first: int, report: Report) -> Iterator[Row]:
    """Rows that hold something; `first` is the number of the text's first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(first + begun, cells)
            begun = reader.line_num
    except csv.Error as error:
        problem = (
            f"left out from here on ({error}): within quotes, a quote is written twice; at "
            "the end, one closes"
        )
        report.fault(first + begun, problem)


def _separator(text: str) -> str:
    header = text.partition("\n")[0]
    return max(SEPARATORS, key=header.count)


def _question(row: Row, names: list[str], report: Report) -> Given | None:
    if len(row.cells) > len(names) and any(cell.strip() for cell in row.cells[len(names) :]):
        problem = (
            f"{len(row.cells)} cells for {len(names)} columns, the last ones were left "
            "out: put cells in quotes"
        )
        report.fault(row.line, problem)
    cells = {name: cell for name, cell in zip(names, row.cells, strict=False) if name}
    return rows.question(row.line, cells, report)
