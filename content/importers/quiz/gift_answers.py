"""What stands between the braces of a GIFT question: its kind, key and trap."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from content.faults import excerpt
from content.importers.quiz.gift_text import Words, shown
from content.importers.quiz.given import number, other

Remark = Callable[[int, str], None]
Entry = dict[str, Any]

PIECE = re.compile(r"([=~])\s*(?:%(-?[0-9]+(?:\.[0-9]*)?)%)?([^=~]*)")
TRUTHS = {"T": "true", "TRUE": "true", "F": "false", "FALSE": "false"}
RANGE = re.compile(r"(.+?)(\.\.|:)(.+)")
FULL = 100.0


class Unfit(Exception):
    """A question that a pack cannot hold; says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, with its share of the points in percent."""

    at: int
    share: float
    words: Words
    feedback: str

    @property
    def shown(self) -> str:
        return excerpt(shown(self.words.text).strip())


def answered(text: str, form: str, entry: Entry, remark: Remark) -> Entry:
    """The fields that answers tell.

    `told` is what tags told before, `remark` takes what was left out.
    """
    if not text.strip():
        raise Unfit("an essay has no key; write the answers into the braces")
    head, _, feedback = text.partition("#")
    if not head.strip():
        return _numeric(_numbers(text, form, remark), remark)
    if truth := TRUTHS.get(head.strip().upper()):
        return _true_false(truth, feedback, form)
    answers = _pieces(text, form)
    if not answers:
        raise Unfit(
            "answers begin with `=` where they are right, and with `~` where they are wrong"
        )
    if "~" in text:
        return _choices(answers, "=" in text, entry, remark)
    if entry.get("kind") != "text" and all("->" in answer.words.text for answer in answers):
        raise Unfit("a pack has no matching questions; ask for one pair with choices")
    return _text(answers, remark)


def _pieces(text: str, form: str) -> list[Answer]:
    found = []
    for match in PIECE.finditer(text):
        mark, share, remark = match.groups()
        words, _, feedback = remark.partition("#")
        worth = float(share) if share is not None else FULL if mark == "=" else 0.0
        found.append(
            Answer(match.start(), worth, Words(words, form), Words(feedback, form).markdown())
        )
    return found


def _numbers(text: str, form: str, remark: Remark) -> list[Answer]:
    right, wrong, _ = text.replace("#", "=", 1).partition("~")
    if wrong:
        remark(len(right), "what is said to every wrong answer was left out")
    # `#=3` and `#3` are the same; the mark before the first one says nothing.
    return [answer for answer in _pieces(right, form) if answer.words.text.strip()]


def _true_false(truth: str, feedback: str, form: str) -> Entry:
    wrong, _, right = (Words(part, form).markdown() for part in feedback.partition("#"))
    trap = {"answer": other(truth)} | ({"why": wrong} if wrong else {})
    return {"kind": "true-false", "answer": truth, "trap": trap} | (
        {"explanation": right} if right else {}
    )


# a fact of Moodle
def _choices(answers: list[Answer], one: bool, told: Entry, remark: Remark) -> Entry:  # noqa: FBT001
    if len(answers) > len(ascii_uppercase):
        raise Unfit(f"{len(answers)} choices; leave at most 6")
    right = [
        letter for letter, answer in zip(ascii_uppercase, answers, strict=False) if answer.share > 0
    ]
    if not right:
        raise Unfit("no choice is right; begin the right one with `=`")
    if one and len(right) > 1:
        raise Unfit(
            "several choices are right or partly right, each alone; if all are wanted, write "
            "`~%50%` for `=`"
        )
    entry: Entry = {"kind": "multiple" if len(right) > 1 else "single"}
    entry["choices"] = [answer.words.markdown() for answer in answers]
    entry["answer"] = right if len(right) > 1 else right[0]
    return entry | _feedback(dict(zip(ascii_uppercase, answers, strict=False)), right, told, remark)


def _feedback(answers: dict[str, Answer], right: list[str], entry: Entry, remark: Remark) -> Entry:
    """The trap: the choice that a tag names, or the one wrong choice that is commented."""
    with_feedback = {letter: answer for letter, answer in answers.items() if answer.feedback}
    wrong = [letter for letter in with_feedback if letter not in right]
    trap = entry.get("trap") or (wrong[0] if len(wrong) == 1 else "")
    found: Entry = {}
    if trap in with_feedback:
        found["trap"] = {"answer": trap, "why": with_feedback.pop(trap).feedback}
    elif len(wrong) > 1:
        many = (
            f"{len(wrong)} wrong choices have feedback: name the most tempting one, as in `// "
            f"[tag:trap-{wrong[0]}]`"
        )
        remark(with_feedback.pop(wrong[0]).at, many)
        with_feedback = {
            letter: answer for letter, answer in with_feedback.items() if letter not in wrong
        }
    if len(right) == 1 and right[0] in with_feedback:
        found["explanation"] = with_feedback.pop(right[0]).feedback
    for answer in with_feedback.values():
        remark(answer.at, f"feedback was left out: {excerpt(answer.feedback)}")
    return found


def _numeric(answers: list[Answer], remark: Remark) -> Entry:
    right = _full(answers, remark)
    if len(right) != 1:
        raise Unfit("a numeric question has one right number; write it as `{#3.14:0.01}`")
    value, tolerance = _value(right[0])
    entry: Entry = {"kind": "numeric", "answer": value} | (
        {"tolerance": tolerance} if tolerance else {}
    )
    return entry | _typed(answers, right, remark, lambda answer: _value(answer)[0])


def _value(answer: Answer) -> tuple[int | float, int | float]:
    """A number and how far off still counts; of a range, its middle and half its width."""
    words = shown(answer.words.text).strip()
    first, mark, second = match.groups() if (match := RANGE.fullmatch(words)) else (words, "", "0")
    if mark == "..":
        first, second = _middle(first, second)
    value, tolerance = number(first.strip()), number(second.strip())
    if isinstance(value, str) or isinstance(tolerance, str):
        raise Unfit(f"`{excerpt(words)}` is not a number; write `3.14`, `3.14:0.01` or `3.1..3.2`")
    return value, tolerance


def _middle(least: str, most: str) -> tuple[str, str]:
    """The middle of a range and half its width, reckoned without a rounding error."""
    try:
        low, high = Decimal(least.strip()), Decimal(most.strip())
        return str((low + high) / 2), str(abs(high - low) / 2)
    except ArithmeticError:
        return least, most


def _text(answers: list[Answer], remark: Remark) -> Entry:
    right = [answer for answer in _full(answers, remark) if answer.words.typed() != "*"]
    if not right:
        raise Unfit("no answer is wholly right; write one as `=answer`")
    first, *others = dict.fromkeys(answer.words.typed() for answer in right)
    entry: Entry = {"kind": "text", "answer": first} | ({"accept": others} if others else {})
    return entry | _typed(answers, right, remark, lambda answer: answer.words.typed())


def _full(answers: list[Answer], remark: Remark) -> list[Answer]:
    for answer in answers:
        if 0 < answer.share < FULL or answer.words.text.strip() == "*":
            remark(
                answer.at,
                f"an answer is right or wrong in a pack, so this one was left out: {answer.shown}",
            )
    return [answer for answer in answers if answer.share >= FULL]


def _typed(
    answers: list[Answer], right: list[Answer], remark: Remark, value: Callable[[Answer], Any]
) -> Entry:
    """The first wrong answer as the trap; what is said to a right one explains it."""
    found: Entry = {}
    wrong = [answer for answer in answers if answer.share <= 0 and answer.words.text.strip() != "*"]
    if wrong:
        found["trap"] = {"answer": value(wrong[0])} | (
            {"why": wrong[0].feedback} if wrong[0].feedback else {}
        )
    for answer in wrong[1:]:
        remark(
            answer.at, f"a pack holds one wrong answer, so this one was left out: {answer.shown}"
        )
    if feedback := next((answer.feedback for answer in right if answer.feedback), ""):
        found["explanation"] = feedback
    return found
