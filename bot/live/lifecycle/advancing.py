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
from bot.live.records import Asked, Round
from bot.outbox.keys import RoundLobby, RoundThread
from content.model import Pack

LOBBY = timedelta(minutes=1)
BETWEEN = timedelta(seconds=12)
SILENT = 2


async def announce(tx: Transaction, group: Group, played: Round, now: datetime) -> bool:
    """Keep a new round, and enqueue its announcement; False where the group plays one already."""
    if not await rounds.add(tx, played):
        return False
    key, call = RoundLobby(played.id), Call("round lobby")
    await enqueueing.enqueue_step(tx, group, played, key, call, at=now, then="round announced")
    return True


async def announced(
    tx: Transaction, group: Group, played: Round, message: str, now: datetime
) -> None:
    """The announcement stands: now the time until the beginning runs, and the thread is opened."""
    played = replace(played, post=message, starts_at=max(played.starts_at, now))
    await rounds.save(tx, played)
    key, call = RoundThread(played.id), Call("round thread")
    await enqueueing.enqueue_step(
        tx, group, played, key, call, at=now, then="round opened", target=message
    )


async def opened(tx: Transaction, group: Group, played: Round, thread: str, now: datetime) -> None:
    """The thread is there, or cannot be opened: the first question comes when the round begins."""
    played = replace(played, thread=thread)
    await rounds.save(tx, played)
    if played.state == "lobby":
        await enqueueing.enqueue_question(tx, group, played, 1, max(now, played.starts_at))


async def asked(
    tx: Transaction, group: Group, played: Round, question: Asked, message: str, now: datetime
) -> None:
    """A question can be read, so from now on its time runs: a slow post takes nobody's time."""
    if question.state not in ("waiting", "discussion") or played.state == "ended":
        return
    vote = 2 if question.state == "discussion" else 1
    length = timedelta(seconds=0 if played.why else played.pacing.seconds)
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
    await enqueueing.enqueue_close(tx, group, played, question)
    if await round_answers.count(
        tx, question
    ):  # somebody was quicker than the platform's confirmation
        await enqueueing.enqueue_count(tx, group, played, question, now)
    if played.number == 1 and vote == 1:
        await enqueueing.show_state(tx, group, played, now)


async def closed(
    tx: Transaction, group: Group, played: Round, question: Asked, now: datetime
) -> None:
    """The reveal, or the call to discuss, can be read."""
    if question.state == "discussion":
        await enqueueing.enqueue_second(
            tx, group, played, question, now + timedelta(minutes=played.pacing.minutes)
        )
    elif question.state == "closed" and question.number == played.number:
        await go_on(tx, group, played, now if played.why else now + BETWEEN)


async def go_on(tx: Transaction, group: Group, played: Round, due: datetime) -> None:
    """After a question: the next one, or the end; nothing while there is a break."""
    if played.state != "running":
        return
    if is_over(played):
        await enqueueing.enqueue_end(tx, group, played, due)
    else:
        await enqueueing.enqueue_question(tx, group, played, played.number + 1, due)


def is_over(played: Round) -> bool:
    """Whether no question follows the one asked last."""
    return bool(played.why) or played.number >= played.count or played.silent >= SILENT


async def end(
    tx: Transaction, group: Group, packs: Mapping[str, Pack], played: Round, why: str, now: datetime
) -> Round:
    """It is over, and what was answered counts; the announcement says so."""
    question = await rounds.question(tx, played.id, played.number)
    # Also one whose post was never confirmed: who answered it has seen it.
    if (
        question
        and question.state != "closed"
        and (question.message or await round_answers.count(tx, question))
    ):
        await closing.close(tx, group, packs, played, question, now, final=True)
    ended = replace(played, state="ended", ended_at=now, paused_at=None, why=played.why or why)
    await rounds.save(tx, ended)
    await enqueueing.show_state(tx, group, ended, now)
    return ended
