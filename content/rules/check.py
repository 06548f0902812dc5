"""Checking a pack: every fault that keeps it from loading, and every one that makes it worse than
it should be.
"""

from dataclasses import dataclass
from pathlib import Path

from content.faults import Fault, PackError
from content.loading import released_ids
from content.loading.loader import Survey, survey
from content.rules import (
    amounts,
    courses,
    duplicates,
    files,
    keys,
    links,
    needs,
    titles,
    wording,
)
from content.rules.subject import Rule, Subject

RULES: tuple[Rule, ...] = (
    amounts.objectives,
    amounts.introduction,
    amounts.readings,
    amounts.discussion,
    amounts.quiz,
    amounts.explanations,
    amounts.typed_answers,
    keys.longest,
    keys.positions,
    wording.shuffled,
    wording.above,
    wording.negations,
    wording.repeated_stems,
    duplicates.questions,
    links.canonical_links,
    links.listed_twice,
    files.vanished,
    files.unlisted,
    files.astray,
    files.retired_readings,
    needs.hold_their_source,
    needs.not_retired,
    courses.planned_by_then,
    courses.enough_to_ask,
    courses.minutes,
    courses.nothing_twice,
    courses.quiz_parts,
    courses.of_today,
    titles.told_apart,
    titles.carry_their_chapter,
)
# What could be better, and keeps no pack from being released.
HINTS: tuple[Rule, ...] = (needs.unsaid, needs.bare_chapters)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found, each in the order of files and lines; hints do not fail it."""

    faults: tuple[Fault, ...]
    hints: tuple[Fault, ...]


def check(folder: Path) -> tuple[Fault, ...]:
    """Every fault of the pack in a folder, in the order of its files and lines."""
    return findings(folder).faults


def findings(folder: Path) -> Findings:
    """Every fault of the pack in a folder, and every hint for its authors."""
    found = survey(folder)
    subject = _subject(found)
    faults = {*found.faults, *(_quality(subject) if subject else ())}
    hints = {hint for rule in HINTS for hint in rule(subject)} if subject else set()
    return Findings(tuple(sorted(faults)), tuple(sorted(hints)))


def release(folder: Path) -> tuple[str, ...]:
    """Add the new ids of a sound pack to its ids.txt, and return them.

    Raises PackError if it is not sound.
    """
    found = survey(folder)
    if found.faults:
        raise PackError(found.faults)
    new = tuple(
        sorted(entry for entry in files.known_ids(found.places) if entry not in found.released)
    )
    if new:
        _write(folder, sorted({*found.released, *new}))
    return new


def _write(folder: Path, entries: list[str]) -> None:
    try:
        released_ids.write(folder, entries)
    except OSError as error:
        problem = (
            f"the list of ids cannot be written ({error.strerror}): check who may write "
            "into the folder"
        )
        raise PackError([Fault(folder / released_ids.FILE_NAME, 1, problem)]) from error


def _subject(found: Survey) -> Subject | None:
    if found.pack is None:
        return None
    return Subject(found.folder, found.pack, found.places, found.released, found.whole)


def _quality(subject: Subject) -> set[Fault]:
    # Imported here, so that a bot that only loads packs does not pay for the Markdown parser.
    from content.rules import markdown

    return {fault for rule in (*RULES, markdown.portable) for fault in rule(subject)}
