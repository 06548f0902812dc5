"""Everybody's streak, folded anew from the closed weeks of a group and kept."""

from datetime import datetime

from bot.accounts import members
from bot.core.database_port import Transaction
from bot.core.records import Group, Week
from bot.plan import weeks
from bot.streaks import excused_weeks, streaks


async def count_streaks(tx: Transaction, group: Group, now: datetime) -> None:
    """Fold every member's closed weeks, and keep what changed."""
    closed = [week for week in await weeks.of_group(tx, group.id) if week.state == "closed"]
    active = await members.active_weeks(tx, group.id)
    excused = await excused_weeks.of_group(tx, group.id)
    for member, kept in (await members.streaks(tx, group.id)).items():
        streak = streaks.fold(
            closed_weeks(closed, active.get(member, set()), excused.get(member, set()))
        )
        if (streak.weeks, streak.longest) != kept:
            await members.set_streak(tx, member, streak.weeks, streak.longest, now)


def closed_weeks(
    closed: list[Week], active: set[str], excused: set[str]
) -> list[streaks.ClosedWeek]:
    """What the closed weeks of a group were for one member."""
    return [streaks.ClosedWeek(w.number, w.id in active, w.short, w.id in excused) for w in closed]
