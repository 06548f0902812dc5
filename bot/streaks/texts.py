"""Wording of streaks: the story in a sentence, what is at stake, the daily run, the heat map."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.core.call import Call
from bot.core.formats import counted
from bot.core.markup import at
from bot.core.message import Button, Message, row, say
from bot.core.records import Week
from bot.streaks.streaks import FREEZE_EVERY, MOST_FREEZES, Step, Streak

HEAT_WEEKS = 26
_SHADES = "·░▒▓█"


def streak(
    streak: Streak,
    open_week: Week | None,
    active: int,
    days: Mapping[str, int],
    today: date,
    *,
    finished: bool,
) -> Message:
    """All about a member's streak.

    `active`: what they did in the open week; `finished`: whether its readings are all done; `days`:
    activities by local date.
    """
    pending = " (+1 when this week closes)" if open_week and (active or finished) else ""
    freezes = counted(streak.freezes, "freeze")
    return say(
        f"# {counted(streak.weeks, 'week')} in a row{pending}\n"
        f"Longest: {counted(streak.longest, 'week')} · {freezes} held (one is earned every "
        f"{FREEZE_EVERY} weeks, "
        f"{MOST_FREEZES} at most) · daily run: {counted(daily_run(days, today), 'day')}\n"
        f"{_stake(streak, open_week, active, finished=finished)}\n{_story(streak.steps)}\n"
        f"{_heat_map(days, today)}",
        row(Button("What's next?", Call("next"), "primary"), Button("This week", Call("week"))),
        replace=True,
    )


def daily_run(days: Mapping[str, int], today: date) -> int:
    """Days in a row up to today, which itself may still come.

    Whoever moved west may have been a day ahead.
    """
    today = max([today, *map(date.fromisoformat, days)])
    day = today if today.isoformat() in days else today - timedelta(days=1)
    run = 0
    while (day - timedelta(days=run)).isoformat() in days:
        run += 1
    return run


def _stake(streak: Streak, open_week: Week | None, active: int, *, finished: bool) -> str:
    if open_week is None:
        return "No week is open, so nothing is at stake."
    until = at(open_week.planned_close, "full")
    if active:
        return (
            "This week is safe already: "
            f"{counted(active, 'activity').replace('activitys', 'activities')}."
        )
    if finished:
        return "This week is safe already: you had read all of it before."
    if not streak.weeks:
        return (
            f"One activity before {until} begins a streak: a reading, a quiz, or a reply in "
            "the discussion."
        )
    if streak.freezes:
        return (
            f"Week {open_week.number} is open until {until}. If you do nothing, a freeze "
            "keeps your streak."
        )
    return (
        f"Week {open_week.number} is open until {until}: one activity before then keeps your "
        "streak."
    )


def _story(steps: Sequence[Step]) -> str:
    if not steps:
        return "Your streak begins with the first week in which you do something."
    last = steps[-1]
    week = f"Week {last.number}"
    match last.outcome:
        case "active":
            return f"{week} counted: you were active{_earned(last)}."
        case "finished":
            return f"{week} counted: you had read all of it before{_earned(last)}."
        case "frozen":
            return f"{week} passed without you, and a freeze kept your streak."
        case "lost":
            return f"{week} passed without an activity, so a new streak can begin now."
        case "missed":
            return f"{week} passed without an activity. The next one is a fresh start."
        case "short":
            return f"{week} was a short one: it could only count for you, never against you."
        case "spared":
            return f"{week} left you nothing to do, so your streak is as it was."
        case "forgiven":
            return f"{week} was excused by an organiser, so your streak is as it was."


def _earned(step: Step) -> str:
    return ", and a freeze was earned" if step.earned else ""


def _heat_map(days: Mapping[str, int], today: date) -> str:
    """A line a weekday, a column a week, darker with more.

    The number of active days says it in words.
    """
    monday = today - timedelta(days=today.weekday() + 7 * (HEAT_WEEKS - 1))
    rows = []
    for weekday, name in enumerate(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")):
        cells = (monday + timedelta(days=weekday + 7 * week) for week in range(HEAT_WEEKS))
        rows.append(f"`{name} {''.join(_shade(days, cell, today) for cell in cells)}`")
    since = monday.isoformat()
    active = sum(1 for day in days if day >= since)
    return "\n".join([*rows, f"*The last {HEAT_WEEKS} weeks: active on {counted(active, 'day')}.*"])


def _shade(days: Mapping[str, int], day: date, today: date) -> str:
    return " " if day > today else _SHADES[min(days.get(day.isoformat(), 0), len(_SHADES) - 1)]
