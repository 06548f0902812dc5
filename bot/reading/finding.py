"""Which reading is meant: one of the pack, a group's own, or a task, by what a person typed."""

from collections.abc import Sequence

from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import OPTIONS, Choice, clip
from bot.core.records import Item
from bot.plan import weeks
from bot.plan.tasks import task_of
from bot.reading import order
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap import texts as roadmap_texts
from bot.roadmap.progress import TASK, Marks, reading_of
from content import lookup
from content.model import Reading


async def suggest_reading(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Readings and tasks that match what is typed, those not done yet first."""
    if typed.strip():
        matching = await found(ctx, typed)
    else:
        coming = [reading_of(ctx.pack, item) for _, item in await order.queue(ctx)]
        matching = [*filter(None, coming), *ctx.pack.readings]
    return await _choices(ctx, matching)


async def suggest_to_plan(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Readings that a week could give, those not done yet first."""
    known = [*ctx.pack.readings, *await _own(ctx)]
    return await _choices(ctx, lookup.titled(known, typed) if typed.strip() else known)


async def _choices(ctx: Context, matching: Sequence[Reading]) -> tuple[Choice, ...]:
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    once = sorted(
        dict.fromkeys(matching),
        key=lambda reading: roadmap_progress.state(reading, marks) == "done",
    )
    return tuple(Choice(clip(reading.title), reading.id) for reading in once[:OPTIONS])


READING = Option("reading", "A reading: its title or a part of it", suggest=suggest_reading)


async def find_reading(ctx: Context, typed: str) -> Reading:
    """The reading or task a person means; raises `UserError` where it is none, or several."""
    return _only(typed, await found(ctx, typed))


async def find_to_plan(ctx: Context, typed: str) -> Reading:
    """The reading that a week is to give; raises `UserError` where it is none, or several."""
    return _only(typed, [r for r in await found(ctx, typed) if r.kind != TASK])


def _only(typed: str, meant: Sequence[Reading]) -> Reading:
    if not meant:
        raise roadmap_texts.no_such("reading", typed, "roadmap")
    if len(meant) > 1:
        raise roadmap_texts.ambiguous("reading", typed, meant)
    return meant[0]


async def found(ctx: Context, typed: str) -> Sequence[Reading]:
    """All that may be meant: readings, a group's own ones among them, and tasks."""
    tasks = dict.fromkeys(task for task in ctx.pack.task_by_id.values() if not task.retired)
    more = [*await _own(ctx), *map(roadmap_progress.task_reading, tasks)]
    named = typed.strip().casefold()
    exact = [reading for reading in more if named in map(str.casefold, reading.ids)]
    known = ctx.pack.reading_by_id.get(named)
    if known and not known.retired:
        return [known]
    return exact or lookup.titled([*ctx.pack.readings, *more], typed)


async def _own(ctx: Context) -> Sequence[Reading]:
    """What the group put into its weeks, in the form of readings."""
    had = {item.reading: item for _, item in await weeks.history(ctx.tx, ctx.group.id)}
    own = map(roadmap_progress.own_reading, had.values())
    return [reading for reading in own if reading and reading.id not in ctx.pack.reading_by_id]


async def numbered(ctx: Context, typed: str) -> tuple[Reading, Item] | None:
    """A plain number means that reading of the open week, counted as its post lists them."""
    week = await weeks.current(ctx.tx, ctx.group.id) if typed.isdecimal() else None
    items = await weeks.items(ctx.tx, week.id) if week else ()
    if week and (task := task_of(ctx.pack, week)):
        items = (*items, task)
    number = int(typed[:4]) if items else 0
    if not 1 <= number <= len(items):
        return None
    item = items[number - 1]
    reading = reading_of(ctx.pack, item)
    return (reading, item) if reading else None


async def likeliest_first(ctx: Context, found: Sequence[Reading], marks: Marks) -> list[Reading]:
    """Those of this week before the others, and what is still to be read before what is done."""
    week = await weeks.current(ctx.tx, ctx.group.id)
    planned = {item.reading for item in await weeks.items(ctx.tx, week.id)} if week else set()
    return sorted(
        found, key=lambda r: (planned.isdisjoint(r.ids), roadmap_progress.state(r, marks) == "done")
    )
