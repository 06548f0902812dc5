"""Answers to quiz questions: when a typed one counts as the same, and whether a key makes sense."""

import unicodedata
from collections.abc import Callable, Mapping

from content.faults import Report
from content.loading.yaml_lines import MarkedList, MarkedMap, Value

LETTERS = "ABCDEF"
TRUTH = ("true", "false")


def normalised(text: str) -> str:
    """A typed answer without what does not matter.

    Case, accents, punctuation and needless spaces.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        " " if unicodedata.category(c)[0] in "PSZ" else c
        for c in decomposed
        if not unicodedata.combining(c)
    )
    return " ".join("".join(kept).split())


def sound(question: MarkedMap, report: Report) -> bool:
    """Whether the key and the trap of a question of sound shape make sense."""
    trap = question["trap"]
    assert isinstance(trap, MarkedMap), "the shape was judged before"
    problem = JUDGES[str(question["kind"])](question, trap["answer"])
    line = trap.lines["answer"] if problem.startswith("the trap") else question.lines["answer"]
    if problem:
        report.fault(line, problem)
    return not problem


def _items(value: Value | None) -> MarkedList:
    assert isinstance(value, MarkedList), "the shape was judged before"
    return value


def _number(value: Value) -> int | float:
    assert isinstance(value, int | float), "the shape was judged before"
    return value


def _range(question: MarkedMap) -> str:
    return LETTERS[: len(_items(question["choices"]))]


def _single(question: MarkedMap, trap: Value) -> str:
    letters = _range(question)
    if str(question["answer"]) not in letters:
        return (
            f"`answer` is {question['answer']}, but the choices go from A to {letters[-1]}: "
            "name one of them"
        )
    if str(trap) not in letters:
        return f"the trap is {trap}, but the choices go from A to {letters[-1]}: name one of them"
    if trap == question["answer"]:
        return f"the trap is {trap}, which is the right answer: name the most tempting wrong one"
    return ""


def _multiple(question: MarkedMap, trap: Value) -> str:
    letters, answer = _range(question), _items(question["answer"])
    if beyond := [str(letter) for letter in answer if str(letter) not in letters]:
        return (
            f"`answer` holds {', '.join(beyond)}, but the choices go from A to {letters[-1]}: "
            "name those"
        )
    if len(answer) == len(letters):
        return "every choice is right: add a wrong one, or take one from `answer`"
    if str(trap) not in letters:
        return f"the trap is {trap}, but the choices go from A to {letters[-1]}: name one of them"
    return ""


def _true_false(question: MarkedMap, trap: Value) -> str:
    if trap == question["answer"]:
        other = TRUTH[1 - TRUTH.index(str(trap))]
        return f'the trap is the right answer: write "{other}"'
    return ""


def _numeric(question: MarkedMap, trap: Value) -> str:
    right, tolerance = _number(question["answer"]), _number(question.get("tolerance", 0))
    if abs(_number(trap) - right) <= tolerance:
        return (
            f"the trap {trap} counts as right (within {tolerance} of {right}): name a wrong number"
        )
    return ""


def _text(question: MarkedMap, trap: Value) -> str:
    accepted = [str(question["answer"])]
    if "accept" in question:
        accepted += [str(text) for text in _items(question["accept"])]
    if any(not normalised(text) for text in accepted):
        return (
            "`answer` or `accept` holds no letter or digit: only those are compared, so write "
            "a word"
        )
    if len({normalised(text) for text in accepted}) < len(accepted):
        return "`accept` repeats an answer but for case, spaces, punctuation or accents: remove it"
    if normalised(str(trap)) in {normalised(text) for text in accepted}:
        return f"the trap `{trap}` counts as right: name a wrong answer"
    return ""


JUDGES: Mapping[str, Callable[[MarkedMap, Value], str]] = {
    "single": _single,
    "multiple": _multiple,
    "true-false": _true_false,
    "numeric": _numeric,
    "text": _text,
}
