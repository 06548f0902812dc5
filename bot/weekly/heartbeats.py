"""Signs of life: when each duty last ran, and when Roadmate was out of reach."""

from datetime import datetime, timedelta

from bot.core.database_port import Transaction
from bot.database.instants import instant, seconds

DUTY = "scheduler"
# A beat a minute: three missed ones are an outage, not a slow moment.
SILENCE = timedelta(minutes=3)


async def beat(tx: Transaction, now: datetime) -> None:
    """Say that the scheduler is alive; a silence since the last time is kept as an outage."""
    rows = await tx.execute("SELECT at FROM heartbeats WHERE duty = :duty", duty=DUTY)
    last = instant(rows[0][0]) if rows else now
    if now - last > SILENCE:
        await tx.execute(
            "INSERT INTO outages (began_at, ended_at) VALUES (:began, :ended)"
            " ON CONFLICT (began_at) DO NOTHING",
            began=seconds(last),
            ended=seconds(now),
        )
    await _set(tx, now)


async def alive(tx: Transaction, now: datetime) -> None:
    """The clock was moved on purpose: no outage, whatever the gap."""
    await _set(tx, now)


async def outage(tx: Transaction, began: datetime, ended: datetime) -> timedelta:
    """For how long Roadmate was out of reach between two instants."""
    rows = await tx.execute(
        "SELECT began_at, ended_at FROM outages WHERE ended_at > :began AND began_at < :ended",
        began=seconds(began),
        ended=seconds(ended),
    )
    total = sum(min(until, seconds(ended)) - max(since, seconds(began)) for since, until in rows)
    return timedelta(seconds=total)


async def _set(tx: Transaction, now: datetime) -> None:
    await tx.execute(
        "INSERT INTO heartbeats (duty, at) VALUES (:duty, :now) ON CONFLICT (duty) DO UPDATE"
        " SET at = excluded.at",
        duty=DUTY,
        now=seconds(now),
    )
