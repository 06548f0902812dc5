"""Rules on how much a section must hold, and how long its texts may be together."""

from collections.abc import Iterator
from typing import get_args

from content.faults import Fault
from content.model import Kind, Question, Section
from content.rules.subject import Subject

LONGEST_EXPLANATION = 900
MOST_ESSENTIAL_MINUTES = 100
NO_VERBS = """
a an the to how what why when where which this that you we it be is are and or of in on for
"""


def _complete(subject: Subject) -> Iterator[Section]:
    return (section for section in subject.pack.sections if section.status == "complete")


def _asked(section: Section) -> tuple[Question, ...]:
    return tuple(question for question in section.quiz if not question.retired)


def objectives(subject: Subject) -> Iterator[Fault]:
    """A complete section has 3 to 6 objectives, each beginning with a verb."""
    for section in _complete(subject):
        if not 3 <= (count := len(section.objectives)) <= 6:
            yield subject.fault(
                "section",
                section.id,
                f"the number of its objectives is {count}: write 3 to 6",
                "objectives",
            )
    for section in subject.pack.sections:
        for index, objective in enumerate(section.objectives):
            first = objective.split()[0].casefold().strip(",.:*`")
            if first in NO_VERBS.split() or first.endswith("ing"):
                problem = (
                    f"an objective begins with `{first}`: begin with a verb, such as "
                    "Derive, Compare or Count"
                )
                yield subject.fault("section", section.id, problem, "objectives", index)


def introduction(subject: Subject) -> Iterator[Fault]:
    """A complete section is introduced in 80 to 150 words."""
    for section in _complete(subject):
        if not 80 <= (count := len(section.introduction.split())) <= 150:
            problem = f"its introduction has {count} words: write 80 to 150"
            yield subject.fault("section", section.id, problem, "introduction")


def readings(subject: Subject) -> Iterator[Fault]:
    """Every section has something to read; a complete one says why, and what is essential."""
    for section in subject.pack.sections:
        present = [reading for reading in section.readings if not reading.retired]
        if not present:
            yield subject.fault("section", section.id, "it has no readings: add one", "readings")
        elif section.status == "complete":
            for reading in present:
                if not reading.why:
                    yield subject.fault(
                        "reading", reading.id, "it lacks `why`: say in a sentence what to look for"
                    )
            yield from _essential(subject, section)


def _essential(subject: Subject, section: Section) -> Iterator[Fault]:
    minutes = [
        reading.minutes
        for reading in section.readings
        if reading.level == "essential" and not (reading.retired or reading.reference)
    ]
    if not minutes:
        problem = "no reading is essential: choose the one or two that carry the section"
        yield subject.fault("section", section.id, problem, "readings")
    elif sum(minutes) > MOST_ESSENTIAL_MINUTES:
        problem = (
            f"its essential readings take {sum(minutes)} minutes: about 60 to 90 fit into a week"
        )
        yield subject.fault("section", section.id, problem, "readings")


def discussion(subject: Subject) -> Iterator[Fault]:
    """A complete section has six discussion questions.

    Each says in 4 to 8 points what a good answer covers.
    """
    for section in _complete(subject):
        if (count := sum(not question.retired for question in section.discussion)) < 6:
            yield subject.fault(
                "section",
                section.id,
                f"the number of its discussion questions is {count}: write at least 6",
                "discussion",
            )
    for section in subject.pack.sections:
        for question in section.discussion:
            # What an outline only asks is still to be written.
            unwritten = section.status == "outline" and not question.covers
            if not (question.retired or unwritten or 4 <= (count := len(question.covers)) <= 8):
                yield subject.fault(
                    "discussion",
                    question.id,
                    f"the number of its points in `covers` is {count}: write 4 to 8",
                    "covers",
                )


def quiz(subject: Subject) -> Iterator[Fault]:
    """A complete section has twelve quiz questions, of every kind and difficulty, that ask for more
    than recall.
    """
    for section in _complete(subject):
        questions = _asked(section)
        for problem in _unlike(questions):
            yield subject.fault("section", section.id, problem, "quiz")


def _unlike(questions: tuple[Question, ...]) -> Iterator[str]:
    total = len(questions)
    if total < 12:
        yield f"the number of its quiz questions is {total}: write at least 12"
    if missing := [
        kind for kind in get_args(Kind) if kind not in {question.kind for question in questions}
    ]:
        yield f"no quiz question is of the kind {' or '.join(missing)}: write one of each kind"
    if missing := [
        str(level)
        for level in (1, 2, 3)
        if level not in {question.difficulty for question in questions}
    ]:
        yield f"no quiz question has difficulty {' or '.join(missing)}: spread them from 1 to 3"
    worked = sum(question.skill in ("reasoning", "calculation") for question in questions)
    if worked * 3 < total:
        yield f"{worked} of {total} quiz questions need reasoning or calculation: make it a third"
    recalled = sum(question.skill == "recall" for question in questions)
    if recalled * 4 > total:
        yield f"{recalled} of {total} quiz questions are recall: a quarter at most"


def explanations(subject: Subject) -> Iterator[Fault]:
    """Explanation and trap are shown together, so they share one limit."""
    for question in subject.pack.questions:
        total = len(question.explanation) + len(question.trap.why)
        if total > LONGEST_EXPLANATION:
            problem = (
                f"explanation and trap have {total} characters together: shorten them to "
                f"{LONGEST_EXPLANATION}"
            )
            yield subject.fault("quiz", question.id, problem, "explanation")


def typed_answers(subject: Subject) -> Iterator[Fault]:
    """Nobody types a sentence the same way twice; what else is accepted may be longer."""
    for question in subject.pack.questions:
        if question.accepted and len(question.accepted[0].split()) > 3:
            problem = (
                f"`{question.accepted[0]}` has more than three words: ask for a shorter answer"
            )
            yield subject.fault("quiz", question.id, problem, "answer")
