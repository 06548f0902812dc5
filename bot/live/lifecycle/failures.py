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
from bot.outbox.round_keys import (
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
    round_ = await rounds.find(tx, step.round)
    if round_ is None or round_.state == "ended":
        return False
    match step:
        case RoundThread():
            await advancing.opened(tx, group, round_, "", now)
        case RoundClose(number=number, vote=vote):
            # The message is gone, or cannot be changed: the reveal comes as one of its own.
            call = Call("round close", {"number": str(number), "vote": str(vote)})
            anew = RoundReveal(round_.id, number, vote)
            await enqueueing.enqueue_step(
                tx, group, round_, anew, call, at=now, then="round closed"
            )
        case RoundCount() | RoundState() | RoundPause():
            return False
        case _ if state == "doubtful" and not isinstance(step, RoundLobby):
            await _pass_over(tx, group, packs, round_, now)
        case _:
            await advancing.end(tx, group, packs, round_, "gone", now)
            return True
    return False


async def _pass_over(
    tx: Transaction, group: Group, packs: Mapping[str, Pack], round_: Round, now: datetime
) -> None:
    """Nobody can tell whether a question stands there.

    It is not waited for, and the round goes on.
    """
    question = await rounds.question(tx, round_.id, round_.number)
    if question and question.state != "closed":
        seen = await round_answers.count(tx, question) > 0
        if seen or question.state == "discussion":
            await closing.close(tx, group, packs, round_, question, now, final=True)
        else:
            await rounds.save_question(tx, replace(question, state="closed", spoilt=True))
    await advancing.go_on(tx, group, await rounds.find(tx, round_.id) or round_, now)
