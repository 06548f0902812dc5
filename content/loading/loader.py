"""Loading a pack: its folder in, the pack or all of its faults out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.faults import Fault, PackError, Report, nearest
from content.loading import build, grammar, mentions, places, references, released_ids
from content.loading.folder import GLOSSARY, MAP, SECTIONS
from content.loading.places import Place, Places, Sort
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
    chapters = tuple(_listed("chapter", "chapters", the_map))
    files = tuple(
        _section(folder, name, chapter, line, faults) for name, chapter, line in _named(chapters)
    )
    glossary = _glossary(folder, faults)
    entries = (
        *chapters,
        *(entry for file in files for entry in _entries(file)),
        *_listed("course", "courses", the_map),
        *_listed("term", "terms", glossary),
    )
    released = released_ids.read(folder, Report(folder / released_ids.FILE_NAME, faults))
    faults += references.twice_on_the_map(chapters)
    faults += references.unique(entries)
    faults += references.still_alive(entries)
    faults += _unresolved(the_map, files, glossary, entries)
    by_id = {(entry.sort, entry.id): entry for entry in entries}
    pack = _pack(the_map, files, glossary, released, faults)
    whole = all(file.document is not None for file in (the_map, *files, glossary))
    return Survey(folder, pack, by_id, released, tuple(sorted(set(faults))), whole)


def _read(path: Path, name: str, shape: Shape, faults: list[Fault]) -> File:
    report = Report(path, faults)
    before = len(faults)
    document = read(path, report)
    if document is not None:
        judge(shape, document, name, document.line, report)
    return File(path, path.stem, document, document is not None and len(faults) == before)


def _named(chapters: tuple[Place, ...]) -> Iterator[tuple[str, Place, int]]:
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


def _glossary(folder: Path, faults: list[Fault]) -> File:
    """The glossary; without one, a file with no terms."""
    path = folder / GLOSSARY
    if is_missing(path):
        return File(path, path.stem, MarkedMap(1), sound=True)
    return _read(path, "the glossary", grammar.GLOSSARY, faults)


def _entries(file: File) -> Iterator[Place]:
    return places.of_section(file.path, file.document) if file.document else iter(())


def _listed(sort: Sort, field: str, file: File) -> Iterator[Place]:
    return places.listed(sort, field, file.path, file.document) if file.document else iter(())


def _unresolved(
    the_map: File, files: tuple[File, ...], glossary: File, entries: tuple[Place, ...]
) -> Iterator[Fault]:
    known, former = mentions.by_sort(entries), references.former_ids(entries)
    readers = (
        (the_map, mentions.in_map),
        *((file, mentions.in_section) for file in files),
        (glossary, mentions.in_glossary),
    )
    # What is named may stand in a file that could not be read, or that a broken map does not list:
    # nobody can say that it is missing.
    whole = bool(files) and all(file.document is not None for file, _ in readers)
    for file, named in readers:
        if file.document is not None:
            yield from mentions.of_themselves(file.path, file.document)
            if whole:
                yield from mentions.unresolved(file.path, named(file.document), known, former)


def _pack(
    the_map: File,
    files: tuple[File, ...],
    glossary: File,
    released: Mapping[str, int],
    faults: list[Fault],
) -> Pack | None:
    if not the_map.sound or the_map.document is None:
        return None
    faulty = {fault.path for fault in faults}
    sound = (file for file in files if file.document is not None and file.path not in faulty)
    sections = {
        file.name: build.section(file.document) for file in sound if file.document is not None
    }
    terms = glossary.document if glossary.sound else None
    return build.pack(the_map.document, sections, terms, released)
