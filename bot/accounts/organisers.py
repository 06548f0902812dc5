"""Who has run a group, and what organisers should know: told once, or kept until one looks.

Whether they run it still, only the platform can say (see `authority`).
"""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import Notice
from bot.database.ids import new_id
from bot.database.instants import seconds


async def seen(tx: Transaction, group: str, person: str, now: datetime) -> None:
    """Somebody used an organiser's command."""
    await tx.execute(
        "INSERT INTO organisers (group_id, person_id, seen_at) VALUES (:group, :person, :now)"
        " ON CONFLICT (group_id, person_id) DO UPDATE SET seen_at = excluded.seen_at",
        group=group,
        person=person,
        now=seconds(now),
    )


async def known(tx: Transaction, group: str) -> tuple[str, ...]:
    """The platform ids of those who have run a group.

    Who used an organiser's command, newest first, then who set it up.
    """
    rows = await tx.execute(
        "SELECT p.user_id, o.seen_at FROM organisers o JOIN people p ON p.id = o.person_id"
        " WHERE o.group_id = :group"
        " UNION SELECT p.user_id, 0 FROM groups g JOIN people p ON p.id = g.founder"
        " WHERE g.id = :group"
        " ORDER BY 2 DESC, 1",
        group=group,
    )
    return tuple(dict.fromkeys(user for user, _ in rows))


async def run_by(tx: Transaction, person: str) -> str:
    """The group of others that a person has run, or set up.

    The id of the one they steered last, or '' where there is none.
    """
    rows = await tx.execute(
        "SELECT g.id, coalesce(o.seen_at, 0) FROM groups g"
        " LEFT JOIN organisers o ON o.group_id = g.id AND o.person_id = :person"
        " WHERE (o.person_id IS NOT NULL OR g.founder = :person) AND substr(g.channel, 1, 1) <> '@'"
        " ORDER BY 2 DESC, 1 LIMIT 1",
        person=person,
    )
    return str(rows[0][0]) if rows else ""


async def notice(tx: Transaction, group: str, kind: str, detail: str, now: datetime) -> str:
    """Keep something to be told.

    Returns its id, or '' where it is known already and was not delivered yet.
    """
    rows = await tx.execute(
        "INSERT INTO notices (id, group_id, kind, detail, made_at)"
        " VALUES (:id, :group, :kind, :detail, :now)"
        " ON CONFLICT (group_id, kind, detail) DO UPDATE"
        " SET made_at = excluded.made_at, told_at = NULL"
        " WHERE notices.told_at IS NOT NULL RETURNING id",
        id=new_id(),
        group=group,
        kind=kind,
        detail=detail,
        now=seconds(now),
    )
    return str(rows[0][0]) if rows else ""


async def find_notice(tx: Transaction, notice: str) -> Notice | None:
    """A notice that nobody has been told yet."""
    rows = await tx.execute(
        "SELECT id, group_id, kind, detail FROM notices WHERE id = :notice AND told_at IS NULL",
        notice=notice,
    )
    return Notice(*rows[0]) if rows else None


async def any_notice(tx: Transaction, notice: str) -> Notice | None:
    """A notice, told or not."""
    rows = await tx.execute(
        "SELECT id, group_id, kind, detail FROM notices WHERE id = :notice", notice=notice
    )
    return Notice(*rows[0]) if rows else None


async def take_undelivered(tx: Transaction, group: str, now: datetime) -> tuple[Notice, ...]:
    """What nobody has been told yet, which the caller now tells."""
    rows = await tx.execute(
        "UPDATE notices SET told_at = :now WHERE group_id = :group AND told_at IS NULL"
        " RETURNING id, group_id, kind, detail",
        group=group,
        now=seconds(now),
    )
    return tuple(Notice(*row) for row in rows)


async def delivered(tx: Transaction, notice: str, now: datetime) -> None:
    """An organiser has been told."""
    await tx.execute(
        "UPDATE notices SET told_at = :now WHERE id = :notice", notice=notice, now=seconds(now)
    )
