"""Live rounds, as people press them.

Begin one, answer, and, for whoever began it or organisers, steer it.
"""

from dataclasses import replace
from typing import cast

from bot.accounts import authority, groups
from bot.accounts.context import arrive, join
from bot.core.calendar.slots import local_day
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Message
from bot.database.ids import new_id
from bot.live import choice, closing, problem_texts, question_texts, round_answers, rounds
from bot.live.lifecycle import advancing, enqueueing, steering
from bot.live.pool import of_group
from bot.live.records import LiveQuestion, Round, RoundStyle
from bot.live.settings import store as settings_store
from bot.live.settings import weekly_rounds
from bot.quiz import flow as quiz_flow
from bot.quiz import problem_texts as quiz_problem_texts
from bot.quiz import questions, quizzes
from bot.quiz import texts as quiz_texts
from bot.quiz.questions import is_asked
from bot.quiz.reports import withdrawals
from bot.quiz.solo import COUNT
from bot.roadmap.commands import SECTION, find_section
from bot.streaks import activity

USUAL = 5
STYLE = Option(
    "style",
    "calm (unless you say), race, or peer: vote, discuss, vote again",
    choices=tuple(Choice(style, style) for style in ("calm", "race", "peer")),
)
_LIVE = Option("live", "Which round", required=True)
_NUMBER = Option("number", "Which question of it", "integer", required=True)


@command(
    "quiz live",
    "A round for everyone in the channel",
    SECTION,
    COUNT,
    STYLE,
    private=False,
    here=True,
)
async def live_round(
    ctx: Context, section: str | None, count: int | None, style: str | None
) -> Message:
    place = ctx.interaction.address
    if place.direct or ctx.group.solo or not ctx.group.id:
        raise problem_texts.no_round_here()
    if await rounds.unended(ctx.tx, ctx.group.id):
        raise problem_texts.round_runs()
    chosen = find_section(ctx.pack, section) if section else None
    gone = await withdrawals.of_group(ctx.tx, ctx.group.id)
    known = (await of_group(ctx.tx, ctx.group, ctx.pack, chosen, ctx.now)).questions
    pool = [found for found in known if choice.can_ask(found) and is_asked(found, gone)]
    if not pool:
        raise (
            quiz_problem_texts.no_questions(chosen.title)
            if chosen
            else problem_texts.nothing_given()
        )
    ctx = await arrive(ctx)
    kind = cast(RoundStyle, style or "calm")
    round_ = Round(
        new_id(),
        ctx.group.id,
        ctx.person.id,
        ctx.pack.id,
        chosen.id if chosen else "",
        kind,
        min(count or USUAL, len(pool)),
        weekly_rounds.pacing(await settings_store.find(ctx.tx, ctx.group.id), kind),
        ctx.group.channel,
        ctx.now,
        ctx.now + advancing.LOBBY,
    )
    if not await advancing.announce(ctx.tx, ctx.group, round_, ctx.now):
        raise problem_texts.round_runs()
    return question_texts.invited(kind, in_thread=bool(place.thread))


@command(
    "live answer",
    "Answer the question that is open",
    _LIVE,
    _NUMBER,
    Option("vote", "Which vote", "integer", required=True, most=2),
    Option("answer", "Your answer", required=True),
    listed=False,
)
async def answer(ctx: Context, live: str, number: int, vote: int, answer: str) -> Message:
    ctx, round_ = await _of_round(ctx, live)
    live_question = await rounds.question(ctx.tx, round_.id, number)
    _check_open(ctx, round_, live_question, vote)
    assert live_question
    question = closing.question_of(ctx.packs, round_, live_question)
    if question is None or questions.is_stale(question, answer, live_question.order):
        raise problem_texts.question_changed()
    verdict = questions.judge(question, answer, live_question.order)
    ctx = await join(ctx)
    final = round_.style == "race"
    day = local_day(ctx.now, ctx.zone)
    outcome, kept = await round_answers.give(
        ctx.tx, live_question, ctx.person.id, verdict.kept, day, ctx.now, final=final
    )
    if outcome == "new":
        await activity.did(ctx, "live", round_.id)
        await enqueueing.enqueue_count(ctx.tx, ctx.group, round_, live_question, ctx.now)
    shown = questions.shown_answer(question, kept, live_question.order)
    return question_texts.chosen(outcome, shown, live_question.closes_at, final=final)


@command("live start", "Begin the round now", _LIVE, listed=False, rights=True)
async def start(ctx: Context, live: str) -> Message:
    ctx, round_ = await _steered(ctx, live)
    if round_.state == "lobby":
        await steering.start(ctx.tx, round_, ctx.now)
    return question_texts.starting()


