"""Which question a live round asks next. Chance is derived, never drawn."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.live.pool import Pool
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
    pool: Pool, met: Mapping[str, Met], asked: Collection[str], focus: Collection[str], seed: str
) -> Question | None:
    """The next question: in focus what the group missed, then what is new to it.

    The same elsewhere; then the oldest; last what was revealed here lately. `focus`: ids of
    questions. None where nothing is left but what was `asked`, or is not to be.
    """

    def urgency(question: Question) -> tuple[object, ...]:
        before = _met(question, met)
        away = question.id not in focus
        rests = not set(question.ids).isdisjoint(pool.resting)
        chance = hashlib.sha256(f"{seed}/{question.id}".encode()).hexdigest()
        if before is None:
            return rests, 3 if away else 1, question.difficulty if away else 0, chance
        share = before.right / before.times
        if share < MOSTLY_MISSED:
            return rests, 2 if away else 0, share, chance
        return rests, 4, before.at, chance

    left = [
        question
        for question in pool.questions
        if can_ask(question) and not set(question.ids) & set(asked)
    ]
    return min(left, key=urgency, default=None)


MOSTLY_MISSED = 0.5


def _met(question: Question, met: Mapping[str, Met]) -> Met | None:
    found = [met[name] for name in question.ids if name in met]
    if not found:
        return None
    return Met(sum(f.times for f in found), sum(f.right for f in found), max(f.at for f in found))
