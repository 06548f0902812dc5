"""The group as a whole."""

from bot import journey
from bot.commands import command
from bot.interaction import Context
from bot.message import Message
from bot.store import members
from bot.views import group as views


@command("group show", "How the group is set", reads=True)
async def show(ctx: Context) -> Message:
    planned = journey.planned(ctx.pack, ctx.group.track)
    people = await members.count(ctx.tx, ctx.group.id)
    return views.shown(ctx.group, ctx.pack.title, len(planned), sum(r.minutes for r in planned), people)


COMMANDS = (show,)
