"""Which questions a private quiz asks, and in which order. Pure; chance is derived, never drawn."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.quiz.questions import Seen, seen_as
from content.model import Question


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that can be asked.

    `place`: when the person came to its readings, the earliest asked first; 0 for this week's.
    `opening`: it rests on what the course begins with.
    """

    question: Question
    place: int = 0
    opening: bool = False

    @property
    def is_easy(self) -> bool:
        """Whether one press answers it, and most people know it."""
        return self.question.difficulty == 1 and bool(self.question.choices)


def unseen(pool: Iterable[Candidate], seen: Mapping[str, Seen]) -> list[Candidate]:
    """Those that the person has never answered, in the order of the pool."""
    return [candidate for candidate in pool if seen_as(candidate.question, seen) is None]


def choose(
    pool: Sequence[Candidate], seen: Mapping[str, Seen], person: str, count: int
) -> list[Question]:
    """The questions of a quiz in the order in which to ask: due, missed, unseen, longest ago.

    At most half of them are repetition, unless nothing unseen is left besides.
    """
    fresh = _fresh(pool, seen, person)
    again, known = _met(pool, seen)
    fresh = fresh[: count - min(count // 2, len(again))]
    again = again[: count - len(fresh)]
    return [*again, *fresh, *known[: count - len(fresh) - len(again)]]


def _fresh(pool: Sequence[Candidate], seen: Mapping[str, Seen], person: str) -> list[Question]:
    """What is unseen, as it came to be read, easy before hard."""

    def order(candidate: Candidate) -> tuple[object, ...]:
        question = candidate.question
        chance = hashlib.sha256(f"{person}/{question.id}".encode()).hexdigest()
        # Of equal questions those that a press answers first.
        return candidate.place, question.difficulty, not question.choices, chance

    found = sorted(unseen(pool, seen), key=order)
    if not seen:  # the first question that somebody meets at all
        easy = [candidate for candidate in found if candidate.is_easy]
        first = sorted(easy, key=lambda candidate: not candidate.opening)[:1]
        found = [*first, *(candidate for candidate in found if candidate not in first)]
    return [candidate.question for candidate in found]


def _met(
    pool: Sequence[Candidate], seen: Mapping[str, Seen]
) -> tuple[list[Question], list[Question]]:
    """What was answered before: first what is due, then what was missed; and what was right."""
    questions = (candidate.question for candidate in pool)
    met = [(found, before) for found in questions if (before := seen_as(found, seen))]
    # The longest due first; of the others what was answered longest ago.
    met.sort(key=lambda each: (not each[1].due, each[1].due or each[1].at, each[0].id))
    again = [question for question, before in met if before.due or not before.correct]
    return again, [question for question, _ in met if question not in again]
