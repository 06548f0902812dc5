"""Quiz questions as Moodle's GIFT. What it has no place for stands in tags and comments."""

import re
from collections.abc import Iterable, Iterator

from content.answers import LETTERS
from content.exporters.entry import Entry, entry_of
from content.model import Question, Section

# Moodle's own: question/format/gift/format.php, `repchar`.
SPECIAL = re.compile(r"[\\~=#{}:]")
# What would be read as the weight of an answer, or as the format of its text.
MISREAD = re.compile(r"%|\[(?:html|moodle|plain|markdown)\]")
# Shares of the points that Moodle takes; one wrong choice takes them all.
SHARES = {2: "50", 3: "33.33333", 4: "25", 5: "20"}
COMMENTS = ("part", "needs", "unit", "was", "retired")


def gift(pack_id: str, sections: Iterable[Section]) -> str:
    """The questions of today of these sections, each section in a category of its own."""
    parts: list[str] = []
    for section in sections:
        if questions := [question for question in section.quiz if not question.retired]:
            parts += [f"$CATEGORY: {pack_id}/{section.id}", *map(question_text, questions)]
    return "\n\n".join(parts) + "\n"


def question_text(question: Question) -> str:
    """One question with its tags and comments above it."""
    entry = entry_of(question)
    ask = f"::{question.id}::[markdown]{escaped(question.ask)}"
    return "\n".join(
        (*_above(entry), f"{ask} {{", *_answers(entry), f"####{_text(question.explanation)}", "}")
    )


def escaped(text: str) -> str:
    """A text in which nothing means anything to GIFT; line feeds as Moodle writes them."""
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _text(text: str) -> str:
    return f"[markdown]{escaped(text)}" if MISREAD.match(text) else escaped(text)


def _above(entry: Entry) -> Iterator[str]:
    tags = [f"{name}-{entry[name]}" for name in ("kind", "difficulty", "skill", "reading")]
    if "choices" in entry:
        tags.append(f"trap-{entry['trap']['answer']}")
    yield " ".join((f"// [id:{entry['id']}]", *(f"[tag:{tag}]" for tag in tags)))
    for name in COMMENTS:
        if name in entry:
            value = " ".join(entry[name]) if name in ("needs", "was") else str(entry[name])
            yield f"// {name}: " + value.replace("\\", "\\\\").replace("\n", "\\n")


def _answers(entry: Entry) -> Iterator[str]:
    trap, why = entry["trap"]["answer"], f"#{_text(entry['trap']['why'])}"
    match entry["kind"]:
        case "true-false":
            yield f"{entry['answer'].upper()}{why}"
        case "numeric":
            yield f"#={entry['answer']!r}:{entry.get('tolerance', 0)!r}"
            yield f"=%0%{trap!r}:0{why}"
        case "text":
            yield from (
                f"={_text(accepted)}" for accepted in (entry["answer"], *entry.get("accept", ()))
            )
            yield f"=%0%{_text(trap)}{why}"
        case _:
            for letter, choice in zip(LETTERS, entry["choices"], strict=False):
                yield f"{_mark(entry, letter)}{_text(choice)}{why if letter == trap else ''}"


def _mark(entry: Entry, letter: str) -> str:
    if entry["kind"] == "single":
        return "=" if letter == entry["answer"] else "~"
    return f"~%{SHARES[len(entry['answer'])]}%" if letter in entry["answer"] else "~%-100%"
