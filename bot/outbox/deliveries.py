"""The life of a delivery: claimed by a conditional update with a lease, then marked.

Nothing lost, nothing twice. Keys stand here as the texts that a claim gave.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.database_port import Row, Transaction
from bot.database.instants import instant, maybe_instant, seconds
from bot.outbox.records import EVERYTHING, DeadState, Delivery

_COLUMNS = (
    "key, kind, priority, due_at, group_id, call, platform, workspace, channel, thread, "
    "sent_call, target, attempts"
)
_CLAIMABLE = (
    "((state = 'waiting' AND try_at <= :now) OR (state = 'claimed' AND lease_until <= :now))"
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


async def ack(tx: Transaction, key: str, message: str, now: datetime) -> bool:
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


async def dead_letter(tx: Transaction, key: str, state: DeadState, problem: str) -> None:
    """Try it no more, until somebody who looks says so."""
    await _close(tx, key, state, problem)


async def void(tx: Transaction, key: str) -> None:
    """There is nothing to say."""
    await _close(tx, key, "void", "")


async def _close(tx: Transaction, key: str, state: str, problem: str) -> None:
    await tx.execute(
        "UPDATE deliveries SET state = :state, lease_until = NULL, problem = :problem,"
        " sent_at = try_at"
        " WHERE key = :key AND state IN ('claimed', 'waiting')",
        key=key,
        state=state,
        problem=problem,
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


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Remove what was settled long ago."""
    await tx.execute(
        "DELETE FROM deliveries WHERE state IN ('sent', 'void') AND sent_at < :before",
        before=seconds(before),
    )


def _delivery(row: Row) -> Delivery:
    key, kind, priority, due, *rest = row
    return Delivery(key, kind, priority, instant(due), *rest)
