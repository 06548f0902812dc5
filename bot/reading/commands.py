"""What to read: next, done and undo, skip and its way back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.accounts.context import join
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Item
from bot.plan import weeks
from bot.quiz import pools
from bot.quiz.review import spacing
from bot.reading import finding, next_texts, order, texts
from bot.reading.finding import READING
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap.commands import SECTION
from bot.roadmap.progress import Marks
from bot.roadmap.scopes import find_scope
from bot.streaks import activity
from content.model import Reading, Section

PART = Option("part", "Which part of a long reading", "integer", listed=False)


@command("next", "What to read next, and why", reads=True)
async def next_(ctx: Context) -> Message:
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    queue = await order.queue(ctx)
    step = roadmap_progress.next_step(ctx.pack, marks, ctx.group.course, queue)
    if step is None:
        return next_texts.all_done(roadmap_progress.tally(ctx.pack.readings, marks))
    on_course = roadmap_progress.tally(roadmap_progress.planned(ctx.pack, ctx.group.course), marks)
    due = await spacing.due(ctx)
    near, section = order.way_in(ctx.pack, queue, marks), _section(ctx, step.reading)
    return next_texts.next_reading(step, section, on_course.to_go, len(due), near)


@command(
    "done",
    "Mark a reading as read, or a task as done (unless named: what next shows)",
    READING,
    PART,
)
async def done(ctx: Context, reading: str | None, part: int | None) -> Message:
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    numbered = await finding.numbered(ctx, reading) if reading else None
    several = await finding.found(ctx, reading) if reading and numbered is None else ()
    if reading and len(several) > 1:
        return texts.which(reading, await finding.likeliest_first(ctx, several, marks))
    ctx = await join(ctx)
    chosen, item = numbered or await _chosen(ctx, reading, part, marks)
    section = _section(ctx, chosen)
    if roadmap_progress.item_state(ctx.pack, item, marks) == "done":
        return texts.done_already(chosen, item, section)
    if item.parts > 1:
        marked = await _mark_part(ctx, item, marks)
        if marked is None:
            return texts.done_already(chosen, item, section)
        marks = marked
        if not _all_parts(item, marks):
            quiz = bool(await pools.on_reading(ctx, chosen))
            return texts.part_done(chosen, item, section, quiz=quiz)
    if not await roadmap_marks.mark(
        ctx.tx, ctx.person.id, ctx.pack.id, chosen.id, "done", ctx.group.id, ctx.now
    ):
        return texts.done_already(chosen, item, section)
    points = await activity.finished_reading(ctx, chosen.id)
    marks = {**marks, chosen.id: "done"}
    on_course = roadmap_progress.tally(roadmap_progress.planned(ctx.pack, ctx.group.course), marks)
    in_section = roadmap_progress.tally((r for r in section.readings if not r.retired), marks)
    note, quiz = await _week_note(ctx), bool(await pools.on_reading(ctx, chosen))
    return texts.done(chosen, item, section, points, in_section, on_course, note, quiz=quiz)


@command(
    "undo",
    "Take back that a reading was read",
    replace(READING, required=True),
    PART,
    listed=False,
)
async def undo(ctx: Context, reading: str, part: int | None) -> Message:
    chosen = await finding.find_reading(ctx, reading)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if part and (names := _marks_of_part(chosen, part, marks)):
        return await _undo_part(ctx, chosen, part, names, marks)
    before = roadmap_progress.state(chosen, marks)
    if before not in ("done", "known"):
        raise texts.nothing_to_undo(chosen.title)
    points = 0
    for name in chosen.ids:
        group = await roadmap_marks.unmark(ctx.tx, ctx.person.id, ctx.pack.id, name)
        if group:
            points += await activity.took_back_reading(ctx, name, group)
        elif before == "known":
            await activity.weigh_weeks(ctx, name)
        for mark in [mark for mark in marks if mark.startswith(f"{name}:")]:
            if await roadmap_marks.unmark(ctx.tx, ctx.person.id, ctx.pack.id, mark):
                await activity.took_back_part(ctx, name, mark)
    return texts.undone(chosen, points)


def _marks_of_part(reading: Reading, part: int, marks: Marks) -> Sequence[str]:
    return [mark for mark in marks for name in reading.ids if mark.startswith(f"{name}:{part}/")]


async def _undo_part(
    ctx: Context, reading: Reading, part: int, names: Sequence[str], marks: Marks
) -> Message:
    """Take back one part of a reading, and with it the whole; its other parts stay."""
    points = 0
    for name in [name for name in reading.ids if marks.get(name) == "done"]:
        if group := await roadmap_marks.unmark(ctx.tx, ctx.person.id, ctx.pack.id, name):
            points += await activity.took_back_reading(ctx, name, group)
    for name in names:
        if await roadmap_marks.unmark(ctx.tx, ctx.person.id, ctx.pack.id, name):
            await activity.took_back_part(ctx, name.rpartition(":")[0], name)
    return texts.part_undone(reading, part, points)


@command("skip", "Set a reading aside", replace(READING, required=True), listed=False)
async def skip(ctx: Context, reading: str) -> Message:
    ctx = await join(ctx)
    chosen = await finding.find_reading(ctx, reading)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    before = roadmap_progress.state(chosen, marks)
    if before == "done":
        whole = Item(chosen.id, 1, 1, chosen.minutes)
        return texts.done_already(chosen, whole, _section(ctx, chosen))
    if before == "known":
        return texts.known_already(chosen, _section(ctx, chosen))
    await roadmap_marks.mark(
        ctx.tx, ctx.person.id, ctx.pack.id, chosen.id, "skipped", ctx.group.id, ctx.now
    )
    return texts.skipped(chosen)


@command(
    "unskip",
    "Bring back a reading that was set aside",
    replace(READING, required=True),
    listed=False,
)
async def unskip(ctx: Context, reading: str) -> Message:
    chosen = await finding.find_reading(ctx, reading)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if roadmap_progress.state(chosen, marks) == "skipped":
        for name in chosen.ids:
            await roadmap_marks.unskip(ctx.tx, ctx.person.id, ctx.pack.id, name)
    return texts.unskipped(chosen)


@command(
    "know",
    "Mark a section or chapter I know already, without points",
    replace(SECTION, required=True),
    listed=False,
)
async def know(ctx: Context, section: str) -> Message:
    ctx = await join(ctx)
    chosen = find_scope(ctx.pack, section)
    readings = filter(chosen.holds, roadmap_progress.planned(ctx.pack, ctx.group.course))
    marked = 0
    for reading in readings:
        if await roadmap_marks.mark(
            ctx.tx, ctx.person.id, ctx.pack.id, reading.id, "known", ctx.group.id, ctx.now
        ):
            marked += 1
            await activity.weigh_weeks(ctx, reading.id)
    return texts.known(chosen, marked)


async def _chosen(
    ctx: Context, typed: str | None, part: int | None, marks: Marks
) -> tuple[Reading, Item]:
    """What is to be marked: the reading named, or the next one; and which part of it."""
    queue = await order.queue(ctx)
    step = roadmap_progress.next_step(ctx.pack, marks, ctx.group.course, queue)
    if typed:
        chosen = await finding.find_reading(ctx, typed)
        items = [*(item for _, item in queue), *([step.item] if step else [])]
        parts = (i for i in items if i.reading in chosen.ids and i.part == part and i.parts > 1)
        return chosen, next(parts, Item(chosen.id, 1, 1, chosen.minutes))
    if step is None:
        raise texts.nothing_left()
    return step.reading, step.item


async def _mark_part(ctx: Context, item: Item, marks: Marks) -> Marks | None:
    """A part is an activity; points come with the whole.

    Returns the marks with it; None if it was marked already.
    """
    name = roadmap_progress.part_mark(item.reading, item.part, item.parts)
    if not await roadmap_marks.mark(
        ctx.tx, ctx.person.id, ctx.pack.id, name, "done", ctx.group.id, ctx.now
    ):
        return None
    await activity.did(ctx, "part", name)
    await activity.in_every_week(ctx, item.reading, "part", name)
    return {**marks, name: "done"}


def _all_parts(item: Item, marks: Marks) -> bool:
    names = (
        roadmap_progress.part_mark(item.reading, part, item.parts)
        for part in range(1, item.parts + 1)
    )
    return all(marks.get(name) == "done" for name in names)


async def _week_note(ctx: Context) -> tuple[int, int] | None:
    """How much of the week that runs is done or known, and how much there is.

    None where no week runs, or nothing of it is done.
    """
    week = await weeks.current(ctx.tx, ctx.group.id)
    items = await weeks.items(ctx.tx, week.id) if week else ()
    if not items:
        return None
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    states = [roadmap_progress.item_state(ctx.pack, item, marks) for item in items]
    behind = sum(state in ("done", "known") for state in states)
    return (behind, len(items)) if "done" in states else None


def _section(ctx: Context, reading: Reading) -> Section:
    return ctx.pack.section_of.get(reading.id) or texts.OWN_SECTION


COMMANDS = (next_, done, undo, skip, unskip, know)
