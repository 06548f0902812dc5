"""What to read: next, done and undo, skip and its way back."""

from dataclasses import replace

from bot import journey, problems
from bot.calendar import local_day, local_month
from bot.commands import Option, command
from bot.context import join
from bot.interaction import Context
from bot.journey import Marks
from bot.message import Choice, Message, clip
from bot.model import Award
from bot.scoring import reading_points
from bot.store import activities, members, progress, scores
from bot.views import reading as views
from content import lookup
from content.model import Reading


async def suggest_reading(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Readings that match what is typed, those not done yet first."""
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    found = lookup.readings(ctx.pack, typed) if typed.strip() else list(ctx.pack.readings)
    found.sort(key=lambda reading: journey.state(reading, marks) == "done")
    return tuple(Choice(clip(reading.title), reading.id) for reading in found[:25])


READING = Option("reading", "A reading: its title or a part of it", suggest=suggest_reading)


def find_reading(ctx: Context, typed: str) -> Reading:
    """The reading a person means; raises `UserError` where it is none, or several."""
    found = lookup.readings(ctx.pack, typed)
    if not found:
        raise problems.no_such("reading", typed, "roadmap")
    if len(found) > 1:
        raise problems.ambiguous("reading", typed, [reading.title for reading in found])
    return found[0]


@command("next", "What to read next, and why", reads=True)
async def next_(ctx: Context) -> Message:
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    step = journey.next_step(ctx.pack, marks, ctx.group.track)
    if step is None:
        return views.all_done(journey.tally(ctx.pack.readings, marks))
    on_track = journey.tally(journey.planned(ctx.pack, ctx.group.track), marks)
    return views.next_reading(step, ctx.pack.section_of[step.reading.id], on_track.total - on_track.done)


@command("done", "Mark a reading as read (without a name: the one that next shows)", READING)
async def done(ctx: Context, reading: str | None) -> Message:
    ctx = await join(ctx)
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    chosen = find_reading(ctx, reading) if reading else _next(ctx, marks)
    section = ctx.pack.section_of[chosen.id]
    already = journey.state(chosen, marks) == "done"
    if already or not await progress.mark(ctx.tx, ctx.person.id, ctx.pack.id, chosen.id, "done", ctx.group.id, ctx.now):
        return views.done_already(chosen, section)
    points = await _count(ctx, chosen)
    marks = {**marks, chosen.id: "done"}
    on_track = journey.tally(journey.planned(ctx.pack, ctx.group.track), marks)
    return views.done(
        chosen,
        section,
        points,
        journey.tally(_readings(section.readings), marks),
        on_track,
    )


@command(
    "undo",
    "Take back that a reading was read",
    replace(READING, required=True),
    listed=False,
)
async def undo(ctx: Context, reading: str) -> Message:
    chosen = find_reading(ctx, reading)
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if journey.state(chosen, marks) != "done":
        raise problems.nothing_to_undo(chosen.title)
    points = 0
    for name in chosen.ids:
        group = await progress.group_of(ctx.tx, ctx.person.id, ctx.pack.id, name)
        if group:
            points += await _uncount(ctx, name, group)
        await progress.unmark(ctx.tx, ctx.person.id, ctx.pack.id, name)
    return views.undone(chosen, points)


@command("skip", "Set a reading aside", replace(READING, required=True), listed=False)
async def skip(ctx: Context, reading: str) -> Message:
    ctx = await join(ctx)
    chosen = find_reading(ctx, reading)
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if journey.state(chosen, marks) == "done":
        return views.done_already(chosen, ctx.pack.section_of[chosen.id])
    await progress.mark(ctx.tx, ctx.person.id, ctx.pack.id, chosen.id, "skipped", ctx.group.id, ctx.now)
    return views.skipped(chosen)


@command(
    "unskip",
    "Bring back a reading that was set aside",
    replace(READING, required=True),
    listed=False,
)
async def unskip(ctx: Context, reading: str) -> Message:
    chosen = find_reading(ctx, reading)
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if journey.state(chosen, marks) == "skipped":
        for name in chosen.ids:
            await progress.unmark(ctx.tx, ctx.person.id, ctx.pack.id, name)
    return views.unskipped(chosen)


def _next(ctx: Context, marks: Marks) -> Reading:
    step = journey.next_step(ctx.pack, marks, ctx.group.track)
    if step is None:
        raise problems.nothing_left()
    return step.reading


def _readings(readings: tuple[Reading, ...]) -> list[Reading]:
    return [reading for reading in readings if not reading.retired]


async def _count(ctx: Context, chosen: Reading) -> int:
    """Record a finished reading in the group that the command meant; returns the points it earned."""
    day = local_day(ctx.now, ctx.zone)
    await activities.add(ctx.tx, ctx.member.id, "reading", chosen.id, ctx.now, day)
    await progress.count(ctx.tx, ctx.group.id, chosen.id, 1)
    points = reading_points(await scores.paid_readings(ctx.tx, ctx.member.id, day))
    month = local_month(ctx.now, ctx.group.zone)
    award = Award(
        ctx.group.id,
        ctx.member.id,
        "reading",
        chosen.id,
        ctx.now,
        day,
        month,
        ctx.group.season,
        points,
        readings=1,
    )
    await scores.add(ctx.tx, award, ctx.member)
    return points


async def _uncount(ctx: Context, reading: str, group: str) -> int:
    """Take a finished reading back where it was recorded; returns the points that are gone."""
    member = await members.find(ctx.tx, group, ctx.person.id)
    if member is None:
        return 0
    await activities.remove(ctx.tx, member.id, "reading", reading)
    await progress.count(ctx.tx, group, reading, -1)
    held = await scores.held_reading(ctx.tx, member.id, reading)
    if held is None:
        return 0
    await scores.add(
        ctx.tx,
        replace(held, at=ctx.now, points=-held.points, readings=-held.readings),
        member,
    )
    return held.points


COMMANDS = (next_, done, undo, skip, unskip)
