"""What a person can be asked in private: on what they were given to read, or have read besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.interaction import Context
from bot.core.records import Week
from bot.plan import weeks
from bot.plan.given import Given, given, readings_of
from bot.quiz.choosing import Candidate
from bot.quiz.questions import is_asked
from bot.quiz.reports import withdrawals
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap.progress import Marks
from content.course_model import Course
from content.courses import course_or_recommended, planned_ids, planned_readings
from content.model import Pack, Question, Reading, Section

Pool = tuple[Candidate, ...]

# After what any week gave: what somebody has read besides.
_BESIDES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Had:
    """What a person was given or has read, and when: by reading, the number of its week.

    Where no week has run, the order of the course stands for that.
    """

    given: Given
    places: Mapping[str, int]

    def candidate(self, question: Question) -> Candidate:
        needs = self.given.needs(question)
        place = max((self.places.get(name, _BESIDES) for name in needs), default=_BESIDES)
        opening = bool(needs) and needs <= _opening(self.given.course)
        return Candidate(question, 0 if self.given.is_new(question) else place, opening)

    def keeps_to_course(self, question: Question) -> bool:
        """Whether it is within the course, or on what the week that runs gave."""
        within = self.given.needs(question) <= planned_ids(self.given.course)
        return within or self.given.is_new(question)


async def of_course(ctx: Context) -> Pool:
    """On all that was given or read so far, within the course that the group walks."""
    had = await _had(ctx)
    allowed = filter(had.given.allows, ctx.pack.questions)
    return await _pool(ctx, had, filter(had.keeps_to_course, allowed))


async def of_section(ctx: Context, section: Section) -> Pool:
    """All of a section that somebody named, given or not."""
    return await _pool(ctx, await _had(ctx), section.quiz)


async def of_week(ctx: Context, week: Week) -> Pool:
    """What could be asked for the first time with a week's readings."""
    had = await _had_by(ctx, week, course_or_recommended(ctx.pack, week.course))
    return await _pool(ctx, had, filter(had.given.is_new, ctx.pack.questions))


async def on_reading(ctx: Context, reading: Reading) -> Pool:
    """What rests on a reading, and on nothing that was neither given nor read."""
    had = await _had(ctx)
    allowed = filter(had.given.allows, ctx.pack.questions)
    return await _pool(ctx, had, (q for q in allowed if reading.id in had.given.needs(q)))


async def _pool(ctx: Context, had: _Had, questions: Iterable[Question]) -> Pool:
    gone = await withdrawals.of_group(ctx.tx, ctx.group.id)
    return tuple(had.candidate(question) for question in questions if is_asked(question, gone))


async def _had(ctx: Context) -> _Had:
    """By now: the week that runs counts as given."""
    course = course_or_recommended(ctx.pack, ctx.group.course)
    if await weeks.of_group(ctx.tx, ctx.group.id):
        return await _had_by(ctx, await weeks.current(ctx.tx, ctx.group.id), course)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    # Nobody gives this person anything but what `next` shows.
    step = roadmap_progress.next_step(ctx.pack, marks, ctx.group.course)
    had = {*_done(ctx.pack, marks), *([step.reading.id] if step else [])}
    order = dict.fromkeys(entry.reading for entry in planned_readings(course))
    places = {name: place for place, name in enumerate(order, 1)}
    return _Had(given(ctx.pack, course, (), had), places)


async def _had_by(ctx: Context, week: Week | None, course: Course) -> _Had:
    """By a week; where none is named, by the last one."""
    places: dict[str, int] = {}
    for past, item in await weeks.history(ctx.tx, ctx.group.id):
        if week is None or past.number <= week.number:
            for name in readings_of(ctx.pack, (item,)):
                places.setdefault(name, past.number)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    items = await weeks.items(ctx.tx, week.id) if week else ()
    return _Had(given(ctx.pack, course, items, {*places, *_done(ctx.pack, marks)}), places)


def _done(pack: Pack, marks: Marks) -> set[str]:
    """What somebody has read, here or before they came."""
    readings = pack.reading_by_id.values()
    return {r.id for r in readings if roadmap_progress.state(r, marks) in ("done", "known")}


def _opening(course: Course) -> frozenset[str]:
    """What the course begins with: its first week's readings, or its first."""
    first = course.weeks[0].readings if course.weeks else course.readings[:1]
    return frozenset(entry.reading for entry in first)
