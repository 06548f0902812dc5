"""Weeks that organisers have excused for a member."""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.instants import seconds


async def add(tx: Transaction, week: str, member: str, now: datetime) -> None:
    """Excuse a week; twice is the same as once."""
    await tx.execute(
        "INSERT INTO forgiven (week_id, member_id, at) VALUES (:week, :member, :now)"
        " ON CONFLICT (week_id, member_id) DO NOTHING",
        week=week,
        member=member,
        now=seconds(now),
    )


async def of_group(tx: Transaction, group: str) -> dict[str, set[str]]:
    """Each member's excused weeks."""
    rows = await tx.execute(
        "SELECT f.member_id, f.week_id FROM forgiven f JOIN weeks w ON w.id = f.week_id"
        " WHERE w.group_id = :group",
        group=group,
    )
    found: dict[str, set[str]] = {}
    for member, week in rows:
        found.setdefault(member, set()).add(week)
    return found
