"""Which discussion questions a week asks: on what was given to read, and never one twice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.accounts import groups
from bot.core.database_port import Transaction
from bot.core.records import Group, Item
from bot.plan import asked_questions, weeks
from bot.plan.given import Given, given, readings_of
from bot.plan.planned import PlannedWeek, sections_of
from content.courses import course_or_recommended
from content.model import Discussion, Pack, Section

# So many stand in the post; the thread holds them all.
IN_POST = 3
# A week asks at least as many as its post shows, and never more than a thread's message can hold.
FEWEST, MOST = IN_POST, 10


async def with_questions(
    tx: Transaction, group: Group, pack: Pack, ahead: Sequence[PlannedWeek]
) -> PlannedWeek:
    """The first of the weeks ahead, with the questions that it will ask.

    `ahead`: that week and the next ones, by which the questions of a long section are spread.
    """
    course = course_or_recommended(pack, group.course)
    had = readings_of(pack, [item for _, item in await weeks.history(tx, group.id)])
    by_then = given(pack, course, ahead[0].items, had)
    before = await asked_questions.of_group(tx, group.id)
    return replace(ahead[0], questions=choose(by_then, ahead, before))


def choose(by_then: Given, ahead: Sequence[PlannedWeek], asked: Collection[str]) -> tuple[str, ...]:
    """The questions of a week by id, those of the post first. Pure.

    Its course's own, where they can be asked; else those of its sections, a share of them while
    more weeks of these sections come. At least one rests on the week's own readings, or there is
    none. A light one comes first.
    """
    week = ahead[0]
    named = [by_then.pack.discussion_by_id.get(name) for name in week.questions]
    fresh = _askable(by_then, filter(None, named), asked)
    if not any(map(by_then.is_new, fresh)):
        sections = sections_of(week.items, by_then.pack)
        written = (question for section in sections for question in section.discussion)
        fresh = _askable(by_then, written, asked)
        fresh.sort(key=lambda question: not by_then.is_new(question))
        fresh = fresh[: _share(len(fresh), sections, ahead, by_then.pack)]
    if not any(map(by_then.is_new, fresh)):
        return ()
    return tuple(question.id for question in _in_order(by_then, fresh[:MOST]))


def _askable(
    by_then: Given, questions: Iterable[Discussion], asked: Collection[str]
) -> list[Discussion]:
    return [
        question
        for question in questions
        if not question.retired and by_then.allows(question) and set(question.ids).isdisjoint(asked)
    ]


def _share(
    number: int, sections: Sequence[Section], ahead: Sequence[PlannedWeek], pack: Pack
) -> int:
    """How many of a number this week takes, so that the next weeks of its sections have some."""
    names = {section.id for section in sections}
    coming = (sections_of(week.items, pack) for week in ahead)
    left = sum(any(section.id in names for section in found) for found in coming)
    return max(FEWEST, -(-number // max(1, left)))


def _in_order(by_then: Given, questions: Sequence[Discussion]) -> list[Discussion]:
    """A light one, then those on the week's own readings, then the others."""
    light = sorted(
        (q for q in questions if q.light), key=lambda question: not by_then.is_new(question)
    )
    rest = [question for question in questions if question not in light[:1]]
    rest.sort(key=lambda question: (question.light, not by_then.is_new(question)))
    return [*light[:1], *rest]


async def fill_in(tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime) -> None:
    """A group's weeks from before their questions were kept: their posts showed the first three."""
    group = await groups.by_id(tx, group_id)
    pack = packs.get(group.pack) if group else None
    if pack is None:
        return
    for week in await asked_questions.weeks_unknown(tx, group_id):
        shown = _first_of_sections(await weeks.items(tx, week), pack)
        await asked_questions.fill_in(tx, group_id, week, shown, now)


def _first_of_sections(items: Sequence[Item], pack: Pack) -> list[str]:
    written = (q for section in sections_of(items, pack) for q in section.discussion)
    return [question.id for question in written if not question.retired][:IN_POST]
