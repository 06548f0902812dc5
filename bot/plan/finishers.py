"""Who has finished a week: all its planned readings done."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import Visibility
from bot.database.instants import seconds


async def add(tx: Transaction, week: str, member: str, now: datetime) -> bool:
    """A member has finished a week; False if they had already."""
    rows = await tx.execute(
        "INSERT INTO finishers (week_id, member_id, at) VALUES (:week, :member, :now)"
        " ON CONFLICT (week_id, member_id) DO NOTHING RETURNING member_id",
        week=week,
        member=member,
        now=seconds(now),
    )
    if rows:
        await tx.execute("UPDATE weeks SET finished = finished + 1 WHERE id = :week", week=week)
    return bool(rows)


async def add_early(
    tx: Transaction, week: str, readings: Sequence[Sequence[str]], now: datetime
) -> None:
    """Whoever had read all of a week before it opened has finished it.

    `readings`: each with all ids it ever had.
    """
    early: set[str] | None = None
    for names in readings:
        rows = [
            await tx.execute(
                "SELECT m.id FROM weeks w JOIN members m ON m.group_id = w.group_id"
                " JOIN groups g ON g.id = w.group_id"
                " JOIN progress p ON p.person_id = m.person_id AND p.pack = g.pack"
                " AND p.reading = :name"
                " AND p.state = 'done' WHERE w.id = :week",
                week=week,
                name=name,
            )
            for name in names
        ]
        done = {member for found in rows for (member,) in found}
        early = done if early is None else early & done
    for member in sorted(early or ()):
        await add(tx, week, member, now)


async def of_readings(
    tx: Transaction, group: str, pack: str, readings: Sequence[Sequence[str]]
) -> tuple[tuple[str, Visibility], ...]:
    """The members who have done all of these readings: name and visibility, by name.

    `readings`: each with all ids it ever had.
    """
    names = {name: number for number, ids in enumerate(readings) for name in ids}
    done: dict[str, set[int]] = {}
    for member, reading in await tx.execute(
        "SELECT m.id, p.reading FROM members m JOIN progress p ON p.person_id = m.person_id"
        " WHERE m.group_id = :group AND p.pack = :pack AND p.state = 'done' ORDER BY m.id",
        group=group,
        pack=pack,
    ):
        if reading in names:
            done.setdefault(member, set()).add(names[reading])
    rows = await tx.execute(
        "SELECT m.id, p.name, m.visibility FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.group_id = :group ORDER BY p.name, m.id",
        group=group,
    )
    return tuple(
        (name, seen) for member, name, seen in rows if len(done.get(member, ())) == len(readings)
    )


async def remove(tx: Transaction, week: str, member: str) -> None:
    """A member took something back, so that the week is not finished any more."""
    rows = await tx.execute(
        "DELETE FROM finishers WHERE week_id = :week AND member_id = :member RETURNING member_id",
        week=week,
        member=member,
    )
    if rows:
        await tx.execute("UPDATE weeks SET finished = finished - 1 WHERE id = :week", week=week)


async def names(tx: Transaction, week: str, most: int) -> tuple[tuple[str, Visibility], ...]:
    """Names and visibilities of who finished a week, first to finish first.

    Hidden members are left out.
    """
    rows = await tx.execute(
        "SELECT p.name, m.visibility FROM finishers f JOIN members m ON m.id = f.member_id"
        " JOIN people p ON p.id = m.person_id WHERE f.week_id = :week AND m.visibility <> 'hidden'"
        " ORDER BY f.at, m.id LIMIT :most",
        week=week,
        most=most,
    )
    return tuple((name, visibility) for name, visibility in rows)
