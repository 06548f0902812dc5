"""What the files of a pack name by its id, and whether it is there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.faults import Fault, excerpt, nearest
from content.loading.places import Place, Sort, maps, text, texts
from content.loading.references import Former
from content.loading.yaml_lines import MarkedMap

# Looking for near names takes time; whoever has this many wrong ones needs no more hints.
MOST_HINTS = 50
NAMES: Mapping[Sort, str] = {"discussion": "discussion question"}
REMEDIES: Mapping[Sort, str] = {
    "reading": "add it to the readings of its section, or correct the name",
    "discussion": "write it into its section, or correct the name",
    "task": "add it to the tasks of its section, or correct the name",
    "section": "name one that a chapter lists",
    "course": "name another course of this file, or remove it",
}
Known = Mapping[Sort, Mapping[str, Place]]


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that stands in a file for something elsewhere."""

    sort: Sort
    name: str
    line: int


def by_sort(entries: Iterable[Place]) -> Known:
    """The entries of a pack by sort and id."""
    found: dict[Sort, dict[str, Place]] = {sort: {} for sort in REMEDIES}
    for entry in entries:
        found.setdefault(entry.sort, {})[entry.id] = entry
    return found


def in_section(document: MarkedMap) -> Iterator[Mention]:
    """The readings that questions and tasks rest on or that belong here too, and sections."""
    for field in ("discussion", "quiz", "tasks"):
        for entry in maps(document, field):
            yield from _one("reading", entry, "reading")
            yield from _all("reading", entry, "needs")
    yield from _all("reading", document, "see_also")
    yield from _all("section", document, "builds_on")


def in_map(document: MarkedMap) -> Iterator[Mention]:
    """What the courses of a pack plan, and what they come after."""
    for course in maps(document, "courses"):
        yield from _all("course", course, "after")
        for week in maps(course, "weeks"):
            for planned in maps(week, "readings"):
                yield from _one("reading", planned, "reading")
            yield from _all("discussion", week, "questions")
            yield from _one("task", week, "task")


def in_glossary(document: MarkedMap) -> Iterator[Mention]:
    """The sections that use a term first."""
    for term in maps(document, "terms"):
        yield from _one("section", term, "section")


def unresolved(
    path: Path, mentions: Iterable[Mention], known: Known, former: Former
) -> Iterator[Fault]:
    """Everything that a file names and the pack has not."""
    missing = (mention for mention in mentions if mention.name not in known[mention.sort])
    for count, mention in enumerate(missing):
        candidates = known[mention.sort] if count < MOST_HINTS else {}
        yield Fault(path, mention.line, _problem(mention, candidates, former))


def of_themselves(path: Path, document: MarkedMap) -> Iterator[Fault]:
    """Every section that builds on itself or names its own readings, every course after itself."""
    own = {text(reading.get("id")) for reading in maps(document, "readings")}
    for name, line in texts(document, "see_also"):
        if name in own:
            problem = f"`see_also` names `{excerpt(name)}`, which stands in this section: remove it"
            yield Fault(path, line, problem)
    holders = (
        (document, "builds_on"),
        *((course, "after") for course in maps(document, "courses")),
    )
    for holder, field in holders:
        for name, line in texts(holder, field):
            if name == text(holder.get("id")):
                yield Fault(path, line, f"`{field}` names `{excerpt(name)}` itself: remove it")


def _one(sort: Sort, entry: MarkedMap, field: str) -> Iterator[Mention]:
    if name := text(entry.get(field)):
        yield Mention(sort, name, entry.lines[field])


def _all(sort: Sort, entry: MarkedMap, field: str) -> Iterator[Mention]:
    return (Mention(sort, name, line) for name, line in texts(entry, field))


def _problem(mention: Mention, candidates: Mapping[str, Place], former: Former) -> str:
    called = f"{NAMES.get(mention.sort, mention.sort)} `{excerpt(mention.name)}`"
    if (new := former.get((mention.sort, mention.name))) is not None:
        return f"the {called} is called `{new.id}` now: write that"
    return f"there is no {called}: {nearest(mention.name, candidates) or REMEDIES[mention.sort]}"
