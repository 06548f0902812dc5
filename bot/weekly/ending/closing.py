"""How a week closes, and whether it was short."""

from datetime import datetime, timedelta

from bot.accounts import members
from bot.core.database_port import Transaction
from bot.core.records import Group, Week
from bot.plan import finishers, weeks
from bot.streaks import counting
from bot.weekly import heartbeats
from content.model import Pack

# What makes a week short: out of reach for this long in all, or for this long in its last day.
LONG_OUTAGE, LAST_DAY, LATE_OUTAGE = timedelta(hours=12), timedelta(hours=24), timedelta(hours=2)


async def close_week(tx: Transaction, group: Group, pack: Pack, week: Week, now: datetime) -> None:
    """A week is over: decide whether it was short, and let it count for everybody's streak."""
    await weeks.close(tx, week.id, now, short=await _was_short(tx, week, now))
    await _excuse_whom_it_left_nothing(tx, group, pack, week, now)
    await counting.count_streaks(tx, group, now)


async def _excuse_whom_it_left_nothing(
    tx: Transaction, group: Group, pack: Pack, week: Week, now: datetime
) -> None:
    """Whoever knew all that it planned; where it planned nothing new, whoever had nothing open of
    the weeks since they came.
    """
    joined = await members.joined(tx, group.id)
    if items := await weeks.items(tx, week.id):
        planned = dict.fromkeys(joined, items)
        await finishers.add_left_nothing(tx, week.id, pack, planned, {"known"})
        return
    had = [
        (past.closed_at or now, item)
        for past, item in await weeks.history(tx, group.id)
        if past.number <= week.number
    ]
    since = {
        member: tuple(item for closed, item in had if closed > came)
        for member, came in joined.items()
    }
    await finishers.add_left_nothing(tx, week.id, pack, since, {"done", "known", "skipped"})


async def _was_short(tx: Transaction, week: Week, now: datetime) -> bool:
    """Closed before its planned close, or Roadmate was out of reach for long, or just before the
    end.
    """
    opened = week.opens_at or week.slot_at
    if now < week.planned_close:
        return True
    if await heartbeats.outage(tx, opened, now) > LONG_OUTAGE:
        return True
    return await heartbeats.outage(tx, max(opened, now - LAST_DAY), now) >= LATE_OUTAGE
