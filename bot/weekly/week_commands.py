"""The week that runs, and what of it one has read."""

from bot.accounts import groups
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.plan import finishers, pins, schedules, weeks
from bot.plan.tasks import task_of
from bot.roadmap import marks as roadmap_marks
from bot.weekly import week_texts
from bot.weekly.ending import recap_texts


@command("week", "This week: what to read, who has finished, how long it is open", reads=True)
async def week(ctx: Context) -> Message:
    return await _this_week(ctx, for_all=False)


@command("show week", "Show the week to everyone here", private=False, listed=False, reads=True)
async def show_week(ctx: Context) -> Message:
    return await _this_week(ctx, for_all=True)


@command(
    "check off",
    "This week's readings, one button each",
    Option("week", "Which week"),
    listed=False,
    reads=True,
)
async def check_off(ctx: Context, week: str | None) -> Message:
    found = await (weeks.find(ctx.tx, week) if week else weeks.current(ctx.tx, ctx.group.id))
    if found is None or found.group != ctx.group.id:
        raise week_texts.no_such_week()
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    items = await weeks.items(ctx.tx, found.id)
    return week_texts.check_off(found, items, task_of(ctx.pack, found), ctx.pack, marks)


async def _this_week(ctx: Context, *, for_all: bool) -> Message:
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current is None:
        if await groups.is_departed(ctx.tx, ctx.group.id):
            raise week_texts.place_gone(ctx.group.name)
        return week_texts.no_week(await schedules.find(ctx.tx, ctx.group.id), ctx.group)
    items = await weeks.items(ctx.tx, current.id)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    finished = await finishers.names(ctx.tx, current.id, recap_texts.NAMES)
    lead = (await pins.leads(ctx.tx, ctx.group.id)).get(current.number, ("", ""))[1]
    task = task_of(ctx.pack, current)
    return week_texts.this_week(
        current, items, task, ctx.pack, marks, finished, lead=lead, for_all=for_all
    )


COMMANDS = (week, show_week, check_off)
