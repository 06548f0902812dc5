"""What a recap tells about the people of a group."""

from bot.core.database_port import Transaction
from bot.core.records import Week

# Worth telling: the first freeze, and every month of weeks after it.
_EVERY = 4
# Who did nothing for so many weeks does not take part at present.
_REGULAR_WEEKS = 4


async def regulars(tx: Transaction, week: Week) -> int:
    """How many members take part: who did something in the last four weeks up to this one.

    Or finished one of them, perhaps with what they had read long before.
    """
    rows = await tx.execute(
        "SELECT count(*) FROM members m WHERE m.group_id = :group AND (EXISTS"
        " (SELECT 1 FROM activities a WHERE a.member_id = m.id AND a.at >="
        " (SELECT min(w.opens_at) FROM weeks w WHERE w.group_id = :group AND w.number > :before"
        " AND w.number <= :number))"
        " OR EXISTS (SELECT 1 FROM finishers f JOIN weeks w ON w.id = f.week_id"
        " WHERE f.member_id = m.id AND w.number > :before AND w.number <= :number))",
        group=week.group,
        number=week.number,
        before=week.number - _REGULAR_WEEKS,
    )
    return int(rows[0][0])


async def caught_up(tx: Transaction, group: str, week: Week) -> int:
    """How many readings of earlier weeks, counted over everybody, were read during a week."""
    rows = await tx.execute(
        "SELECT count(*) FROM activities a WHERE a.week_id = :week AND a.kind = 'reading'"
        " AND EXISTS (SELECT 1 FROM week_readings r JOIN weeks w ON w.id = r.week_id"
        " WHERE w.group_id = :group AND w.number < :number AND r.reading = a.subject)",
        group=group,
        week=week.id,
        number=week.number,
    )
    return int(rows[0][0])


async def streaks(tx: Transaction, group: str, week: str) -> tuple[tuple[str, int], ...]:
    """Visible members who reach a streak worth telling with this week: name and weeks in a row."""
    # What counts already where the week is closed, and will count where its recap comes first.
    reached = (
        "m.streak + (SELECT CASE state WHEN 'closed' THEN 0 ELSE 1 END FROM weeks WHERE id = :week)"
    )
    rows = await tx.execute(
        f"SELECT p.name, {reached} FROM members m JOIN people p ON p.id = m.person_id"
        f" WHERE m.group_id = :group AND m.visibility = 'visible' AND ({reached}) % :every = 0"
        " AND (EXISTS (SELECT 1 FROM activities a WHERE a.member_id = m.id AND a.week_id = :week)"
        " OR EXISTS (SELECT 1 FROM finishers f WHERE f.member_id = m.id AND f.week_id = :week))"
        " ORDER BY m.streak DESC, m.streak_at, m.id LIMIT 10",
        group=group,
        week=week,
        every=_EVERY,
    )
    return tuple((name, int(weeks)) for name, weeks in rows)
