"""The courses of a pack, and what its questions rest on in each.

Next to the courses that pack.yaml lists, each chapter and the whole road are courses by themselves.
Several chapters together can be spelled: `own:core:leaf,cup`.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from content.course_model import Course, PlannedReading
from content.model import Discussion, Level, Pack, Question, Reading, Section, Task

# No id of a listed course begins like these: content/loading/grammar.py sees to it.
CHAPTER = "chapter-"
ROAD_ESSENTIAL, ROAD_CORE = "road-essential", "road-core"
OWN = "own:"
ESSENTIAL: tuple[Level, ...] = ("essential",)
CORE: tuple[Level, ...] = ("essential", "core")


@lru_cache(maxsize=16)  # packs are few, and compared by identity
def courses_of(pack: Pack) -> tuple[Course, ...]:
    """Every course that a group may walk: listed ones, then each chapter, then the whole road.

    A chapter's course plans its essential readings, or its core ones where none is essential. The
    two roads have the pack's own title. What would plan nothing is left out.
    """
    listed = (course for course in pack.courses if not course.retired)
    by_themselves = (course for course in (*_chapters(pack), *_roads(pack)) if course.readings)
    return (*listed, *by_themselves)


def recommended(pack: Pack) -> Course:
    """The course of whoever chooses none: the first that is listed, else the whole road."""
    listed = [course for course in pack.courses if not course.retired]
    roads = list(_roads(pack))
    return [*listed, *(road for road in roads if road.readings), *roads][0]


def find_course(pack: Pack, name: str) -> Course | None:
    """A course by its present or a former id, retired or not, or as it is spelled."""
    if (listed := pack.course_by_id.get(name)) is not None:
        return listed
    if name.startswith(OWN):
        return _spelled(pack, name)
    found = (course for course in courses_of(pack) if name in (course.id, *course.was))
    return next(found, None)


@lru_cache(maxsize=64)
def course_or_recommended(pack: Pack, name: str) -> Course:
    """A group's course; where the pack has none of this name, the recommended one."""
    return find_course(pack, name) or recommended(pack)


def planned_readings(course: Course) -> tuple[PlannedReading, ...]:
    """All that a course gives to read, in order."""
    return course.readings or tuple(entry for week in course.weeks for entry in week.readings)


def planned_ids(course: Course) -> frozenset[str]:
    """The ids of all readings that a course plans."""
    return frozenset(entry.reading for entry in planned_readings(course))


def minutes_of(planned: PlannedReading, pack: Pack) -> int:
    """The minutes that a reading takes in a course."""
    return planned.minutes or pack.reading_by_id[planned.reading].minutes


def part_of(planned: PlannedReading, pack: Pack) -> str:
    """What a course gives to read of a reading."""
    return planned.part or pack.reading_by_id[planned.reading].part


def needs_of(
    question: Discussion | Question | Task, section: Section, planned: Collection[str]
) -> frozenset[str]:
    """The readings that a question or task of a section rests on, where a course plans these.

    Without `needs`, it rests on every planned reading of its section, or on all of them where none
    is planned; a quiz question besides on the reading that it comes from. Empty only in a section
    without readings.
    """
    if question.needs:
        return frozenset(question.needs)
    held = {reading.id for reading in section.readings if not reading.retired}
    source = {question.reading} if isinstance(question, Question) else set()
    return frozenset((held & set(planned) or held) | source)


def is_given(
    question: Discussion | Question | Task,
    section: Section,
    planned: Collection[str],
    given: Collection[str],
) -> bool:
    """Whether all that a question rests on was given to read."""
    return bool(needs := needs_of(question, section, planned)) and needs <= set(given)


def _chapters(pack: Pack) -> Iterator[Course]:
    for chapter in pack.chapters:
        if not chapter.retired:
            readings = [r for s in chapter.sections if not s.retired for r in s.readings]
            yield Course(
                id=f"{CHAPTER}{chapter.id}",
                title=chapter.title,
                about=chapter.about,
                readings=_plan(readings, ESSENTIAL) or _plan(readings, CORE),
                was=tuple(f"{CHAPTER}{old}" for old in chapter.was),
            )


def _spelled(pack: Pack, name: str) -> Course:
    """`own:<track>:<chapter>,<chapter>`; one chapter is its own course where that is the same."""
    track, _, names = name.removeprefix(OWN).partition(":")
    wanted = set(names.split(","))
    chapters = [c for c in pack.chapters if not wanted.isdisjoint((c.id, *c.was))]
    held = frozenset(section.id for chapter in chapters for section in chapter.sections)
    readings = [r for r in pack.readings if pack.section_of[r.id].id in held]
    planned = _plan(readings, CORE if track == "core" else ESSENTIAL)
    if len(chapters) == 1:
        alone = find_course(pack, f"{CHAPTER}{chapters[0].id}")
        if alone and alone.readings == planned:
            return alone
    return Course(name, ", ".join(chapter.title for chapter in chapters), readings=planned)


def _roads(pack: Pack) -> Iterator[Course]:
    for name, levels in ((ROAD_ESSENTIAL, ESSENTIAL), (ROAD_CORE, CORE)):
        yield Course(name, pack.title, pack.about, readings=_plan(pack.readings, levels))


def _plan(readings: Iterable[Reading], levels: Collection[Level]) -> tuple[PlannedReading, ...]:
    return tuple(
        PlannedReading(reading.id)
        for reading in readings
        if reading.level in levels and not (reading.retired or reading.reference)
    )
