"""Weeks: what was posted, what it planned, who finished it.

A week that has closed never changes.
"""

from datetime import datetime

from bot.core.database_port import Row, Transaction
from bot.core.records import Group, Item, Week
from bot.database.ids import new_id
from bot.database.instants import instant, maybe_instant, seconds
from bot.outbox import outbox
from bot.outbox.keys import WeeklyPost
from bot.plan.planned import PlannedWeek

_COLUMNS = (
    "id, group_id, number, state, slot_at, planned_close, opens_at, closed_at, short, late,"
    " finished, shown, course, theme, questions, task"
)
_ITEM = "reading, part, parts, minutes, title, url, passage"
_ITEM_OF_WEEK = "r.reading, r.part, r.parts, r.minutes, r.title, r.url, r.passage"


async def make(
    tx: Transaction,
    group: Group,
    planned: PlannedWeek,
    slot_at: datetime,
    planned_close: datetime,
    *,
    late: bool,
) -> Week:
    """Keep a week that is about to be posted, as its group's course plans it."""
    week = as_planned(planned, group, slot_at, planned_close, new_id(), late=late)
    await tx.execute(
        "INSERT INTO weeks (id, group_id, number, state, slot_at, planned_close, late, catch_up,"
        " course, theme, questions, task)"
        " VALUES (:id, :group, :number, 'opening', :slot_at, :planned_close, :late, :catch_up,"
        " :course, :theme, :questions, :task)",
        id=week.id,
        group=week.group,
        number=week.number,
        slot_at=seconds(slot_at),
        planned_close=seconds(planned_close),
        late=int(late),
        catch_up=int(not planned.items),
        course=week.course,
        theme=week.theme,
        questions=" ".join(week.questions),
        task=week.task,
    )
    for position, item in enumerate(planned.items, 1):
        await _add_item(tx, week.id, position, item)
    return week


def as_planned(
    planned: PlannedWeek,
    group: Group,
    slot_at: datetime,
    planned_close: datetime,
    identifier: str = "",
    *,
    late: bool = False,
) -> Week:
    """The week that a planned one becomes; without an id it is not kept."""
    return Week(
        identifier,
        group.id,
        planned.number,
        "opening",
        slot_at,
        planned_close,
        late=late,
        course=group.course,
        theme=planned.theme,
        questions=planned.questions,
        task=planned.task,
    )


async def _add_item(tx: Transaction, week: str, position: int, item: Item) -> None:
    await tx.execute(
        f"INSERT INTO week_readings (week_id, position, {_ITEM}) VALUES"
        " (:week, :position, :reading, :part, :parts, :minutes, :title, :url, :passage)",
        week=week,
        position=position,
        reading=item.reading,
        part=item.part,
        parts=item.parts,
        minutes=item.minutes,
        title=item.title,
        url=item.url,
        passage=item.passage,
    )


async def reslot(
    tx: Transaction, week: str, slot_at: datetime, planned_close: datetime, *, late: bool
) -> None:
    """A week that could not be posted at its slot is posted at another one."""
    await tx.execute(
        "UPDATE weeks SET slot_at = :slot_at, planned_close = :planned_close, late = :late"
        " WHERE id = :week AND state = 'opening'",
        week=week,
        slot_at=seconds(slot_at),
        planned_close=seconds(planned_close),
        late=int(late),
    )


async def open_(tx: Transaction, week: str, now: datetime) -> bool:
    """A platform has confirmed the post; False if the week was open already."""
    rows = await tx.execute(
        "UPDATE weeks SET state = 'open', opens_at = :now WHERE id = :week"
        " AND state = 'opening'"
        " RETURNING id",
        week=week,
        now=seconds(now),
    )
    return bool(rows)


async def close(tx: Transaction, week: str, now: datetime, *, short: bool) -> None:
    """A week is over."""
    await tx.execute(
        "UPDATE weeks SET state = 'closed', closed_at = :now, short = :short WHERE id = :week"
        " AND state <> 'closed'",
        week=week,
        now=seconds(now),
        short=int(short),
    )


async def lengthen(tx: Transaction, week: str, planned_close: datetime) -> None:
    """An open week will last until then; never less long than people were told."""
    await tx.execute(
        "UPDATE weeks SET planned_close = :close WHERE id = :week AND state = 'open'"
        " AND planned_close < :close",
        week=week,
        close=seconds(planned_close),
    )


async def find(tx: Transaction, week: str) -> Week | None:
    """A week by its id."""
    rows = await tx.execute(f"SELECT {_COLUMNS} FROM weeks WHERE id = :week", week=week)
    return _week(rows[0]) if rows else None


