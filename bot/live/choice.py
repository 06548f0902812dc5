"""Which question a live round asks next. Chance is derived, never drawn."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from content.model import Question

# What a press or a list answers; a number or a word would have to be typed.
KINDS = ("single", "multiple", "true-false")


@dataclass(frozen=True, slots=True)
class Met:
    """What a group did with a question so far.

    How often answered, how often rightly, when last (UTC seconds).
    """

    times: int
    right: int
    at: int


def can_ask(question: Question) -> bool:
    """Whether a live round can ask it."""
    return question.kind in KINDS and not question.retired


def choose(
    pool: Sequence[Question],
    met: Mapping[str, Met],
    asked: Collection[str],
    focus: Collection[str],
    section_of: Mapping[str, str],
    seed: str,
) -> Question | None:
    """The next question: in focus what the group missed, then what is new to it.

    The same elsewhere; then the oldest.

    None where nothing is left but what was `asked`, or is not to be.
    """

    def urgency(question: Question) -> tuple[object, ...]:
        before = _met(question, met)
        section = section_of[question.id]
        away = section not in focus
        chance = hashlib.sha256(f"{seed}/{question.id}".encode()).hexdigest()
        if before is None:
            return (
                (3, places.index(section), question.difficulty, chance)
                if away
                else (1, 0, 0, chance)
            )
        share = before.right / before.times
        return (
            (2 if away else 0, share, 0, chance)
            if share < MOSTLY_MISSED
            else (4, before.at, 0, chance)
        )

    places = list(dict.fromkeys(section_of.values()))
    left = [
        question for question in pool if can_ask(question) and not set(question.ids) & set(asked)
    ]
    return min(left, key=urgency, default=None)


MOSTLY_MISSED = 0.5


def _met(question: Question, met: Mapping[str, Met]) -> Met | None:
    found = [met[name] for name in question.ids if name in met]
    if not found:
        return None
    return Met(sum(f.times for f in found), sum(f.right for f in found), max(f.at for f in found))
