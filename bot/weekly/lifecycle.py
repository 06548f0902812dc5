"""The life of a group's weeks.

When a slot comes, what its post brings, how a week opens and how it closes.

Everything is done in the caller's transaction. Slots, pauses and outages shift dates; nothing is
ever dropped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.accounts import groups
from bot.core.calendar.slots import Slot, day_begins, next_slot, slots_until
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Delivery, DeliveryKind, Group, Schedule, Week
from bot.outbox import deliveries
from bot.plan import pins, schedules, weeks
from bot.plan.planning import PlannedWeek, weeks_ahead
from bot.streaks import counting
from bot.weekly import heartbeats
from bot.weekly.meetings import REMIND_BEFORE
from content.model import Pack

# A post that is later than this waits for the next slot.
LATEST = timedelta(hours=24)
# After a change of slot or zone, so that no two posts crowd each other.
LEAST_DISTANCE = timedelta(days=4)
# What makes a week short: out of reach for this long in all, or for this long in its last day.
LONG_OUTAGE, LAST_DAY, LATE_OUTAGE = timedelta(hours=12), timedelta(hours=24), timedelta(hours=2)
WARN_WEEKS_BEFORE_END = 2


def slot_of(schedule: Schedule, group: Group) -> Slot:
    """The group's weekly hour on its own clock."""
    return Slot(schedule.weekday, schedule.minute, group.zone)


def first_slot(schedule: Schedule, group: Group, now: datetime) -> datetime:
    """The first slot from the start date on that keeps its distance from the last post."""
    after = max(now, day_begins(schedule.starts_on, group.zone) - timedelta(seconds=1))
    if schedule.last_post_at:
        after = max(after, schedule.last_post_at + LEAST_DISTANCE - timedelta(seconds=1))
    return next_slot(after, slot_of(schedule, group))


async def plan(
    tx: Transaction, group: Group, schedule: Schedule, pack: Pack, most: int = 200
) -> list[PlannedWeek]:
    """The weeks ahead, as things stand. A week that is being posted is not ahead any more."""
    past = await weeks.of_group(tx, group.id)
    first = past[-1].number + 1 if past else 1
    had = await weeks.past_items(tx, group.id)
    fixed = await pins.of_group(tx, group.id)
    return list(
        islice(
            weeks_ahead(pack, group.track, schedule.chapters, schedule.pace, had, fixed, first),
            most,
        )
    )


async def next_number(tx: Transaction, group: str) -> int:
    """The number of the week that is posted next."""
    waiting = await weeks.opening(tx, group)
    past = await weeks.of_group(tx, group)
    return waiting.number if waiting else past[-1].number + 1 if past else 1


def dates(schedule: Schedule, group: Group, first: int) -> Iterator[datetime]:
    """When the weeks from number `first` on are posted, as things stand.

    The end is the caller's to choose.
    """
    slot = slot_of(schedule, group)
    due = schedule.next_due_at
    while due is not None:
        for _ in range(schedule.skips.count(first)):
            due = next_slot(due, slot)
        yield due
        due = next_slot(due, slot)
        first += 1


async def slot_came(
    tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime
) -> None:
    """A group's slot has come.

    Promise its post, and move on to the next slot, in one transaction.
    """
    group, schedule = await groups.by_id(tx, group_id), await schedules.find(tx, group_id)
    if (
        group is None
        or schedule is None
        or schedule.next_due_at is None
        or schedule.next_due_at > now
    ):
        return
    # After a long silence several slots have come: the newest counts, each of the others passed
    # without a post.
    *missed, due, following = slots_until(schedule.next_due_at, slot_of(schedule, group), now)
    number = await next_number(tx, group.id)
    skips = _without(schedule.skips, number, len(missed))
    skipped = number in skips
    left = _without(skips, number, 1)
    await schedules.save(
        tx, replace(schedule, next_due_at=following, paused_at=None, paused_until="", skips=left)
    )
    if skipped or now - due > LATEST:
        # This slot passes without a post, so the open week lasts until the next one.
        await _lengthen(tx, group, following)
        return
    await post_now(tx, group, packs[group.pack], due)


async def _lengthen(tx: Transaction, group: Group, close: datetime | None) -> None:
    running = await weeks.current(tx, group.id)
    if running and close:
        await weeks.lengthen(tx, running.id, close)


