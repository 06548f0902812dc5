"""A small pack without a fault, for tests to break."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from content.faults import Fault
from content.rules.check import check, release

Document = dict[str, Any]
Documents = dict[str, Document]
Change = Callable[[Documents], object]

INTRODUCTION = " ".join(
    ["A garden grows because somebody looks after it, and this section shows how."] * 7
)
SUBJECTS = (
    ("apple", "orchard"),
    ("barley", "malt"),
    ("cherry", "blossom"),
    ("dandelion", "meadow"),
    ("elder", "hedge"),
    ("fennel", "bulb"),
    ("garlic", "clove"),
    ("hazel", "nut"),
    ("ivy", "wall"),
    ("juniper", "berry"),
    ("kale", "frost"),
    ("lavender", "bee"),
)
RIGHT = "ABCDA"


def reading(name: str, level: str = "core") -> Document:
    return {
        "id": name,
        "title": f"On the {name}",
        "authors": "Ann Gardener",
        "year": 2021,
        "venue": "Gardening 2021",
        "url": f"https://example.org/{name}",
        "kind": "paper",
        "level": level,
        "part": "Section 2",
        "minutes": 60,
        "why": "It shows what water does.",
    }


def discussion(name: str, *words: str) -> Document:
    return {
        "id": name,
        "ask": f"Why would {' and '.join(words)} share a bed?",
        "covers": [f"{words[0]} needs {need}." for need in ("light", "water", "room", "time")],
        "follow_up": "And in winter?",
    }


def question(name: str, kind: str, number: int = 0) -> Document:
    plant, thing = SUBJECTS[number]
    own: dict[str, Document] = {
        "single": {
            "choices": [f"{thing} {word}" for word in ("early", "later", "slowly", "at night")],
            "answer": RIGHT[number % 5],
            "trap": {
                "answer": "ABCD"[(RIGHT.index(RIGHT[number % 5]) + 1) % 4],
                "why": "It looks so in spring.",
            },
        },
        "multiple": {
            "choices": [f"{thing} {word}" for word in (f"{plant} red", "green", f"{plant} yellow")],
            "answer": ["A", "C"],
            "trap": {"answer": "B", "why": "Green comes first."},
        },
        "true-false": {"answer": "true", "trap": {"answer": "false", "why": "It is rarely seen."}},
        "numeric": {
            "answer": 4 + number,
            "unit": "kg",
            "trap": {"answer": 900, "why": "That is a wagon."},
        },
        "text": {
            "answer": f"{thing} soil",
            "accept": [f"{thing} earth"],
            "trap": {"answer": "sand", "why": "Too dry."},
        },
    }
    return {
        "id": name,
        "kind": kind,
        "difficulty": number % 3 + 1,
        "skill": "reasoning" if number % 2 else "understanding",
        "ask": f"How does {plant} come by its {thing}?",
        "explanation": "Water goes where the roots are.",
        "reading": "soil",
        **own[kind],
    }


def section() -> Document:
    kinds = ("single",) * 5 + (
        "multiple",
        "true-false",
        "numeric",
        "text",
        "multiple",
        "true-false",
        "numeric",
    )
    return {
        "id": "garden",
        "title": "The Garden",
        "status": "complete",
        "objectives": ["Dig a bed.", "Sow a row.", "Count the harvest."],
        "introduction": INTRODUCTION,
        "readings": [reading("soil", "essential"), reading("rain")],
        "see_also": ["compost"],
        "discussion": [discussion(f"bed-{a}", a, b) for a, b in SUBJECTS[:6]],
        "quiz": [question(f"q-{SUBJECTS[i][0]}", kind, i) for i, kind in enumerate(kinds)],
    }


def outline() -> Document:
    return {
        "id": "shed",
        "title": "The Shed",
        "status": "outline",
        "readings": [reading("compost")],
    }


def documents() -> Documents:
    """The files of the pack, by name; a section is found under `garden` and `shed`."""
    chapter = {
        "id": "outside",
        "title": "Outside",
        "about": "Beds and sheds.",
        "sections": ["garden", "shed"],
    }
    pack = {
        "id": "gardening",
        "title": "Gardening",
        "about": "From seed to soup.",
        "chapters": [chapter],
    }
    return {"pack": pack, "garden": section(), "shed": outline()}


class _Plain(yaml.SafeDumper):
    """Writes a value out each time, where YAML would name it and repeat it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(folder: Path, files: Documents) -> Path:
    """Write the files of a pack into a folder."""
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    for name, document in files.items():
        path_of(folder, name).write_text(
            yaml.dump(document, Dumper=_Plain, sort_keys=False, width=1000), encoding="utf-8"
        )
    return folder


def path_of(folder: Path, name: str) -> Path:
    """Where a file of the pack lies: the map and the glossary beside the sections."""
    outside = name in ("pack", "glossary")
    return folder / f"{name}.yaml" if outside else folder / "sections" / f"{name}.yaml"


def line_of(folder: Path, name: str, text: str, occurrence: int = 1) -> int:
    """The line on which a text stands in a file of the pack."""
    lines = path_of(folder, name).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if text in line][occurrence - 1]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A change to the sample, and the fault it makes.

    In which file, on the line with which text.
    """

    change: Change
    file: str
    at: str
    problem: str
    occurrence: int = 1

    def written(self, folder: Path) -> Path:
        files = documents()
        self.change(files)
        return write(folder, files)

    def where(self, folder: Path) -> str:
        """How the fault must begin."""
        line = line_of(folder, self.file, self.at, self.occurrence)
        return f"{path_of(folder, self.file).relative_to(folder)}:{line}: "


def quiz(files: Documents, kind: str) -> Document:
    """The first question of a kind."""
    found: Document = next(q for q in files["garden"]["quiz"] if q["kind"] == kind)
    return found


def note(text: str) -> Change:
    return lambda files: files["shed"]["readings"][0].update(note=text)


def link(url: str) -> Change:
    return lambda files: files["shed"]["readings"][0].update(url=url)


def choice(text: str) -> Change:
    return lambda files: quiz(files, "single")["choices"].__setitem__(3, text)


def told(folder: Path, faults: Iterable[Fault]) -> list[str]:
    """Faults as people read them, but for the folder."""
    return [str(fault).removeprefix(f"{folder}/") for fault in faults]


def released(folder: Path, files: Documents) -> Path:
    release(write(folder, files))
    return folder


def faults_of(folder: Path) -> list[str]:
    """What `roadmate content check` says of a folder."""
    return told(folder, check(folder))
