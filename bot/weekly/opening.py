"""How a week opens: its post is composed, confirmed, followed by a thread, and kept up to date."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group, Week
from bot.outbox import outbox
from bot.outbox.keys import Questions, Refresh, WeeklyPost, WeekThread
from bot.plan import asked_questions, schedules, week_posts, weeks
from bot.weekly import week_questions
from bot.weekly.ending.closing import close_week
from bot.weekly.on_slot import LATEST, at_place, lengthen
from bot.weekly.upcoming import dates, plan
from content.model import Pack


async def begin_week(
    tx: Transaction, group: Group, pack: Pack, number: int, place: str, now: datetime
) -> Week | None:
    """The week whose post in a place is being composed: made now, or found.

    None if it has been posted, or is far too late.
    """
    schedule = await schedules.find(tx, group.id)
    if schedule is None or schedule.ended_at or schedule.paused_at:
        return None
    close = next(dates(schedule, group, number + 1), now + timedelta(weeks=schedule.every))
    due = await outbox.due_at(tx, WeeklyPost(group.id, number, place)) or now
    late = now - due > timedelta(minutes=15)
    existing = await weeks.of_number(tx, group.id, number)
    if existing is None and now - due > LATEST:
        # It waited in the outbox while we were away, and nobody has seen it: now it waits for the
        # next slot.
        await lengthen(tx, group, next(dates(schedule, group, number), None))
        return None
    if existing:
        return await _again(tx, existing, place, due, close, late=late)
    ahead = await plan(tx, group, schedule, pack)
    if not ahead or ahead[0].number != number:
        return None
    planned = await week_questions.with_questions(tx, group, pack, ahead)
    made = await weeks.make(tx, group, planned, due, close, late=late)
    await asked_questions.add(tx, group.id, made.id, planned.questions, now)
    return made


async def _again(
    tx: Transaction, week: Week, place: str, due: datetime, close: datetime, *, late: bool
) -> Week | None:
    """A week whose post is composed once more, or for another place; None if it stands there."""
    if week.state == "closed" or await week_posts.find(tx, week.id, place):
        return None
    await weeks.reslot(tx, week.id, due, close, late=late)
    return await weeks.find(tx, week.id)


async def week_opened(
    tx: Transaction, group: Group, pack: Pack, number: int, place: str, post: str, now: datetime
) -> Week | None:
    """A platform has confirmed the post: the week before closes, this one opens.

    None if it was open already.
    """
    week = await weeks.of_number(tx, group.id, number)
    if week is None or week.state == "closed":
        return None
    # One that was only found again has no thread that we could open.
    if await week_posts.add(tx, week.id, place, post) and post:
        await _enqueue_thread(tx, group, week, place, post, now)
    if not await weeks.open_(tx, week.id, now):
        return None
    for other in await weeks.of_group(tx, group.id):
        if other.state == "open" and other.id != week.id:
            await close_week(tx, group, pack, other, now)
    schedule = await schedules.find(tx, group.id)
    if schedule:
        await schedules.save(tx, replace(schedule, last_post_at=now))
    return await weeks.find(tx, week.id)


async def _enqueue_thread(
    tx: Transaction, group: Group, week: Week, place: str, post: str, now: datetime
) -> None:
    call = Call("post thread", {"week": week.id})
    then = Call("thread opened", {"week": week.id, **at_place(place)})
    key = WeekThread(week.id, place)
    await outbox.enqueue(tx, group, key, call, at=now, then=then, target=post)


async def thread_opened(
    tx: Transaction, group: Group, week: str, place: str, thread: str, now: datetime
) -> None:
    """The thread is there: enqueue the one message with all questions in it."""
    await week_posts.set_thread(tx, week, place, thread)
    call = Call("post questions", {"week": week})
    await outbox.enqueue(tx, group, Questions(week, place), call, at=now, thread=thread)


async def refresh(tx: Transaction, week_id: str, packs: Mapping[str, Pack], now: datetime) -> None:
    """A week's posts show an old number of those who finished: enqueue their present form."""
    week = await weeks.find(tx, week_id)
    group = await groups.by_id(tx, week.group) if week else None
    posts = [post for post in await week_posts.of_week(tx, week_id) if post.post]
    if week is None or group is None or not posts:
        return
    await weeks.refreshed(tx, week.id, now)
    call = Call("post weekly", {"number": str(week.number), "again": "yes"})
    for post in posts:
        key = Refresh(week.id, int(now.timestamp()), post.place)
        await outbox.enqueue(tx, group, key, call, at=now, target=post.post)
