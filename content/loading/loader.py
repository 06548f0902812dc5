"""Loading a pack: its folder in, the pack or all of its faults out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.faults import Fault, PackError, Report, nearest
from content.loading import build, grammar, places, references, released_ids
from content.loading.folder import MAP, SECTIONS
from content.loading.places import Place, Places
from content.loading.shapes import Shape, judge
from content.loading.yaml_lines import MarkedMap, is_missing, read
from content.model import Pack


@dataclass(frozen=True, slots=True)
class Loaded:
    """A sound pack, and where everything in it stands."""

    pack: Pack
    places: Places
    released: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class File:
    """One file of a pack; `document` is None where it could not be read at all."""

    path: Path
    name: str
    document: MarkedMap | None
    sound: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything found in a folder, sound or not.

    `pack` holds the sound sections, and is None without a sound map; `whole` says that every file
    could be read.
    """

    folder: Path
    pack: Pack | None
    places: Places
    released: Mapping[str, int]
    faults: tuple[Fault, ...]
    whole: bool


def load(folder: Path) -> Pack:
    """The pack in a folder; raises PackError with every fault if it cannot be used."""
    return load_with_lines(folder).pack


def load_with_lines(folder: Path) -> Loaded:
    """The pack in a folder with the file and line of each of its entries, by (sort, id)."""
    found = survey(folder)
    if found.faults or found.pack is None:
        raise PackError(found.faults)
    return Loaded(found.pack, found.places, found.released)


def survey(folder: Path) -> Survey:
    """Read all of a folder, and go on after a fault."""
    faults: list[Fault] = []
    the_map = _read(folder / MAP, "the map", grammar.PACK, faults)
    chapters = tuple(places.chapters(the_map.path, the_map.document)) if the_map.document else ()
    files = tuple(
        _section(folder, name, chapter, line, faults) for name, chapter, line in _listed(chapters)
    )
    entries = (*chapters, *(entry for file in files for entry in _entries(file)))
    released = released_ids.read(folder, Report(folder / released_ids.FILE_NAME, faults))
    faults += references.twice_on_the_map(chapters)
    faults += references.unique(entries)
    faults += references.still_alive(entries)
    faults += _unresolved(files, entries)
    by_id = {(entry.sort, entry.id): entry for entry in entries}
    pack = _pack(the_map, files, released, faults)
    whole = all(file.document is not None for file in (the_map, *files))
    return Survey(folder, pack, by_id, released, tuple(sorted(set(faults))), whole)


def _read(path: Path, name: str, shape: Shape, faults: list[Fault]) -> File:
    report = Report(path, faults)
    before = len(faults)
    document = read(path, report)
    if document is not None:
        judge(shape, document, name, document.line, report)
    return File(path, path.stem, document, document is not None and len(faults) == before)


def _listed(chapters: tuple[Place, ...]) -> Iterator[tuple[str, Place, int]]:
    seen: set[str] = set()
    for chapter in chapters:
        for name, line in places.texts(chapter.entry, "sections"):
            if name not in seen:
                yield name, chapter, line
            seen.add(name)


def _section(folder: Path, name: str, chapter: Place, line: int, faults: list[Fault]) -> File:
    path = folder / SECTIONS / f"{name}.yaml"
    # A name that is no id was reported with the map; it must not lead out of the folder.
    if not judge(grammar.ID, name, "sections", line, Report(chapter.path)):
        return File(path, name, None, sound=False)
    if is_missing(path):
        known = nearest(path.name, (other.name for other in path.parent.glob("*.yaml")))
        problem = f"there is no {SECTIONS}/{path.name}: {known or 'create it, or correct the name'}"
        Report(chapter.path, faults).fault(line, problem)
        return File(path, name, None, sound=False)
    file = _read(path, "the section", grammar.SECTION, faults)
    if file.document is not None:
        faults += references.misplaced(path, name, file.document)
    return file


def _entries(file: File) -> Iterator[Place]:
    return places.of_section(file.path, file.document) if file.document else iter(())


def _unresolved(files: tuple[File, ...], entries: tuple[Place, ...]) -> Iterator[Fault]:
    # A reading may live in a file that could not be read: then nobody can say that it is missing.
    if any(file.document is None for file in files):
        return
    readings = {entry.id: entry for entry in entries if entry.sort == "reading"}
    former = references.former_ids(entries)
    for file in files:
        if file.document is not None:
            yield from references.unresolved(file.path, file.document, readings, former)


def _pack(
    the_map: File, files: tuple[File, ...], released: Mapping[str, int], faults: list[Fault]
) -> Pack | None:
    if not the_map.sound or the_map.document is None:
        return None
    faulty = {fault.path for fault in faults}
    sound = (file for file in files if file.document is not None and file.path not in faulty)
    sections = {
        file.name: build.section(file.document) for file in sound if file.document is not None
    }
    return build.pack(the_map.document, sections, released)
