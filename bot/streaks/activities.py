"""Activities: what a member did, stamped once with its instant and their local date."""

from datetime import datetime
from typing import Literal

from bot.core.database_port import Transaction
from bot.database.instants import seconds

Kind = Literal["reading", "part", "quiz", "review", "live", "reply"]


async def add(
    tx: Transaction, member: str, kind: Kind, subject: str, at: datetime, day: str, week: str
) -> bool:
    """Record it, in the week that is open (or none); False if it was recorded before."""
    rows = await tx.execute(
        "INSERT INTO activities (member_id, kind, subject, at, day, week_id)"
        " VALUES (:member, :kind, :subject, :at, :day, :week)"
        " ON CONFLICT (member_id, kind, subject) DO NOTHING RETURNING member_id",
        member=member,
        kind=kind,
        subject=subject,
        at=seconds(at),
        day=day,
        week=week,
    )
    return bool(rows)


async def take_back(tx: Transaction, member: str, kind: Kind, subject: str) -> str:
    """Take it back, unless its week is closed: what is past stays.

    Returns the week it was in, or ''.
    """
    rows = await tx.execute(
        "DELETE FROM activities WHERE member_id = :member AND kind = :kind AND subject = :subject"
        " AND NOT EXISTS (SELECT 1 FROM weeks WHERE weeks.id = activities.week_id"
        " AND weeks.state = 'closed')"
        " RETURNING week_id",
        member=member,
        kind=kind,
        subject=subject,
    )
    return str(rows[0][0]) if rows else ""


async def in_week(tx: Transaction, member: str, week: str) -> int:
    """How many activities a member has in a week."""
    rows = await tx.execute(
        "SELECT count(*) FROM activities WHERE week_id = :week AND member_id = :member",
        week=week,
        member=member,
    )
    return int(rows[0][0])


async def days(tx: Transaction, member: str, since: str) -> tuple[tuple[str, int], ...]:
    """The local dates since one on which a member did something, with how much."""
    rows = await tx.execute(
        "SELECT day, count(*) FROM activities WHERE member_id = :member AND day >= :since"
        " GROUP BY day ORDER BY day",
        member=member,
        since=since,
    )
    return tuple((day, int(number)) for day, number in rows)
