"""What a group's weekly slot brings; a post that is too late waits for the next one.

Everything is done in the caller's transaction. Slots, pauses and outages shift dates; nothing is
ever dropped.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.core.calendar.slots import slots_until
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group, Week
from bot.outbox import outbox
from bot.outbox.keys import Recap, WeeklyPost
from bot.plan import finishers, schedules, weeks
from bot.weekly.upcoming import next_number, plan, slot_of
from content.model import Pack

# A post that is later than this waits for the next slot.
LATEST = timedelta(hours=24)


async def on_slot(tx: Transaction, group_id: str, packs: Mapping[str, Pack], now: datetime) -> None:
    """A group's slot has come: enqueue its post, and move on to the next slot."""
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
    slot = slot_of(schedule, group)
    *missed, due, following = slots_until(schedule.next_due_at, slot, now, schedule.every)
    number = await next_number(tx, group.id)
    skips = _without(schedule.skips, number, len(missed))
    skipped = number in skips
    left = _without(skips, number, 1)
    await schedules.save(
        tx, replace(schedule, next_due_at=following, paused_at=None, paused_until="", skips=left)
    )
    if skipped or now - due > LATEST:
        # This slot passes without a post, so the open week lasts until the next one.
        await lengthen(tx, group, following)
        return
    await post_now(tx, group, packs[group.pack], due)


async def lengthen(tx: Transaction, group: Group, close: datetime | None) -> None:
    """The open week, if there is one, lasts until then."""
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
    """Enqueue the recap of the week that ends, and the post of the one that begins.

    At the end, the farewell.
    """
    schedule = await schedules.find(tx, group.id)
    running = await weeks.current(tx, group.id)
    waiting = await weeks.opening(tx, group.id)
    if schedule is None:
        return
    ahead = await plan(tx, group, schedule, pack, most=1)
    if running and running.state == "open":
        await enqueue_recap(tx, group, pack, running, due, last=not ahead and not waiting)
    if not ahead and not waiting:
        await schedules.save(tx, replace(schedule, next_due_at=None))
        return
    number = waiting.number if waiting else ahead[0].number
    for place in group.places:
        where = at_place(place.id)
        call = Call("post weekly", {"number": str(number), **where})
        then = Call("week opened", {"number": str(number), **where})
        key = WeeklyPost(group.id, number, place.id)
        await outbox.enqueue(tx, group, key, call, at=due, then=then)


async def enqueue_recap(
    tx: Transaction, group: Group, pack: Pack, week: Week, due: datetime, *, last: bool
) -> None:
    """Enqueue how a week went; the plan's last week closes when its farewell is out.

    Whoever came with all of it read elsewhere has finished it too.
    """
    if items := await weeks.items(tx, week.id):
        await finishers.add_all(tx, week.id, pack, items, due)
    call = Call("post recap", {"week": week.id, **({"last": "yes"} if last else {})})
    then = Call("last week closed", {"week": week.id}) if last else None
    for place in group.places:
        key = Recap(group.id, week.number, place.id)
        await outbox.enqueue(tx, group, key, call, at=due, then=then)


async def recap_waits(tx: Transaction, group: Group, week: Week, now: datetime) -> bool:
    """Whether the slot that was to end a week has passed for good.

    The week goes on, and its recap comes later.
    """
    due = await outbox.due_at(tx, Recap(group.id, week.number)) or now
    return week.state == "open" and now - due > LATEST


def at_place(place: str) -> dict[str, str]:
    """What a call says of the place that it is about: nothing where that is the group's first."""
    return {"place": place} if place else {}