def _without(skips: tuple[int, ...], number: int, times: int) -> tuple[int, ...]:
    """The skips that are left when so many slots of a week have passed."""
    left = list(skips)
    for _ in range(min(times, left.count(number))):
        left.remove(number)
    return tuple(left)


async def post_now(tx: Transaction, group: Group, pack: Pack, due: datetime) -> None:
    """Promise the recap of the week that ends and the post of the one that begins.

    Or, at the end, the farewell.
    """
    schedule = await schedules.find(tx, group.id)
    running = await weeks.current(tx, group.id)
    waiting = await weeks.opening(tx, group.id)
    if schedule is None:
        return
    ahead = await plan(tx, group, schedule, pack, most=1)
    if running and running.state == "open":
        await promise_recap(tx, group, running, due, last=not ahead and not waiting)
    if not ahead and not waiting:
        await schedules.save(tx, replace(schedule, next_due_at=None))
        return
    number = waiting.number if waiting else ahead[0].number
    call = Call("post weekly", {"number": str(number)})
    then = Call("opened week", {"number": str(number)})
    await _promise(tx, group, f"weekly/{group.id}/{number}", deliveries.POST, due, call, then)


async def promise_recap(
    tx: Transaction, group: Group, week: Week, due: datetime, *, last: bool
) -> None:
    """Promise how a week went; the plan's last week closes when its farewell is out."""
    call = Call("post recap", {"week": week.id, **({"last": "yes"} if last else {})})
    then = Call("closed week", {"week": week.id}) if last else None
    await _promise(
        tx, group, f"recap/{group.id}/{week.number}", deliveries.AWAITED, due, call, then
    )


async def recap_waits(tx: Transaction, group: Group, week: Week, now: datetime) -> bool:
    """Whether the slot that was to end a week has passed for good.

    The week goes on, and its recap comes later.
    """
    promised = await deliveries.due_at(tx, f"recap/{group.id}/{week.number}") or now
    return week.state == "open" and now - promised > LATEST


async def begin_week(
    tx: Transaction, group: Group, pack: Pack, number: int, now: datetime
) -> Week | None:
    """The week whose post is being composed: made now, or found.

    None if it has been posted, or is far too late.
    """
    schedule = await schedules.find(tx, group.id)
    if schedule is None or schedule.ended_at or schedule.paused_at:
        return None
    close = next(dates(schedule, group, number + 1), now + timedelta(days=7))
    promised = await deliveries.due_at(tx, f"weekly/{group.id}/{number}") or now
    late = now - promised > timedelta(minutes=15)
    existing = await weeks.of_number(tx, group.id, number)
    if existing is None and now - promised > LATEST:
        # It waited in the outbox while we were away, and nobody has seen it: now it waits for the
        # next slot.
        await _lengthen(tx, group, next(dates(schedule, group, number), None))
        return None
    if existing:
        await weeks.reslot(tx, existing.id, promised, close, late=late)
        return await weeks.find(tx, existing.id) if existing.state == "opening" else None
    ahead = await plan(tx, group, schedule, pack, most=1)
    if not ahead or ahead[0].number != number:
        return None
    return await weeks.make(tx, group.id, number, promised, close, ahead[0].items, late=late)


async def week_opened(
    tx: Transaction, group: Group, number: int, post: str, now: datetime
) -> Week | None:
    """The platform has confirmed the post: the week before closes, this one opens.

    None if it was open already.
    """
    week = await weeks.of_number(tx, group.id, number)
    if week is None or not await weeks.open_(tx, week.id, post, now):
        return None
    for other in await weeks.of_group(tx, group.id):
        if other.state == "open" and other.id != week.id:
            await close_week(tx, group, other, now)
    schedule = await schedules.find(tx, group.id)
    if schedule:
        await schedules.save(tx, replace(schedule, last_post_at=now))
    if post:  # one that was only found again has no thread that we could open
        await _thread(tx, group, week, post, now)
    return await weeks.find(tx, week.id)


async def close_week(tx: Transaction, group: Group, week: Week, now: datetime) -> None:
    """A week is over: decide whether it was short, and let it count for everybody's streak."""
    await weeks.close(tx, week.id, now, short=await _was_short(tx, week, now))
    await counting.count_streaks(tx, group, now)


