"""What members reported about questions.

One report a person and question, kept until an organiser settles it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.database_port import Row, Transaction
from bot.database.ids import new_id
from bot.database.instants import seconds

State = Literal["open", "answered", "withdrawn", "dismissed"]
_COLUMNS = "r.id, r.group_id, r.question, r.note, r.answer, p.name, p.user_id"


@dataclass(frozen=True, slots=True)
class Report:
    """What a member says about a question.

    `user`: who, by the platform's id; `answer`: an organiser's words.
    """

    id: str
    group: str
    question: str
    note: str
    answer: str
    name: str
    user: str


async def add(
    tx: Transaction, group: str, pack: str, question: str, person: str, note: str, now: datetime
) -> None:
    """Keep a report; a later one about the same question takes its place and is open again."""
    await tx.execute(
        "INSERT INTO reports (id, group_id, pack, question, person_id, note, made_at)"
        " VALUES (:id, :group, :pack, :question, :person, :note, :now)"
        " ON CONFLICT (group_id, question, person_id) DO UPDATE"
        " SET note = excluded.note, answer = '',"
        " state = 'open', made_at = excluded.made_at",
        id=new_id(),
        group=group,
        pack=pack,
        question=question,
        person=person,
        note=note,
        now=seconds(now),
    )


async def reported(tx: Transaction, group: str, pack: str) -> tuple[str, ...]:
    """Questions with open reports, those that most people reported first."""
    rows = await tx.execute(
        "SELECT question FROM reports WHERE group_id = :group AND pack = :pack AND state = 'open'"
        " GROUP BY question ORDER BY count(*) DESC, min(made_at), question",
        group=group,
        pack=pack,
    )
    return tuple(question for (question,) in rows)


async def of_question(tx: Transaction, group: str, question: str) -> tuple[Report, ...]:
    """The open reports about a question, oldest first."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM reports r JOIN people p ON p.id = r.person_id"
        " WHERE r.group_id = :group AND r.question = :question AND r.state = 'open'"
        " ORDER BY r.made_at, r.id",
        group=group,
        question=question,
    )
    return tuple(map(_report, rows))


async def find(tx: Transaction, report: str) -> Report | None:
    """A report, settled or not."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM reports r JOIN people p ON p.id = r.person_id"
        " WHERE r.id = :report",
        report=report,
    )
    return _report(rows[0]) if rows else None


async def settle(
    tx: Transaction, group: str, question: str, state: State, answer: str = ""
) -> tuple[Report, ...]:
    """Settle the open reports about a question; returns those that this has settled."""
    found = await of_question(tx, group, question)
    rows = await tx.execute(
        "UPDATE reports SET state = :state, answer = :answer"
        " WHERE group_id = :group AND question = :question AND state = 'open' RETURNING id",
        group=group,
        question=question,
        state=state,
        answer=answer,
    )
    settled = {report for (report,) in rows}
    return tuple(report for report in found if report.id in settled)


def _report(row: Row) -> Report:
    return Report(*row)
