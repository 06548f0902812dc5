"""Who has finished a week: all its planned readings done; and for whom it left nothing to do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.core.database_port import Row, Transaction
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


async def add_early(
    tx: Transaction, week: str, pack: Pack, items: Sequence[Item], now: datetime
) -> None:
    """Whoever had read all of a week before it opened has finished it."""
    for member, marks in (await _marks(tx, week, pack, items)).items():
        if is_finished(pack, items, marks):
            await add(tx, week, member, now)


async def add_left_nothing(
    tx: Transaction,
    week: str,
    pack: Pack,
    given: Mapping[str, Sequence[Item]],
    behind: Collection[ProgressState],
) -> None:
    """A week closes: whoever it left nothing to do is excused from it.

    `given`: what there was to do, by member; `behind`: the states in which that is over.
    """
    everything = list(dict.fromkeys(item for items in given.values() for item in items))
    marks = await _marks(tx, week, pack, everything)
    for member, items in given.items():
        own = marks.get(member, {})
        if all(item_state(pack, item, own) in behind for item in items):
            await tx.execute(
                "INSERT INTO left_nothing (week_id, member_id) VALUES (:week, :member)"
                " ON CONFLICT (week_id, member_id) DO NOTHING",
                week=week,
                member=member,
            )


async def weeks_of_members(tx: Transaction, group: str, member: str = "") -> dict[str, set[str]]:
    """Which weeks each member of a group (or only one) has finished."""
    only = " AND f.member_id = :member" if member else " AND :member = ''"
    rows = await tx.execute(
        "SELECT f.member_id, f.week_id FROM weeks w JOIN finishers f ON f.week_id = w.id"
        f" WHERE w.group_id = :group{only} ORDER BY f.member_id, f.week_id",
        group=group,
        member=member,
    )
    return _by_member(rows)


async def left_nothing(tx: Transaction, group: str) -> dict[str, set[str]]:
    """Each member's weeks that left them nothing to do."""
    rows = await tx.execute(
        "SELECT n.member_id, n.week_id FROM left_nothing n JOIN weeks w ON w.id = n.week_id"
        " WHERE w.group_id = :group ORDER BY n.member_id, n.week_id",
        group=group,
    )
    return _by_member(rows)


def _by_member(rows: Sequence[Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for member, week in rows:
        found.setdefault(member, set()).add(week)
    return found


async def _marks(
    tx: Transaction, week: str, pack: Pack, items: Sequence[Item]
) -> Mapping[str, Marks]:
    """What the members of a week's group have marked of these, in the order of their ids."""
    names = sorted({name for item in items for name in mark_names(pack, item)})
    if not names:
        return {}
    wanted = {f"name{number}": name for number, name in enumerate(names)}
    rows = await tx.execute(
        "SELECT m.id, p.reading, p.state FROM weeks w JOIN members m ON m.group_id = w.group_id"
        " JOIN progress p ON p.person_id = m.person_id AND p.pack = :pack"
        f" AND p.reading IN ({', '.join(f':{name}' for name in wanted)})"
        " WHERE w.id = :week ORDER BY m.id",
        week=week,
        pack=pack.id,
        **wanted,
    )
    found: dict[str, dict[str, ProgressState]] = {}
    for member, reading, state in rows:
        found.setdefault(member, {})[reading] = state
    return found


async def of_readings(
    tx: Transaction, group: str, pack: str, readings: Sequence[Sequence[str]]
) -> tuple[tuple[str, Visibility], ...]:
    """The members who have done all of these readings: name and visibility, by name.

    `readings`: each with all ids it ever had. What they knew already need not be done.
    """
    names = {name: number for number, ids in enumerate(readings) for name in ids}
    done: dict[str, set[int]] = {}
    for member, reading in await tx.execute(
        "SELECT m.id, p.reading FROM members m JOIN progress p ON p.person_id = m.person_id"
        " WHERE m.group_id = :group AND p.pack = :pack AND p.state IN ('done', 'known')"
        " ORDER BY m.id",
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
