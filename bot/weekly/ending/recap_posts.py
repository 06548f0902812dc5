"""The recap that ends a week, and the farewell that ends a course or a group's weeks."""

from bot.boards import scores
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Week
from bot.plan import finishers, schedules, weeks
from bot.quiz import quizzes
from bot.quiz.reports import withdrawals
from bot.weekly import on_slot, upcoming
from bot.weekly.ending import recap_facts, recap_texts
from bot.weekly.ending.walked import together, walked

_TOP = 5


@command(
    "post recap",
    "How the week went",
    Option("week", "Which week", required=True),
    Option("last", "The last one, as things stood"),
    role="system",
    listed=False,
)
async def post_recap(ctx: Context, week: str, last: str | None) -> Message:
    found = await weeks.find(ctx.tx, week)
    if found is None:
        raise NothingToSay(f"week {week} is gone")
    if not last and await on_slot.recap_waits(ctx.tx, ctx.group, found, ctx.now):
        raise NothingToSay(f"week {found.number} goes on")
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack) if schedule else []
    went = await _facts(ctx, found)
    way = await walked(ctx.tx, ctx.group, ctx.pack, found, ahead)
    if schedule and schedule.ended_at:
        return recap_texts.ended(found, went, way)
    if last and not ahead:
        return recap_texts.farewell(found, went, way, await together(ctx.tx, ctx.group, ctx.pack))
    pause = schedule.paused_until if schedule and schedule.paused_at else None
    return recap_texts.recap(found, went, way, ahead[:1], ctx.pack, pause=pause)


async def _facts(ctx: Context, week: Week) -> recap_texts.Recap:
    missed = await quizzes.most_missed(ctx.tx, ctx.group.id, week.opens_at or week.slot_at)
    withdrawn = missed in await withdrawals.of_group(ctx.tx, ctx.group.id)
    return recap_texts.Recap(
        await finishers.names(ctx.tx, week.id, recap_texts.NAMES),
        await finishers.number(ctx.tx, week.id),
        await recap_facts.regulars(ctx.tx, week),
        await recap_facts.streaks(ctx.tx, ctx.group.id, week.id),
        await _caught_up(ctx, week),
        await scores.board(ctx.tx, ctx.group.id, f"week:{week.number}", "points", _TOP),
        None if withdrawn else ctx.pack.question_by_id.get(missed),
    )


async def _caught_up(ctx: Context, week: Week) -> int | None:
    """How much was caught up with, in a week that planned nothing new."""
    if await weeks.items(ctx.tx, week.id):
        return None
    return await recap_facts.caught_up(ctx.tx, ctx.group.id, week)


COMMANDS: tuple[Command, ...] = (post_recap,)
