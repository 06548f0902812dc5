"""Everything kept about one person.

Where it stands, what it means, how it is handed over and how it is erased.

A table that holds anything about people must be named in PARTS; a test walks the database and fails
where one is not.
"""

from bot.core.database_port import Transaction
from bot.database.instants import instant
from bot.members.personal_tables import PARTS, SOLO


async def export(tx: Transaction, person: str) -> dict[str, list[dict[str, object]]]:
    """All rows about a person, by part; instants as ISO text in UTC."""
    found: dict[str, list[dict[str, object]]] = {}
    for part in reversed(PARTS):
        columns = list(part.columns)
        rows = await tx.execute(
            f"SELECT {', '.join(columns)} FROM {part.table} WHERE {part.where}"
            f" ORDER BY {', '.join(columns[:3])}",
            person=person,
        )
        found[part.name] = [
            {c: _readable(c, v) for c, v in zip(columns, row, strict=True)} for row in rows
        ]
    return found


async def erase(tx: Transaction, person: str) -> None:
    """Remove every row about a person.

    Totals of groups lose their share; other people's rows are not touched.
    """
    await tx.execute(
        "UPDATE reading_totals SET finished = finished - 1 WHERE (group_id, reading) IN"
        " (SELECT group_id, reading FROM progress WHERE person_id = :person AND state = 'done')",
        person=person,
    )
    await tx.execute(
        "UPDATE weeks SET finished = finished - 1 WHERE state <> 'closed' AND EXISTS (SELECT 1"
        " FROM finishers f"
        " JOIN members m ON m.id = f.member_id WHERE f.week_id = weeks.id"
        " AND m.person_id = :person)",
        person=person,
    )
    await tx.execute("UPDATE groups SET founder = '' WHERE founder = :person", person=person)
    await tx.execute("UPDATE rounds SET starter = '' WHERE starter = :person", person=person)
    solo = [group for (group,) in await tx.execute(SOLO, person=person)]
    for part in PARTS:
        await tx.execute(f"DELETE FROM {part.table} WHERE {part.where}", person=person)
    for group in solo:
        await tx.execute("DELETE FROM reading_totals WHERE group_id = :group", group=group)
        await tx.execute("DELETE FROM groups WHERE id = :group", group=group)


def _readable(column: str, value: object) -> object:
    return (
        instant(value).isoformat()
        if isinstance(value, int) and (column == "at" or column.endswith("_at"))
        else value
    )
