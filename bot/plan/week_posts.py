"""Where weeks stand: the post and the discussion of each, in every place of its group."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.database_port import Row, Transaction
from bot.core.records import WeekPost
from bot.database.instants import maybe_instant, seconds

_COLUMNS = "p.week_id, p.place, p.post_id, p.thread_id, p.seen_until"
_OF_WEEKS = "FROM week_posts p JOIN weeks w ON w.id = p.week_id"


async def add(tx: Transaction, week: str, place: str, post: str) -> bool:
    """A week's post stands in a place; False if that was known."""
    rows = await tx.execute(
        "INSERT INTO week_posts (week_id, place, post_id) VALUES (:week, :place, :post)"
        " ON CONFLICT (week_id, place) DO NOTHING RETURNING week_id",
        week=week,
        place=place,
        post=post,
    )
    return bool(rows)


async def find(tx: Transaction, week: str, place: str) -> WeekPost | None:
    """Where a week stands in a place; None where it has not been posted there."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM week_posts p WHERE p.week_id = :week AND p.place = :place",
        week=week,
        place=place,
    )
    return _post(rows[0]) if rows else None


async def of_week(tx: Transaction, week: str) -> tuple[WeekPost, ...]:
    """Everywhere that a week stands."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM week_posts p WHERE p.week_id = :week ORDER BY p.place", week=week
    )
    return _posts(rows)


async def set_thread(tx: Transaction, week: str, place: str, thread: str) -> None:
    """A week's discussion is open in a place."""
    await tx.execute(
        "UPDATE week_posts SET thread_id = :thread WHERE week_id = :week AND place = :place",
        week=week,
        place=place,
        thread=thread,
    )


async def is_thread(tx: Transaction, group: str, thread: str) -> bool:
    """Whether a thread is one of a group's discussions."""
    rows = await tx.execute(
        f"SELECT 1 {_OF_WEEKS}"
        " WHERE w.group_id = :group AND p.thread_id = :thread AND :thread <> ''",
        group=group,
        thread=thread,
    )
    return bool(rows)


async def groups_with_threads(tx: Transaction) -> tuple[str, ...]:
    """The groups that have an open week with a discussion.

    First the one whose replies are known least far.
    """
    rows = await tx.execute(
        f"SELECT w.group_id {_OF_WEEKS} WHERE w.state = 'open' AND p.thread_id <> ''"
        " GROUP BY w.group_id ORDER BY min(coalesce(p.seen_until, w.opens_at)), w.group_id"
    )
    return tuple(group for (group,) in rows)


async def open_threads(tx: Transaction, group: str) -> tuple[WeekPost, ...]:
    """The discussions of a group's open week."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} {_OF_WEEKS} WHERE w.group_id = :group AND w.state = 'open'"
        " AND p.thread_id <> '' ORDER BY w.number, p.place",
        group=group,
    )
    return _posts(rows)


async def closed_unread(tx: Transaction, group: str) -> tuple[WeekPost, ...]:
    """The newest discussions whose weeks closed before they had been read to the end, at most two.

    The older one first.
    """
    rows = await tx.execute(
        f"SELECT {_COLUMNS} {_OF_WEEKS} WHERE w.group_id = :group AND w.state = 'closed'"
        " AND p.thread_id <> '' AND coalesce(p.seen_until, w.opens_at) < w.closed_at"
        " ORDER BY w.number DESC, p.place LIMIT 2",
        group=group,
    )
    return _posts(rows)[::-1]


async def read_until(tx: Transaction, post: WeekPost, seen: datetime) -> None:
    """A discussion's replies are known up to an instant."""
    await tx.execute(
        "UPDATE week_posts SET seen_until = :seen WHERE week_id = :week AND place = :place",
        week=post.week,
        place=post.place,
        seen=seconds(seen),
    )


def _posts(rows: Sequence[Row]) -> tuple[WeekPost, ...]:
    return tuple(map(_post, rows))


def _post(row: Row) -> WeekPost:
    week, place, post, thread, seen = row
    return WeekPost(week, place, post, thread, maybe_instant(seen))
