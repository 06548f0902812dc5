"""What a live round says by itself; only the scheduler calls these."""

from collections.abc import Collection
from dataclasses import replace

from bot.accounts import people
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Message
from bot.database.instants import instant
from bot.live import choice, closing, question_texts, result_texts, round_answers, rounds
from bot.live.choice import Met
from bot.live.lifecycle import advancing, enqueueing, steering
from bot.live.pool import Pool, of_group
from bot.live.records import LiveQuestion, Round
from bot.quiz import questions
from bot.quiz.reports import withdrawals
from content.model import Pack

_LIVE = Option("live", "Which round", required=True)
_NUMBER = Option("number", "Which question of it", "integer", required=True)
_VOTE = Option("vote", "Which vote", "integer")


@command(
    "round lobby",
    "A round begins soon",
    _LIVE,
    Option("again", "As it is now"),
    role="system",
    listed=False,
)
async def lobby(ctx: Context, live: str, again: str | None) -> Message:
    round_ = await find_round(ctx, live)
    if round_.state == "lobby" and not again:
        round_ = replace(round_, starts_at=max(round_.starts_at, ctx.now + advancing.LOBBY))
        await rounds.save(ctx.tx, round_)
    starter = await people.by_id(ctx.tx, round_.starter)
    pack = ctx.packs.get(round_.pack, ctx.pack)
    section = next((s.title for s in pack.sections if s.id == round_.section), "")
    return question_texts.lobby(round_, starter.name if starter else "", section)


@command("round thread", "Where it is played", _LIVE, role="system", listed=False)
async def thread_title(ctx: Context, live: str) -> Message:
    return question_texts.thread_title(await find_round(ctx, live))


@command("round question", "The next question", _LIVE, _NUMBER, role="system", listed=False)
async def question(ctx: Context, live: str, number: int) -> Message:
    round_ = await find_round(ctx, live)
    if round_.state not in ("lobby", "running"):
        raise NothingToSay("a break, or the end")
    known = await rounds.question(ctx.tx, round_.id, number)
    if known and known.state != "waiting":
        raise NothingToSay("asked already")
    next_question = (
        None
        if round_.why or round_.pack not in ctx.packs
        else await _next(ctx, round_, number, known)
    )
    if next_question is None:
        await enqueueing.enqueue_end(ctx.tx, ctx.group, round_, ctx.now)
        raise NothingToSay("no question is left")
    await rounds.save_question(ctx.tx, next_question)
    round_ = replace(round_, state="running", number=number)
    await rounds.save(ctx.tx, round_)
    return await _shown(ctx, round_, next_question)


@command("round second", "Vote again", _LIVE, _NUMBER, role="system", listed=False)
async def second(ctx: Context, live: str, number: int) -> Message:
    round_ = await find_round(ctx, live)
    question = await rounds.question(ctx.tx, round_.id, number)
    if round_.state != "running" or question is None or question.state != "discussion":
        raise NothingToSay("a break, or there is nothing to vote about")
    if closing.question_of(ctx.packs, round_, question) is None:
        await closing.close(ctx.tx, ctx.group, ctx.packs, round_, question, ctx.now)
        await advancing.go_on(ctx.tx, ctx.group, await find_round(ctx, live), ctx.now)
        raise NothingToSay("it was changed during the discussion")
    return await _shown(ctx, round_, replace(question, state="second", closes_at=None))


@command("round count", "How many have answered", _LIVE, _NUMBER, role="system", listed=False)
async def count(ctx: Context, live: str, number: int) -> Message:
    round_, question = await find_question(ctx, live, number)
    answers = await round_answers.count(ctx.tx, question)
    if (
        question.state not in ("open", "second")
        or not question.closes_at
        or ctx.now >= question.closes_at
    ):
        raise NothingToSay("it is closed")
    await rounds.save_question(ctx.tx, replace(question, counted=answers))
    return await _shown(ctx, round_, question)


@command(
    "round close", "What came of a question", _LIVE, _NUMBER, _VOTE, role="system", listed=False
)
async def close(ctx: Context, live: str, number: int, vote: int | None) -> Message:
    round_, question = await find_question(ctx, live, number)
    if question.state == "waiting":
        raise NothingToSay("never asked")
    if question.state == ("second" if vote == 2 else "open"):
        question = await closing.close(ctx.tx, ctx.group, ctx.packs, round_, question, ctx.now)
        round_ = await find_round(ctx, live)
    if question.state != "closed":
        return question_texts.discuss(
            round_, question, closing.question_of(ctx.packs, round_, question)
        )
    found = closing.question_of(ctx.packs, round_, question)
    if found is None or question.spoilt:
        return result_texts.spoilt(round_, question, last=advancing.is_over(round_))
    reading = ctx.packs[round_.pack].reading_by_id.get(found.reading)
    spreads = [await round_answers.spread(ctx.tx, question, number) for number in (1, 2)]
    quickest = await round_answers.fastest(ctx.tx, question) if round_.style == "race" else None
    over = advancing.is_over(round_)
    return result_texts.reveal(round_, question, found, spreads, reading, quickest, last=over)


