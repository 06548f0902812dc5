"""What answers say about questions.

How many were right, whether a question tells who knows more, what nobody takes.

First answers only, since a second one is given with the explanation in mind. Classical test theory:
the item-rest correlation (Crocker and Algina, Introduction to Classical and Modern Test Theory,
chapter 14) is the correlation of being right here with the share of right answers elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation

from bot.quiz.questions import fingerprint
from content.model import Pack, Question

# Fewer answers say little about a question, and fewer other answers little about a person.
ENOUGH_ANSWERS, ENOUGH_OTHERS = 20, 5
TOO_HARD, TOO_EASY, TOO_FLAT = 0.25, 0.97, 0.05


@dataclass(frozen=True, slots=True)
class Answers:
    """People's first answers to each question, and how often each question was reported.

    `people`: for each person, what they answered: question, whether right, and the answer as it was
    kept.
    """

    people: Sequence[Sequence[tuple[str, bool, str]]]
    reports: dict[str, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One question in numbers.

    `discrimination`: from -1 to 1, None where too little is known for it.
    """

    question: Question
    answers: int
    correct: int
    discrimination: float | None
    untaken: tuple[str, ...]
    reports: int

    @property
    def share(self) -> float:
        """The share that was right, from 0 to 1."""
        return self.correct / self.answers if self.answers else 0.0

    @property
    def suspicious(self) -> bool:
        """Whether somebody should look at it first."""
        if self.reports:
            return True
        if self.answers < ENOUGH_ANSWERS:
            return False
        flat = self.discrimination is not None and self.discrimination < TOO_FLAT
        return flat or not TOO_HARD <= self.share <= TOO_EASY


def analyse(pack: Pack, answers: Answers) -> tuple[Item, ...]:
    """Every question of the pack that was answered or reported, in the order in which to look at
    them.
    """
    pairs: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for person in answers.people:
        total = sum(correct for _, correct, _ in person)
        for name, correct, answer in person:
            question = pack.question_by_id.get(name)
            if question is None:
                continue
            right[question.id].append(correct)
            taken[question.id].update(answer.split(","))
            others = len(person) - 1
            if others >= ENOUGH_OTHERS:
                pairs[question.id].append((correct, (total - correct) / others))
    reports = Counter[str]()
    for name, count in answers.reports.items():
        known = pack.question_by_id.get(name)
        reports.update({known.id: count} if known else {})
    items = [
        Item(
            q,
            len(right[q.id]),
            sum(right[q.id]),
            _discrimination(pairs[q.id]),
            _untaken(q, taken[q.id]),
            reports[q.id],
        )
        for q in pack.questions
        if right[q.id] or reports[q.id]
    ]
    return tuple(sorted(items, key=_urgency))


def _discrimination(pairs: Sequence[tuple[bool, float]]) -> float | None:
    if len(pairs) < ENOUGH_ANSWERS:
        return None
    try:
        return correlation([float(correct) for correct, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:  # all right, or all wrong: it tells nobody apart
        return 0.0


def _untaken(question: Question, taken: Counter[str]) -> tuple[str, ...]:
    """Wrong choices that nobody took, where enough people had the chance."""
    if taken.total() < ENOUGH_ANSWERS:
        return ()
    wrong: Iterable[str] = (
        c for place, c in enumerate(question.choices) if place not in question.right
    )
    return tuple(choice for choice in wrong if not taken[fingerprint(choice)])


def _urgency(item: Item) -> tuple[object, ...]:
    known = item.discrimination if item.discrimination is not None else 1.0
    return (not item.suspicious, -item.reports, known, item.share, item.question.id)
