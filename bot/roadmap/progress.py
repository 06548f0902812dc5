"""A person's way along the roadmap: what is done, what comes next, how far it is. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.core.records import Item, ProgressState
from content.course_model import Course, PlannedReading
from content.courses import course_or_recommended, minutes_of, planned_readings
from content.model import Level, Pack, Reading, Task

Marks = Mapping[str, ProgressState]
# What kind of reading a task is, where it stands among readings.
TASK = "task"
Why = Literal[
    "week", "task", "missed", "way in", "catch-up", "course", "deeper", "optional", "skipped"
]

_BEST_FIRST: tuple[ProgressState, ...] = ("done", "known", "skipped")
# What comes after the group's course.
_AFTER: tuple[tuple[Why, tuple[Level, ...]], ...] = (
    ("deeper", ("essential", "core")),
    ("optional", ("optional",)),
)


@dataclass(frozen=True, slots=True)
class Step:
    """The next reading (or a part of it), and why it comes now.

    `item`: how the group's plan or its course gives it.
    """

    reading: Reading
    why: Why
    item: Item

    @property
    def passage(self) -> str:
        """What of it there is to read."""
        return self.item.passage or self.reading.part


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of something is done: readings and minutes; `known`: readings known before."""

    done: int
    total: int
    minutes: int = 0
    known: int = 0

    @property
    def to_go(self) -> int:
        """How many readings are neither done nor known."""
        return self.total - self.done - self.known


def state(reading: Reading, marks: Marks) -> ProgressState | None:
    """Done under any id it ever had counts as done, so no edit of the pack loses progress."""
    if (
        not reading.was
    ):  # nearly all; and this is asked of every reading of the pack, several times a command
        return marks.get(reading.id)
    states = {marks[name] for name in reading.ids if name in marks}
    return next((best for best in _BEST_FIRST if best in states), None)


def item_state(pack: Pack, item: Item, marks: Marks) -> ProgressState | None:
    """The state of what a week plans; a part is done with its own mark or with the whole."""
    states = {marks[name] for name in mark_names(pack, item) if name in marks}
    return next((best for best in _BEST_FIRST if best in states), None)


def mark_names(pack: Pack, item: Item) -> tuple[str, ...]:
    """All names under which progress on what a week plans may be kept."""
    known = reading_of(pack, item)
    whole = known.ids if known else (item.reading,)
    return whole if item.parts == 1 else (*whole, part_mark(item.reading, item.part, item.parts))


def part_mark(reading: str, part: int, parts: int) -> str:
    """Under which name the progress on a part is kept."""
    return f"{reading}:{part}/{parts}"


@lru_cache(maxsize=64)
def planned(pack: Pack, course: str) -> tuple[Reading, ...]:
    """The readings of a group's course, in its order.

    Asked for again and again, and packs never change.
    """
    entries = planned_readings(course_or_recommended(pack, course))
    readings = (pack.reading_by_id[entry.reading] for entry in entries)
    return tuple(dict.fromkeys(reading for reading in readings if not reading.retired))


def next_step(
    pack: Pack, marks: Marks, course: str, queue: Iterable[tuple[Why, Item]] = ()
) -> Step | None:
    """What the weeks ask for (`queue`), then the course, what is deeper, what is optional, last
    what was skipped.
    """
    queued = [(why, item, found) for why, item in queue if (found := reading_of(pack, item))]
    for why, item, reading in queued:
        if not reading.retired and item_state(pack, item, marks) is None:
            return Step(reading, why, item)
    for entry in planned_readings(course_or_recommended(pack, course)):
        reading = pack.reading_by_id[entry.reading]
        if not reading.retired and state(reading, marks) is None:
            return Step(reading, "course", _rest(reading, entry, pack, marks))
    for why, levels in _AFTER:
        for reading in pack.readings:
            if reading.level in levels and state(reading, marks) is None:
                return Step(reading, why, _whole(reading))
    aside = [(own, item) for _, item, own in queued if own.id not in pack.reading_by_id]
    aside += [(reading, _whole(reading)) for reading in pack.readings]
    skipped = ((reading, item) for reading, item in aside if state(reading, marks) == "skipped")
    return next((Step(reading, "skipped", item) for reading, item in skipped), None)


def _whole(reading: Reading) -> Item:
    return Item(reading.id, 1, 1, reading.minutes)


def _rest(reading: Reading, entry: PlannedReading, pack: Pack, marks: Marks) -> Item:
    """What a course gives of a reading: all of it, or the next part where weeks have begun it."""
    minutes = minutes_of(entry, pack)
    begun = [mark for mark in marks if mark.startswith(tuple(f"{name}:" for name in reading.ids))]
    parts = max((int(mark.rpartition("/")[2]) for mark in begun), default=1)
    done = {int(mark.rpartition(":")[2].partition("/")[0]) for mark in begun}
    part = next((part for part in range(1, parts + 1) if part not in done), 0)
    if not part:
        return Item(reading.id, 1, 1, minutes, passage=entry.part)
    return Item(reading.id, part, parts, -(-minutes // parts), passage=entry.part)


def stops(pack: Pack, course: Course, marks: Marks) -> tuple[tuple[str, Tally], ...]:
    """The way through a course, stop by stop: its weeks by their themes, else its sections."""
    if course.weeks:
        named = [
            (f"{number}. {week.theme}", [pack.reading_by_id[e.reading] for e in week.readings])
            for number, week in enumerate(course.weeks, 1)
        ]
    else:
        held: dict[str, list[Reading]] = {}
        for reading in planned(pack, course.id):
            held.setdefault(pack.section_of[reading.id].id, []).append(reading)
        named = [(pack.section_by_id[name].title, readings) for name, readings in held.items()]
    return tuple((title, tally(readings, marks)) for title, readings in named)


def reading_of(pack: Pack, item: Item) -> Reading | None:
    """What a week gives, in the form of a reading; None where it has left the pack.

    A reading of the pack, a task, or something of the group's own.
    """
    if known := pack.reading_by_id.get(item.reading):
        return known
    if task := pack.task_by_id.get(item.reading):
        return task_reading(task)
    return own_reading(item)


def task_reading(task: Task) -> Reading:
    """A task in the form of a reading, whose part says when it is done."""
    until = task.done_when.strip()
    return Reading(
        task.id,
        task.title,
        task.starter,
        "core",
        task.minutes,
        until,
        kind=TASK,
        was=task.was,
        retired=task.retired,
    )


def own_reading(item: Item) -> Reading | None:
    """Something that an organiser gave to a week, and no pack knows."""
    if not item.title:
        return None
    passage = item.passage or "all of it"
    return Reading(item.reading, item.title, item.url, "core", item.minutes, passage, kind="")


def tally(readings: Iterable[Reading], marks: Marks) -> Tally:
    """How many of these readings are done, and how many minutes that was."""
    listed = list(readings)
    done = [reading for reading in listed if state(reading, marks) == "done"]
    known = sum(state(reading, marks) == "known" for reading in listed)
    return Tally(len(done), len(listed), sum(reading.minutes for reading in done), known)
