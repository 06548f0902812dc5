"""What follows once a platform has confirmed a step of a live round."""

from dataclasses import replace

from bot.core.commands.events import Event, on
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.live import round_answers, rounds
from bot.live.lifecycle import advancing, enqueueing
from bot.live.steps import find_question, find_round

_LIVE = Option("live", "Which round")
_NUMBER = Option("number", "Which question of it", "integer")
_MESSAGE = Option("message", "The message as the platform calls it")
_THREAD = Option("thread", "The thread as the platform calls it")


@on("round announced", _LIVE, _MESSAGE)
async def announced(ctx: Context, live: str, message: str | None) -> None:
    """The announcement stands."""
    round_ = await find_round(ctx, live)
    await advancing.announced(ctx.tx, ctx.group, round_, message or "", ctx.now)


@on("round opened", _LIVE, _THREAD)
async def opened(ctx: Context, live: str, thread: str | None) -> None:
    """The thread is there, or none can be."""
    await advancing.opened(ctx.tx, ctx.group, await find_round(ctx, live), thread or "", ctx.now)


@on("round asked", _LIVE, _NUMBER, _MESSAGE)
async def asked(ctx: Context, live: str, number: int, message: str | None) -> None:
    """A question stands."""
    round_, question = await find_question(ctx, live, number)
    await advancing.asked(ctx.tx, ctx.group, round_, question, message or "", ctx.now)


@on("round counted", _LIVE, _NUMBER)
async def counted(ctx: Context, live: str, number: int) -> None:
    """Its number of answers stands."""
    round_, question = await find_question(ctx, live, number)
    question = replace(question, counted_at=ctx.now)
    await rounds.save_question(ctx.tx, question)
    answers = await round_answers.count(ctx.tx, question)
    if question.state in ("open", "second") and answers > question.counted:
        await enqueueing.enqueue_count(ctx.tx, ctx.group, round_, question, ctx.now)


@on("round closed", _LIVE, _NUMBER)
async def closed(ctx: Context, live: str, number: int) -> None:
    """What came of it stands."""
    round_, question = await find_question(ctx, live, number)
    await advancing.closed(ctx.tx, ctx.group, round_, question, ctx.now)


EVENTS: tuple[Event, ...] = (announced, opened, asked, counted, closed)
