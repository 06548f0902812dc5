"""What whoever steers a live round does with it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live import rounds
from bot.live.lifecycle import advancing, enqueueing
from bot.live.records import LiveQuestion, Round
from bot.outbox import outbox
from bot.outbox.round_keys import RoundClose, RoundForgotten, RoundPause, RoundQuestion, RoundSecond

LONGEST_PAUSE = timedelta(hours=1)


async def start(tx: Transaction, round_: Round, now: datetime) -> None:
    """Somebody does not want to wait."""
    await rounds.save(tx, replace(round_, starts_at=min(round_.starts_at, now)))
    await outbox.reschedule(tx, RoundQuestion(round_.id, 1), now)


async def close_now(tx: Transaction, question: LiveQuestion, now: datetime) -> None:
    """Do not wait: close what is open, or end the discussion."""
    if question.state in ("open", "second"):
        await rounds.save_question(
            tx, replace(question, closes_at=_sooner(question.closes_at, now))
        )
        key = RoundClose(question.round, question.number, question.vote)
        await outbox.reschedule(tx, key, now)
    elif question.state == "discussion":
        await outbox.reschedule(tx, RoundSecond(question.round, question.number), now)


async def pause(tx: Transaction, group: Group, round_: Round, now: datetime) -> None:
    """Hold before the next question; after an hour the round ends by itself."""
    await rounds.save(tx, replace(round_, state="paused", paused_at=now))
    since = int(now.timestamp())
    key, call = RoundPause(round_.id, since), Call("round pause")
    await enqueueing.enqueue_step(tx, group, round_, key, call, at=now)
    end, call = RoundForgotten(round_.id, since), Call("round end", {"since": str(since)})
    await enqueueing.enqueue_step(tx, group, round_, end, call, at=now + LONGEST_PAUSE)


async def resume(tx: Transaction, group: Group, round_: Round, now: datetime) -> None:
    """Go on where it stood."""
    round_ = replace(round_, state="running", paused_at=None)
    await rounds.save(tx, round_)
    question = await rounds.question(tx, round_.id, round_.number)
    if question is None or question.state == "waiting":
        await enqueueing.enqueue_question(tx, group, round_, max(1, round_.number), now)
    elif question.state == "discussion":
        await enqueueing.enqueue_second(tx, group, round_, question, now)
    elif question.state == "closed":
        await advancing.go_on(tx, group, round_, now)


async def stop(tx: Transaction, group: Group, round_: Round, now: datetime) -> None:
    """End it early: what is open is closed and counted, then comes the result."""
    if not round_.number:
        await rounds.save(tx, replace(round_, state="ended", ended_at=now, why="called off"))
        await enqueueing.show_state(tx, group, round_, now)
        return
    round_ = replace(round_, state="running", paused_at=None, why="stopped")
    await rounds.save(tx, round_)
    question = await rounds.question(tx, round_.id, round_.number)
    if question is None or question.state == "closed":
        await enqueueing.enqueue_end(tx, group, round_, now)
    elif question.state == "waiting":
        await enqueueing.enqueue_question(tx, group, round_, round_.number, now)
        await outbox.reschedule(tx, RoundQuestion(round_.id, round_.number), now)
    elif question.state == "discussion":
        question = replace(question, state="second", closes_at=now)
        await rounds.save_question(tx, question)
        await enqueueing.enqueue_close(tx, group, round_, question)
    else:
        await close_now(tx, question, now)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return min(one, other) if one else other