@command(
    "live close",
    "Do not wait any longer",
    _LIVE,
    _NUMBER,
    Option("state", "For the end of what", required=True),
    listed=False,
    rights=True,
)
async def close(ctx: Context, live: str, number: int, state: str) -> Message:
    ctx, round_ = await _steered(ctx, live)
    question = await rounds.question(ctx.tx, round_.id, number)
    if question is None or question.state != state or number != round_.number:
        raise problem_texts.nothing_to_wait_for()
    await steering.close_now(ctx.tx, question, ctx.now)
    return question_texts.closing()


@command("live pause", "A break before the next question", _LIVE, listed=False, rights=True)
async def pause(ctx: Context, live: str) -> Message:
    ctx, round_ = await _steered(ctx, live)
    if round_.state == "running":
        await steering.pause(ctx.tx, ctx.group, round_, ctx.now)
    return question_texts.will_pause()


@command("live resume", "Go on after a break", _LIVE, listed=False, rights=True)
async def resume(ctx: Context, live: str) -> Message:
    ctx, round_ = await _steered(ctx, live)
    if round_.state == "paused":
        await steering.resume(ctx.tx, ctx.group, round_, ctx.now)
    return question_texts.goes_on()


@command("live stop", "End the round", _LIVE, listed=False, rights=True)
async def stop(ctx: Context, live: str) -> Message:
    ctx, round_ = await _steered(ctx, live)
    return await _stop(ctx, round_)


async def _stop(ctx: Context, round_: Round) -> Message:
    await steering.stop(ctx.tx, ctx.group, round_, ctx.now)
    return question_texts.stopping(round_)


@command(
    "quiz stop",
    "End my quiz, else the live round, if it is mine; what was answered counts",
    rights=True,
)
async def stop_any(ctx: Context) -> Message:
    quiz = await quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id)
    if quiz:
        await quizzes.end(ctx.tx, quiz.id, ctx.now)
        done = [
            attempt for attempt in await quizzes.attempts(ctx.tx, quiz.id) if attempt.answered_at
        ]
        return quiz_texts.stopped(quiz, done)
    round_ = await rounds.unended(ctx.tx, ctx.group.id)
    if round_ is None:
        raise quiz_problem_texts.no_open_quiz()
    _check_steering(ctx, round_)
    return await _stop(ctx, round_)


@command("quiz missed", "A quiz of what I missed in a live round", _LIVE, listed=False)
async def missed(ctx: Context, live: str) -> Message:
    ctx, round_ = await _of_round(ctx, live, over=True)
    pack = ctx.packs.get(round_.pack, ctx.pack)
    names = await round_answers.missed_by(ctx.tx, round_.id, ctx.person.id) if ctx.person.id else ()
    wrong = [
        found for name in names if (found := pack.question_by_id.get(name)) and not found.retired
    ]
    if not wrong:
        raise problem_texts.nothing_missed()
    ctx = await arrive(ctx)
    quiz = await quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id, "solo")
    if quiz is not None:
        return await quiz_flow.ask(ctx, quiz, resumed=True)
    return await quiz_flow.ask(ctx, await quiz_flow.begin(ctx, "solo", "", wrong))


async def _of_round(ctx: Context, round_id: str, *, over: bool = False) -> tuple[Context, Round]:
    """The round that is meant, and its own group, wherever the press came from.

    Only from where it is played.
    """
    round_ = await rounds.find(ctx.tx, round_id)
    group = await groups.by_id(ctx.tx, round_.group) if round_ else None
    place = ctx.interaction.address
    if (
        round_ is None
        or group is None
        or (place.platform, place.workspace) != (group.platform, group.workspace)
    ):
        raise problem_texts.round_over()
    if round_.state == "ended" and not over:
        raise problem_texts.round_over()
    return replace(ctx, group=group), round_


async def _steered(ctx: Context, round_id: str) -> tuple[Context, Round]:
    """The round, for whoever began it or runs the group.

    Anybody in the channel sees its buttons.
    """
    ctx, round_ = await _of_round(ctx, round_id)
    _check_steering(ctx, round_)
    return ctx, round_


def _check_steering(ctx: Context, round_: Round) -> None:
    """Raises `UserError` for who may not steer a round."""
    if not (authority.runs(ctx) or (ctx.person.id and ctx.person.id == round_.starter)):
        raise problem_texts.not_your_round()


def _check_open(ctx: Context, round_: Round, question: LiveQuestion | None, vote: int) -> None:
    if (
        question is None
        or question.state in ("closed", "discussion")
        or question.number != round_.number
    ):
        raise problem_texts.question_closed(
            talking=question is not None and question.state == "discussion"
        )
    if question.vote != vote or (question.closes_at and ctx.now >= question.closes_at):
        raise problem_texts.question_closed(talking=False)


COMMANDS = (live_round, answer, start, close, pause, resume, stop, stop_any, missed)
