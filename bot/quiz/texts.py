"""Wording of a private quiz: a question, what came of an answer, the result."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.commands.options import Option
from bot.core.forms import wanted
from bot.core.markup import command, link, plain
from bot.core.message import Block, Button, Choice, Divider, Form, Message, Select, clip, row, say
from bot.core.records import Attempt, Quiz
from bot.quiz.questions import LETTERS, Verdict, fingerprint, right_answer
from bot.quiz.reports.texts import report_button
from content.model import Question, Reading, Section

_HOW = {
    "single": "One choice is right.",
    "multiple": "Several choices may be right: give all of them.",
    "true-false": "True or false?",
    "numeric": "The answer is a number.",
    "text": "The answer is a term of one to three words.",
}


def question(
    question: Question,
    quiz: Quiz,
    attempt: Attempt,
    total: int,
    section: Section,
    choices: Sequence[str],
    *,
    note: str = "",
) -> Message:
    """A question to answer, with its choices in the order of this attempt.

    `note`: what is to be said before it.
    """
    before = f"*{note}*\n" if note else ""
    return say(
        f"{before}# Question {attempt.number} of "
        f"{total}\n{_words(question, attempt, section, choices)}",
        *_answer_controls(question, quiz, attempt, choices),
        replace=True,
    )


def still_open() -> str:
    """Another quiz was asked for while this one waits."""
    return f"Your quiz is still open: here is where you were. {command('quiz stop')} ends it."


def all_met() -> str:
    """A quiz begins that has nothing new."""
    return "You have met all of these before: this round keeps them fresh."


def nothing_given() -> Message:
    """Nothing that was given or read has questions."""
    return say(
        "# Nothing to ask you yet\n"
        f"I ask only on what you were given to read, or have read. {command('next')} shows what "
        f"comes next; {command('quiz solo', 'section:…')} asks on any section you name.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Show the map", Call("roadmap")),
        ),
        replace=True,
    )


def nothing_in_week(number: int) -> Message:
    """What a week gave to read brings no question with it."""
    return say(
        f"# Nothing to ask on week {number} alone\n"
        "Its readings bring no quiz question of their own. What you were given before may have "
        "some.",
        row(
            Button("Quiz me on all so far", Call("quiz solo"), "primary"),
            Button("What's next?", Call("next")),
        ),
        replace=True,
    )


def nothing_on(reading: Reading) -> Message:
    """There is no question on a reading, or none yet for whoever has not come to it."""
    return say(
        f"# Nothing to ask on this one yet\n**{plain(reading.title)}** has no quiz question "
        "for you so far: some come once you have read it, or what belongs to it.",
        row(
            Button("Quiz me on all so far", Call("quiz solo"), "primary"),
            Button("What's next?", Call("next")),
        ),
        replace=True,
    )


def form(
    option: Option,
    question: Question,
    quiz: Quiz,
    attempt: Attempt,
    section: Section,
    choices: Sequence[str],
) -> Form:
    """The question once more, with a place for an answer that is typed."""
    return Form(
        f"Question {attempt.number}",
        (wanted(option),),
        _call(quiz, attempt),
        _words(question, attempt, section, choices),
    )


def answered(
    question: Question,
    quiz: Quiz,
    attempt: Attempt,
    verdict: Verdict,
    reading: Reading | None,
    done: Sequence[Attempt],
    *,
    total: int,
) -> Message:
    """What came of an answer; the answer to the last question brings the result with it."""
    finished = len(done) == total
    why = _explanation(question, reading, correct=verdict.correct)
    text = f"{_verdict_line(question, attempt, verdict)}\n\n{why}"
    if not finished:
        buttons = row(
            Button("Next question", Call(f"quiz {quiz.kind}"), "primary"),
            Button("Stop here", Call("quiz stop")),
            report_button(question.id),
        )
        return say(text, buttons, replace=True)
    return say(
        text, row(report_button(question.id)), Divider(), *result(quiz, done).blocks, replace=True
    )


def answered_before(
    question: Question,
    quiz: Quiz,
    attempt: Attempt,
    shown: str,
    reading: Reading | None,
) -> Message:
    """An answer is final: what it was, and how to go on."""
    verdict = Verdict(attempt.answer, shown, attempt.correct)
    more = Call(f"quiz {quiz.kind}")
    on = Button("Another round", more) if quiz.ended else Button("Next question", more, "primary")
    why = _explanation(question, reading, correct=attempt.correct)
    return say(
        "You answered this one already, and the first answer stands.\n"
        f"{_verdict_line(question, attempt, verdict)}\n\n{why}",
        row(on, report_button(question.id)),
        replace=True,
    )


def result(quiz: Quiz, done: Sequence[Attempt]) -> Message:
    """The end of a quiz."""
    right = sum(attempt.correct for attempt in done)
    points = sum(attempt.points for attempt in done)
    where = {"section": quiz.section} if quiz.section else {}
    signs = " ".join("✓" if attempt.correct else "✗" for attempt in done)
    missed = len(done) - right
    return say(
        f"# {right} of {len(done)} right\n{signs} · +{points} points\n{_cheer(missed)}",
        row(
            Button("Keep reviewing", Call("quiz review"), "primary")
            if quiz.kind == "review"
            else Button("Another round", Call("quiz solo", where), "primary"),
            Button("What's next?", Call("next")),
            Button("Leaderboard", Call("leaderboard")),
        ),
        replace=True,
    )


def stopped(quiz: Quiz, done: Sequence[Attempt]) -> Message:
    """A quiz was ended before its last question."""
    if done:
        return result(quiz, done)
    return say(
        "Stopped before the first answer, so nothing was counted.",
        row(
            Button("Start again", Call(f"quiz {quiz.kind}"), "primary"),
            Button("What's next?", Call("next")),
        ),
        replace=True,
    )


def _call(quiz: Quiz, attempt: Attempt) -> Call:
    return Call("quiz answer", {"quiz": quiz.id, "number": str(attempt.number)})


def _words(question: Question, attempt: Attempt, section: Section, choices: Sequence[str]) -> str:
    """What is asked, and how it is to be answered."""
    unit = f" in {plain(question.unit)}" if question.unit else ""
    how = f"The answer is a number{unit}." if question.kind == "numeric" else _HOW[question.kind]
    shown = [f"**{letter}.** {choice}" for letter, choice in zip(LETTERS, choices, strict=False)]
    listed = "\n".join([*(shown if question.kind in ("single", "multiple") else []), f"*{how}*"])
    again = " · again" if attempt.trial > 1 else ""
    return f"*{plain(section.title)}{again}*\n\n{question.ask.strip()}\n\n{listed}"


def _answer_controls(
    question: Question, quiz: Quiz, attempt: Attempt, choices: Sequence[str]
) -> list[Block]:
    call = _call(quiz, attempt)
    stop, report = Button("Stop here", Call("quiz stop")), report_button(question.id)
    if question.kind in ("numeric", "text"):
        return [row(Button("Answer", call, "primary"), stop, report)]
    letters = ("True", "False") if question.kind == "true-false" else LETTERS
    # A press names the choice itself, not its place: it means the same after the pack was edited.
    options = tuple(
        Choice(letter, fingerprint(choice))
        for letter, choice in zip(letters, choices, strict=False)
    )
    if question.kind == "multiple":
        return [Select("Your answer", call, "answer", options, many=True), row(stop, report)]
    picks = [Button(option.label, call.given(answer=option.value)) for option in options]
    return [row(*picks[:5]), row(*picks[5:], stop, report)]


def _verdict_line(question: Question, attempt: Attempt, verdict: Verdict) -> str:
    shown = verdict.shown if question.kind in ("single", "multiple") else plain(verdict.shown)
    if verdict.correct:
        earned = f" +{attempt.points} points." if attempt.points else ""
        return f"✓ **Right.** {shown}{earned}"
    right = right_answer(question, attempt.order)
    return (
        f"✗ **Not quite.** You said: {shown}\n**The answer:** "
        f"{right if question.choices else plain(right)}"
    )


def _explanation(question: Question, reading: Reading | None, *, correct: bool) -> str:
    tempting = "" if question.kind == "true-false" else f"**Tempting:** {question.trap.answer}. "
    if question.kind == "true-false" and correct:
        tempting = "**Why one could doubt it:** "
    lines = [question.explanation.strip(), f"{tempting}{question.trap.why.strip()}"]
    if reading:
        part = f", {plain(question.part)}" if question.part else ""
        lines.append(f"*From* {link(clip(reading.title, 100), reading.url)}{part}")
    return "\n".join(lines)


def _cheer(missed: int) -> str:
    if not missed:
        return "Nothing missed. That is understanding, not luck."
    again = command("quiz review")
    if missed == 1:
        return f"The question you missed comes back, here and in {again}."
    return f"The {missed} questions you missed come back, here and in {again}."
