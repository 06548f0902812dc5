"""Making what a file says fit the limits of a pack, and telling what did not fit."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from content.faults import Report, excerpt

LONGEST_ID = 40
WORDS = re.compile(r"[a-z0-9]+")
SENTENCE = re.compile(r"[.!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of one sort of thing, none given twice."""

    given: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)

    def new(self, title: str, otherwise: str) -> str:
        """An id made from a title; the same file gives the same ids each time."""
        begun = slug(title) or otherwise
        name = begun
        while name in self.given:
            # Counted from where the last one of that title ended: a list may call a thousand links
            # "paper".
            self.asked[begun] += 1
            ending = f"-{self.asked[begun] + 1}"
            name = begun[: LONGEST_ID - len(ending)].rstrip("-") + ending
        self.given.add(name)
        return name


def slug(title: str) -> str:
    """Small letters, digits and hyphens, whole words as far as they fit."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    words = WORDS.findall(
        "".join(c for c in decomposed if not unicodedata.combining(c)).replace("'", "")
    )
    whole = "-".join(words)
    if len(whole) <= LONGEST_ID:
        return whole
    return whole[: LONGEST_ID + 1].rpartition("-")[0] or whole[:LONGEST_ID]


def shortened(text: str, longest: int, line: int, report: Report) -> str:
    """A text; where it is too long, as many whole ones as fit, and a line in the report."""
    if len(text) <= longest:
        return text
    report.fault(line, f"cut to {longest} characters: {excerpt(text)}")
    return _cut(text, longest)


def first_sentences(words: str, longest: int) -> str:
    """As many whole sentences of a text as fit; else as many words."""
    if len(words) <= longest:
        return words
    ends = [match.end() for match in SENTENCE.finditer(words[: longest + 1])]
    return words[: ends[-1]] if ends else _cut(words, longest)


def _cut(words: str, longest: int) -> str:
    kept = words[: longest - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:") + "…"
