"""A quiz question as a pack's file holds it.

The way back from the model, and the base of every export.
"""

from typing import Any

from content.answers import LETTERS, TRUTH
from content.loading.scalars import number
from content.model import Question

Entry = dict[str, Any]


def entry_of(question: Question) -> Entry:
    """The fields that say something, in the order in which README.md lists them."""
    held: Entry = {
        "id": question.id,
        "kind": question.kind,
        "difficulty": question.difficulty,
        "skill": question.skill,
        "ask": question.ask,
        "choices": [] if question.kind == "true-false" else list(question.choices),
        "answer": _answer(question),
        "tolerance": _tidy(question.tolerance),
        "unit": question.unit,
        "accept": list(question.accepted[1:]),
        "trap": {"answer": _trap(question), "why": question.trap.why},
        "explanation": question.explanation,
        "reading": question.reading,
        "part": question.part,
        "needs": list(question.needs),
        "was": list(question.was),
        "retired": question.retired,
    }
    return {
        name: value for name, value in held.items() if name == "answer" or value not in ("", [], 0)
    }


def _answer(question: Question) -> object:
    match question.kind:
        case "single":
            return LETTERS[question.right[0]]
        case "multiple":
            return [LETTERS[index] for index in question.right]
        case "true-false":
            return TRUTH[question.right[0]]
        case "numeric":
            return _tidy(question.number or 0.0)
        case "text":
            return question.accepted[0]


def _trap(question: Question) -> object:
    if question.trap.choice is not None:
        return (TRUTH if question.kind == "true-false" else LETTERS)[question.trap.choice]
    return number(question.trap.answer) if question.kind == "numeric" else question.trap.answer


def _tidy(value: float) -> int | float:
    """`25.0` as `25`, the way the loader reads it."""
    return found if (found := number(repr(value))) is not None else value
