"""Spaced review of the questions a person has met: what FSRS says is due, a gentle number a day."""

from bot.accounts.context import arrive
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.quiz import flow as quiz_flow
from bot.quiz import quizzes
from bot.quiz.review import texts
from bot.quiz.review.spacing import A_DAY, due, next_due, today

USUAL = 10
COUNT = Option(
    "count", f"How many questions (up to {USUAL} unless you say)", "integer", least=1, most=20
)


@command("quiz review", "Review what I have met, when it is about to fade", COUNT)
async def review(ctx: Context, count: int | None) -> Message:
    ctx = await arrive(ctx)
    quiz = await quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id, "review")
    if quiz:
        return await quiz_flow.ask(ctx, quiz, resumed=bool(count))
    waiting = await due(ctx)
    if not waiting:
        return await _nothing_due(ctx)
    left = A_DAY - await quizzes.reviewed(
        ctx.tx, ctx.person.id, ctx.pack.id, today(ctx.now, ctx.zone)
    )
    if left <= 0 and not count:
        return texts.enough_today(len(waiting))
    chosen = [ctx.pack.question_by_id[name] for name in waiting][: count or min(left, USUAL)]
    return await quiz_flow.ask(ctx, await quiz_flow.begin(ctx, "review", "", chosen))


async def _nothing_due(ctx: Context) -> Message:
    coming = await next_due(ctx)
    return texts.nothing_due(coming) if coming else texts.nothing_met()


COMMANDS = (review,)
