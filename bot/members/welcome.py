"""The first minute."""

from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.operations import playground_texts
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress


@command("welcome", "Where to begin", listed=False, reads=True)
async def welcome(ctx: Context) -> Message:
    if not ctx.person.id:
        return playground_texts.welcome(
            ctx.user.name, ctx.group.name, ctx.pack, len(ctx.pack.questions)
        )
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    course = roadmap_progress.tally(roadmap_progress.planned(ctx.pack, ctx.group.course), marks)
    return playground_texts.welcome_back(
        ctx.user.name,
        ctx.group.name,
        course,
        roadmap_progress.next_step(ctx.pack, marks, ctx.group.course),
    )


COMMANDS = (welcome,)
