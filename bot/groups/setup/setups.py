"""Set-ups that somebody is looking at and has not confirmed."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.ids import new_id
from bot.database.instants import seconds

_COLUMNS = (
    "id, person_id, platform, workspace, channel, name, pack, course, zone, weekday, minute,"
    " every, pace, starts_on"
)


@dataclass(frozen=True, slots=True)
class Setup:
    """How a group could be set, while somebody looks at it.

    The fields are those of Group and Schedule.
    """

    id: str
    person: str
    platform: str
    workspace: str
    channel: str
    name: str
    pack: str
    course: str
    zone: str
    weekday: int
    minute: int
    every: int
    pace: int
    starts_on: str


async def save(tx: Transaction, setup: Setup, now: datetime) -> Setup:
    """Keep what somebody is looking at: one a person and place, the latest."""
    rows = await tx.execute(
        f"INSERT INTO setups ({_COLUMNS}, created_at)"
        " VALUES (:id, :person, :platform, :workspace, :channel, :name, :pack, :course, :zone,"
        " :weekday, :minute, :every, :pace, :starts_on, :now)"
        " ON CONFLICT (person_id, platform, workspace, channel) DO UPDATE SET name = excluded.name,"
        " pack = excluded.pack, course = excluded.course, zone = excluded.zone,"
        " weekday = excluded.weekday, minute = excluded.minute, every = excluded.every,"
        " pace = excluded.pace, starts_on = excluded.starts_on, created_at = excluded.created_at"
        f" RETURNING {_COLUMNS}",
        id=setup.id or new_id(),
        person=setup.person,
        platform=setup.platform,
        workspace=setup.workspace,
        channel=setup.channel,
        name=setup.name,
        pack=setup.pack,
        course=setup.course,
        zone=setup.zone,
        weekday=setup.weekday,
        minute=setup.minute,
        every=setup.every,
        pace=setup.pace,
        starts_on=setup.starts_on,
        now=seconds(now),
    )
    return Setup(*rows[0])


async def find(
    tx: Transaction, person: str, platform: str, workspace: str, channel: str, since: datetime
) -> Setup | None:
    """What a person has been looking at for a place since an instant."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM setups WHERE person_id = :person AND platform = :platform"
        " AND workspace = :workspace AND channel = :channel AND created_at >= :since",
        since=seconds(since),
        person=person,
        platform=platform,
        workspace=workspace,
        channel=channel,
    )
    return Setup(*rows[0]) if rows else None


async def remove(tx: Transaction, setup: str) -> None:
    """It was confirmed."""
    await tx.execute("DELETE FROM setups WHERE id = :setup", setup=setup)


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Remove what nobody came back to."""
    await tx.execute("DELETE FROM setups WHERE created_at < :before", before=seconds(before))
