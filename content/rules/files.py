"""Rules on the folder.

Nothing released may vanish, nothing new may go unlisted, no file may lie about.
"""

from collections.abc import Iterator, Mapping

from content.faults import Fault
from content.loading.places import Place, Places, texts
from content.loading.released_ids import FILE_NAME
from content.rules.subject import Subject

RELEASE = "run `roadmate content check --release FOLDER`"


def known_ids(places: Places) -> Mapping[str, Place]:
    """Every `sort id` that the files of a pack know, present or former."""
    known = {f"{sort} {name}": place for (sort, name), place in places.items()}
    for (sort, _), place in places.items():
        for old, _ in texts(place.entry, "was"):
            known.setdefault(f"{sort} {old}", place)
    return known


def vanished(subject: Subject) -> Iterator[Fault]:
    """Whoever made progress on a released thing must find it again."""
    # What an unreadable file holds has not vanished.
    known = known_ids(subject.places) if subject.whole else subject.released
    for entry, line in subject.released.items():
        if entry not in known:
            problem = (
                f"`{entry}` has vanished: list it under `was` of what replaces it, or "
                "bring it back with `retired`"
            )
            yield Fault(subject.folder / FILE_NAME, line, problem)


def unlisted(subject: Subject) -> Iterator[Fault]:
    """Every id is written down before anybody meets it."""
    if not subject.released:
        yield Fault(subject.folder / FILE_NAME, 1, f"no id was ever released: {RELEASE}")
        return
    for entry, place in known_ids(subject.places).items():
        if entry not in subject.released:
            yield Fault(
                place.path, place.line_of("id"), f"`{entry}` is not in {FILE_NAME} yet: {RELEASE}"
            )


def astray(subject: Subject) -> Iterator[Fault]:
    """A section that no chapter names is never shown."""
    chapters = (place for place in subject.places.values() if place.sort == "chapter")
    listed = {
        f"{name}.yaml" for chapter in chapters for name, _ in texts(chapter.entry, "sections")
    }
    for path in sorted((subject.folder / "sections").glob("*.y*ml")):
        if path.name not in listed:
            yield Fault(
                path,
                1,
                "no chapter in pack.yaml names this section: add it there, or remove the file",
            )


def retired_readings(subject: Subject) -> Iterator[Fault]:
    """A question of today does not rest on a reading of yesterday."""
    retired = {name for name, reading in subject.pack.reading_by_id.items() if reading.retired}
    for question in subject.pack.questions:
        if question.reading in retired:
            problem = f"its reading `{question.reading}` is retired: name another"
            yield subject.fault("quiz", question.id, problem, "reading")
