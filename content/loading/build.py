"""From the maps of a sound pack to its model."""

from collections.abc import Iterable, Mapping

import msgspec

from content.answers import LETTERS, TRUTH
from content.course_model import Course
from content.loading.places import maps, texts
from content.loading.yaml_lines import MarkedMap, Value
from content.model import Chapter, Pack, Question, Section, Term

TRUTH_SHOWN = ("True", "False")
TYPED = {"answer", "accept", "trap"}


def pack(
    document: MarkedMap,
    sections: Mapping[str, Section],
    glossary: MarkedMap | None,
    released: Iterable[str],
) -> Pack:
    """A pack of the chapters on its map; sections that are not given are left out."""
    chapters = tuple(_chapter(entry, sections) for entry in maps(document, "chapters"))
    return Pack(
        id=str(document["id"]),
        title=str(document["title"]),
        about=str(document["about"]),
        chapters=chapters,
        language=str(document.get("language", "en")),
        courses=msgspec.convert(document.get("courses", []), tuple[Course, ...]),
        glossary=msgspec.convert(glossary.get("terms", []) if glossary else [], tuple[Term, ...]),
        released=frozenset(released),
    )


def _chapter(entry: MarkedMap, sections: Mapping[str, Section]) -> Chapter:
    held = tuple(sections[name] for name, _ in texts(entry, "sections") if name in sections)
    return msgspec.convert({**entry, "sections": held}, Chapter)


def section(document: MarkedMap) -> Section:
    """A section of sound shape."""
    questions = tuple(question(entry) for entry in maps(document, "quiz"))
    return msgspec.convert({**document, "quiz": questions}, Section)


def question(entry: MarkedMap) -> Question:
    """A question of sound shape with a sensible key."""
    common: dict[str, object] = {name: value for name, value in entry.items() if name not in TYPED}
    trap = entry["trap"]
    assert isinstance(trap, MarkedMap), "the shape was judged before"
    key = _key(str(entry["kind"]), entry, trap["answer"])
    return msgspec.convert(
        common | key | {"trap": {"why": trap["why"], **_trap(key, trap["answer"])}}, Question
    )


def _key(kind: str, entry: MarkedMap, trap: Value) -> dict[str, object]:
    answer = entry["answer"]
    match kind:
        case "numeric":
            return {"number": answer}
        case "text":
            return {"accepted": (answer, *(accepted for accepted, _ in texts(entry, "accept")))}
        case "true-false":
            return {"choices": TRUTH_SHOWN, "right": (TRUTH.index(str(answer)),)}
    letters = (
        (str(answer),)
        if isinstance(answer, str)
        else tuple(letter for letter, _ in texts(entry, "answer"))
    )
    choices = tuple(choice for choice, _ in texts(entry, "choices"))
    return {"choices": choices, "right": tuple(sorted(LETTERS.index(letter) for letter in letters))}


def _trap(key: Mapping[str, object], answer: Value) -> dict[str, object]:
    choices = key.get("choices")
    if not isinstance(choices, tuple):
        return {"answer": str(answer)}
    index = TRUTH.index(str(answer)) if choices == TRUTH_SHOWN else LETTERS.index(str(answer))
    return {"answer": choices[index], "choice": index}
