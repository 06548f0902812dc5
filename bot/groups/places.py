"""Places that go and come back.

What a platform tells of its channels, and of the workspaces we are in.
"""

from dataclasses import replace
from datetime import timedelta

from bot.accounts import authority, context, groups
from bot.accounts import texts as accounts_texts
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.commands.events import Event, on
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Address, Context
from bot.core.message import Message
from bot.core.records import Group
from bot.database.instants import instant
from bot.groups import departed, departure, greeted, notices, place_texts
from bot.outbox import outbox
from bot.outbox.keys import Back, Hello
from bot.plan import schedules

# Who let us in longer ago has found out meanwhile how to begin, or does not want to.
_STILL_NEW = timedelta(days=7)


@on("place departed")
async def place_departed(ctx: Context) -> None:
    """A channel, or where none is named a whole workspace, is gone."""
    place = ctx.interaction.address
    for group in await departed.to_leave(ctx.tx, place.platform, place.workspace, place.channel):
        await notices.place_departed(ctx, group, "channel" if place.channel else "workspace")


@on("place restored", Option("workspaces", "Where none is named: all that we are in"))
async def place_restored(ctx: Context, workspaces: str | None) -> None:
    """A channel is there again, or a workspace."""
    place = ctx.interaction.address
    if place.channel:
        back = await departed.of_channel(ctx.tx, place.platform, place.workspace, place.channel)
    else:
        there = {place.workspace, *(workspaces or "").split()}
        back = tuple(
            g
            for g in await departed.with_workspaces(ctx.tx, place.platform)
            if g.workspace in there
        )
    for group in back:
        await _come_back(ctx, group)


@on("place moved", Option("to", "The new one"))
async def place_moved(ctx: Context, to: str) -> None:
    """A channel has another id from now on."""
    place, found = ctx.interaction.address, await _group_here(ctx)
    # Where somebody was so fast to begin a group there, both stay as they are.
    if found and not await groups.find(ctx.tx, place.platform, place.workspace, to):
        await departed.settle(ctx.tx, found.id, to, found.name)
        # A post may have missed the old one before we heard of it.
        await _come_back(ctx, replace(found, channel=to))


@on("place renamed", Option("name", "The new one"))
async def place_renamed(ctx: Context, name: str) -> None:
    """A channel has another name, and so has its group."""
    if found := await _group_here(ctx):
        await departed.settle(ctx.tx, found.id, found.channel, name)


@command("post back", "The group goes on", role="system", listed=False)
async def post_back(ctx: Context) -> Message:
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    if schedule is None or schedule.next_due_at is None:
        raise NothingToSay("no post is coming")
    return place_texts.back(schedule.next_due_at)


@on(
    "place joined",
    Option("doors", "Of each: the workspace, the channel in which to say hello, since when"),
)
async def place_joined(ctx: Context, doors: str) -> None:
    """We are in these workspaces."""
    platform = ctx.interaction.address.platform
    for door in doors.split():
        workspace, channel, since = door.split("/")
        joined = instant(int(since))
        if ctx.now - joined < _STILL_NEW and await greeted.mark(
            ctx.tx, platform, workspace, joined
        ):
            if await greeted.has_groups(ctx.tx, platform, workspace):
                continue
            await _say_hello(ctx, Address(platform, workspace, channel), since)


@on("channel joined")
async def channel_joined(ctx: Context) -> None:
    """Somebody has invited us to a channel."""
    place = ctx.interaction.address
    if await _group_here(ctx) is None:
        # The same news may come twice, and whoever is invited back soon is known there.
        await _say_hello(ctx, place, place.channel)


@command("post hello", "How to begin", role="system", listed=False)
async def post_hello(ctx: Context) -> Message:
    return place_texts.hello()


async def _group_here(ctx: Context) -> Group | None:
    place = ctx.interaction.address
    return await groups.find(ctx.tx, place.platform, place.workspace, place.channel)


async def homeless(ctx: Context) -> Group | None:
    """A group without a channel that could go on in this one, where none lives, at this person's
    word.
    """
    place = ctx.interaction.address
    if await _group_here(ctx):
        return None
    lost = await departed.without_channel(ctx.tx, place.platform, place.workspace)
    own = [group for group in lost if _runs(ctx, group)]
    return own[0] if own else None


@command(
    "group carry",
    "Go on here with a group whose channel is gone",
    Option("group", "Which", required=True),
    role="organiser",
    listed=False,
    here=True,
)
async def carry(ctx: Context, group: str) -> Message:
    place = ctx.interaction.address
    lost = await departed.without_channel(ctx.tx, place.platform, place.workspace)
    found = next((one for one in lost if one.id == group), None)
    if found is None or ctx.group.id or place.direct:
        raise place_texts.nothing_to_carry()
    if not _runs(ctx, found):
        raise accounts_texts.organisers_only("group carry")
    await departed.settle(ctx.tx, found.id, place.channel, ctx.group.name)
    moved = replace(found, channel=place.channel, name=ctx.group.name)
    return place_texts.carried(
        await departure.come_back(ctx.tx, moved, ctx.packs.get(found.pack), ctx.now)
    )


def _runs(ctx: Context, group: Group) -> bool:
    """Its own channel is gone: whether they would run it in this one."""
    return authority.runs(ctx, replace(group, channel=ctx.interaction.address.channel))


async def _say_hello(ctx: Context, place: Address, once: str) -> None:
    """`once`: what the greeting is for, so that nobody is greeted twice for the same."""
    key, nobodys = Hello(place.platform, place.workspace, once), context.nobodys(place, ctx.packs)
    await outbox.enqueue(ctx.tx, nobodys, key, Call("post hello"), at=ctx.now)


async def _come_back(ctx: Context, group: Group) -> None:
    if await departure.come_back(ctx.tx, group, ctx.packs.get(group.pack), ctx.now):
        key = Back(group.id, int(ctx.now.timestamp()))
        await outbox.enqueue(ctx.tx, group, key, Call("post back"), at=ctx.now)


ORGANISING: tuple[Command, ...] = (carry,)
COMMANDS: tuple[Command, ...] = (post_back, post_hello)
EVENTS: tuple[Event, ...] = (
    place_departed, place_restored, place_moved, place_renamed, place_joined, channel_joined,
)  # fmt: skip
