"""Rules against asking the same thing twice, in one section or across the pack."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from content.faults import Fault
from content.loading.places import Sort
from content.model import Question
from content.rules.subject import Subject

WORD = re.compile(r"[^\W_]+(?:\.[0-9]+)?")
COMMON = """
a about after all also an and any are as at be because been before between both but by can do
does each for from get give given gives had has have how if in into is it its itself just many
more most much must no not of on one only or other out over per same should so some such than
that the their them then there these they this those to two under up use used using was were
what when where which while who why will with would you your true false following
"""
WORDS_OF_NO_WEIGHT = frozenset(COMMON.split())
# The share of their words that two questions have in common. Tuned on the pack: its questions reach
# 0.3 where two are about one subject, and a reworded copy begins at about 0.6.
ALIKE = 0.5
FEWEST_WORDS = 4


def questions(subject: Subject) -> Iterator[Fault]:
    """No two quiz questions and no two discussion questions ask the same."""
    yield from _alike(subject, "quiz", ((q.id, _said(q)) for q in subject.pack.questions))
    talks = (
        talk for section in subject.pack.sections for talk in section.discussion if not talk.retired
    )
    yield from _alike(subject, "discussion", ((talk.id, talk.ask) for talk in talks))


def _said(question: Question) -> str:
    right = (
        (question.choices[index] for index in question.right)
        if question.kind != "true-false"
        else ()
    )
    typed = "" if question.number is None else f"{question.number:g}"
    return " ".join((question.ask, *right, *question.accepted[:1], typed))


def words(text: str) -> frozenset[str]:
    """The words that make a question what it is."""
    found = (word for word in WORD.findall(text.casefold()) if word not in WORDS_OF_NO_WEIGHT)
    return frozenset(word.removesuffix("s") for word in found)


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's measure: 0 for nothing in common, 1 for the same words."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _alike(subject: Subject, sort: Sort, texts: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    found = [
        (name, text_words) for name, text in texts if len(text_words := words(text)) >= FEWEST_WORDS
    ]
    for (earlier, first), (name, second) in combinations(found, 2):
        if similarity(first, second) >= ALIKE:
            place = subject.places[sort, earlier]
            where = f"`{earlier}` ({place.path.name}:{place.line})"
            yield subject.fault(
                sort,
                name,
                f"it asks almost the same as {where}: ask something else, or retire one",
                "ask",
            )
