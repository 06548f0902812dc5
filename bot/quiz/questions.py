"""How a question's choices stand, what of it was seen, whether an answer is right.

Chance is derived, never drawn.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.quiz import problem_texts
from content.model import Question

LETTERS = "ABCDEF"
_MARK = re.compile("[0-9a-f]{8}")
LONGEST_ANSWER = 200

# Stands for the choices of a question that has none, so that one that was shown differs from one
# still to come.
_TYPED = ("typed",)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person did with a question so far.

    How often, whether right the last time, and when (UTC seconds).

    `due`: its place among what is due for review, from 1; 0 where it is not.
    """

    times: int
    correct: bool
    at: int
    due: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer is kept (choices by fingerprint), how it is shown, and whether it is right."""

    kept: str
    shown: str
    correct: bool


def fingerprint(choice: str) -> str:
    """A choice's mark, which stays with its words wherever they stand in the pack."""
    return hashlib.sha256(choice.encode()).hexdigest()[:8]


def shuffled(question: Question, *about: object) -> tuple[str, ...]:
    """The choices' fingerprints in the order in which they are shown.

    The same whenever the same is asked.
    """
    marks = [fingerprint(choice) for choice in question.choices]
    if not marks:
        return _TYPED
    if question.kind == "true-false":
        return tuple(marks)
    seed = "/".join(map(str, (question.id, *about)))
    return tuple(sorted(marks, key=lambda mark: hashlib.sha256(f"{seed}/{mark}".encode()).digest()))


def in_order(question: Question, order: Sequence[str]) -> tuple[str, ...] | None:
    """The choices as shown, or None where the pack has changed them since, or they were never
    shown.
    """
    if not question.choices:
        return () if tuple(order) == _TYPED else None
    by_mark = {fingerprint(choice): choice for choice in question.choices}
    return tuple(by_mark[mark] for mark in order) if set(order) == set(by_mark) else None


def is_asked(question: Question, withdrawn: Collection[str]) -> bool:
    """Whether a group that has withdrawn some questions is asked this one."""
    return not question.retired and set(question.ids).isdisjoint(withdrawn)


def with_due(seen: Mapping[str, Seen], due: Sequence[str]) -> dict[str, Seen]:
    """What was seen, with what is due for review marked, the longest due first."""
    place = {name: number for number, name in enumerate(due, 1)}
    known = {name: replace(before, due=place.pop(name, 0)) for name, before in seen.items()}
    return known | {
        name: Seen(0, correct=False, at=0, due=number) for name, number in place.items()
    }


def trial(question: Question, seen: Mapping[str, Seen]) -> int:
    """The number of this time among all times this person is asked this question, from 1."""
    return sum(seen[name].times for name in question.ids if name in seen) + 1


def is_stale(question: Question, answer: str, order: Sequence[str]) -> bool:
    """Whether a button names a choice that is not on the screen any more.

    The pack was edited meanwhile.
    """
    marks = answer.split(",")
    return bool(question.choices) and any(
        _MARK.fullmatch(mark) and mark not in order for mark in marks
    )


def judge(question: Question, answer: str, order: Sequence[str]) -> Verdict:
    """Is it right? Raises `UserError` where the answer is no answer to this kind of question."""
    match question.kind:
        case "single" | "true-false":
            return _judge_choices(question, _picked(answer, order, one=True), order)
        case "multiple":
            return _judge_choices(question, _picked(answer, order, one=False), order)
        case "numeric":
            number = read_number(answer, question.unit)
            wanted, tolerance = (
                Fraction(str(question.number)),
                Fraction(str(question.tolerance)),
            )
            return Verdict(answer, answer, abs(number - wanted) <= tolerance)
        case "text":
            given_words, accepted = normal(answer), set(map(normal, question.accepted))
            if not given_words and given_words not in accepted:
                raise problem_texts.no_words(answer)
            return Verdict(answer, answer, given_words in accepted)


