"""The numbers of a pack as an aligned table, with what is missed below it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from content.answers import LETTERS
from content.authoring.statistics import Numbers, together
from content.model import Kind, Level, Skill

LEGEND = """\
readings: essential/core/optional · min: minutes of the essential ones · talk: discussion questions
light: opening questions among them · bare: questions and tasks without `needs`
kinds: single/multiple/true-false/numeric/text · skills: recall/understanding/reasoning/calculation
difficulty: 1/2/3 · right: single-choice answers in A/B/C/D/E/F
worked: share of reasoning and calculation"""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands above a column, and what it says of a section."""

    heading: str
    cell: Callable[[Numbers], str]


def _counts(counter: Counter[str], names: Sequence[str]) -> str:
    return "/".join(str(counter[name]) for name in names)


def _verdict(numbers: Numbers) -> str:
    if numbers.unmet:
        return f"{len(numbers.unmet)} missed"
    return "outline" if numbers.status == "outline" else "yes"


# A number that is counted elsewhere, such as the share of right answers, is one more column.
COLUMNS = (
    Column("section", lambda numbers: numbers.id),
    Column("readings", lambda numbers: _counts(numbers.levels, get_args(Level))),
    Column("min", lambda numbers: str(numbers.essential_minutes)),
    Column("talk", lambda numbers: str(numbers.discussion)),
    Column("light", lambda numbers: str(numbers.light)),
    Column("tasks", lambda numbers: str(numbers.tasks)),
    Column("quiz", lambda numbers: str(numbers.quiz)),
    Column("kinds", lambda numbers: _counts(numbers.kinds, get_args(Kind))),
    Column("skills", lambda numbers: _counts(numbers.skills, get_args(Skill))),
    Column(
        "difficulty",
        lambda numbers: "/".join(str(numbers.difficulties[level]) for level in (1, 2, 3)),
    ),
    Column("right", lambda numbers: _counts(numbers.right_letters, LETTERS)),
    Column("worked", lambda numbers: f"{numbers.worked:.0%}" if numbers.quiz else "-"),
    Column("recall", lambda numbers: f"{numbers.recalled:.0%}" if numbers.quiz else "-"),
    Column("bare", lambda numbers: str(numbers.without_needs)),
)
VERDICT = Column("meets", _verdict)


def table(sections: tuple[Numbers, ...], columns: Sequence[Column] = COLUMNS) -> str:
    """A row for each section and one for all, then every limit that is missed."""
    rows = [[column.heading for column in (*columns, VERDICT)]]
    rows += [[column.cell(numbers) for column in (*columns, VERDICT)] for numbers in sections]
    rows.append([*(column.cell(together(sections)) for column in columns), ""])
    missed = [problem for numbers in sections for problem in numbers.unmet]
    return "\n".join((*_aligned(rows), "", LEGEND, *missed))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Names at the left, numbers at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *others in rows:
        yield "  ".join((name.ljust(widths[0]), *_right(others, widths[1:]))).rstrip()


def _right(cells: Iterable[str], widths: Iterable[int]) -> Iterator[str]:
    return (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
