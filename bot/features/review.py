"""Spaced review of the questions a person has met: what FSRS says is due, a gentle number a day."""

from bot.accounts.context import arrive
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.features import asking
from bot.reviewing import A_DAY, due, next_due, today
from bot.store import quizzes
from bot.views import review as views

USUAL = 10
COUNT = Option("count", f"How many questions (up to {USUAL} unless you say)", "integer", least=1, most=20)


@command("quiz review", "Review what I have met, when it is about to fade", COUNT)
async def review(ctx: Context, count: int | None) -> Message:
    ctx = await arrive(ctx)
    quiz = await quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id, "review")
    if quiz:
        return await asking.ask(ctx, quiz, resumed=bool(count))
    waiting = await due(ctx)
    if not waiting:
        return await _nothing_due(ctx)
    left = A_DAY - await quizzes.reviewed(ctx.tx, ctx.person.id, ctx.pack.id, today(ctx.now, ctx.zone))
    if left <= 0 and not count:
        return views.enough_today(len(waiting))
    chosen = [ctx.pack.question_by_id[name] for name in waiting][: count or min(left, USUAL)]
    return await asking.ask(ctx, await asking.begin(ctx, "review", "", chosen))


async def _nothing_due(ctx: Context) -> Message:
    coming = await next_due(ctx)
    return views.nothing_due(coming) if coming else views.nothing_met()


COMMANDS = (review,)