@command("round pause", "A break", _LIVE, role="system", listed=False)
async def pause(ctx: Context, live: str) -> Message:
    round_ = await find_round(ctx, live)
    if round_.state != "paused" or round_.paused_at is None:
        raise NothingToSay("it goes on already")
    return question_texts.paused(round_, round_.paused_at + steering.LONGEST_PAUSE)


@command(
    "round end", "The result", _LIVE, Option("since", "Of a break"), role="system", listed=False
)
async def end(ctx: Context, live: str, since: str | None) -> Message:
    round_ = await find_round(ctx, live)
    if (
        since
        and round_.why != "forgotten"
        and (not round_.paused_at or round_.paused_at > instant(int(since)))
    ):
        raise NothingToSay("it went on")
    if round_.state != "ended":
        why = "forgotten" if since else "silent" if round_.silent >= advancing.SILENT else "done"
        round_ = await advancing.end(ctx.tx, ctx.group, ctx.packs, round_, why, ctx.now)
    facts = result_texts.Result(
        await round_answers.standings(ctx.tx, round_),
        await round_answers.takers(ctx.tx, round_.id),
        await rounds.questions(ctx.tx, round_.id),
        await round_answers.improved(ctx.tx, round_),
    )
    return result_texts.result(round_, facts, ctx.packs.get(round_.pack))


async def _next(
    ctx: Context, round_: Round, number: int, known: LiveQuestion | None
) -> LiveQuestion | None:
    """The question with that number.

    The one that was chosen before, as long as it can be asked, or a new one.
    """
    if known and closing.question_of(ctx.packs, round_, known):
        return known
    if number > round_.count:
        return None
    pack = ctx.packs[round_.pack]
    section = next((s for s in pack.sections if s.id == round_.section), None)
    before = [
        question
        for question in await rounds.questions(ctx.tx, round_.id)
        if question.number != number
    ]
    met = {
        name: Met(times, right, at)
        for name, times, right, at in await rounds.met_by(ctx.tx, ctx.group.id, pack.id)
    }
    pool = await of_group(ctx.tx, ctx.group, pack, section, ctx.now)
    focus = _focus(pack, round_, before, pool)
    done = [
        *(question.question for question in before),
        *await withdrawals.of_group(ctx.tx, ctx.group.id),
    ]
    chosen = choice.choose(pool, met, done, focus, round_.id)
    return (
        LiveQuestion(round_.id, number, chosen.id, questions.shuffled(chosen, round_.id))
        if chosen
        else None
    )


def _focus(pack: Pack, round_: Round, before: list[LiveQuestion], pool: Pool) -> Collection[str]:
    """Which questions come first: after one that few understood, those of its section once more."""
    last = before[-1] if before else None
    if (
        last
        and round_.style == "peer"
        and result_texts.was_hard(round_, last)
        and last.question in pack.section_of
    ):
        return {question.id for question in pack.section_of[last.question].quiz}
    return pool.fresh


async def _shown(ctx: Context, round_: Round, question: LiveQuestion) -> Message:
    found = closing.question_of(ctx.packs, round_, question)
    if found is None:
        raise NothingToSay("it was changed meanwhile")
    answers = await round_answers.count(ctx.tx, question)
    section = ctx.packs[round_.pack].section_of[found.id]
    return question_texts.question(round_, question, found, section, answers, ctx.now)


async def find_round(ctx: Context, round_id: str) -> Round:
    """A round of the group that the context is about; raises `NothingToSay` where it is gone."""
    round_ = await rounds.find(ctx.tx, round_id)
    if round_ is None or round_.group != ctx.group.id:
        raise NothingToSay("the round is gone")
    return round_


async def find_question(ctx: Context, round_id: str, number: int) -> tuple[Round, LiveQuestion]:
    """A question of such a round, which was chosen already."""
    round_, question = (
        await find_round(ctx, round_id),
        await rounds.question(ctx.tx, round_id, number),
    )
    if question is None:
        raise NothingToSay("the question is gone")
    return round_, question


COMMANDS: tuple[Command, ...] = (
    lobby,
    thread_title,
    question,
    second,
    count,
    close,
    pause,
    end,
)