def right_answer(question: Question, order: Sequence[str] = ()) -> str:
    """The right answer as shown to people, with letters where an order of choices is given."""
    if question.kind == "numeric":
        number = f"{question.number:.10g}"
        return f"{number} {question.unit}".strip()
    if question.kind == "text":
        return question.accepted[0]
    marks = [fingerprint(question.choices[index]) for index in question.right]
    if not set(marks) <= set(order):  # no order was asked for, or the pack has other choices by now
        return "; ".join(_shown(question, marks, ()))
    return "; ".join(_shown(question, sorted(marks, key=list(order).index), order))


def shown_answer(question: Question, kept: str, order: Sequence[str]) -> str:
    """An answer as it was kept, for people; choices that have left the pack since are not shown."""
    if not question.choices:
        return "" if set(order) - set(_TYPED) else kept  # it had choices then
    still_there = {fingerprint(choice) for choice in question.choices}
    return "; ".join(
        _shown(question, [mark for mark in kept.split(",") if mark in still_there], order)
    )


def read_number(answer: str, unit: str) -> Fraction:
    """A number as people write it.

    `1,536`, `0.25`, `1.5e9`, `3/4`, `50 %`, with or without its unit.
    """
    text = unicodedata.normalize("NFKC", answer).replace("−", "-").strip().casefold()
    text = text.removesuffix(unit.casefold()).removesuffix("%").strip().replace("⁄", "/")
    text = re.sub(r"\s*[x×·*]\s*10\s*\^?\s*(-?\d+)$", r"e\1", text)
    text = re.sub(r"(?<=\d)[\s_'](?=\d{3}(?!\d))", "", text)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    # Bounded, since a huge exponent would make an integer that fills the memory.
    if not re.fullmatch(
        r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,2})?(/[1-9]\d{0,15})?",
        text,
    ):
        raise problem_texts.not_a_number(answer)
    numerator, _, denominator = text.partition("/")
    return Fraction(numerator) / Fraction(denominator or 1)


def normal(words: str) -> str:
    """Words without case, accents, punctuation and needless spaces."""
    # Once before folding as well: some letters, such as the double-struck S, only then turn out to
    # be capitals.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    kept = (
        " " if unicodedata.category(c)[0] in "PSZ" else c
        for c in decomposed
        if not unicodedata.combining(c)
    )
    return " ".join("".join(kept).split())


def seen_as(question: Question, seen: Mapping[str, Seen]) -> Seen | None:
    """What a person did with a question, under whichever of its ids; None where it is unseen."""
    found = [seen[name] for name in question.ids if name in seen]
    return max(found, key=lambda before: (before.due > 0, before.at)) if found else None


def _picked(answer: str, order: Sequence[str], *, one: bool) -> list[int]:
    """Positions of the choices meant.

    By fingerprint, as buttons do, or by letter, as people type.
    """
    marks = answer.split(",")
    if all(mark in order for mark in marks):
        return sorted({order.index(mark) for mark in marks})
    # "A, C", "a c" and "AC" all mean the same.
    letters = re.sub(r"\b(and|or)\b|[\s,;.()]+", "", answer.casefold()).upper()
    allowed = LETTERS[: len(order)]
    if (
        not letters
        or any(letter not in allowed for letter in letters)
        or (one and len(letters) != 1)
    ):
        raise (
            problem_texts.not_a_letter(answer, allowed)
            if one
            else problem_texts.not_a_list(allowed)
        )
    return sorted(set(map(LETTERS.index, letters)))


def _judge_choices(question: Question, picked: Iterable[int], order: Sequence[str]) -> Verdict:
    marks = [order[index] for index in picked]
    right = {fingerprint(question.choices[index]) for index in question.right}
    return Verdict(",".join(marks), "; ".join(_shown(question, marks, order)), set(marks) == right)


def _shown(question: Question, marks: Iterable[str], order: Sequence[str]) -> list[str]:
    by_mark = {fingerprint(choice): choice for choice in question.choices}
    if question.kind == "true-false" or not order:
        return [by_mark[mark] for mark in marks]
    return [f"{LETTERS[list(order).index(mark)]}. {by_mark[mark]}" for mark in marks]
