"""What a live round says next, and when.

Every step to come is a delivery: whoever dies in the middle of a round finds in the outbox where it
goes on.
"""

from datetime import datetime, timedelta

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live import rounds
from bot.live.records import LiveQuestion, Round
from bot.outbox import outbox
from bot.outbox.round_keys import (
    RoundClose,
    RoundCount,
    RoundEnd,
    RoundQuestion,
    RoundSecond,
    RoundState,
    RoundStep,
)

# Between two edits of a question that only count; and times the number of rounds in a workspace,
# since Slack takes 50 edits a minute from one app in one (Web API tier 3), of which we ask for 40
# in the long run, and ends and beginnings need their part of them.
LEAST_BETWEEN_COUNTS, A_ROUND = timedelta(seconds=3), timedelta(seconds=3)


async def enqueue_step(
    tx: Transaction,
    group: Group,
    round_: Round,
    key: RoundStep,
    call: Call,
    *,
    at: datetime,
    then: str = "",
    target: str = "",
) -> None:
    """A step of a round, in its thread as far as it has one. `then`: what has happened after it."""
    call = call.given(live=round_.id)
    after = Call(then, call.args) if then else None
    # What is edited, or gets a thread, names where it stands by itself.
    channel, thread = round_.channel, "" if key.kind == "thread" else round_.thread
    await outbox.enqueue(
        tx, group, key, call, at=at, then=after, channel=channel, thread=thread, target=target
    )


async def enqueue_question(
    tx: Transaction, group: Group, round_: Round, number: int, at: datetime
) -> None:
    """The question with that number."""
    call, key = Call("round question", {"number": str(number)}), RoundQuestion(round_.id, number)
    await enqueue_step(tx, group, round_, key, call, at=at, then="round asked")


async def enqueue_second(
    tx: Transaction, group: Group, round_: Round, question: LiveQuestion, at: datetime
) -> None:
    """The second vote: a message of its own, as the discussion has pushed the first away."""
    call = Call("round second", {"number": str(question.number)})
    key = RoundSecond(round_.id, question.number)
    await enqueue_step(tx, group, round_, key, call, at=at, then="round asked")


async def enqueue_close(
    tx: Transaction, group: Group, round_: Round, question: LiveQuestion
) -> None:
    """The end of an open question, on its own message."""
    call = Call("round close", {"number": str(question.number), "vote": str(question.vote)})
    key = RoundClose(round_.id, question.number, question.vote)
    at = question.closes_at or question.opens_at or round_.starts_at
    await enqueue_step(
        tx, group, round_, key, call, at=at, then="round closed", target=question.message
    )


async def enqueue_end(tx: Transaction, group: Group, round_: Round, at: datetime) -> None:
    """The result, then and no other time."""
    key = RoundEnd(round_.id)
    await enqueue_step(tx, group, round_, key, Call("round end"), at=at)
    await outbox.reschedule(tx, key, at)


async def enqueue_count(
    tx: Transaction, group: Group, round_: Round, question: LiveQuestion, now: datetime
) -> None:
    """How many have answered: one edit at a time, and never so many that a platform minds."""
    running = await rounds.running_in(tx, group.platform, group.workspace)
    gap = max(LEAST_BETWEEN_COUNTS, A_ROUND * running)
    due = max(now, (question.counted_at or now) + gap)
    if not question.message or question.closes_at is None or due >= question.closes_at:
        return
    about = {"number": str(question.number), "live": round_.id}
    await outbox.reenqueue(
        tx,
        group,
        RoundCount(round_.id, question.number, question.vote),
        Call("round count", about),
        at=due,
        then=Call("round counted", about),
        channel=round_.channel,
        thread=round_.thread,
        target=question.message,
    )


async def show_state(tx: Transaction, group: Group, round_: Round, now: datetime) -> None:
    """The announcement says how the round stands."""
    if round_.post:
        key, call = RoundState(round_.id), Call("round lobby", {"again": "yes", "live": round_.id})
        await outbox.reenqueue(
            tx, group, key, call, at=now, channel=round_.channel, target=round_.post
        )
