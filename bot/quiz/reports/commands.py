"""Trust in the answer keys.

Everybody can report a question, and organisers answer, withdraw it, or let it stand.
"""

from collections.abc import Sequence

from bot.accounts.alerts import alert
from bot.accounts.context import arrive
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Form, Message
from bot.outbox import outbox
from bot.outbox.keys import ReportOutcome
from bot.quiz.reports import store, texts, withdrawal, withdrawals
from bot.quiz.reports.store import Report
from bot.roadmap import texts as roadmap_texts
from content.model import Question

LONGEST_NOTE = 500
_QUESTION = Option("question", "Which question", required=True)
_NOTE = Option(
    "note", "What is wrong with it?", required=True, longest=LONGEST_NOTE, lines=5, own_form=True
)
_PAGE = Option("page", "Which of them", "integer", most=9999)


@command("report", "Report a question", _QUESTION, _NOTE, listed=False)
async def report(ctx: Context, question: str, note: str | None) -> Message | Form:
    found = _question(ctx, question)
    if note is None:
        return texts.report_form(_NOTE, found)
    ctx = await arrive(ctx)
    await store.add(ctx.tx, ctx.group.id, ctx.pack.id, found.id, ctx.person.id, note, ctx.now)
    if not ctx.group.solo:
        await alert(ctx.tx, ctx.group, "flag", found.id, ctx.now)
    return texts.reported(solo=ctx.group.solo)


@command(
    "group flags", "Questions that members reported, and those withdrawn", _PAGE, role="organiser"
)
async def flags(ctx: Context, page: int | None) -> Message:
    return await _page(ctx, page or 1)


@command(
    "flag answer",
    "Answer a report",
    _QUESTION,
    Option(
        "text", "Your answer to those who reported it", required=True, longest=LONGEST_NOTE, lines=5
    ),
    role="organiser",
    listed=False,
)
async def answer(ctx: Context, question: str, text: str) -> Message:
    settled = await store.settle(ctx.tx, ctx.group.id, question, "answered", text)
    await _tell(ctx, settled)
    return await _page(ctx, 1, texts.answered(len(settled)))


@command(
    "flag withdraw",
    "Ask this question no more in this group",
    _QUESTION,
    role="organiser",
    listed=False,
)
async def withdraw(ctx: Context, question: str) -> Message:
    people = await withdrawal.withdraw(ctx, _question(ctx, question))
    settled = await store.settle(ctx.tx, ctx.group.id, question, "withdrawn")
    await _tell(ctx, settled)
    return await _page(ctx, 1, texts.withdrawn(people))


@command("flag dismiss", "Let a reported question stand", _QUESTION, role="organiser", listed=False)
async def dismiss(ctx: Context, question: str) -> Message:
    await store.settle(ctx.tx, ctx.group.id, question, "dismissed")
    return await _page(ctx, 1, texts.DISMISSED)


@command(
    "flag restore", "Ask a withdrawn question again", _QUESTION, role="organiser", listed=False
)
async def restore(ctx: Context, question: str) -> Message:
    back = await withdrawal.restore(ctx, _question(ctx, question))
    return await _page(ctx, 1, texts.restored(changed=back))


@command(
    "post settled",
    "What came of a report",
    Option("report", "Which", required=True),
    role="system",
    listed=False,
)
async def post_settled(ctx: Context, report: str) -> Message:
    found = await store.find(ctx.tx, report)
    question = ctx.pack.question_by_id.get(found.question) if found else None
    if found is None or question is None:
        raise NothingToSay("the report or its question is gone")
    return texts.settled(ctx.group, question, found)


async def _page(ctx: Context, page: int, news: str = "") -> Message:
    """One question a page: first what was reported, then what is withdrawn."""
    open_ones = _known(ctx, await store.reported(ctx.tx, ctx.group.id, ctx.pack.id))
    gone = _known(ctx, await withdrawals.of_group(ctx.tx, ctx.group.id))
    pages = [*open_ones, *(question for question in gone if question not in open_ones)]
    if not pages:
        return texts.none(news)
    place = min(page, len(pages))
    question = pages[place - 1]
    lines = [
        lines
        for name in question.ids
        for lines in await store.of_question(ctx.tx, ctx.group.id, name)
    ]
    return texts.flag(question, lines, place, len(pages), news, withdrawn=question in gone)


async def _tell(ctx: Context, settled: Sequence[Report]) -> None:
    """Whoever reported it hears what came of it, once, in a direct message."""
    for report in settled:
        key = ReportOutcome(report.id, int(ctx.now.timestamp()))
        call = Call("post settled", {"report": report.id})
        await outbox.enqueue(ctx.tx, ctx.group, key, call, at=ctx.now, channel=f"@{report.user}")


def _known(ctx: Context, names: Sequence[str]) -> list[Question]:
    found = (ctx.pack.question_by_id.get(name) for name in names)
    return [question for question in found if question]


def _question(ctx: Context, name: str) -> Question:
    found = ctx.pack.question_by_id.get(name)
    if found is None:
        raise roadmap_texts.no_such("question", name, "group flags")
    return found


MEMBERS: tuple[Command, ...] = (report,)
COMMANDS: tuple[Command, ...] = (flags, answer, withdraw, dismiss, restore, post_settled)
