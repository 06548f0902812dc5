"""Who has finished a week: all its planned readings done before it closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import Item, ProgressState, Visibility
from bot.database.instants import seconds
from bot.roadmap.progress import Marks, item_state, mark_names
from content.model import Pack


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


async def has(tx: Transaction, week: str, member: str) -> bool:
    """Whether a member has finished a week."""
    rows = await tx.execute(
        "SELECT 1 FROM finishers WHERE week_id = :week AND member_id = :member",
        week=week,
        member=member,
    )
    return bool(rows)


def is_finished(pack: Pack, items: Sequence[Item], marks: Marks) -> bool:
    """Whether all that a week plans is done.

    What somebody knows is behind them, but it finishes no week by itself; a week that brings
    nothing new is nobody's to finish.
    """
    states = {item_state(pack, item, marks) for item in items}
    return "done" in states and states <= {"done", "known"}


async def add_all(
    tx: Transaction, week: str, pack: Pack, items: Sequence[Item], now: datetime
) -> None:
    """Whoever has read all of a week, before it opened or elsewhere, has finished it."""
    for member, marks in (await marks_of_members(tx, week, pack, items)).items():
        if is_finished(pack, items, marks):
            await add(tx, week, member, now)


async def weeks_of_members(tx: Transaction, group: str, member: str = "") -> dict[str, set[str]]:
    """Which weeks each member of a group (or only one) has finished."""
    only = " AND f.member_id = :member" if member else " AND :member = ''"
    rows = await tx.execute(
        "SELECT f.member_id, f.week_id FROM weeks w JOIN finishers f ON f.week_id = w.id"
        f" WHERE w.group_id = :group{only} ORDER BY f.member_id, f.week_id",
        group=group,
        member=member,
    )
    found: dict[str, set[str]] = {}
    for name, week in rows:
        found.setdefault(name, set()).add(week)
    return found


async def marks_of_members(
    tx: Transaction, week: str, pack: Pack, items: Sequence[Item], member: str = ""
) -> Mapping[str, Marks]:
    """What the members of a week's group (or only one) have marked of these, by their ids."""
    names = sorted({name for item in items for name in mark_names(pack, item)})
    if not names:
        return {}
    only = " AND m.id = :member" if member else " AND :member = ''"
    wanted = {f"name{number}": name for number, name in enumerate(names)}
    rows = await tx.execute(
        "SELECT m.id, p.reading, p.state FROM weeks w JOIN members m ON m.group_id = w.group_id"
        " JOIN progress p ON p.person_id = m.person_id AND p.pack = :pack"
        f" AND p.reading IN ({', '.join(f':{name}' for name in wanted)})"
        f" WHERE w.id = :week{only} ORDER BY m.id",
        week=week,
        pack=pack.id,
        member=member,
        **wanted,
    )
    found: dict[str, dict[str, ProgressState]] = {}
    for name, reading, state in rows:
        found.setdefault(name, {})[reading] = state
    return found


async def of_readings(
    tx: Transaction, group: str, pack: str, readings: Sequence[Sequence[str]]
) -> tuple[tuple[str, Visibility], ...]:
    """The members who have done all of these readings: name and visibility, by name.

    `readings`: each with all ids it ever had. What they knew need not be done, but not all of it.
    """
    names = {name: number for number, ids in enumerate(readings) for name in ids}
    behind: dict[str, dict[int, bool]] = {}
    for member, reading, state in await tx.execute(
        "SELECT m.id, p.reading, p.state FROM members m"
        " JOIN progress p ON p.person_id = m.person_id WHERE m.group_id = :group"
        " AND p.pack = :pack AND p.state IN ('done', 'known') ORDER BY m.id, p.reading",
        group=group,
        pack=pack,
    ):
        if reading in names:
            own = behind.setdefault(member, {})
            own[names[reading]] = own.get(names[reading], False) or state == "done"
    rows = await tx.execute(
        "SELECT m.id, p.name, m.visibility FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.group_id = :group ORDER BY p.name, m.id",
        group=group,
    )
    return tuple(
        (name, seen)
        for member, name, seen in rows
        if (own := behind.get(member, {})) and len(own) == len(readings) and any(own.values())
    )


async def number(tx: Transaction, week: str) -> int:
    """How many of those who are members now have finished a week."""
    rows = await tx.execute("SELECT count(*) FROM finishers WHERE week_id = :week", week=week)
    return int(rows[0][0])


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
