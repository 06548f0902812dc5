"""Groups: people studying one pack in one place."""

from dataclasses import replace
from datetime import datetime

from bot.core.database_port import Database, Transaction
from bot.core.records import Group
from bot.database.ids import new_id
from bot.database.instants import seconds

_COLUMNS = "id, platform, workspace, channel, name, pack, zone, course, season, founder"


async def find(tx: Transaction, platform: str, workspace: str, channel: str) -> Group | None:
    """The group of a channel."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM groups WHERE platform = :platform AND workspace = :workspace"
        " AND channel = :channel",
        platform=platform,
        workspace=workspace,
        channel=channel,
    )
    return Group(*rows[0]) if rows else None


async def ready_made(
    database: Database,
    platform: str,
    workspace: str,
    channel: str,
    pack: str,
    zone: str,
    now: datetime,
) -> None:
    """The playground's group, made the first time."""
    group = Group("", platform, workspace, channel, channel, pack, zone)
    await database.run(lambda tx: add(tx, group, now), writes=True)


async def is_departed(tx: Transaction, group: str) -> bool:
    """Whether a group has no place to speak in."""
    return bool(
        await tx.execute(
            "SELECT id FROM groups WHERE id = :group AND gone_at IS NOT NULL", group=group
        )
    )


async def by_id(tx: Transaction, group: str) -> Group | None:
    """A group by our own id."""
    rows = await tx.execute(f"SELECT {_COLUMNS} FROM groups WHERE id = :group", group=group)
    return Group(*rows[0]) if rows else None


async def save(tx: Transaction, group: Group) -> None:
    """Keep what an organiser changed."""
    await tx.execute(
        "UPDATE groups SET name = :name, pack = :pack, zone = :zone, course = :course,"
        " season = :season WHERE id = :id",
        id=group.id,
        name=group.name,
        pack=group.pack,
        zone=group.zone,
        course=group.course,
        season=group.season,
    )


_OF_WEEKS = "week_id IN (SELECT id FROM weeks WHERE group_id = :group)"
_OF_MEMBERS = "member_id IN (SELECT id FROM members WHERE group_id = :group)"
# What belongs to a group, in an order in which it can be removed.
_OWNED = (
    ("finishers", _OF_WEEKS),
    ("forgiven", _OF_WEEKS),
    ("left_nothing", _OF_WEEKS),
    ("week_readings", _OF_WEEKS),
    ("leads", "group_id = :group"),
    ("activities", _OF_MEMBERS),
    ("scores", "group_id = :group"),
    ("awards", "group_id = :group"),
    ("week_posts", _OF_WEEKS),
    ("asked_questions", "group_id = :group"),
    ("weeks", "group_id = :group"),
    ("pins", "group_id = :group"),
    ("seasons", "group_id = :group"),
    ("notices", "group_id = :group"),
    ("reports", "group_id = :group"),
    ("withdrawals", "group_id = :group"),
    ("organisers", "group_id = :group"),
    ("deliveries", "group_id = :group"),
    ("reading_totals", "group_id = :group"),
    (
        "attempts",
        "quiz_id IN (SELECT id FROM quizzes WHERE group_id = :group AND ended_at IS NULL)",
    ),
    ("quizzes", "group_id = :group AND ended_at IS NULL"),
    ("round_settings", "group_id = :group"),
    ("schedules", "group_id = :group"),
    ("members", "group_id = :group"),
)


async def erase(tx: Transaction, group: str) -> None:
    """Remove a group with all that belongs to it; what people read and answered stays theirs."""
    for table, rows in _OWNED:
        await tx.execute(f"DELETE FROM {table} WHERE {rows}", group=group)
    await tx.execute("UPDATE people SET last_group = '' WHERE last_group = :group", group=group)
    await tx.execute(
        "UPDATE rounds SET state = 'ended', starter = '' WHERE group_id = :group", group=group
    )
    # Finished quizzes name the group they were taken in; without it they are simply a person's own.
    await tx.execute(
        "UPDATE groups SET channel = '#' || id, name = '', founder = '' WHERE id = :group",
        group=group,
    )


async def of_person(tx: Transaction, person: str, workspace: str = "") -> tuple[Group, ...]:
    """The groups that a person is in, oldest membership first.

    In one workspace only, where one is given.
    """
    columns = ", ".join(f"g.{column}" for column in _COLUMNS.split(", "))
    rows = await tx.execute(
        f"SELECT {columns} FROM members m JOIN groups g ON g.id = m.group_id"
        " WHERE m.person_id = :person"
        " AND substr(g.channel, 1, 1) <> '@' AND (:workspace = '' OR g.workspace = :workspace)"
        " ORDER BY m.joined_at, g.id",
        person=person,
        workspace=workspace,
    )
    return tuple(Group(*row) for row in rows)


async def add(tx: Transaction, group: Group, now: datetime) -> Group:
    """Keep a new group; if its place has one already, that one."""
    await tx.execute(
        f"INSERT INTO groups ({_COLUMNS}, created_at)"
        " VALUES (:id, :platform, :workspace, :channel, :name, :pack,"
        " :zone, :course, :season, :founder, :now) ON CONFLICT (platform, workspace, channel) DO "
        "NOTHING",
        id=new_id(),
        platform=group.platform,
        workspace=group.workspace,
        channel=group.channel,
        name=group.name,
        pack=group.pack,
        zone=group.zone,
        course=group.course,
        season=group.season,
        founder=group.founder,
        now=seconds(now),
    )
    kept = await find(tx, group.platform, group.workspace, group.channel)
    return kept or replace(group, id="")


async def set_founder(tx: Transaction, group: str, person: str) -> None:
    """Who set the group up, where nobody had."""
    await tx.execute(
        "UPDATE groups SET founder = :person WHERE id = :group AND founder = ''",
        group=group,
        person=person,
    )
