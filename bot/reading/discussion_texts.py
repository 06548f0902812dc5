"""Wording of discussion questions, and of what a good answer covers."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.markup import plain
from bot.core.message import ROW, Button, Buttons, Choice, Message, Select, clip, row, say
from content.model import Discussion, Section

A_PAGE = 5
NOT_WRITTEN = "What a good answer covers is not written yet. What would you say?"


def questions(
    section: Section,
    questions: Sequence[Discussion],
    page: int,
    pages: int,
    others: Sequence[Section],
    *,
    for_all: bool,
) -> Message:
    """The questions of a section, numbered; each can reveal what a good answer covers.

    `others`: this week's too.
    """
    first = (page - 1) * A_PAGE + 1
    shown = questions[first - 1 : first - 1 + A_PAGE]
    listed = "\n".join(
        f"**{number}.** {question.ask.strip()}" for number, question in enumerate(shown, first)
    )
    choices = tuple(Choice(clip(f"{n}. {q.ask.strip()}"), q.id) for n, q in enumerate(shown, first))
    also = [
        Button(clip(f"Also this week: {o.title}"), Call("discuss", {"section": o.id}))
        for o in others
    ]
    return say(
        f"# To discuss: {plain(section.title)}\n{listed}",
        Select("What a good answer covers (only you see it)", Call("reveal"), "question", choices),
        _pages(section, page, pages, for_all=for_all),
        *([row(*also[:ROW])] if also else []),
        replace=not for_all,
    )


def of_week(
    number: int, questions: Sequence[Discussion], sections: Sequence[Section], *, for_all: bool
) -> Message:
    """The questions of the week that runs; `sections`: its own, of which there are more."""
    listed = "\n".join(
        f"**{n}.** {question.ask.strip()}" for n, question in enumerate(questions, 1)
    )
    choices = tuple(Choice(clip(f"{n}. {q.ask.strip()}"), q.id) for n, q in enumerate(questions, 1))
    more = [
        Button(clip(f"More: {section.title}"), Call("discuss", {"section": section.id}))
        for section in sections
        if section.discussion
    ]
    show = None if for_all else Button("Show everyone", Call("show discussion"))
    return say(
        f"# To discuss in week {number}\n{listed}",
        Select("What a good answer covers (only you see it)", Call("reveal"), "question", choices),
        *([row(*more[: ROW - 1], show)] if more or show else []),
        replace=not for_all,
    )


def _pages(section: Section, page: int, pages: int, *, for_all: bool) -> Buttons:
    here = {"section": section.id}
    return row(
        Button("Earlier questions", Call("discuss", {**here, "page": str(page - 1)}))
        if page > 1
        else None,
        Button("More questions", Call("discuss", {**here, "page": str(page + 1)}))
        if page < pages
        else None,
        None
        if for_all
        else Button("Show everyone", Call("show discussion", {**here, "page": str(page)})),
        Button("The section", Call("roadmap", here)),
    )


def covers(question: Discussion, section: Section) -> Message:
    """What a good answer covers, and where to go from there."""
    points = "\n".join(f"- {point.strip()}" for point in question.covers)
    answer = f"**A good answer covers**\n{points}" if points else NOT_WRITTEN
    further = f"\n**And further:** {question.follow_up.strip()}" if question.follow_up else ""
    return say(
        f"# {plain(section.title)}\n{question.ask.strip()}\n{answer}{further}",
        row(Button("All questions", Call("discuss", {"section": section.id}))),
    )
