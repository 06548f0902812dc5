"""Which reading is meant: one of the pack, a group's own, or a task, by what a person typed."""

from collections.abc import Sequence

from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, clip
from bot.core.records import Item
from bot.plan import weeks
from bot.plan.tasks import as_item, task_of
from bot.reading import order
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap import texts as roadmap_texts
from bot.roadmap.progress import Marks
from content import lookup
from content.model import Reading


async def suggest_reading(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Readings that match what is typed, those not done yet first."""
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if typed.strip():
        found = [*lookup.readings(ctx.pack, typed), *lookup.titled(await _own(ctx), typed)]
    else:
        coming = [reading_of(ctx, item) for _, item in await order.queue(ctx)]
        found = [*filter(None, coming), *ctx.pack.readings]
    found = list(dict.fromkeys(found))
    found.sort(key=lambda reading: roadmap_progress.state(reading, marks) == "done")
    return tuple(Choice(clip(reading.title), reading.id) for reading in found[:25])


READING = Option("reading", "A reading: its title or a part of it", suggest=suggest_reading)


async def find_reading(ctx: Context, typed: str) -> Reading:
    """The reading a person means; raises `UserError` where it is none, or several."""
    meant = await found(ctx, typed)
    if not meant:
        raise roadmap_texts.no_such("reading", typed, "roadmap")
    if len(meant) > 1:
        raise roadmap_texts.ambiguous("reading", typed, meant)
    return meant[0]


async def found(ctx: Context, typed: str) -> Sequence[Reading]:
    """All that may be meant: readings, a group's own ones among them, and tasks."""
    own = await _own(ctx)
    exact = [reading for reading in own if reading.id == typed.strip()]
    return exact or lookup.readings(ctx.pack, typed) or lookup.titled(own, typed)


async def _own(ctx: Context) -> Sequence[Reading]:
    """What the group put into its weeks, and the tasks of the pack, in the form of readings."""
    had = {item.reading: item for _, item in await weeks.history(ctx.tx, ctx.group.id)}
    tasks = (task for task in ctx.pack.task_by_id.values() if not task.retired)
    items = [*had.values(), *map(as_item, tasks)]
    return [reading for item in items if (reading := roadmap_progress.own_reading(item))]


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
    reading = reading_of(ctx, item)
    return (reading, item) if reading else None


def reading_of(ctx: Context, item: Item) -> Reading | None:
    """What a week plans, as a reading; None where it has left the pack."""
    return ctx.pack.reading_by_id.get(item.reading) or roadmap_progress.own_reading(item)


async def likeliest_first(ctx: Context, found: Sequence[Reading], marks: Marks) -> list[Reading]:
    """Those of this week before the others, and what is still to be read before what is done."""
    week = await weeks.current(ctx.tx, ctx.group.id)
    planned = {item.reading for item in await weeks.items(ctx.tx, week.id)} if week else set()
    return sorted(
        found, key=lambda r: (planned.isdisjoint(r.ids), roadmap_progress.state(r, marks) == "done")
    )
