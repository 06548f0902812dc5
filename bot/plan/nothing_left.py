"""Weeks that leave a member nothing to do: those cost nobody a streak."""

from collections.abc import Mapping
from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import Item, Member, ProgressState, Week
from bot.plan import finishers, weeks
from bot.roadmap.progress import item_state
from content.model import Pack

# In a week that plans something only what is known leaves nothing to do: what is done finishes it.
_OF_ITS_OWN: frozenset[ProgressState] = frozenset({"known"})
_OF_EARLIER_WEEKS: frozenset[ProgressState] = frozenset({"done", "known", "skipped"})


async def to(
    tx: Transaction, pack: Pack, week: Week, joined: Mapping[str, datetime], member: str = ""
) -> tuple[str, ...]:
    """The members (or only one) whom a week leaves nothing to do, as things stand now.

    They knew all that it plans; where it plans nothing new, nothing is open of the weeks since
    they came. `joined`: when each of them came.
    """
    items = await weeks.items(tx, week.id)
    had = [] if items else await _earlier(tx, week)
    over = _OF_ITS_OWN if items else _OF_EARLIER_WEEKS
    planned = list(items or dict.fromkeys(item for _, item in had))
    marks = await finishers.marks_of_members(tx, week.id, pack, planned, member)
    found: list[str] = []
    for name, came in joined.items():
        given = items or [item for past, item in had if _ran_since(past, came)]
        if all(item_state(pack, item, marks.get(name, {})) in over for item in given):
            found.append(name)
    return tuple(found)


async def for_member(tx: Transaction, pack: Pack, week: Week, member: Member) -> bool:
    """Whether a week leaves one member nothing to do, as things stand now."""
    came = {member.id: member.joined_at} if member.joined_at else {}
    return bool(await to(tx, pack, week, came, member.id))


async def _earlier(tx: Transaction, week: Week) -> list[tuple[Week, Item]]:
    had = await weeks.history(tx, week.group)
    return [(past, item) for past, item in had if past.number < week.number]


def _ran_since(week: Week, came: datetime) -> bool:
    return week.closed_at is None or week.closed_at > came


async def add(tx: Transaction, week: str, member: str) -> None:
    """A week that closes left a member nothing to do."""
    await tx.execute(
        "INSERT INTO left_nothing (week_id, member_id) VALUES (:week, :member)"
        " ON CONFLICT (week_id, member_id) DO NOTHING",
        week=week,
        member=member,
    )


async def of_group(tx: Transaction, group: str) -> dict[str, set[str]]:
    """Each member's closed weeks that left them nothing to do."""
    rows = await tx.execute(
        "SELECT n.member_id, n.week_id FROM left_nothing n JOIN weeks w ON w.id = n.week_id"
        " WHERE w.group_id = :group ORDER BY n.member_id, n.week_id",
        group=group,
    )
    found: dict[str, set[str]] = {}
    for member, week in rows:
        found.setdefault(member, set()).add(week)
    return found
