"""Wording of a rehearsal: a line a week, and the verdict.

For whoever runs Roadmate, in a terminal.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.formats import counted

NAMES = 4
_WITHOUT = {
    "skipped": "no post: skipped by Ann",
    "out of reach": "no post: out of reach for longer than a day",
    "refused": "no post: the channel takes none, and Ann is told",
    "finished": "the plan is done: farewell",
}


def begins(seed: int, weeks: int, zone: str, *, keys: bool) -> str:
    """The first line."""
    how = "honours keys" if keys else "only has a history to be asked"
    return (
        f"Rehearsal with seed {seed}: {counted(weeks, 'week')} from {zone}, on a platform "
        f"that {how}."
    )


def how_long(least: int, most: int) -> str:
    """A term that is too short proves nothing."""
    return f"A rehearsal takes from {least} to {most} weeks."


def befell(what: str, since: datetime, until: datetime, line: str) -> str:
    """Something that happened besides."""
    names = {
        "down": "Roadmate is stopped",
        "refused": "the permission to post is lost",
        "vanished": "the channel is gone",
        "crash": "killed in the middle of a post",
        "flaky": "timeouts, rate limits and lost answers",
        "forget": "Finn forgets himself",
    }
    ends = f", until {until:%a %d %b %H:%M} UTC" if what in ("down", "refused", "vanished") else ""
    return f"    {since:%a %d %b %H:%M} UTC  {'Ann: ' + line if line else names[what]}{ends}"


def turned(at: datetime, *, forward: bool) -> str:
    """The clocks changed."""
    return f"    {at:%a %d %b %H:%M} UTC  the clocks go {'forward' if forward else 'back'}"


def week(
    slot: datetime, number: int | None, seen: datetime | None, reason: str, outcome: str
) -> str:
    """One weekly hour: what was due, what was posted and when, and what the week that ended did to
    streaks.
    """
    if number is not None and seen is not None:
        late = " (late)" if reason == "late" else ""
        posted = f"week {number} posted {seen:%a %H:%M:%S}{late}"
    else:
        posted = _WITHOUT.get(reason, "A POST WAS DUE AND DID NOT COME")
    return f"{slot:%a %Y-%m-%d %H:%M %z}  {posted}{f' · {outcome}' if outcome else ''}"


def outcome(number: int, cut: str, names: Mapping[str, Sequence[str]]) -> str:
    """What a week did to streaks. `names`: who kept, was excused, frozen, lost."""
    short = f" (short: {cut})" if cut else ""
    parts = [f"week {number}{short}: {len(names['kept'])} kept"]
    parts += [f"{len(names['excused'])} excused"] if names["excused"] else []
    parts += (
        [f"{len(names['frozen'])} frozen ({_named(names['frozen'])})"] if names["frozen"] else []
    )
    parts += (
        [f"{len(names['lost'])} lost ({_named(names['lost'])}: nothing done, no freeze)"]
        if names["lost"]
        else []
    )
    return ", ".join(parts)


def verdict(due: int, seen: int, counts: Mapping[str, int]) -> str:
    """The last line."""
    clean = due == seen and not any(counts.values())
    figures = ", ".join(f"{what} {number}" for what, number in counts.items())
    return f"{'Clean' if clean else 'NOT CLEAN'}: posts due {due}, posts seen {seen}, {figures}."


def fault(kind: str, text: str) -> str:
    """One thing that is wrong."""
    return f"  {kind}: {text}"


def _named(names: Sequence[str]) -> str:
    more = [f"{len(names) - NAMES} more"] if len(names) > NAMES else []
    return ", ".join([*names[:NAMES], *more])
