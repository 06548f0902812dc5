"""A person's way through a pack.

Readings done, known or set aside, and how many of a group finished each.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import ProgressState
from bot.database.instants import seconds


async def of_person(tx: Transaction, person: str, pack: str) -> Mapping[str, ProgressState]:
    """The state of every reading that has one, under the id it had at the time."""
    rows = await tx.execute(
        "SELECT reading, state FROM progress WHERE person_id = :person AND pack = :pack",
        person=person,
        pack=pack,
    )
    marks: dict[str, ProgressState] = dict(rows)  # pairs, as selected
    return marks


async def mark(
    tx: Transaction,
    person: str,
    pack: str,
    reading: str,
    state: ProgressState,
    group: str,
    now: datetime,
) -> bool:
    """Set the state of a reading; False if it stood so already.

    What is done is never merely set aside or known, and what is known never set aside.
    """
    rows = await tx.execute(
        "INSERT INTO progress (person_id, pack, reading, state, group_id, at)"
        " VALUES (:person, :pack, :reading, :state, :group, :now)"
        " ON CONFLICT (person_id, pack, reading) DO UPDATE"
        " SET state = excluded.state, group_id = excluded.group_id, at = excluded.at"
        " WHERE progress.state <> excluded.state AND progress.state <> 'done'"
        " AND NOT (progress.state = 'known' AND excluded.state = 'skipped') RETURNING reading",
        person=person,
        pack=pack,
        reading=reading,
        state=state,
        group=group,
        now=seconds(now),
    )
    return bool(rows)


async def unmark(tx: Transaction, person: str, pack: str, reading: str) -> str:
    """Take the state of a reading back, whatever it is.

    Returns the group in which it was done; empty where it was not (any more).
    """
    rows = await tx.execute(
        "DELETE FROM progress WHERE person_id = :person AND pack = :pack AND reading = :reading"
        " RETURNING state, group_id",
        person=person,
        pack=pack,
        reading=reading,
    )
    return str(rows[0][1]) if rows and rows[0][0] == "done" else ""


async def unskip(tx: Transaction, person: str, pack: str, reading: str) -> None:
    """Bring a reading back that was set aside; what is done stays done."""
    await tx.execute(
        "DELETE FROM progress WHERE person_id = :person AND pack = :pack AND reading = :reading"
        " AND state = 'skipped'",
        person=person,
        pack=pack,
        reading=reading,
    )


async def totals(tx: Transaction, group: str) -> Mapping[str, int]:
    """How many members of a group finished each reading."""
    rows = await tx.execute(
        "SELECT reading, finished FROM reading_totals WHERE group_id = :group AND finished > 0",
        group=group,
    )
    return {str(reading): int(finished) for reading, finished in rows}


async def count(tx: Transaction, group: str, reading: str, change: int) -> None:
    """One member more, or one fewer, finished a reading in a group."""
    await tx.execute(
        "INSERT INTO reading_totals (group_id, reading, finished)"
        " VALUES (:group, :reading, :change)"
        " ON CONFLICT (group_id, reading) DO UPDATE"
        " SET finished = reading_totals.finished + excluded.finished",
        group=group,
        reading=reading,
        change=change,
    )
