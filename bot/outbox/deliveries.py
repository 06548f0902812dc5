"""The outbox: what is to be said, claimed by a conditional update with a lease.

Nothing lost, nothing twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.database_port import Row, Transaction
from bot.core.records import Delivery
from bot.database.instants import instant, maybe_instant, seconds

# Who waits for it goes first; all groups' posts before all threads.
AWAITED, POST, THREAD, FOLLOW_UP, DIRECT, REFRESH = EVERYTHING = range(6)

_COLUMNS = (
    "key, kind, priority, due_at, group_id, call, platform, workspace, channel, thread, "
    "sent_call, target, attempts"
)
_CLAIMABLE = (
    "((state = 'waiting' AND try_at <= :now) OR (state = 'claimed' AND lease_until <= :now))"
)


async def add(tx: Transaction, delivery: Delivery) -> None:
    """Promise it. The same key again changes nothing, unless it had been given up.

    Then it is tried anew.

    What was tried more than once may have been taken by the platform, and stays doubtful.
    """
    await _promise(
        tx,
        delivery,
        "attempts = CASE WHEN deliveries.attempts > 1 THEN 1 ELSE 0 END",
        "'dead', 'void'",
    )


async def renew(tx: Transaction, delivery: Delivery) -> None:
    """Promise an edit that was made before once more.

    While one waits under its key, or is on its way, that one is it.

    Only for edits: what is posted twice stands there twice.
    """
    await _promise(tx, delivery, "attempts = 0", "'dead', 'void', 'sent'")


async def _promise(tx: Transaction, delivery: Delivery, attempts: str, settled: str) -> None:
    await tx.execute(
        f"INSERT INTO deliveries ({_COLUMNS}, try_at)"
        " VALUES (:key, :kind, :priority, :due, :group, :call, :platform,"
        " :workspace, :channel, :thread, :then, :target, 0, :due) ON CONFLICT (key) DO UPDATE"
        " SET state = 'waiting',"
        " due_at = excluded.due_at, try_at = excluded.try_at, channel = excluded.channel, "
        f"{attempts}"
        f" WHERE deliveries.state IN ({settled})",
        key=delivery.key,
        kind=delivery.kind,
        priority=delivery.priority,
        due=seconds(delivery.due),
        group=delivery.group,
        call=delivery.call,
        platform=delivery.platform,
        workspace=delivery.workspace,
        channel=delivery.channel,
        thread=delivery.thread,
        then=delivery.then,
        target=delivery.target,
    )


async def claim(
    tx: Transaction,
    platform: str,
    now: datetime,
    most: int,
    lease: timedelta,
    priorities: range = EVERYTHING,
) -> Sequence[Delivery]:
    """Take what is due on a platform, for the length of the lease.

    Who dies meanwhile loses it to the next claim.
    """
    rows = await tx.execute(
        # The condition stands outside too: on PostgreSQL the inner one alone lets two claim the
        # same row.
        "UPDATE deliveries SET state = 'claimed', lease_until = :until, attempts = attempts + 1"
        " WHERE key IN"
        f" (SELECT key FROM deliveries WHERE platform = :platform AND {_CLAIMABLE}"
        " AND priority BETWEEN :first AND :last"
        f" ORDER BY priority, try_at, key LIMIT :most) AND {_CLAIMABLE} RETURNING {_COLUMNS}",
        platform=platform,
        now=seconds(now),
        until=seconds(now + lease),
        most=most,
        first=priorities[0],
        last=priorities[-1],
    )
    return sorted(map(_delivery, rows), key=lambda found: (found.priority, found.due, found.key))


async def sent(tx: Transaction, key: str, message: str, now: datetime) -> bool:
    """The platform has confirmed; False if that was known."""
    rows = await tx.execute(
        "UPDATE deliveries SET state = 'sent', message_id = :message, sent_at = :now,"
        " lease_until = NULL"
        " WHERE key = :key AND state <> 'sent' RETURNING key",
        key=key,
        message=message,
        now=seconds(now),
    )
    return bool(rows)


async def retry(
    tx: Transaction, key: str, try_at: datetime, problem: str, *, tried: bool = True
) -> None:
    """It did not work; try again then.

    Where nobody was asked, that was no try, and leaves no doubt.
    """
    await tx.execute(
        "UPDATE deliveries SET state = 'waiting', try_at = :try_at, lease_until = NULL,"
        " problem = :problem,"
        " attempts = attempts - :untried WHERE key = :key AND state = 'claimed'",
        key=key,
        try_at=seconds(try_at),
        problem=problem,
        untried=int(not tried),
    )


async def shorten_leases(tx: Transaction, until: datetime) -> None:
    """Whoever claimed them is dead: nothing stays claimed for longer than this."""
    await tx.execute(
        "UPDATE deliveries SET lease_until = :until WHERE state = 'claimed'"
        " AND lease_until > :until",
        until=seconds(until),
    )


async def give_up(tx: Transaction, key: str, state: str, problem: str) -> None:
    """`dead`: it cannot work; `doubtful`: it may have worked, nobody can tell.

    `void`: there is nothing to say.
    """
    await tx.execute(
        "UPDATE deliveries SET state = :state, lease_until = NULL, problem = :problem,"
        " sent_at = try_at"
        " WHERE key = :key AND state IN ('claimed', 'waiting')",
        key=key,
        state=state,
        problem=problem,
    )


async def revive(tx: Transaction, key: str, now: datetime) -> bool:
    """Try again what was given up; False if it is not given up.

    Whoever was asked whether it is there has looked.
    """
    rows = await tx.execute(
        "UPDATE deliveries SET state = 'waiting', due_at = :now, try_at = :now,"
        " attempts = CASE WHEN state = 'dead' AND attempts > 1 THEN 1 ELSE 0 END"
        " WHERE key = :key AND state IN ('dead', 'doubtful') RETURNING key",
        key=key,
        now=seconds(now),
    )
    return bool(rows)


async def put_off(tx: Transaction, key: str, due: datetime) -> None:
    """What still waits is due at another time."""
    await tx.execute(
        "UPDATE deliveries SET due_at = :due, try_at = :due WHERE key = :key AND state = 'waiting'",
        key=key,
        due=seconds(due),
    )


async def next_try(tx: Transaction, platform: str) -> datetime | None:
    """When the next row of a platform can be claimed."""
    rows = await tx.execute(
        "SELECT (SELECT min(try_at) FROM deliveries WHERE platform = :platform"
        " AND state = 'waiting'),"
        " (SELECT min(lease_until) FROM deliveries WHERE platform = :platform"
        " AND state = 'claimed')",
        platform=platform,
    )
    known = [found for found in rows[0] if found is not None]
    return maybe_instant(min(known)) if known else None


async def due_at(tx: Transaction, key: str) -> datetime | None:
    """When something was promised for."""
    rows = await tx.execute("SELECT due_at FROM deliveries WHERE key = :key", key=key)
    return instant(rows[0][0]) if rows else None


async def state_of(tx: Transaction, key: str) -> tuple[str, str] | None:
    """Where a delivery stands, and what went wrong last."""
    rows = await tx.execute("SELECT state, problem FROM deliveries WHERE key = :key", key=key)
    return (rows[0][0], rows[0][1]) if rows else None


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Remove what was settled long ago."""
    await tx.execute(
        "DELETE FROM deliveries WHERE state IN ('sent', 'void') AND sent_at < :before",
        before=seconds(before),
    )


def _delivery(row: Row) -> Delivery:
    (
        key,
        kind,
        priority,
        due,
        group,
        call,
        platform,
        workspace,
        channel,
        thread,
        then,
        target,
        attempts,
    ) = row
    return Delivery(
        key,
        kind,
        priority,
        instant(due),
        group,
        call,
        platform,
        workspace,
        channel,
        thread,
        then,
        target,
        attempts,
    )
