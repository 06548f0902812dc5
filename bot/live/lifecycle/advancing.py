"""What each step of a live round, once the platform has confirmed it, leads to.

Everything is done in the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live import closing, round_answers, rounds
from bot.live.lifecycle import enqueueing
from bot.live.records import LiveQuestion, Round
from bot.outbox.round_keys import RoundLobby, RoundThread
from content.model import Pack

LOBBY = timedelta(minutes=1)
BETWEEN = timedelta(seconds=12)
SILENT = 2


async def announce(tx: Transaction, group: Group, round_: Round, now: datetime) -> bool:
    """Keep a new round, and enqueue its announcement; False where the group plays one already."""
    if not await rounds.add(tx, round_):
        return False
    key, call = RoundLobby(round_.id), Call("round lobby")
    await enqueueing.enqueue_step(tx, group, round_, key, call, at=now, then="round announced")
    return True


async def announced(
    tx: Transaction, group: Group, round_: Round, message: str, now: datetime
) -> None:
    """The announcement stands: now the time until the beginning runs, and the thread is opened."""
    round_ = replace(round_, post=message, starts_at=max(round_.starts_at, now))
    await rounds.save(tx, round_)
    key, call = RoundThread(round_.id), Call("round thread")
    await enqueueing.enqueue_step(
        tx, group, round_, key, call, at=now, then="round opened", target=message
    )


async def opened(tx: Transaction, group: Group, round_: Round, thread: str, now: datetime) -> None:
    """The thread is there, or cannot be opened: the first question comes when the round begins."""
    round_ = replace(round_, thread=thread)
    await rounds.save(tx, round_)
    if round_.state == "lobby":
        await enqueueing.enqueue_question(tx, group, round_, 1, max(now, round_.starts_at))


async def asked(
    tx: Transaction,
    group: Group,
    round_: Round,
    question: LiveQuestion,
    message: str,
    now: datetime,
) -> None:
    """A question can be read, so from now on its time runs: a slow post takes nobody's time."""
    if question.state not in ("waiting", "discussion") or round_.state == "ended":
        return
    vote = 2 if question.state == "discussion" else 1
    length = timedelta(seconds=0 if round_.why else round_.pacing.seconds)
    question = replace(
        question,
        state="second" if vote == 2 else "open",
        message=message,
        opens_at=now,
        closes_at=now + length,
        counted=0,
        counted_at=now,
    )
    await rounds.save_question(tx, question)
    await enqueueing.enqueue_close(tx, group, round_, question)
    if await round_answers.count(
        tx, question
    ):  # somebody was quicker than the platform's confirmation
        await enqueueing.enqueue_count(tx, group, round_, question, now)
    if round_.number == 1 and vote == 1:
        await enqueueing.show_state(tx, group, round_, now)


async def closed(
    tx: Transaction, group: Group, round_: Round, question: LiveQuestion, now: datetime
) -> None:
    """The reveal, or the call to discuss, can be read."""
    if question.state == "discussion":
        await enqueueing.enqueue_second(
            tx, group, round_, question, now + timedelta(minutes=round_.pacing.minutes)
        )
    elif question.state == "closed" and question.number == round_.number:
        await go_on(tx, group, round_, now if round_.why else now + BETWEEN)


async def go_on(tx: Transaction, group: Group, round_: Round, due: datetime) -> None:
    """After a question: the next one, or the end; nothing while there is a break."""
    if round_.state != "running":
        return
    if is_over(round_):
        await enqueueing.enqueue_end(tx, group, round_, due)
    else:
        await enqueueing.enqueue_question(tx, group, round_, round_.number + 1, due)


def is_over(round_: Round) -> bool:
    """Whether no question follows the one asked last."""
    return bool(round_.why) or round_.number >= round_.count or round_.silent >= SILENT


async def end(
    tx: Transaction, group: Group, packs: Mapping[str, Pack], round_: Round, why: str, now: datetime
) -> Round:
    """It is over, and what was answered counts; the announcement says so."""
    question = await rounds.question(tx, round_.id, round_.number)
    # Also one whose post was never confirmed: who answered it has seen it.
    if (
        question
        and question.state != "closed"
        and (question.message or await round_answers.count(tx, question))
    ):
        await closing.close(tx, group, packs, round_, question, now, final=True)
    ended = replace(round_, state="ended", ended_at=now, paused_at=None, why=round_.why or why)
    await rounds.save(tx, ended)
    await enqueueing.show_state(tx, group, ended, now)
    return ended
