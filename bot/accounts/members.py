"""Members: a person in one group.

Nobody joins: the first activity or changed setting makes a member.
"""

from datetime import datetime

from bot.core.database_port import Row, Transaction
from bot.core.records import Member, Visibility
from bot.database.ids import new_id
from bot.database.instants import instant, seconds

_COLUMNS = (
    "m.id, m.group_id, m.person_id, p.name, m.visibility, m.reminders, m.unreachable, m.joined_at,"
    " m.daily"
)


async def find(tx: Transaction, group: str, person: str) -> Member | None:
    """The member that a person is in a group."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.group_id = :group AND m.person_id = :person",
        group=group,
        person=person,
    )
    return _member(rows[0]) if rows else None


async def of_person(tx: Transaction, person: str) -> tuple[str, ...]:
    """The members that a person is, in all groups."""
    rows = await tx.execute(
        "SELECT id FROM members WHERE person_id = :person ORDER BY id", person=person
    )
    return tuple(member for (member,) in rows)


async def by_id(tx: Transaction, member: str) -> Member | None:
    """A member by our own id."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.id = :member",
        member=member,
    )
    return _member(rows[0]) if rows else None


async def named(tx: Transaction, group: str, name: str) -> tuple[Member, ...]:
    """The members of a group whose name or platform id this is, whatever the case of its
    letters.
    """
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.group_id = :group AND (lower(p.name) = lower(:name) OR p.user_id = :name)"
        " ORDER BY m.joined_at, m.id",
        group=group,
        name=name,
    )
    return tuple(map(_member, rows))


async def of_group(tx: Transaction, group: str, beginning: str, most: int) -> tuple[Member, ...]:
    """Members whose name begins so, for completion."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.group_id = :group AND substr(lower(p.name), 1,"
        " length(:beginning)) = lower(:beginning)"
        " ORDER BY p.name, m.id LIMIT :most",
        group=group,
        beginning=beginning,
        most=most,
    )
    return tuple(map(_member, rows))


async def add(tx: Transaction, group: str, person: str, now: datetime) -> None:
    """Make a person a member; twice is the same as once."""
    await tx.execute(
        "INSERT INTO members (id, group_id, person_id, joined_at)"
        " VALUES (:id, :group, :person, :now)"
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


async def set_reminders(
    tx: Transaction, member: str, *, on: bool, unreachable: bool = False
) -> None:
    """Whether they want a reminder.

    `unreachable`: it could not be delivered, which the next answer will say.
    """
    await tx.execute(
        "UPDATE members SET reminders = :on, unreachable = :unreachable WHERE id = :member",
        member=member,
        on=int(on),
        unreachable=int(unreachable),
    )


async def set_daily(tx: Transaction, member: str, minute: int | None) -> None:
    """At which minute of their day they hear what is due for review; None for never."""
    await tx.execute(
        "UPDATE members SET daily = :minute WHERE id = :member", member=member, minute=minute
    )


async def told_unreachable(tx: Transaction, member: str) -> None:
    """They know now that a reminder could not be delivered."""
    await tx.execute("UPDATE members SET unreachable = 0 WHERE id = :member", member=member)


async def to_remind(tx: Transaction, group: str) -> tuple[tuple[str, str, str], ...]:
    """Members who asked for reminders: member, platform id, own time zone (may be empty)."""
    rows = await tx.execute(
        "SELECT m.id, p.user_id, p.zone FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.group_id = :group AND m.reminders = 1 ORDER BY m.id",
        group=group,
    )
    return tuple((member, user, zone) for member, user, zone in rows)


async def active_weeks(tx: Transaction, group: str, member: str = "") -> dict[str, set[str]]:
    """In which weeks each member of a group (or only one) did something."""
    # Not `:member = '' OR ...`: that reads all the group ever did, also for one member.
    only = " AND a.member_id = :member" if member else " AND :member = ''"
    rows = await tx.execute(
        "SELECT DISTINCT a.member_id, a.week_id FROM weeks w JOIN activities a ON a.week_id = w.id"
        f" WHERE w.group_id = :group{only}",
        group=group,
        member=member,
    )
    found: dict[str, set[str]] = {}
    for active, week in rows:
        found.setdefault(active, set()).add(week)
    return found


async def joined(tx: Transaction, group: str) -> dict[str, datetime]:
    """Every member of a group with the instant at which they came."""
    rows = await tx.execute(
        "SELECT id, joined_at FROM members WHERE group_id = :group ORDER BY id", group=group
    )
    return {member: instant(at) for member, at in rows}


async def streaks(tx: Transaction, group: str) -> dict[str, tuple[int, int]]:
    """Each member's streak and longest streak, as kept."""
    rows = await tx.execute(
        "SELECT id, streak, longest FROM members WHERE group_id = :group ORDER BY id", group=group
    )
    return {member: (streak, longest) for member, streak, longest in rows}


async def set_streak(
    tx: Transaction, member: str, streak: int, longest: int, now: datetime
) -> None:
    """Keep a member's streak; boards list by who got there first."""
    await tx.execute(
        "UPDATE members SET streak = :streak, longest = :longest, streak_at = :now"
        " WHERE id = :member",
        member=member,
        streak=streak,
        longest=longest,
        now=seconds(now),
    )


def _member(row: Row) -> Member:
    identifier, group, person, name, visibility, reminders, unreachable, joined, daily = row
    return Member(
        identifier,
        group,
        person,
        name,
        visibility,
        bool(reminders),
        bool(unreachable),
        instant(joined),
        daily,
    )