async def recompute(
    tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime
) -> None:
    """Clocks or settings have changed.

    When is the next slot? A slot that is due already stays due.
    """
    group, schedule = await groups.by_id(tx, group_id), await schedules.find(tx, group_id)
    if (
        group is None
        or schedule is None
        or schedule.next_due_at is None
        or schedule.next_due_at <= now
    ):
        return
    # From a little before, so that a slot which now turns out to be over is due at once rather than
    # a week later.
    before = schedule.next_due_at - timedelta(hours=12)
    await schedules.save(
        tx, replace(schedule, next_due_at=next_slot(before, slot_of(schedule, group)))
    )


async def meeting_came(
    tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime
) -> None:
    """The hour before a group's meeting has come: remind the channel, once."""
    group, meeting = await groups.by_id(tx, group_id), await schedules.meeting(tx, group_id)
    if group is None or meeting is None:
        return
    slot = Slot(meeting.weekday, meeting.minute, group.zone)
    begins = next_slot(now, slot)
    in_time = begins - now <= REMIND_BEFORE
    upcoming = next_slot(begins, slot) if in_time else begins
    await schedules.set_meeting(tx, group.id, meeting, upcoming - REMIND_BEFORE)
    schedule = await schedules.find(tx, group.id)
    if in_time and schedule and schedule.paused_at is None:
        key = f"meeting/{group.id}/{int(begins.timestamp())}"
        call = Call("post meeting", {"begins": str(int(begins.timestamp()))})
        await _promise(tx, group, key, deliveries.POST, now, call, None)


async def refresh(tx: Transaction, week_id: str, packs: Mapping[str, Pack], now: datetime) -> None:
    """A post shows an old number of those who finished: promise to change it."""
    week = await weeks.find(tx, week_id)
    group = await groups.by_id(tx, week.group) if week else None
    if week is None or group is None or not week.post:
        return
    await weeks.refreshed(tx, week.id, now)
    key = f"refresh/{week.id}/{int(now.timestamp())}"
    call = Call("post weekly", {"number": str(week.number), "again": "yes"})
    await _promise(
        tx, group, key, deliveries.REFRESH, now, call, None, kind="edit", target=week.post
    )


async def _thread(tx: Transaction, group: Group, week: Week, post: str, now: datetime) -> None:
    call, then = Call("post thread", {"week": week.id}), Call("opened thread", {"week": week.id})
    key = f"thread/{week.id}"
    await _promise(tx, group, key, deliveries.THREAD, now, call, then, kind="thread", target=post)


async def promise_questions(
    tx: Transaction, group: Group, week: str, thread: str, now: datetime
) -> None:
    """The thread is there: promise the one message with all questions in it."""
    call = Call("post questions", {"week": week})
    await _promise(
        tx, group, f"questions/{week}", deliveries.FOLLOW_UP, now, call, None, thread=thread
    )


async def set_warned(tx: Transaction, schedule: Schedule) -> None:
    """Organisers have been told that the plan ends soon."""
    await schedules.save(tx, replace(schedule, warned=True))


async def is_last(tx: Transaction, group: Group, pack: Pack) -> bool:
    """Whether nothing is left to plan or to post."""
    schedule, waiting = await schedules.find(tx, group.id), await weeks.opening(tx, group.id)
    return (
        schedule is not None
        and waiting is None
        and not await plan(tx, group, schedule, pack, most=1)
    )


async def _promise(
    tx: Transaction,
    group: Group,
    key: str,
    priority: int,
    due: datetime,
    call: Call,
    then: Call | None,
    *,
    kind: DeliveryKind = "post",
    target: str = "",
    thread: str = "",
) -> None:
    delivery = Delivery(
        key,
        kind,
        priority,
        due,
        group.id,
        str(call),
        group.platform,
        group.workspace,
        group.channel,
        thread,
        str(then) if then else "",
        target,
    )
    await deliveries.add(tx, delivery)


async def _was_short(tx: Transaction, week: Week, now: datetime) -> bool:
    """Closed before its planned close, or Roadmate was out of reach for long, or just before the end."""
    opened = week.opens_at or week.slot_at
    if now < week.planned_close:
        return True
    if await heartbeats.outage(tx, opened, now) > LONG_OUTAGE:
        return True
    return await heartbeats.outage(tx, max(opened, now - LAST_DAY), now) >= LATE_OUTAGE
