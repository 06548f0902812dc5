"""Which questions tell best what somebody knows of a section or chapter. Pure."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

from bot.quiz.questions import Seen, seen_as
from content.model import Question

# So many are asked; with fewer than the fewest, nothing can be told.
MOST, FEWEST = 5, 3
_MIDDLING = 2


def spread(
    questions: Sequence[Question], planned: Collection[str], seen: Mapping[str, Seen], person: str
) -> list[Question]:
    """Easy to middling questions from readings far apart, the easy ones first.

    Those on what is `planned` alone, where there are enough; unseen before seen ones.
    """
    fit = [question for question in questions if question.difficulty <= _MIDDLING]
    within = [question for question in fit if question.reading in planned]
    by_reading: dict[str, list[Question]] = {}
    for question in within if len(within) >= MOST else fit:
        by_reading.setdefault(question.reading, []).append(question)

    def order(question: Question) -> tuple[object, ...]:
        chance = hashlib.sha256(f"{person}/{question.id}".encode()).hexdigest()
        return seen_as(question, seen) is not None, chance

    ranked = [sorted(found, key=order) for found in by_reading.values()]
    if len(ranked) > MOST:
        ranked = [ranked[number * len(ranked) // MOST] for number in range(MOST)]
    layers = (question for layer in zip_longest(*ranked) for question in layer if question)
    return sorted(list(layers)[:MOST], key=lambda question: question.difficulty)


def is_passed(right: int, asked: int) -> bool:
    """Four of five, or as great a share of fewer."""
    return asked >= FEWEST and 5 * right >= 4 * asked
