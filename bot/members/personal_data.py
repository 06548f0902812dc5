"""Everything kept about one person.

Where it stands, what it means, how it is handed over and how it is erased.

A table that holds anything about people must be named in PARTS; a test walks the database and fails
where one is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.database_port import Transaction
from bot.database.instants import instant
from bot.members import personal_data_texts

_OF_MEMBER = "member_id IN (SELECT id FROM members WHERE person_id = :person)"
_SOLO = (
    "SELECT g.id FROM groups g JOIN people p ON p.platform = g.platform"
    " AND g.channel = '@' || p.user_id"
    " WHERE p.id = :person"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that belong to a person."""

    name: str
    table: str
    where: str

    @property
    def columns(self) -> Mapping[str, str]:
        """What is handed over, each column with its meaning."""
        return personal_data_texts.MEANINGS[self.name]


# In the order in which they can be erased: what points at a row goes before it.
PARTS = (
    Part("attempts", "attempts", "person_id = :person"),
    Part("live_answers", "round_answers", "person_id = :person"),
    Part("reports", "reports", "person_id = :person"),
    Part("cards", "cards", "person_id = :person"),
    Part("quizzes", "quizzes", "person_id = :person"),
    Part("activities", "activities", _OF_MEMBER),
    Part("finished_weeks", "finishers", _OF_MEMBER),
    Part("excused_weeks", "forgiven", _OF_MEMBER),
    Part("led_weeks", "leads", _OF_MEMBER),
    Part("organised", "organisers", "person_id = :person"),
    Part("setups", "setups", "person_id = :person"),
    Part(
        "direct_messages",
        "deliveries",
        "channel = (SELECT '@' || user_id FROM people WHERE id = :person)"
        " AND platform = (SELECT platform FROM people WHERE id = :person)",
    ),
    Part("scores", "scores", _OF_MEMBER),
    Part("awards", "awards", _OF_MEMBER),
    Part("progress", "progress", "person_id = :person"),
    Part("memberships", "members", "person_id = :person"),
    Part("person", "people", "id = :person"),
)


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
    solo = [group for (group,) in await tx.execute(_SOLO, person=person)]
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
