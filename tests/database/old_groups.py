"""Groups from before there were courses, row by row, and what the release of that time planned for
them.

A release that is gone cannot be asked again, so its answers stand here: they were printed by it,
from these rows.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from content.model import Chapter, Discussion, Level, Pack, Reading, Section

# The second week of the groups that have begun is open; the slot of the third is five days away.
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
_FIRST, _SECOND, _THIRD = (datetime(2026, 3, day, 18, tzinfo=UTC) for day in (2, 9, 16))
# A part of a reading: its id, which part of how many, and minutes.
Part = tuple[str, int, int, int]
NOTHING_NEW: Part = ("", 1, 1, 0)


@dataclass(frozen=True)
class OldGroup:
    """A group on a `track` and `chapters`, and the `plan` that it looked at, a week a line.

    `course`: what it walks from now on.
    `had`: what its weeks have read so far; the last of them is open, or `composed` and not posted.
    """

    name: str
    track: str
    chapters: str
    pace: int
    course: str
    plan: str
    had: tuple[tuple[Part, ...], ...] = ()
    pins: tuple[tuple[int, Part], ...] = ()
    skips: str = ""
    paused_until: str = ""
    composed: bool = False

    @property
    def due(self) -> datetime:
        """The coming slot."""
        if self.paused_until:
            return datetime.fromisoformat(f"{self.paused_until}T18:00+00:00")
        return _THIRD


def keep(database: sqlite3.Connection, groups: Iterable[OldGroup]) -> None:
    """Write the rows that groups had in the tables of that time."""
    for group in groups:
        _keep(database, group)


def keep_alone(database: sqlite3.Connection, user: str) -> None:
    """Write the row of a private group, which was never set up."""
    database.execute(
        "INSERT INTO groups (id, platform, workspace, channel, name, pack, zone, created_at)"
        " VALUES ('alone', 'test', '', ?, 'On my own', 'hill', 'UTC', 0)",
        (f"@{user}",),
    )


def _keep(database: sqlite3.Connection, group: OldGroup) -> None:
    database.execute(
        "INSERT INTO groups (id, platform, workspace, channel, name, pack, zone, track, created_at)"
        " VALUES (?1, 'test', 'campus', ?1, ?1, 'hill', 'UTC', ?2, 0)",
        (group.name, group.track),
    )
    last_post = _seconds(_SECOND) if group.had else None
    database.execute(
        "INSERT INTO schedules (group_id, weekday, minute, pace, chapters, starts_on, next_due_at,"
        " last_post_at, paused_at, paused_until, skips)"
        " VALUES (?, 0, 1080, ?, ?, '2026-03-02', ?, ?, ?, ?, ?)",
        (
            group.name,
            group.pace,
            group.chapters,
            _seconds(group.due),
            last_post,
            _seconds(NOW) if group.paused_until else None,
            group.paused_until,
            group.skips,
        ),
    )
    for number, parts in enumerate(group.had, 1):
        _keep_week(database, group, number, parts)
    for number, part in group.pins:
        title = "Our own" if part[0].startswith("own") else ""
        database.execute(
            "INSERT INTO pins (group_id, number, position, reading, part, parts, minutes, title)"
            " VALUES (?, ?, 1, ?, ?, ?, ?, ?)",
            (group.name, number, *part, title),
        )


def _keep_week(
    database: sqlite3.Connection, group: OldGroup, number: int, parts: tuple[Part, ...]
) -> None:
    week = f"{group.name}-{number}"
    last = number == len(group.had)
    state = "closed" if not last or group.paused_until else "opening" if group.composed else "open"
    posted = state != "opening"
    slot, close = (_SECOND, _THIRD) if last else (_FIRST, _SECOND)
    database.execute(
        "INSERT INTO weeks (id, group_id, number, state, slot_at, opens_at, planned_close,"
        " closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            week,
            group.name,
            number,
            state,
            _seconds(slot),
            _seconds(slot) if posted else None,
            _seconds(close),
            _seconds(min(close, NOW)) if state == "closed" else None,
        ),
    )
    _keep_post(database, group.name, number, posted=posted)
    for position, part in enumerate(parts, 1):
        database.execute(
            "INSERT INTO week_readings (week_id, position, reading, part, parts, minutes)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (week, position, *part),
        )


def _keep_post(database: sqlite3.Connection, group: str, number: int, *, posted: bool) -> None:
    """Where the week stands, or that it is on its way."""
    week = f"{group}-{number}"
    if posted:
        database.execute(
            "INSERT INTO week_posts (week_id, place, post_id, thread_id) VALUES (?, '', ?, ?)",
            (week, f"post {week}", f"thread {week}"),
        )
        return
    call, then = f"post weekly number:{number}", f"week opened number:{number}"
    database.execute(
        "INSERT INTO deliveries (key, kind, priority, due_at, group_id, call, sent_call,"
        " platform, workspace, channel, try_at) VALUES (?1, 'post', 2, ?2, ?3, ?4, ?5, 'test',"
        " 'campus', ?3, ?2)",
        (f"weekly/{group}/{number}", _seconds(NOW), group, call, then),
    )


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def _section(name: str, *lengths: tuple[Level, int]) -> Section:
    """Readings `<name>1` and on, and five questions `q-<name>1` and on."""
    readings = tuple(
        Reading(
            f"{name}{number}",
            f"Title of {name}{number}",
            f"https://example.org/{name}{number}",
            level,
            minutes,
            "All of it",
        )
        for number, (level, minutes) in enumerate(lengths, 1)
    )
    asked = tuple(Discussion(f"q-{name}{n}", f"What of {name}, {n}?") for n in range(1, 6))
    return Section(name, f"Section {name}", "complete", readings=readings, discussion=asked)


_VALLEY = (
    _section("a", ("essential", 40), ("essential", 50), ("core", 30)),
    _section("b", ("essential", 200), ("essential", 20), ("core", 45)),
)
_SLOPE = (
    _section("c", ("essential", 60), ("core", 25)),
    _section("d", ("essential", 90), ("core", 90), ("core", 10)),
)
_TOP = (
    _section("e", ("essential", 15), ("optional", 70)),
    _section("f", ("essential", 130), ("core", 35)),
)
HILL = Pack(
    "hill",
    "The Hill",
    "Made up.",
    (
        Chapter("valley", "Valley", "", _VALLEY),
        Chapter("slope", "Slope", "", _SLOPE, was=("side",)),
        Chapter("top", "Top", "", _TOP),
    ),
)

_WHOLE = (
    OldGroup(
        "essential-begun",
        "essential",
        "",
        90,
        "road-essential",
        had=((("a1", 1, 1, 40), ("a2", 1, 1, 50)), (("b1", 1, 3, 67),)),
        plan="""
        2026-03-16: b1 2/3 67
        2026-03-23: b1 3/3 67, b2 1/1 20
        2026-03-30: c1 1/1 60
        2026-04-06: d1 1/1 90
        2026-04-13: e1 1/1 15, f1 1/2 65
        2026-04-20: f1 2/2 65
        """,
    ),
    OldGroup(
        "core-not-begun",
        "core",
        "",
        60,
        "road-core",
        plan="""
        2026-03-16: a1 1/1 40
        2026-03-23: a2 1/1 50, a3 1/1 30
        2026-03-30: b1 1/4 50
        2026-04-06: b1 2/4 50
        2026-04-13: b1 3/4 50
        2026-04-20: b1 4/4 50
        2026-04-27: b2 1/1 20, b3 1/1 45
        2026-05-04: c1 1/1 60
        2026-05-11: c2 1/1 25, d1 1/2 45
        2026-05-18: d1 2/2 45
        2026-05-25: d2 1/2 45
        2026-06-01: d2 2/2 45, d3 1/1 10
        2026-06-08: e1 1/1 15, f1 1/3 44
        2026-06-15: f1 2/3 44
        2026-06-22: f1 3/3 44, f2 1/1 35
        """,
    ),
    OldGroup(
        "core-in-a-break",
        "core",
        "",
        120,
        "road-core",
        had=((("a1", 1, 1, 40), ("a2", 1, 1, 50), ("a3", 1, 1, 30)), (("b1", 1, 2, 100),)),
        paused_until="2026-04-06",
        plan="""
        2026-04-06: b1 2/2 100
        2026-04-13: b2 1/1 20, b3 1/1 45, c1 1/1 60, c2 1/1 25
        2026-04-20: d1 1/1 90
        2026-04-27: d2 1/1 90, d3 1/1 10, e1 1/1 15
        2026-05-04: f1 1/1 130
        2026-05-11: f2 1/1 35
        """,
    ),
)
_ONE_CHAPTER = (
    OldGroup(
        "slope-on-essential",
        "essential",
        "slope",
        45,
        "own:essential:slope",
        plan="""
        2026-03-16: c1 1/1 60
        2026-03-23: d1 1/2 45
        2026-03-30: d1 2/2 45
        """,
    ),
    OldGroup(
        "valley-being-posted",
        "core",
        "valley",
        60,
        "own:core:valley",
        had=((("a1", 1, 1, 40),), (("a2", 1, 1, 50), ("a3", 1, 1, 30))),
        composed=True,
        plan="""
        2026-03-16: b1 1/4 50
        2026-03-23: b1 2/4 50
        2026-03-30: b1 3/4 50
        2026-04-06: b1 4/4 50
        2026-04-13: b2 1/1 20, b3 1/1 45
        """,
    ),
    OldGroup(
        "slope-by-its-old-name",
        "core",
        "side",
        90,
        "own:core:side",
        plan="""
        2026-03-16: c1 1/1 60, c2 1/1 25
        2026-03-23: d1 1/1 90
        2026-03-30: d2 1/1 90, d3 1/1 10
        """,
    ),
)
_SEVERAL = (
    OldGroup(
        "two-with-weeks-fixed",
        "essential",
        "valley top",
        90,
        "own:essential:valley,top",
        had=((("a1", 1, 1, 40), ("a2", 1, 1, 50)), (("b1", 1, 3, 67),)),
        pins=((3, NOTHING_NEW), (4, ("own-1", 1, 1, 25)), (5, ("f1", 1, 2, 65))),
        skips="3 6",
        plan="""
        2026-03-23: nothing new
        2026-03-30: own-1 1/1 25
        2026-04-06: f1 1/2 65
        2026-04-20: b1 2/3 67
        2026-04-27: b1 3/3 67, b2 1/1 20
        2026-05-04: e1 1/1 15, f1 2/2 65
        """,
    ),
    OldGroup(
        "two-out-of-order",
        "core",
        "top slope",
        75,
        "own:core:top,slope",
        had=((("c1", 1, 1, 60), ("c2", 1, 1, 25)),),
        pins=((2, ("c1", 1, 1, 60)),),
        plan="""
        2026-03-16: c1 1/1 60
        2026-03-23: d1 1/1 90
        2026-03-30: d2 1/1 90, d3 1/1 10
        2026-04-06: e1 1/1 15, f1 1/2 65
        2026-04-13: f1 2/2 65, f2 1/1 35
        """,
    ),
)
OLD_GROUPS = (*_WHOLE, *_ONE_CHAPTER, *_SEVERAL)
