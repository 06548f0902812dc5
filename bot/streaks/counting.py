"""Everybody's streak, folded anew from the closed weeks of a group and kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.accounts import members
from bot.core.database_port import Transaction
from bot.core.records import Group, Week
from bot.plan import finishers, nothing_left, weeks
from bot.streaks import excused_weeks, streak_rules
from bot.streaks.streak_rules import Streak


@dataclass(slots=True)
class _MemberWeeks:
    """What the weeks of a group, by id, were for one member.

    `active`: they did something; `finished`: they had read all of it, perhaps long before;
    `excused`: by an organiser; `spared`: it left them nothing to do.
    """

    active: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)


async def count_streaks(tx: Transaction, group: Group, now: datetime) -> None:
    """Fold every member's closed weeks, and keep what changed."""
    closed = await _closed(tx, group.id)
    by_member = await _weeks_of_members(tx, group.id)
    for member, kept in (await members.streaks(tx, group.id)).items():
        streak = _fold(closed, by_member[member])
        if (streak.weeks, streak.longest) != kept:
            await members.set_streak(tx, member, streak.weeks, streak.longest, now)


async def streak_of(tx: Transaction, group: str, member: str) -> Streak:
    """The streak of one member, folded from their closed weeks."""
    return _fold(await _closed(tx, group), (await _weeks_of_members(tx, group, member))[member])


async def _closed(tx: Transaction, group: str) -> list[Week]:
    return [week for week in await weeks.of_group(tx, group) if week.state == "closed"]


async def _weeks_of_members(
    tx: Transaction, group: str, member: str = ""
) -> Mapping[str, _MemberWeeks]:
    """The weeks of every member of a group, or of only one."""
    found: dict[str, _MemberWeeks] = defaultdict(_MemberWeeks)
    for name, ids in (await members.active_weeks(tx, group, member)).items():
        found[name].active = ids
    for name, ids in (await finishers.weeks_of_members(tx, group, member)).items():
        found[name].finished = ids
    for name, ids in (await excused_weeks.of_group(tx, group)).items():
        found[name].excused = ids
    for name, ids in (await nothing_left.of_group(tx, group)).items():
        found[name].spared = ids
    return found


def _fold(closed: Iterable[Week], own: _MemberWeeks) -> Streak:
    return streak_rules.fold(
        streak_rules.ClosedWeek(
            week.number,
            active=week.id in own.active,
            finished=week.id in own.finished,
            short=week.short,
            forgiven=week.id in own.excused,
            spared=week.id in own.spared,
        )
        for week in closed
    )
