"""Rules on what the key must not give away: the length of the right choice, and where it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import sqrt

from content.answers import LETTERS
from content.faults import Fault
from content.model import Question
from content.rules.subject import Subject

MOST_LONGEST = 0.4
# In standard deviations of keys drawn by lot: strict where many questions stand together, lenient
# in a short section.
SECTION_BOUND = 2.0
PACK_BOUND = 3.0
FEWEST_IN_PACK = 20


def _single(questions: Iterable[Question]) -> list[Question]:
    return [
        question for question in questions if question.kind == "single" and not question.retired
    ]


def _right_is_longest(question: Question) -> bool:
    right = question.right[0]
    return all(
        len(question.choices[right]) > len(c) for i, c in enumerate(question.choices) if i != right
    )


def longest(subject: Subject) -> Iterator[Fault]:
    """The right choice is the longest in at most 40 % of a section's single-choice questions."""
    for section in subject.pack.sections:
        questions = _single(section.quiz)
        found = [question for question in questions if _right_is_longest(question)]
        if len(found) > MOST_LONGEST * len(questions):
            share = f"{len(found)} of {len(questions)} single-choice questions"
            problem = (
                f"the right choice is the longest in {share}, at most 40 % may be: shorten "
                "it or lengthen others in "
            )
            yield subject.fault(
                "section", section.id, problem + ", ".join(q.id for q in found), "quiz"
            )


def positions(subject: Subject) -> Iterator[Fault]:
    """No position holds the right choice much oftener than chance would put it there."""
    for section in subject.pack.sections:
        for problem in _crowded(_single(section.quiz), SECTION_BOUND):
            yield subject.fault("section", section.id, problem, "quiz")
    together = _single(subject.pack.questions)
    # Below this number the bound for a section says all there is to say.
    for problem in _crowded(together, PACK_BOUND) if len(together) >= FEWEST_IN_PACK else ():
        yield Fault(subject.folder / "pack.yaml", 1, f"over the whole pack {problem}")


def _crowded(questions: list[Question], bound: float) -> Iterator[str]:
    found = Counter(question.right[0] for question in questions)
    for position, letter in enumerate(LETTERS):
        chances = [
            1 / len(question.choices) for question in questions if position < len(question.choices)
        ]
        spread = sqrt(sum(chance * (1 - chance) for chance in chances))
        most = sum(chances) + bound * spread
        if found[position] > max(most, 1):
            right = (
                f"{letter} is right in {found[position]} of {len(questions)} single-choice "
                "questions"
            )
            yield f"{right}, at most {int(most)} may be: reorder the choices of some"
