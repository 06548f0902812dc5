"""Recording what a member did.

The activity in its week, the points on every board, and whether a week is finished.
"""

from dataclasses import replace

from bot.accounts import members
from bot.boards import scores
from bot.boards.scoring import REPLY_POINTS, reading_points
from bot.core.calendar.slots import local_day, local_month
from bot.core.interaction import Context
from bot.core.records import Award, AwardKind, Member, Week
from bot.plan import finishers, weeks
from bot.roadmap import marks as roadmap_marks
from bot.streaks import activities
from bot.streaks.activities import Kind


async def did(ctx: Context, kind: Kind, subject: str) -> bool:
    """Stamp an activity with its instant, the member's local date and the week that runs.

    False if it was there.
    """
    week = await weeks.at_instant(ctx.tx, ctx.group.id, ctx.now)
    day = local_day(ctx.now, ctx.zone)
    return await activities.add(
        ctx.tx, ctx.member.id, kind, subject, ctx.now, day, week.id if week else ""
    )


async def finished_reading(ctx: Context, reading: str) -> int:
    """A whole reading is done: points in this group, an activity wherever an open week plans it.

    For whoever has just marked it (see `marks.mark`). Returns the points. A task is recorded as a
    reading under its own id, so that both share the day's paid ones, undo and the columns of every
    database there is; only boards that count readings leave it out.
    """
    await did(ctx, "reading", reading)
    await roadmap_marks.count(ctx.tx, ctx.group.id, reading, 1)
    day = local_day(ctx.now, ctx.zone)
    points = reading_points(await scores.paid_readings(ctx.tx, ctx.member.id, day))
    counted = int(reading not in ctx.pack.task_by_id)
    earned = replace(await award(ctx, "reading", reading), points=points, readings=counted)
    added = await scores.add(ctx.tx, await scores.next_act(ctx.tx, earned), earned, ctx.member)
    await in_every_week(ctx, reading)
    return points if added else 0


async def knows_reading(ctx: Context, reading: str) -> None:
    """A reading is known: no activity, but it may have been all that a week still had open."""
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    for name in await weeks.planning(ctx.tx, ctx.person.id, reading):
        week = await weeks.find(ctx.tx, name)
        member = await members.find(ctx.tx, week.group, ctx.person.id) if week else None
        items = await weeks.items(ctx.tx, name)
        if member and finishers.is_finished(ctx.pack, items, marks):
            await finishers.add(ctx.tx, name, member.id, ctx.now)


async def knows_reading_no_more(ctx: Context, reading: str) -> None:
    """A reading that was known is open again, in the weeks that still run."""
    for name in await weeks.planning(ctx.tx, ctx.person.id, reading):
        week = await weeks.find(ctx.tx, name)
        member = await members.find(ctx.tx, week.group, ctx.person.id) if week else None
        if member:
            await finishers.remove(ctx.tx, name, member.id)


async def took_back_reading(ctx: Context, reading: str, group: str) -> int:
    """A reading is open again in the group in which it was marked.

    For whoever has just taken the mark away (see `marks.unmark`). Returns the points that are gone.
    """
    member = await members.find(ctx.tx, group, ctx.person.id)
    if member is None:
        return 0
    await roadmap_marks.count(ctx.tx, group, reading, -1)
    for week in await weeks.planning(ctx.tx, ctx.person.id, reading):
        await _leave(ctx, week, reading)
    await activities.take_back(ctx.tx, member.id, "reading", reading)
    held = await scores.held_reading(ctx.tx, member.id, reading)
    if held is None:
        return 0
    opposite = replace(held, at=ctx.now, points=-held.points, readings=-held.readings)
    taken = await scores.add(ctx.tx, await scores.next_act(ctx.tx, opposite), opposite, member)
    return held.points if taken else 0


async def took_back_part(ctx: Context, reading: str, part: str) -> None:
    """A part is open again: no activity in any week that still runs.

    Nor has such a week been finished where it gave this part; where it gave another one, it has.
    """
    for member in await members.of_person(ctx.tx, ctx.person.id):
        await activities.take_back(ctx.tx, member, "part", part)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    for name in await weeks.planning(ctx.tx, ctx.person.id, reading):
        week = await weeks.find(ctx.tx, name)
        holder = await members.find(ctx.tx, week.group, ctx.person.id) if week else None
        if holder is None:
            continue
        if finishers.is_finished(ctx.pack, await weeks.items(ctx.tx, name), marks):
            await finishers.add(ctx.tx, name, holder.id, ctx.now)
        else:
            await finishers.remove(ctx.tx, name, holder.id)


async def replied(ctx: Context, reply: str) -> None:
    """A member wrote in a discussion thread: an activity, and points once a week."""
    week = await weeks.at_instant(ctx.tx, ctx.group.id, ctx.now)
    if await did(ctx, "reply", reply) and week:
        earned = replace(await award(ctx, "reply", reply), points=REPLY_POINTS)
        await scores.add(ctx.tx, f"reply/{ctx.member.id}/{week.number}", earned, ctx.member)


async def award(ctx: Context, kind: AwardKind, subject: str) -> Award:
    """An award without numbers, stamped with the periods in which it counts."""
    week = await weeks.at_instant(ctx.tx, ctx.group.id, ctx.now)
    day, month = local_day(ctx.now, ctx.zone), local_month(ctx.now, ctx.group.zone)
    number = week.number if week else None
    return Award(
        ctx.group.id, ctx.member.id, kind, subject, ctx.now, day, month, ctx.group.season, number
    )


async def in_every_week(
    ctx: Context, reading: str, kind: Kind = "reading", subject: str = ""
) -> None:
    """In each of the person's groups whose open week plans it.

    An activity, and perhaps the week is finished.

    A part of a reading is an activity of its own (`kind`, `subject`), since the other parts come in
    other weeks.
    """
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    for name in await weeks.planning(ctx.tx, ctx.person.id, reading):
        week = await weeks.find(ctx.tx, name)
        member = await members.find(ctx.tx, week.group, ctx.person.id) if week else None
        if week is None or member is None:
            continue
        running = await weeks.at_instant(ctx.tx, week.group, ctx.now)
        if running and running.id == week.id:
            day = local_day(ctx.now, ctx.zone)
            await activities.add(ctx.tx, member.id, kind, subject or reading, ctx.now, day, week.id)
        if finishers.is_finished(ctx.pack, await weeks.items(ctx.tx, week.id), marks):
            await finishers.add(ctx.tx, week.id, member.id, ctx.now)


async def finished_early(ctx: Context, week: Week) -> None:
    """A week has opened: whoever had read all of it before has finished it."""
    items = await weeks.items(ctx.tx, week.id)
    if items:
        await finishers.add_early(ctx.tx, week.id, ctx.pack, items, ctx.now)


async def _leave(ctx: Context, week_id: str, reading: str) -> None:
    week: Week | None = await weeks.find(ctx.tx, week_id)
    member: Member | None = await members.find(ctx.tx, week.group, ctx.person.id) if week else None
    if week and member:
        await activities.take_back(ctx.tx, member.id, "reading", reading)
        await finishers.remove(ctx.tx, week.id, member.id)
