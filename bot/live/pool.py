"""What a live round may ask a group: on what its weeks gave to read, the newest of it first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.live import rounds
from bot.plan import weeks
from bot.plan.given import Given, given, readings_of
from content.courses import course_or_recommended, planned_ids, planned_readings
from content.model import Pack, Question, Section

# A question that a channel saw answered comes back after that, while others are left.
RESTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Pool:
    """The questions to choose from; `fresh`: ids of those on the week that runs; `resting`: ids of
    those that were revealed lately, as they were called then.
    """

    questions: Sequence[Question]
    fresh: Collection[str]
    resting: Collection[str]


async def of_group(
    tx: Transaction, group: Group, pack: Pack, section: Section | None, now: datetime
) -> Pool:
    """All of a section that was named; else what the group was given so far on its course."""
    by_now = await _given(tx, group, pack)
    planned = planned_ids(by_now.course)
    fresh = {question.id for question in pack.questions if by_now.is_new(question)}
    questions = (
        section.quiz
        if section
        else [
            question
            for question in pack.questions
            if by_now.allows(question)
            and (by_now.needs(question) <= planned or question.id in fresh)
        ]
    )
    resting = await rounds.revealed(tx, group.id, now - RESTS)
    return Pool(questions, fresh, resting)


async def _given(tx: Transaction, group: Group, pack: Pack) -> Given:
    """What the group was given; before its first week what its course begins with."""
    course = course_or_recommended(pack, group.course)
    had = await weeks.history(tx, group.id)
    if not had:
        first = course.weeks[0].readings if course.weeks else planned_readings(course)[:1]
        return given(pack, course, (), {entry.reading for entry in first})
    week = await weeks.current(tx, group.id)
    items = await weeks.items(tx, week.id) if week else ()
    return given(pack, course, items, readings_of(pack, (item for _, item in had)))
