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
from bot.live.records import Asked, Round
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
    asked: Asked,
    now: datetime,
    *,
    final: bool = False,
) -> Asked:
    """Close the vote that is on.

    The question is closed with it, or goes into discussion, unless it is `final`.
    """
    if asked.state == "closed":
        return asked
    if not await rounds.take(tx, asked):
        # Somebody has closed it since it was looked up, and has given what there was to give.
        return await rounds.question(tx, asked.round, asked.number) or asked
    question = question_of(packs, round_, asked)
    if question and not set(question.ids).isdisjoint(await withdrawals.of_group(tx, group.id)):
        question = None  # the organisers took it out while it was open
    if question is None:
        asked = replace(asked, state="closed", spoilt=True)
    else:
        asked = await _judge(tx, round_, asked, question, final=final or bool(round_.why))
    await rounds.save_question(tx, asked)
    if asked.state == "closed":
        await _count_silence(tx, round_, asked)
        if question:
            await _settle(tx, group, round_, asked, question, now)
    return asked


def question_of(packs: Mapping[str, Pack], round_: Round, asked: Asked) -> Question | None:
    """The question as it is shown.

    None where the pack was changed since, so that it can be fair to nobody.
    """
    pack = packs.get(round_.pack)
    found = pack.question_by_id.get(asked.question) if pack else None
    return (
        found
        if found and not found.retired and questions.in_order(found, asked.order) is not None
        else None
    )


def right_answer(question: Question, asked: Asked) -> str:
    """The right answer as answers are kept: choices by fingerprint, in the order of the screen."""
    right = {questions.fingerprint(question.choices[index]) for index in question.right}
    return ",".join(mark for mark in asked.order if mark in right)


async def _judge(
    tx: Transaction, round_: Round, asked: Asked, question: Question, *, final: bool
) -> Asked:
    if asked.state == "discussion":  # its first vote is judged already, and no second one comes
        return replace(asked, state="closed")
    race = timedelta(seconds=round_.pacing.seconds) if round_.style == "race" else None
    votes = await round_answers.judge(tx, asked, right_answer(question, asked), race)
    if asked.vote == 2:
        return replace(asked, state="closed", second=votes)
    split = peer_instruction.outcome(votes, round_.pacing.low, round_.pacing.high) == "discuss"
    discussed = round_.style == "peer" and split and not final
    return replace(asked, state="discussion" if discussed else "closed", first=votes)


async def _count_silence(tx: Transaction, round_: Round, asked: Asked) -> None:
    silent = 0 if asked.first.given or asked.spoilt else round_.silent + 1
    await rounds.save(tx, replace(round_, silent=silent))


async def _settle(
    tx: Transaction, group: Group, round_: Round, asked: Asked, question: Question, now: datetime
) -> None:
    """Points by everybody's last vote; accuracy and review by the first."""
    week = await weeks.at_instant(tx, group.id, now)
    periods = Periods(week.number if week else None, local_month(now, group.zone))
    await round_awards.award(tx, group, asked, question.ids, FIRST_ANSWER_POINTS, periods, now)
    for known in await round_answers.learnt(tx, asked):
        await spacing.met(
            tx,
            known.person,
            round_.pack,
            question,
            correct=known.correct,
            changed=known.changed,
            now=now,
        )
