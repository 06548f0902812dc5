"""How far a group has come on its course, when a chapter or the course itself is over."""

from dataclasses import dataclass

from bot.accounts import members
from bot.core.database_port import Transaction
from bot.core.records import Group, Item, Visibility, Week
from bot.plan import finishers, weeks
from bot.plan.given import readings_of
from bot.plan.planned import PlannedWeek
from bot.roadmap import marks as roadmap_marks
from content.course_model import Course
from content.courses import course_or_recommended, courses_of, planned_ids
from content.model import Pack


@dataclass(frozen=True, slots=True)
class Walked:
    """What of a course is behind a group, after a week of it.

    `weeks` and `readings`: had so far, of so many; `chapters`: titles of those that ended with that
    week.
    """

    course: Course
    weeks: int
    all_weeks: int
    readings: int
    all_readings: int
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What a group did on a course: how many took part, how many readings they finished.

    `finishers`: who has read all that the course plans; hidden ones only counted in `finished`.
    `following`: courses that come next.
    """

    people: int
    readings_done: int
    finishers: tuple[tuple[str, Visibility], ...]
    finished: int
    following: tuple[Course, ...]


async def walked(
    tx: Transaction, group: Group, pack: Pack, week: Week, ahead: list[PlannedWeek]
) -> Walked:
    """How far the group is with the end of a week; `ahead`: all weeks that still come."""
    course = course_or_recommended(pack, group.course)
    had = [item for _, item in await weeks.history(tx, group.id)]
    had_whole = readings_of(pack, had)
    coming = {item.reading for planned in ahead for item in planned.items}
    past = [other for other in await weeks.of_group(tx, group.id) if other.course == week.course]
    return Walked(
        course,
        len(past),
        len(past) + len(ahead),
        len(had_whole & planned_ids(course)),
        len(planned_ids(course)),
        tuple(_ended(pack, await weeks.items(tx, week.id), coming)),
    )


def _ended(pack: Pack, items: tuple[Item, ...], coming: set[str]) -> list[str]:
    """The chapters that these items end: nothing of them comes any more."""
    read = readings_of(pack, items)
    return [
        chapter.title
        for chapter in pack.chapters
        if not read.isdisjoint(held := {r.id for s in chapter.sections for r in s.readings})
        and coming.isdisjoint(held)
    ]


async def together(tx: Transaction, group: Group, pack: Pack) -> Together:
    """What the group did on the course that it has walked."""
    course = course_or_recommended(pack, group.course)
    names = {name: pack.reading_by_id[name].ids for name in planned_ids(course)}
    totals = await roadmap_marks.totals(tx, group.id)
    done = sum(totals.get(old, 0) for ids in names.values() for old in ids)
    readers = await finishers.of_readings(tx, group.id, pack.id, list(names.values()))
    shown = tuple((name, seen) for name, seen in readers if seen != "hidden")
    return Together(
        await members.count(tx, group.id), done, shown, len(readers), following(pack, course)
    )


def following(pack: Pack, course: Course) -> tuple[Course, ...]:
    """The courses to walk after one: those that build on it first, then the other listed ones."""
    others = [other for other in courses_of(pack) if other.id != course.id]
    after = [other for other in others if course.id in other.after]
    listed = [other for other in others if other.weeks and other not in after]
    return (*after, *listed, *(other for other in others if not other.weeks))
