"""The rules of weekly streaks: what a week adds, when a freeze is earned, when one is used. Pure.

A fold over a member's closed weeks: weeks, not calendars, carry streaks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["active", "finished", "frozen", "lost", "missed", "short", "forgiven", "spared"]

FREEZE_EVERY = 4
MOST_FREEZES = 2


@dataclass(frozen=True, slots=True)
class ClosedWeek:
    """What a week was for one member.

    `active`: they did something in it; `finished`: they had read all of it, perhaps before;
    `spared`: it left them nothing to do.
    """

    number: int
    active: bool
    short: bool = False
    forgiven: bool = False
    finished: bool = False
    spared: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a week did. `lost`: a streak ended; `missed`: there was none to lose.

    `earned`: a freeze came with it.
    """

    number: int
    outcome: Outcome
    streak: int
    freezes: int
    earned: bool = False


@dataclass(frozen=True, slots=True)
class Streak:
    """Where a member stands.

    Weeks in a row, the longest run ever, freezes held, and what each week did.
    """

    weeks: int = 0
    longest: int = 0
    freezes: int = 0
    steps: tuple[Step, ...] = ()


def fold(weeks: Iterable[ClosedWeek]) -> Streak:
    """The streak after these weeks, oldest first, from the member's first active one on."""
    streak = Streak()
    begun = False
    for week in weeks:
        begun = begun or week.active or week.finished
        if begun:
            streak = _after(streak, week)
    return streak


def _after(streak: Streak, week: ClosedWeek) -> Streak:
    step = _step(streak, week)
    return Streak(
        step.streak, max(streak.longest, step.streak), step.freezes, (*streak.steps, step)
    )


def _step(streak: Streak, week: ClosedWeek) -> Step:
    if week.active or week.finished:
        weeks = streak.weeks + 1
        earned = weeks % FREEZE_EVERY == 0 and streak.freezes < MOST_FREEZES
        outcome: Outcome = "active" if week.active else "finished"
        return Step(week.number, outcome, weeks, streak.freezes + earned, earned)
    if week.forgiven or week.short or week.spared:
        outcome = "forgiven" if week.forgiven else "spared" if week.spared else "short"
        return Step(week.number, outcome, streak.weeks, streak.freezes)
    if streak.freezes:
        return Step(week.number, "frozen", streak.weeks, streak.freezes - 1)
    return Step(week.number, "lost" if streak.weeks else "missed", 0, streak.freezes)
