"""The close of a live question.

Who was right, what it earns, what everybody's memory makes of it. Done once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.boards.scoring import FIRST_ANSWER_POINTS
from bot.core.calendar.slots import local_month
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live import peer_instruction, round_answers, round_awards, rounds
from bot.live.records import LiveQuestion, Round
from bot.live.round_awards import Periods
from bot.plan import weeks
from bot.quiz import questions
from bot.quiz.reports import withdrawals
from bot.quiz.review import spacing
from content.model import Pack, Question


async def close(
    tx: Transaction,
    group: Group,
    packs: Mapping[str, Pack],
    round_: Round,
    live_question: LiveQuestion,
    now: datetime,
    *,
    final: bool = False,
) -> LiveQuestion:
    """Close the vote that is on.

    The question is closed with it, or goes into discussion, unless it is `final`.
    """
    if live_question.state == "closed":
        return live_question
    if not await rounds.take(tx, live_question):
        # Somebody has closed it since it was looked up, and has given what there was to give.
        return await rounds.question(tx, live_question.round, live_question.number) or live_question
    question = question_of(packs, round_, live_question)
    if question and not set(question.ids).isdisjoint(await withdrawals.of_group(tx, group.id)):
        question = None  # the organisers took it out while it was open
    if question is None:
        live_question = replace(live_question, state="closed", spoilt=True)
    else:
        live_question = await _judge(
            tx, round_, live_question, question, final=final or bool(round_.why)
        )
    await rounds.save_question(tx, live_question)
    if live_question.state == "closed":
        await _count_silence(tx, round_, live_question)
        if question:
            await _settle(tx, group, round_, live_question, question, now)
    return live_question


def question_of(
    packs: Mapping[str, Pack], round_: Round, question: LiveQuestion
) -> Question | None:
    """The question as it is shown.

    None where the pack was changed since, so that it can be fair to nobody.
    """
    pack = packs.get(round_.pack)
    found = pack.question_by_id.get(question.question) if pack else None
    return (
        found
        if found and not found.retired and questions.in_order(found, question.order) is not None
        else None
    )


def right_answer(question: Question, live_question: LiveQuestion) -> str:
    """The right answer as answers are kept: choices by fingerprint, in the order of the screen."""
    right = {questions.fingerprint(question.choices[index]) for index in question.right}
    return ",".join(mark for mark in live_question.order if mark in right)


async def _judge(
    tx: Transaction, round_: Round, live_question: LiveQuestion, question: Question, *, final: bool
) -> LiveQuestion:
    if (
        live_question.state == "discussion"
    ):  # its first vote is judged already, and no second one comes
        return replace(live_question, state="closed")
    race = timedelta(seconds=round_.pacing.seconds) if round_.style == "race" else None
    votes = await round_answers.judge(
        tx, live_question, right_answer(question, live_question), race
    )
    if live_question.vote == 2:
        return replace(live_question, state="closed", second=votes)
    split = peer_instruction.outcome(votes, round_.pacing.low, round_.pacing.high) == "discuss"
    discussed = round_.style == "peer" and split and not final
    return replace(live_question, state="discussion" if discussed else "closed", first=votes)


async def _count_silence(tx: Transaction, round_: Round, question: LiveQuestion) -> None:
    silent = 0 if question.first.given or question.spoilt else round_.silent + 1
    await rounds.save(tx, replace(round_, silent=silent))


async def _settle(
    tx: Transaction,
    group: Group,
    round_: Round,
    live_question: LiveQuestion,
    question: Question,
    now: datetime,
) -> None:
    """Points by everybody's last vote; accuracy and review by the first."""
    week = await weeks.at_instant(tx, group.id, now)
    periods = Periods(week.number if week else None, local_month(now, group.zone))
    await round_awards.award(
        tx, group, live_question, question.ids, FIRST_ANSWER_POINTS, periods, now
    )
    for known in await round_answers.learnt(tx, live_question):
        await spacing.met(
            tx,
            known.person,
            round_.pack,
            question,
            correct=known.correct,
            changed=known.changed,
            now=now,
        )
