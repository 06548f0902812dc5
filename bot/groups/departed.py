"""Groups whose place is gone.

Since when, and how they are erased at last.
"""

from datetime import datetime

from bot.accounts import groups
from bot.core.database_port import Transaction
from bot.core.records import Group, PlaceKind
from bot.database.instants import seconds
from bot.members import personal_tables
from bot.outbox import outbox

_HERE = (
    "SELECT id FROM groups WHERE platform = :platform AND substr(channel, 1, 1) NOT IN ('@', '#')"
)


async def mark(tx: Transaction, group: str, place: PlaceKind, now: datetime) -> bool:
    """A group's place is gone; False if that was known."""
    rows = await tx.execute(
        "UPDATE groups SET gone_at = :now, gone_with = :place WHERE id = :group"
        " AND gone_at IS NULL RETURNING id",
        group=group,
        place=place,
        now=seconds(now),
    )
    return bool(rows)


async def clear(tx: Transaction, group: str) -> bool:
    """A group's place is there again; False if it had not been gone."""
    rows = await tx.execute(
        "UPDATE groups SET gone_at = NULL, gone_with = '' WHERE id = :group"
        " AND gone_at IS NOT NULL RETURNING id",
        group=group,
    )
    # What nobody has been told yet is not so any more.
    await tx.execute("DELETE FROM notices WHERE group_id = :group AND kind = 'gone'", group=group)
    return bool(rows)


async def to_leave(
    tx: Transaction, platform: str, workspace: str, channel: str
) -> tuple[Group, ...]:
    """The groups of a channel, or (`channel` empty) of a whole workspace, that are not gone yet."""
    rows = await tx.execute(
        f"{_HERE} AND gone_at IS NULL AND workspace = :workspace AND (:channel = ''"
        " OR channel = :channel) ORDER BY id",
        platform=platform,
        workspace=workspace,
        channel=channel,
    )
    return await _groups(tx, [group for (group,) in rows])


async def of_channel(
    tx: Transaction, platform: str, workspace: str, channel: str
) -> tuple[Group, ...]:
    """The group of a channel, if it is gone, with whatever it went."""
    found = await groups.find(tx, platform, workspace, channel)
    return (found,) if found and await groups.is_departed(tx, found.id) else ()


async def with_workspaces(tx: Transaction, platform: str) -> tuple[Group, ...]:
    """All groups of a platform that went with their workspace."""
    rows = await tx.execute(
        f"{_HERE} AND gone_at IS NOT NULL AND gone_with = 'workspace' ORDER BY id",
        platform=platform,
    )
    return await _groups(tx, [group for (group,) in rows])


async def without_channel(tx: Transaction, platform: str, workspace: str) -> tuple[Group, ...]:
    """The groups of a workspace whose channel alone is gone, the newest loss first."""
    rows = await tx.execute(
        f"{_HERE} AND gone_at IS NOT NULL AND gone_with = 'channel' AND workspace = :workspace"
        " ORDER BY gone_at DESC, id",
        platform=platform,
        workspace=workspace,
    )
    return await _groups(tx, [group for (group,) in rows])


async def settle(tx: Transaction, group: str, channel: str, name: str) -> None:
    """Give a group another channel of its workspace, or another name.

    What may still be sent goes along.
    """
    await outbox.move(tx, group, channel)
    await tx.execute(
        "UPDATE rounds SET channel = :channel WHERE group_id = :group AND state <> 'ended'",
        group=group,
        channel=channel,
    )
    await tx.execute(
        "UPDATE groups SET channel = :channel, name = :name WHERE id = :group",
        group=group,
        channel=channel,
        name=name,
    )


async def since_before(tx: Transaction, instant: datetime, most: int) -> tuple[str, ...]:
    """The groups that have been gone since before an instant, the longest first."""
    rows = await tx.execute(
        "SELECT id FROM groups WHERE gone_at IS NOT NULL AND gone_at <= :instant"
        " ORDER BY gone_at, id LIMIT :most",
        instant=seconds(instant),
        most=most,
    )
    return tuple(group for (group,) in rows)


async def erase(tx: Transaction, group: str) -> None:
    """Remove a group with all that belongs to it, and every person of it who has nothing else.

    What people read and answered is their own: they find it again in their next group, and `forget`
    removes it. Who owns nothing of the kind and is in no other group was known to us by this one
    alone.
    """
    known = await tx.execute(
        "SELECT person_id FROM members WHERE group_id = :group UNION SELECT person_id"
        " FROM organisers"
        " WHERE group_id = :group UNION SELECT founder FROM groups WHERE id = :group"
        " AND founder <> ''",
        group=group,
    )
    await groups.erase(tx, group)
    await clear(tx, group)
    for (person,) in known:
        await tx.execute(
            f"DELETE FROM people WHERE id = :person AND {_OWNS_NOTHING}", person=person
        )


# No row of any table that holds something of a person's.
_OWNS_NOTHING = " AND ".join(
    [
        *(
            f"NOT EXISTS (SELECT 1 FROM {part.table} WHERE {part.where})"
            for part in personal_tables.PARTS
            if part.table != "people"
        ),
        "NOT EXISTS (SELECT 1 FROM groups WHERE founder = :person)",
    ]
)


async def _groups(tx: Transaction, identifiers: list[str]) -> tuple[Group, ...]:
    found = [await groups.by_id(tx, identifier) for identifier in identifiers]
    return tuple(group for group in found if group)
