"""Wording about reported and withdrawn questions."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.commands.options import Option
from bot.core.formats import counted
from bot.core.forms import wanted
from bot.core.markup import plain
from bot.core.message import Block, Button, Form, Message, clip, row, say
from bot.core.records import Group
from bot.quiz.questions import right_answer
from bot.quiz.reports.store import Report
from content.model import Question

DISMISSED = "The question stands."
SHOWN = 5


def report_button(question: str) -> Button:
    """Under every question: something is wrong with it."""
    return Button("Report", Call("report", {"question": question}))


def report_form(note: Option, question: Question) -> Form:
    """The question that is meant, and a place to say what is wrong with it."""
    call = report_button(question.id).call
    return Form(
        "Report a question",
        (wanted(note),),
        call,
        "\n".join([question.ask.strip(), _choices(question)]),
    )


def reported(*, solo: bool) -> Message:
    """Thanks for a report."""
    who = (
        "It counts when the roadmap's authors look at their questions"
        if solo
        else "The organisers will see it"
    )
    return say(f"Thank you. {who}, and it helps everyone who comes after you.")


def none(news: str) -> Message:
    """Nothing is reported, nothing withdrawn."""
    return say(
        f"{_news(news)}# Reported questions\nNothing waits for you. Members can report any "
        "question.",
        replace=True,
    )


def flag(
    question: Question,
    reports: Sequence[Report],
    page: int,
    pages: int,
    news: str,
    *,
    withdrawn: bool,
) -> Message:
    """One question, what members say about it, and what can be done."""
    number = f" · {page} of {pages}" if pages > 1 else ""
    right = right_answer(question)
    state = (
        "\n*Withdrawn: this group is not asked it, and everyone who had answered holds its points.*"
        if withdrawn
        else ""
    )
    return say(
        f"{_news(news)}# Reported question{number}\n{question.ask.strip()}\n{_choices(question)}\n"
        f"**Right answer:** {right if question.choices else plain(right)}{state}\n"
        f"{_notes(reports)}",
        *_controls(question, page, pages, withdrawn=withdrawn, open_reports=bool(reports)),
        replace=True,
    )


def answered(people: int) -> str:
    """A line: the answer is on its way."""
    return (
        "Your answer goes to "
        f"{'the one who reported it' if people == 1 else f'the {people} who reported it'}."
    )


def withdrawn(asked: int | None) -> str:
    """A line: the question is out. `asked`: how many people had answered it."""
    if not asked:
        return "Withdrawn: this group is not asked it any more."
    held = (
        "the one who had answered it holds"
        if asked == 1
        else f"the {asked} who had answered it hold"
    )
    return f"Withdrawn: this group is not asked it any more, and {held} its points."


def restored(*, changed: bool) -> str:
    """A line: the question is back."""
    if not changed:
        return "This question was not withdrawn."
    return "Back in: the question is asked again, and the boards are as if it always had been."


def settled(group: Group, question: Question, report: Report) -> Message:
    """What came of a report, to the one who made it."""
    about = f"> {clip(' '.join(question.ask.split()), 200)}"
    if report.answer:
        return say(
            f"You reported a question in **{plain(group.name)}**. An organiser "
            f"answers:\n{plain(report.answer)}"
        )
    return say(
        f"You reported a question in **{plain(group.name)}**, and the organisers agree: it is "
        "withdrawn, and everyone "
        f"who had answered it holds its points. Thank you.\n{about}"
    )


def _choices(question: Question) -> str:
    return "\n".join(f"- {choice}" for choice in question.choices)


def _notes(reports: Sequence[Report]) -> str:
    if not reports:
        return ""
    lines = [
        f"- {plain(report.name)}: {plain(clip(' '.join(report.note.split()), 200))}"
        for report in reports[:SHOWN]
    ]
    more = (
        [f"- … and {counted(len(reports) - SHOWN, 'report')} more"] if len(reports) > SHOWN else []
    )
    return "\n".join(["**What members say**", *lines, *more])


def _controls(
    question: Question, page: int, pages: int, *, withdrawn: bool, open_reports: bool
) -> list[Block]:
    about = {"question": question.id}
    on = (
        Button("Next one", Call("group flags", {"page": str(page % pages + 1)}))
        if pages > 1
        else None
    )
    settle = [
        Button("Write to them", Call("flag answer", about)) if open_reports else None,
        Button("It stands", Call("flag dismiss", about)) if open_reports else None,
    ]
    turn = (
        Button("Ask it again", Call("flag restore", about))
        if withdrawn
        else Button("Withdraw it", Call("flag withdraw", about))
    )
    return [row(*settle, turn, on)]


def _news(news: str) -> str:
    return f"✓ {news}\n" if news else ""
