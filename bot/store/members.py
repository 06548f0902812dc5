"""Members: a person in one group. Nobody joins: the first activity or changed setting makes a member."""

from datetime import datetime

from bot.model import Member, Visibility
from bot.store.database import Transaction
from bot.store.ids import new_id
from bot.store.instants import seconds


async def find(tx: Transaction, group: str, person: str) -> Member | None:
    """The member that a person is in a group."""
    rows = await tx.execute(
        "SELECT m.id, m.group_id, m.person_id, p.name, m.visibility"
        " FROM members m JOIN people p ON p.id = m.person_id WHERE m.group_id = :group AND m.person_id = :person",
        group=group,
        person=person,
    )
    return Member(*rows[0]) if rows else None


async def add(tx: Transaction, group: str, person: str, now: datetime) -> None:
    """Make a person a member; twice is the same as once."""
    await tx.execute(
        "INSERT INTO members (id, group_id, person_id, joined_at) VALUES (:id, :group, :person, :now)"
        " ON CONFLICT (group_id, person_id) DO NOTHING",
        id=new_id(),
        group=group,
        person=person,
        now=seconds(now),
    )


async def set_visibility(tx: Transaction, member: str, visibility: Visibility) -> None:
    """How they appear on boards, at once on every board there is."""
    await tx.execute(
        "UPDATE members SET visibility = :visibility WHERE id = :member",
        member=member,
        visibility=visibility,
    )
    await tx.execute(
        "UPDATE scores SET listed = :listed WHERE member_id = :member",
        member=member,
        listed=int(visibility != "hidden"),
    )


async def count(tx: Transaction, group: str) -> int:
    """How many members a group has."""
    rows = await tx.execute("SELECT count(*) FROM members WHERE group_id = :group", group=group)
    return int(rows[0][0])
