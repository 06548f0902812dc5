"""What the rest of the house asks of the outbox: say this then, at another time, or not at all.

Everything is done in the caller's transaction: if that fails, nothing is sent.
"""

from datetime import datetime

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.database.instants import instant, seconds
from bot.outbox import keys
from bot.outbox.key import Key

# What the platform may have taken is looked for there first (see `Adapter.post`, `doubtful`).
_STILL_DOUBTFUL = "CASE WHEN deliveries.attempts > 1 THEN 1 ELSE 0 END"


async def enqueue(
    tx: Transaction,
    group: Group,
    key: Key,
    call: Call,
    *,
    at: datetime,
    then: Call | None = None,
    channel: str = "",
    thread: str = "",
    target: str = "",
) -> None:
    """Say at an instant (UTC) what a call gives; `then` has happened once that is confirmed.

    It is said in the key's place of the group, or in a `channel` of the same workspace (`@<user>`:
    to one person alone), there perhaps in a `thread`. `target`: the message to edit, or under which
    to open a thread.

    The same key again changes nothing, unless the delivery had been given up: then it is tried
    anew. What was tried more than once may have been taken by the platform, and stays doubtful.
    """
    row = _row(group, key, call, at, then=then, channel=channel, thread=thread, target=target)
    await _insert(tx, row, _STILL_DOUBTFUL, "'dead', 'void'")


async def reenqueue(
    tx: Transaction,
    group: Group,
    key: Key,
    call: Call,
    *,
    at: datetime,
    then: Call | None = None,
    channel: str = "",
    thread: str = "",
    target: str = "",
) -> None:
    """The same for an edit that was made before.

    While one waits under its key, or is on its way, that one is it. Only for edits: what is posted
    twice stands there twice.
    """
    row = _row(group, key, call, at, then=then, channel=channel, thread=thread, target=target)
    await _insert(tx, row, "0", "'dead', 'void', 'sent'")


async def reschedule(tx: Transaction, key: Key, at: datetime) -> None:
    """What still waits is due at another time."""
    await tx.execute(
        "UPDATE deliveries SET due_at = :due, try_at = :due WHERE key = :key AND state = 'waiting'",
        key=keys.text(key),
        due=seconds(at),
    )


async def due_at(tx: Transaction, key: Key) -> datetime | None:
    """When something was to be said; None where that was never enqueued."""
    rows = await tx.execute("SELECT due_at FROM deliveries WHERE key = :key", key=keys.text(key))
    return instant(rows[0][0]) if rows else None


async def is_coming(tx: Transaction, key: Key) -> bool:
    """Whether something waits to be said, or is on its way."""
    return bool(
        await tx.execute(
            "SELECT key FROM deliveries WHERE key = :key AND state IN ('waiting', 'claimed')",
            key=keys.text(key),
        )
    )


async def revive(tx: Transaction, key: Key, now: datetime) -> bool:
    """Try again what was given up; False if it is not given up.

    Whoever was asked whether it is there has looked.
    """
    rows = await tx.execute(
        "UPDATE deliveries SET state = 'waiting', due_at = :now, try_at = :now,"
        " attempts = CASE WHEN state = 'dead' AND attempts > 1 THEN 1 ELSE 0 END"
        " WHERE key = :key AND state IN ('dead', 'doubtful') RETURNING key",
        key=keys.text(key),
        now=seconds(now),
    )
    return bool(rows)


async def move(tx: Transaction, group: str, channel: str) -> None:
    """A group's first place has another channel: what may still be said there goes along."""
    await tx.execute(
        "UPDATE deliveries SET channel = :channel WHERE group_id = :group"
        " AND state IN ('waiting', 'claimed', 'dead', 'doubtful')"
        " AND channel = (SELECT channel FROM groups WHERE id = :group)",
        group=group,
        channel=channel,
    )


async def void_all(tx: Transaction, group: str, now: datetime) -> None:
    """Nothing of a group's that waits is said any more."""
    await tx.execute(
        "UPDATE deliveries SET state = 'void', lease_until = NULL, sent_at = :now"
        " WHERE group_id = :group AND state IN ('waiting', 'claimed')",
        group=group,
        now=seconds(now),
    )


def _row(
    group: Group,
    key: Key,
    call: Call,
    at: datetime,
    *,
    then: Call | None,
    channel: str,
    thread: str,
    target: str,
) -> dict[str, str | int]:
    place = group.place(keys.place_of(key))
    return {
        "key": keys.text(key),
        "kind": key.kind,
        "priority": key.priority,
        "due": seconds(at),
        "group": group.id,
        "call": str(call),
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": channel or place.channel,
        "thread": thread,
        "then": str(then) if then else "",
        "target": target,
    }


async def _insert(tx: Transaction, row: dict[str, str | int], attempts: str, over: str) -> None:
    """Keep it. Of one that is `over`, only when, where and how often it was tried is new."""
    await tx.execute(
        "INSERT INTO deliveries (key, kind, priority, due_at, group_id, call, platform, workspace,"
        " channel, thread, sent_call, target, attempts, try_at) VALUES (:key, :kind, :priority,"
        " :due, :group, :call, :platform, :workspace, :channel, :thread, :then, :target, 0, :due)"
        " ON CONFLICT (key) DO UPDATE SET state = 'waiting', due_at = excluded.due_at,"
        f" try_at = excluded.try_at, channel = excluded.channel, attempts = {attempts}"
        f" WHERE deliveries.state IN ({over})",
        **row,
    )
