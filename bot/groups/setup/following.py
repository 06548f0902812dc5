"""The course that follows the one a group has walked, begun with one press."""

from dataclasses import replace

from bot.accounts import groups
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.groups.setup import courses, texts
from bot.groups.steering import running
from bot.plan import schedules, weeks
from bot.plan.planning import UNSET
from bot.weekly import upcoming
from content.courses import course_or_recommended


@command(
    "group course",
    "Start the course that follows",
    Option("course", "Which", required=True),
    role="organiser",
    listed=False,
)
async def begin(ctx: Context, course: str) -> Message:
    schedule = await running(ctx)
    chosen = courses.find(ctx.pack, course)
    walking = course_or_recommended(ctx.pack, ctx.group.course)
    waiting = await weeks.opening(ctx.tx, ctx.group.id)
    if waiting or await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack, most=1):
        raise texts.still_walking(walking)
    group = replace(ctx.group, course=chosen.id)
    schedule = replace(schedule, pace=UNSET if chosen.weeks else schedule.pace, warned=False)
    planned = await upcoming.plan_with(ctx.tx, group, schedule, ctx.pack, {}, most=500)
    if not planned:
        raise texts.nothing_to_read(chosen)
    first = upcoming.first_slot(schedule, group, ctx.now)
    await groups.save(ctx.tx, group)
    await schedules.save(ctx.tx, replace(schedule, next_due_at=first))
    return texts.begun(chosen, first, len(planned))


COMMANDS = (begin,)
