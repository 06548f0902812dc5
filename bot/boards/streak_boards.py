"""The board of streaks, which are kept with the members themselves."""

from bot.boards.ranks import ranked
from bot.core.database_port import Transaction
from bot.core.records import Member, Standing


async def board(tx: Transaction, group: str, size: int) -> tuple[Standing, ...]:
    """The longest running streaks: equal ones share a rank, listed by who got there first."""
    rows = await tx.execute(
        "SELECT m.id, p.name, m.visibility, m.streak FROM members m JOIN people p"
        " ON p.id = m.person_id"
        " WHERE m.group_id = :group AND m.visibility <> 'hidden' AND m.streak > 0"
        " ORDER BY m.streak DESC, m.streak_at, m.id LIMIT :size",
        group=group,
        size=size,
    )
    return ranked(rows)


async def own(tx: Transaction, member: Member) -> Standing | None:
    """A member's own line; a hidden member's is the one they would have."""
    rows = await tx.execute("SELECT streak FROM members WHERE id = :member", member=member.id)
    if not rows or not rows[0][0]:
        return None
    better = await tx.execute(
        "SELECT count(*) FROM members WHERE group_id = :group AND visibility <> 'hidden'"
        " AND streak > :value",
        group=member.group,
        value=rows[0][0],
    )
    return Standing(int(better[0][0]) + 1, member.id, member.name, member.visibility, rows[0][0])
