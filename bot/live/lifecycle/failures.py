"""What becomes of a live round of which a step cannot be shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live import closing, round_answers, rounds
from bot.live.lifecycle import advancing, enqueueing
from bot.live.records import Round
from bot.outbox.keys import (
    RoundClose,
    RoundCount,
    RoundLobby,
    RoundPause,
    RoundReveal,
    RoundState,
    RoundStep,
    RoundThread,
)
from content.model import Pack


async def failed(
    tx: Transaction,
    group: Group,
    packs: Mapping[str, Pack],
    step: RoundStep,
    state: str,
    now: datetime,
) -> bool:
    """A step cannot be shown (`state`: dead or doubtful); returns whether organisers should know.

    What was counted stays counted.
    """
    played = await rounds.find(tx, step.round)
    if played is None or played.state == "ended":
        return False
    match step:
        case RoundThread():
            await advancing.opened(tx, group, played, "", now)
        case RoundClose(number=number, vote=vote):
            # The message is gone, or cannot be changed: the reveal comes as one of its own.
            call = Call("round close", {"number": str(number), "vote": str(vote)})
            anew = RoundReveal(played.id, number, vote)
            await enqueueing.enqueue_step(
                tx, group, played, anew, call, at=now, then="round closed"
            )
        case RoundCount() | RoundState() | RoundPause():
            return False
        case _ if state == "doubtful" and not isinstance(step, RoundLobby):
            await _pass_over(tx, group, packs, played, now)
        case _:
            await advancing.end(tx, group, packs, played, "gone", now)
            return True
    return False


async def _pass_over(
    tx: Transaction, group: Group, packs: Mapping[str, Pack], played: Round, now: datetime
) -> None:
    """Nobody can tell whether a question stands there.

    It is not waited for, and the round goes on.
    """
    question = await rounds.question(tx, played.id, played.number)
    if question and question.state != "closed":
        seen = await round_answers.count(tx, question) > 0
        if seen or question.state == "discussion":
            await closing.close(tx, group, packs, played, question, now, final=True)
        else:
            await rounds.save_question(tx, replace(question, state="closed", spoilt=True))
    await advancing.go_on(tx, group, await rounds.find(tx, played.id) or played, now)