async def of_number(tx: Transaction, group: str, number: int) -> Week | None:
    """A group's week by its number."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM weeks WHERE group_id = :group AND number = :number",
        group=group,
        number=number,
    )
    return _week(rows[0]) if rows else None


async def current(tx: Transaction, group: str) -> Week | None:
    """The week that runs.

    The open one, else one that is being posted (a press may arrive before the confirmation).
    """
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM weeks WHERE group_id = :group AND state <> 'closed'"
        " ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, number LIMIT 1",
        group=group,
    )
    return _week(rows[0]) if rows else None


async def opening(tx: Transaction, group: str) -> Week | None:
    """The week that is being posted."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM weeks WHERE group_id = :group AND state = 'opening'"
        " ORDER BY number LIMIT 1",
        group=group,
    )
    return _week(rows[0]) if rows else None


async def of_group(tx: Transaction, group: str) -> tuple[Week, ...]:
    """All weeks of a group, oldest first."""
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM weeks WHERE group_id = :group ORDER BY number", group=group
    )
    return tuple(map(_week, rows))


async def items(tx: Transaction, week: str) -> tuple[Item, ...]:
    """What a week plans, in reading order."""
    rows = await tx.execute(
        f"SELECT {_ITEM} FROM week_readings WHERE week_id = :week ORDER BY position",
        week=week,
    )
    return tuple(Item(*row) for row in rows)


async def history(tx: Transaction, group: str) -> tuple[tuple[Week, Item], ...]:
    """Everything the weeks so far have planned, each with its week, oldest first."""
    past = {week.id: week for week in await of_group(tx, group)}
    rows = await tx.execute(
        f"SELECT r.week_id, {_ITEM_OF_WEEK} FROM week_readings r"
        " JOIN weeks w ON w.id = r.week_id WHERE w.group_id = :group ORDER BY w.number, r.position",
        group=group,
    )
    return tuple((past[week], Item(*item)) for week, *item in rows)


async def planning(
    tx: Transaction, person: str, pack: str, reading: str
) -> tuple[tuple[Week, str], ...]:
    """The open weeks, in all of a person's groups on a pack, that plan a reading.

    Each with the member that the person is there.
    """
    rows = await tx.execute(
        "SELECT DISTINCT m.id, w.id FROM members m"
        " JOIN groups g ON g.id = m.group_id AND g.pack = :pack"
        " JOIN weeks w ON w.group_id = g.id AND w.state <> 'closed'"
        " JOIN week_readings r ON r.week_id = w.id AND r.reading = :reading"
        " WHERE m.person_id = :person ORDER BY w.id",
        person=person,
        pack=pack,
        reading=reading,
    )
    found = [(await find(tx, week), member) for member, week in rows]
    return tuple((week, member) for week, member in found if week)


async def at_instant(tx: Transaction, group: str, instant: datetime) -> Week | None:
    """The week that ran at an instant.

    One whose post was given up does not run until it is posted after all.
    """
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM weeks WHERE group_id = :group"
        " AND coalesce(opens_at, slot_at) <= :instant"
        " AND (closed_at IS NULL OR closed_at > :instant) ORDER BY number DESC",
        group=group,
        instant=seconds(instant),
    )
    for week in map(_week, rows):
        if week.state != "opening" or await outbox.is_coming(tx, WeeklyPost(group, week.number)):
            return week
    return None


async def to_refresh(tx: Transaction, now: datetime, most: int) -> tuple[Week, ...]:
    """Open weeks whose post shows an old number.

    After a minute in the first hour, then after a quarter of an hour.
    """
    rows = await tx.execute(
        f"SELECT {_COLUMNS} FROM weeks WHERE state = 'open' AND finished <> shown AND"
        " coalesce(refreshed_at, opens_at) <= :now - CASE WHEN :now - opens_at < 3600 THEN 60"
        " ELSE 900 END"
        " ORDER BY refreshed_at, id LIMIT :most",
        now=seconds(now),
        most=most,
    )
    return tuple(map(_week, rows))


async def refreshed(tx: Transaction, week: str, now: datetime) -> None:
    """The post shows the present number."""
    await tx.execute(
        "UPDATE weeks SET shown = finished, refreshed_at = :now WHERE id = :week",
        week=week,
        now=seconds(now),
    )


def _week(row: Row) -> Week:
    identifier, group, number, state, slot, closes, opens, closed, short, late, *rest = row
    finished, shown, course, theme, questions, task = rest
    return Week(
        identifier,
        group,
        number,
        state,
        instant(slot),
        instant(closes),
        maybe_instant(opens),
        maybe_instant(closed),
        bool(short),
        bool(late),
        finished,
        shown,
        course,
        theme,
        tuple(questions.split()),
        task,
    )
