"""Whether the ids of a pack are unique, and stand where they belong."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from content.faults import Fault, excerpt
from content.loading.places import Place, Sort, text, texts
from content.loading.yaml_lines import MarkedMap

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
