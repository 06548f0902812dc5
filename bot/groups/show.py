"""The group as a whole."""

from bot.accounts import members
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.groups import texts
from bot.live.settings import store as settings_store
from bot.plan import schedules
from bot.weekly import upcoming
from content.courses import course_or_recommended


@command("group show", "How the group is set", reads=True)
async def show(ctx: Context) -> Message:
    people = await members.count(ctx.tx, ctx.group.id)
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    meeting = await schedules.meeting(ctx.tx, ctx.group.id)
    weekly = (await settings_store.find(ctx.tx, ctx.group.id)).weekly
    course = course_or_recommended(ctx.pack, ctx.group.course)
    way = await upcoming.way(ctx.tx, ctx.group, ctx.pack)
    return texts.shown(
        ctx.group, ctx.pack, course, schedule, meeting, weekly, way=way, members=people
    )


COMMANDS = (show,)
