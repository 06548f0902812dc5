"""Persons: one account on one platform."""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import Person
from bot.database.ids import new_id
from bot.database.instants import seconds

_COLUMNS = "id, name, zone, last_group"


async def find(tx: Transaction, platform: str, user_id: str) -> Person | None:
    """The person behind an account, if we know them."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM people WHERE platform = :platform AND user_id = :user_id",
        platform=platform,
        user_id=user_id,
    )
    return Person(*rows[0]) if rows else None


async def by_id(tx: Transaction, person: str) -> Person | None:
    """A person by our own id."""
    rows = await tx.execute(f"SELECT {_COLUMNS} FROM people WHERE id = :person", person=person)
    return Person(*rows[0]) if rows else None


async def remember(
    tx: Transaction, platform: str, user_id: str, name: str, now: datetime
) -> Person:
    """The person behind an account, made if new, with the name seen last."""
    rows = await tx.execute(
        "INSERT INTO people (id, platform, user_id, name, created_at)"
        " VALUES (:id, :platform, :user_id, :name, :now)"
        f" ON CONFLICT (platform, user_id) DO UPDATE SET name = excluded.name RETURNING {_COLUMNS}",
        id=new_id(),
        platform=platform,
        user_id=user_id,
        name=name,
        now=seconds(now),
    )
    return Person(*rows[0])


async def set_zone(tx: Transaction, person: str, zone: str) -> None:
    """Their own time zone; days already stamped stay as they are."""
    await tx.execute("UPDATE people SET zone = :zone WHERE id = :person", person=person, zone=zone)


async def set_last_group(tx: Transaction, person: str, group: str) -> None:
    """The group that a command in a direct message means, where there are several."""
    await tx.execute(
        "UPDATE people SET last_group = :group WHERE id = :person",
        person=person,
        group=group,
    )
