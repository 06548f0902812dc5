"""Where the things of a pack stand in its files, so that a fault found later can still name its
line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from content.loading.yaml_lines import MarkedList, MarkedMap, Value

Sort = Literal["chapter", "section", "reading", "discussion", "quiz", "task", "course", "term"]
SORTS: Mapping[str, Sort] = {
    "readings": "reading",
    "discussion": "discussion",
    "quiz": "quiz",
    "tasks": "task",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a pack's files: what it is, and the map as it was read."""

    sort: Sort
    id: str
    path: Path
    entry: MarkedMap

    @property
    def line(self) -> int:
        return self.entry.line

    def line_of(self, field: str, index: int | None = None) -> int:
        """The line of a field (`trap.why` for one within), or of one item in it.

        Else of the entry.
        """
        outer, _, inner = field.partition(".")
        value = self.entry.get(outer)
        if isinstance(value, MarkedMap) and inner in value.lines:
            return value.lines[inner]
        if index is not None and isinstance(value, MarkedList) and index < len(value.lines):
            return value.lines[index]
        return self.entry.lines.get(outer, self.entry.line)


Places: TypeAlias = Mapping[tuple[Sort, str], Place]


def maps(parent: MarkedMap, field: str) -> Iterator[MarkedMap]:
    """The maps in a list, whatever else somebody wrote there."""
    items = parent.get(field)
    return (
        (item for item in items if isinstance(item, MarkedMap))
        if isinstance(items, MarkedList)
        else iter(())
    )


def texts(parent: MarkedMap, field: str) -> Iterator[tuple[str, int]]:
    """The texts in a list with their lines, whatever else somebody wrote there."""
    items = parent.get(field)
    if isinstance(items, MarkedList):
        yield from (
            (item, line)
            for item, line in zip(items, items.lines, strict=True)
            if isinstance(item, str)
        )


def text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def listed(sort: Sort, field: str, path: Path, document: MarkedMap) -> Iterator[Place]:
    """The entries of one list in a file that have an id."""
    for entry in maps(document, field):
        if name := text(entry.get("id")):
            yield Place(sort, name, path, entry)


def of_section(path: Path, document: MarkedMap) -> Iterator[Place]:
    """A section and everything in it that has an id."""
    if name := text(document.get("id")):
        yield Place("section", name, path, document)
    for field, sort in SORTS.items():
        yield from listed(sort, field, path, document)
