"""Questions that a group's organisers took out of its quizzes, and what that moved on the
boards.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.database_port import Row, Transaction
from bot.core.records import Award
from bot.database.instants import instant, seconds

_AWARD = (
    "a.group_id, a.member_id, a.kind, a.subject, a.at, a.day, a.month, a.season, a.week, "
    "a.points, a.answers,"
    " a.correct, a.readings"
)


async def of_group(tx: Transaction, group: str) -> tuple[str, ...]:
    """The questions that a group does not ask, newest first."""
    rows = await tx.execute(
        "SELECT question FROM withdrawals WHERE group_id = :group ORDER BY at DESC, question",
        group=group,
    )
    return tuple(question for (question,) in rows)


async def add(tx: Transaction, group: str, question: str, now: datetime) -> bool:
    """Take a question out; False if it was."""
    rows = await tx.execute(
        "INSERT INTO withdrawals (group_id, question, at) VALUES (:group, :question, :now)"
        " ON CONFLICT (group_id, question) DO NOTHING RETURNING question",
        group=group,
        question=question,
        now=seconds(now),
    )
    return bool(rows)


async def remove(tx: Transaction, group: str, question: str) -> bool:
    """Ask a question again; False if it was not withdrawn."""
    rows = await tx.execute(
        "DELETE FROM withdrawals WHERE group_id = :group AND question = :question"
        " RETURNING question",
        group=group,
        question=question,
    )
    return bool(rows)


async def answers(tx: Transaction, group: str, question: str) -> tuple[Award, ...]:
    """Every answer to a question in a group as the record has it, oldest first."""
    rows = await tx.execute(
        f"SELECT {_AWARD} FROM members m JOIN awards a ON a.member_id = m.id"
        " AND a.kind = 'question'"
        " AND a.subject = :question WHERE m.group_id = :group ORDER BY a.at, a.id",
        group=group,
        question=question,
    )
    return tuple(map(_award, rows))


async def balance(tx: Transaction, group: str, subject: str) -> tuple[Award, ...]:
    """What stands in the record under a withdrawal's subject.

    One row a member and period, only where it is not nil.
    """
    rows = await tx.execute(
        "SELECT a.group_id, a.member_id, a.kind, a.subject, max(a.at), a.day, a.month, a.season,"
        " a.week,"
        " sum(a.points), sum(a.answers), sum(a.correct), 0"
        " FROM members m JOIN awards a ON a.member_id = m.id AND a.kind = 'question'"
        " AND a.subject = :subject"
        " WHERE m.group_id = :group"
        " GROUP BY a.group_id, a.member_id, a.kind, a.subject, a.day, a.month, a.season, a.week"
        " HAVING sum(a.points) <> 0 OR sum(a.answers) <> 0 ORDER BY a.member_id, a.day, a.week",
        group=group,
        subject=subject,
    )
    return tuple(map(_award, rows))


def taken_back(award: Award, now: datetime) -> Award:
    """The opposite of an award, in the same periods."""
    return replace(
        award, at=now, points=-award.points, answers=-award.answers, correct=-award.correct
    )


def _award(row: Row) -> Award:
    group, member, kind, subject, at, *rest = row
    return Award(group, member, kind, subject, instant(at), *rest)
