"""Whether the ids of a pack are unique and point at something that is there."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from content.faults import Fault, excerpt, nearest
from content.loading.places import Place, Sort, maps, text, texts
from content.loading.yaml_lines import MarkedMap

# Looking for near names takes time; whoever has this many wrong ones needs no more hints.
MOST_HINTS = 50
Former = Mapping[tuple[Sort, str], Place]


def unique(entries: Iterable[Place]) -> Iterator[Fault]:
    """Every id that stands for two things of the same sort."""
    first: dict[tuple[Sort, str], Place] = {}
    for entry in entries:
        earlier = first.setdefault((entry.sort, entry.id), entry)
        if earlier is not entry:
            where = f"{earlier.path.name}:{earlier.line_of('id')}"
            problem = (
                f"the {entry.sort} id `{excerpt(entry.id)}` is taken ({where}): choose another"
            )
            yield Fault(entry.path, entry.line_of("id"), problem)


def former_ids(entries: Iterable[Place]) -> Former:
    """Who an id belongs to since the thing that had it was renamed, split or merged."""
    return {(entry.sort, old): entry for entry in entries for old, _ in texts(entry.entry, "was")}


def still_alive(entries: Iterable[Place]) -> Iterator[Fault]:
    """Every former id that something still has as its own."""
    entries = tuple(entries)
    present = {(entry.sort, entry.id): entry for entry in entries}
    for entry in entries:
        for old, line in texts(entry.entry, "was"):
            if (owner := present.get((entry.sort, old))) is not None:
                where = f"{owner.path.name}:{owner.line_of('id')}"
                problem = (
                    f"`was` holds `{excerpt(old)}`, but a {entry.sort} still has that id "
                    f"({where}): remove one"
                )
                yield Fault(entry.path, line, problem)


def misplaced(path: Path, name: str, document: MarkedMap) -> Iterator[Fault]:
    """A section whose id is not the name of its file."""
    own = text(document.get("id"))
    if own and own != name:
        problem = f"`id` is `{excerpt(own)}`, but the file is {path.name}: make them the same"
        yield Fault(path, document.lines["id"], problem)


def twice_on_the_map(chapters: Iterable[Place]) -> Iterator[Fault]:
    """Every section that two chapters hold."""
    first: dict[str, tuple[Place, int]] = {}
    for chapter in chapters:
        for name, line in texts(chapter.entry, "sections"):
            owner, earlier = first.setdefault(name, (chapter, line))
            # Twice in one chapter was reported with the list itself.
            if owner is not chapter:
                problem = (
                    f"the section `{excerpt(name)}` is on the map twice (first on line "
                    f"{earlier}): remove one"
                )
                yield Fault(chapter.path, line, problem)


def unresolved(
    path: Path, document: MarkedMap, readings: Mapping[str, Place], former: Former
) -> Iterator[Fault]:
    """Every reading that a section names and the pack has not."""
    own = {text(reading.get("id")) for reading in maps(document, "readings")}
    missing = ((name, line) for name, line in _named(document) if name not in readings)
    for count, (name, line) in enumerate(missing):
        yield Fault(path, line, _no_reading(name, readings if count < MOST_HINTS else {}, former))
    for name, line in texts(document, "see_also"):
        if name in own:
            yield Fault(
                path,
                line,
                f"`see_also` names `{excerpt(name)}`, which stands in this section: remove it",
            )


def _named(document: MarkedMap) -> Iterator[tuple[str, int]]:
    for question in maps(document, "quiz"):
        if name := text(question.get("reading")):
            yield name, question.lines["reading"]
    yield from texts(document, "see_also")


def _no_reading(name: str, readings: Mapping[str, Place], former: Former) -> str:
    if (new := former.get(("reading", name))) is not None:
        return f"the reading `{excerpt(name)}` is called `{new.id}` now: write that"
    hint = nearest(name, readings) or "add it to the readings of its section, or correct the name"
    return f"there is no reading `{excerpt(name)}`: {hint}"
