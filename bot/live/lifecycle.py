"""The life of a live round: what each step, once the platform has confirmed it, leads to.

Everything is done in the caller's transaction, and every step to come is a delivery: whoever dies
in the middle of a round finds in the outbox where it goes on.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Delivery, Group
from bot.live import closing, round_answers, rounds
from bot.live.records import Asked, Round
from bot.outbox import deliveries
from content.model import Pack

LOBBY = timedelta(minutes=1)
BETWEEN = timedelta(seconds=12)
LONGEST_PAUSE = timedelta(hours=1)
SILENT = 2
# Between two edits of a question that only count; and times the number of rounds in a workspace,
# since Slack takes 50 edits a minute from one app in one (Web API tier 3), of which we ask for 40
# in the long run, and ends and beginnings need their part of them.
LEAST_BETWEEN_COUNTS, A_ROUND = timedelta(seconds=3), timedelta(seconds=3)


async def announce(tx: Transaction, group: Group, played: Round, now: datetime) -> bool:
    """Keep a new round, and promise its announcement; False where the group plays one already."""
    if not await rounds.add(tx, played):
        return False
    delivery = _delivery(group, played, "lobby", now, Call("round lobby"), then="round announced")
    await deliveries.add(tx, delivery)
    return True


async def announced(
    tx: Transaction, group: Group, played: Round, message: str, now: datetime
) -> None:
    """The announcement stands: now the time until the beginning runs, and the thread is opened."""
    played = replace(played, post=message, starts_at=max(played.starts_at, now))
    await rounds.save(tx, played)
    delivery = _delivery(group, played, "thread", now, Call("round thread"), then="round opened")
    await deliveries.add(tx, replace(delivery, kind="thread", target=message, thread=""))


async def opened(tx: Transaction, group: Group, played: Round, thread: str, now: datetime) -> None:
    """The thread is there, or cannot be opened: the first question comes when the round begins."""
    played = replace(played, thread=thread)
    await rounds.save(tx, played)
    if played.state == "lobby":
        await _promise_question(tx, group, played, 1, max(now, played.starts_at))


async def start(tx: Transaction, played: Round, now: datetime) -> None:
    """Somebody does not want to wait."""
    await rounds.save(tx, replace(played, starts_at=min(played.starts_at, now)))
    await deliveries.put_off(tx, f"live/{played.id}/1", now)


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
    await _promise_close(tx, group, played, question)
    if await round_answers.count(
        tx, question
    ):  # somebody was quicker than the platform's confirmation
        await promise_count(tx, group, played, question, now)
    if played.number == 1 and vote == 1:
        await show_state(tx, group, played, now)


async def promise_count(
    tx: Transaction, group: Group, played: Round, question: Asked, now: datetime
) -> None:
    """Promise to show how many have answered.

    One edit at a time, and never so many that a platform minds.
    """
    running = await rounds.running_in(tx, group.platform, group.workspace)
    gap = max(LEAST_BETWEEN_COUNTS, A_ROUND * running)
    due = max(now, (question.counted_at or now) + gap)
    if not question.message or question.closes_at is None or due >= question.closes_at:
        return
    step, number = f"{question.number}/{question.vote}/count", str(question.number)
    delivery = _delivery(
        group, played, step, due, Call("round count", {"number": number}), then="round counted"
    )
    await deliveries.renew(
        tx, replace(delivery, kind="edit", priority=deliveries.REFRESH, target=question.message)
    )


async def closed(
    tx: Transaction, group: Group, played: Round, question: Asked, now: datetime
) -> None:
    """The reveal, or the call to discuss, can be read."""
    if question.state == "discussion":
        await _promise_second(
            tx, group, played, question, now + timedelta(minutes=played.pacing.minutes)
        )
    elif question.state == "closed" and question.number == played.number:
        await go_on(tx, group, played, now if played.why else now + BETWEEN)


async def go_on(tx: Transaction, group: Group, played: Round, due: datetime) -> None:
    """After a question: the next one, or the end; nothing while there is a break."""
    if played.state != "running":
        return
    if is_over(played):
        await promise_end(tx, group, played, due)
    else:
        await _promise_question(tx, group, played, played.number + 1, due)


def is_over(played: Round) -> bool:
    """Whether no question follows the one asked last."""
    return bool(played.why) or played.number >= played.count or played.silent >= SILENT


async def promise_end(tx: Transaction, group: Group, played: Round, due: datetime) -> None:
    """Promise the result."""
    await deliveries.add(tx, _delivery(group, played, "end", due, Call("round end")))
    await deliveries.put_off(tx, f"live/{played.id}/end", due)


async def close_now(tx: Transaction, question: Asked, now: datetime) -> None:
    """Do not wait: close what is open, or end the discussion."""
    step = f"live/{question.round}/{question.number}"
    if question.state in ("open", "second"):
        await rounds.save_question(
            tx, replace(question, closes_at=_sooner(question.closes_at, now))
        )
        await deliveries.put_off(tx, f"{step}/close{question.vote}", now)
    elif question.state == "discussion":
        await deliveries.put_off(tx, f"{step}/second", now)


async def pause(tx: Transaction, group: Group, played: Round, now: datetime) -> None:
    """Hold before the next question; after an hour the round ends by itself."""
    await rounds.save(tx, replace(played, state="paused", paused_at=now))
    since = str(int(now.timestamp()))
    await deliveries.add(tx, _delivery(group, played, f"pause/{since}", now, Call("round pause")))
    call = Call("round end", {"since": since})
    await deliveries.add(
        tx, _delivery(group, played, f"forgotten/{since}", now + LONGEST_PAUSE, call)
    )


async def resume(tx: Transaction, group: Group, played: Round, now: datetime) -> None:
    """Go on where it stood."""
    played = replace(played, state="running", paused_at=None)
    await rounds.save(tx, played)
    question = await rounds.question(tx, played.id, played.number)
    if question is None or question.state == "waiting":
        await _promise_question(tx, group, played, max(1, played.number), now)
    elif question.state == "discussion":
        await _promise_second(tx, group, played, question, now)
    elif question.state == "closed":
        await go_on(tx, group, played, now)


async def stop(tx: Transaction, group: Group, played: Round, now: datetime) -> None:
    """End it early: what is open is closed and counted, then comes the result."""
    if not played.number:
        await rounds.save(tx, replace(played, state="ended", ended_at=now, why="called off"))
        await show_state(tx, group, played, now)
        return
    played = replace(played, state="running", paused_at=None, why="stopped")
    await rounds.save(tx, played)
    question = await rounds.question(tx, played.id, played.number)
    if question is None or question.state == "closed":
        await promise_end(tx, group, played, now)
    elif question.state == "waiting":
        await _promise_question(tx, group, played, played.number, now)
        await deliveries.put_off(tx, f"live/{played.id}/{played.number}", now)
    elif question.state == "discussion":
        question = replace(question, state="second", closes_at=now)
        await rounds.save_question(tx, question)
        await _promise_close(tx, group, played, question)
    else:
        await close_now(tx, question, now)


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
    await show_state(tx, group, ended, now)
    return ended


async def show_state(tx: Transaction, group: Group, played: Round, now: datetime) -> None:
    """The announcement says how the round stands."""
    if played.post:
        delivery = _delivery(group, played, "state", now, Call("round lobby", {"again": "yes"}))
        await deliveries.renew(tx, replace(delivery, kind="edit", target=played.post, thread=""))


async def failed(
    tx: Transaction, group: Group, packs: Mapping[str, Pack], key: str, state: str, now: datetime
) -> bool:
    """A step cannot be shown (`state`: dead or doubtful); returns whether organisers should know.

    What was counted stays counted.
    """
    _, round_id, *step = key.split("/")
    played = await rounds.find(tx, round_id)
    if played is None or played.state == "ended":
        return False
    match step:
        case ["thread"]:
            await opened(tx, group, played, "", now)
        case [number, "close1" | "close2" as which]:
            # The message is gone, or cannot be changed: the reveal comes as one of its own.
            call = Call("round close", {"number": number, "vote": which[-1]})
            step_anew = f"{number}/reveal{which[-1]}"
            await deliveries.add(
                tx, _delivery(group, played, step_anew, now, call, then="round closed")
            )
        case [_, "1" | "2", "count"] | ["state"] | ["pause", _]:
            return False
        case [_, *_] if state == "doubtful" and step != ["lobby"]:
            await _pass_over(tx, group, packs, played, now)
        case _:
            await end(tx, group, packs, played, "gone", now)
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
    await go_on(tx, group, await rounds.find(tx, played.id) or played, now)


async def _promise_question(
    tx: Transaction, group: Group, played: Round, number: int, due: datetime
) -> None:
    call = Call("round question", {"number": str(number)})
    await deliveries.add(tx, _delivery(group, played, str(number), due, call, then="round asked"))


async def _promise_second(
    tx: Transaction, group: Group, played: Round, question: Asked, due: datetime
) -> None:
    # A message of its own: the discussion has pushed the first one out of sight.
    call = Call("round second", {"number": str(question.number)})
    await deliveries.add(
        tx, _delivery(group, played, f"{question.number}/second", due, call, then="round asked")
    )


async def _promise_close(tx: Transaction, group: Group, played: Round, question: Asked) -> None:
    call = Call("round close", {"number": str(question.number), "vote": str(question.vote)})
    step, due = (
        f"{question.number}/close{question.vote}",
        question.closes_at or question.opens_at or played.starts_at,
    )
    delivery = _delivery(group, played, step, due, call, then="round closed")
    await deliveries.add(tx, replace(delivery, kind="edit", target=question.message))


def _delivery(
    group: Group, played: Round, step: str, due: datetime, call: Call, *, then: str = ""
) -> Delivery:
    """A step of a round, said in its thread unless told otherwise.

    `then`: a call about the same.
    """
    call = call.given(live=played.id)
    key, after = f"live/{played.id}/{step}", str(Call(then, call.args)) if then else ""
    place = group.platform, group.workspace, played.channel, played.thread
    return Delivery(key, "post", deliveries.AWAITED, due, group.id, str(call), *place, after)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return min(one, other) if one else other
