"""The first minute."""

from collections.abc import Sequence

from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.members import welcome_texts
from bot.operations import playground_texts
from bot.plan import schedules
from bot.reading import order
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.weekly import upcoming
from content.courses import course_or_recommended


@command("welcome", "Where to begin", listed=False, reads=True)
async def welcome(ctx: Context) -> Message:
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    queue = await order.queue(ctx)
    walks = await _walks(ctx, order.way_in(ctx.pack, queue, marks))
    if not ctx.person.id:
        return playground_texts.welcome(
            ctx.user.name, ctx.group.name, ctx.pack, len(ctx.pack.questions), walks
        )
    course = roadmap_progress.tally(roadmap_progress.planned(ctx.pack, ctx.group.course), marks)
    step = roadmap_progress.next_step(ctx.pack, marks, ctx.group.course, queue)
    return playground_texts.welcome_back(ctx.user.name, ctx.group.name, course, step, walks)


async def _walks(ctx: Context, near: Sequence[tuple[str, int]]) -> str:
    """What the group walks, where it has weeks."""
    schedule = await schedules.find(ctx.tx, ctx.group.id) if ctx.group.id else None
    if ctx.group.solo or schedule is None or schedule.ended_at:
        return ""
    had, ahead = await upcoming.way(ctx.tx, ctx.group, ctx.pack)
    course = course_or_recommended(ctx.pack, ctx.group.course)
    return welcome_texts.walks(course, had, ahead, near)


COMMANDS = (welcome,)
