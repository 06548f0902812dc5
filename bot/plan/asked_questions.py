"""The discussion questions that a group was asked in posts, none of them twice."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.instants import seconds


async def of_group(tx: Transaction, group: str) -> frozenset[str]:
    """All that a group was asked, by the ids that the questions had at the time."""
    rows = await tx.execute(
        "SELECT question FROM asked_questions WHERE group_id = :group ORDER BY question",
        group=group,
    )
    return frozenset(question for (question,) in rows)


async def add(
    tx: Transaction, group: str, week: str, questions: Sequence[str], now: datetime
) -> None:
    """A week asks these."""
    for question in questions:
        await tx.execute(
            "INSERT INTO asked_questions (group_id, question, week_id, at)"
            " VALUES (:group, :question, :week, :now) ON CONFLICT (group_id, question) DO NOTHING",
            group=group,
            question=question,
            week=week,
            now=seconds(now),
        )


async def groups_unknown(tx: Transaction) -> tuple[str, ...]:
    """The groups that have weeks from before this table."""
    rows = await tx.execute(
        "SELECT DISTINCT group_id FROM weeks WHERE asked_known = 0 ORDER BY group_id"
    )
    return tuple(group for (group,) in rows)


async def weeks_unknown(tx: Transaction, group: str) -> tuple[str, ...]:
    """The weeks from before this table, of which nobody has filled in yet what they asked."""
    rows = await tx.execute(
        "SELECT id FROM weeks WHERE group_id = :group AND asked_known = 0 ORDER BY number",
        group=group,
    )
    return tuple(week for (week,) in rows)


async def fill_in(
    tx: Transaction, group: str, week: str, questions: Sequence[str], now: datetime
) -> None:
    """What a week of before has asked."""
    await add(tx, group, week, questions, now)
    await tx.execute(
        "UPDATE weeks SET asked_known = 1, questions = :questions WHERE id = :week",
        questions=" ".join(questions),
        week=week,
    )
