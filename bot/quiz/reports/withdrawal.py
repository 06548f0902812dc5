"""Taking a question out of a group's quizzes: its points go to everyone who answered.

And back in, exactly undone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.accounts import members
from bot.boards import scores
from bot.boards.scoring import FIRST_ANSWER_POINTS
from bot.core.interaction import Context
from bot.core.records import Award
from bot.quiz.reports import withdrawals
from content.model import Question


async def withdraw(ctx: Context, question: Question) -> int | None:
    """The group asks it no more. Returns how many people it had asked; None if it was withdrawn."""
    if not await withdrawals.add(ctx.tx, ctx.group.id, question.id, ctx.now):
        return None
    answers = [
        award
        for name in question.ids
        for award in await withdrawals.answers(ctx.tx, ctx.group.id, name)
    ]
    await _add(ctx, _made_good(answers, _subject(question), ctx.now))
    return len({award.member for award in answers})


async def restore(ctx: Context, question: Question) -> bool:
    """The group asks it again, and the boards are as if it always had.

    False if it was not withdrawn.
    """
    removed = [
        name for name in question.ids if await withdrawals.remove(ctx.tx, ctx.group.id, name)
    ]
    for name in removed:
        awarded = await withdrawals.balance(ctx.tx, ctx.group.id, f"withdrawn/{name}")
        await _add(ctx, (withdrawals.taken_back(award, ctx.now) for award in awarded))
    return bool(removed)


def _made_good(answers: Iterable[Award], subject: str, now: datetime) -> Iterator[Award]:
    """For each answer: full points where it was the first of its season, and no trace in anybody's
    accuracy.
    """
    seasons: set[tuple[str, str]] = set()
    for award in sorted(answers, key=lambda award: award.at):
        first = (award.member, award.season) not in seasons
        seasons.add((award.member, award.season))
        points = FIRST_ANSWER_POINTS - award.points if first else 0
        yield replace(
            award,
            subject=subject,
            at=now,
            points=points,
            answers=-award.answers,
            correct=-award.correct,
            readings=0,
        )


async def _add(ctx: Context, awards: Iterable[Award]) -> None:
    for award in awards:
        member = await members.by_id(ctx.tx, award.member)
        if member:
            await scores.add(ctx.tx, await scores.next_act(ctx.tx, award), award, member)


def _subject(question: Question) -> str:
    return f"withdrawn/{question.id}"
