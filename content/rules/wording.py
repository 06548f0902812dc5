"""Rules on how quiz questions are worded.

Choices are shuffled, and nobody should fail for overlooking a word.
"""

import re
from collections.abc import Iterator

from content.faults import Fault, excerpt
from content.model import Question
from content.rules.subject import Subject, of_question

NOUN = r"(?:[Cc]hoice|[Oo]ption|[Aa]nswer|[Aa]lternative)s?"
BY_LETTER = re.compile(rf"\b{NOUN}\s+\(?[A-F]\b(?!['\u2019-])")
BY_ORDER = re.compile(
    rf"\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ll]ast) {NOUN}\b"
)
BY_PLACE = re.compile(rf"\b{NOUN} (?:above|below)\b")
ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any|some|each) of (?:the )?(?:above|below|preceding|foregoing"
    r"|(?:other |these )?(?:choices|options|answers|alternatives))\b",
    re.IGNORECASE,
)
ONLY_ABOVE = re.compile(
    r"(?:all|none|both|neither|any|some) of (?:these|those|them)\.?", re.IGNORECASE
)
ONLY_LETTERS = re.compile(
    r"(?:(?:both|neither|only) )?[A-F](?:(?:, ?| and | or | nor | & )[A-F])+(?: (?:are|is) "
    r"\w+)?\.?",
    re.IGNORECASE,
)
SET_APART = re.compile(r"\*\*.+?\*\*|\*.+?\*|`[^`]*`")
SENTENCE = re.compile(r"(?<=[.?!:])\s+")
NEGATION = re.compile(r"\b(?:not|never|cannot|except|\w+n['\u2019]t)\b")
PICKS = re.compile(
    r"\b(?:[Ww]hich|[Ss]elect|[Cc]hoose|[Pp]ick|[Mm]ark|[Ww]hat (?:is|are|does|do|can|was))\b"
)
WORD = re.compile(r"[^\W_]+")
REPEATED_WORDS = 5


def shuffled(subject: Subject) -> Iterator[Fault]:
    """No text speaks of a choice by its letter or its place."""
    for question in subject.pack.questions:
        for passage in of_question(question):
            for pattern in (BY_LETTER, BY_ORDER, BY_PLACE):
                if found := pattern.search(passage.text):
                    problem = (
                        f"`{found.group()}` means nothing once the choices are shuffled: "
                        "say what it says"
                    )
                    yield subject.fault("quiz", question.id, problem, passage.field, passage.index)


def above(subject: Subject) -> Iterator[Fault]:
    """No choice is about other choices."""
    for question in subject.pack.questions:
        for passage in of_question(question):
            found = ABOVE.search(passage.text)
            if passage.field == "choices":
                found = (
                    found
                    or ONLY_ABOVE.fullmatch(passage.text)
                    or ONLY_LETTERS.fullmatch(passage.text)
                )
            if found:
                problem = (
                    f"`{found.group()}` is about other choices: use kind `multiple`, or "
                    "write a choice of its own"
                )
                yield subject.fault("quiz", question.id, problem, passage.field, passage.index)


def negations(subject: Subject) -> Iterator[Fault]:
    """A negation that decides the answer is emphasised.

    In a question that picks, and anywhere in a true-false one.
    """
    for question in subject.pack.questions:
        if found := _plain_negation(question):
            problem = f"`{found}` is easy to overlook: write **{found}**, or ask without it"
            yield subject.fault("quiz", question.id, problem, "ask")


def _plain_negation(question: Question) -> str:
    sentences = SENTENCE.split(SET_APART.sub(" ", question.ask))
    if question.kind != "true-false":
        sentences = [sentence for sentence in sentences if PICKS.search(sentence)]
    found = (NEGATION.search(sentence) for sentence in sentences)
    return next((match.group() for match in found if match), "")


def repeated_stems(subject: Subject) -> Iterator[Fault]:
    """A choice that repeats five words in a row of its question should leave them to the
    question.
    """
    for question in subject.pack.questions:
        runs = _runs(question.ask)
        for index, choice in enumerate(question.choices):
            if repeated := sorted(runs & _runs(choice)):
                problem = (
                    f"a choice repeats the question (`{excerpt(' '.join(repeated[0]))}`): "
                    "leave that out of it"
                )
                yield subject.fault("quiz", question.id, problem, "choices", index)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return {
        tuple(words[start : start + REPEATED_WORDS])
        for start in range(len(words) - REPEATED_WORDS + 1)
    }
