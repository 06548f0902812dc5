"""From an interaction to a Context: who acts and which group is meant.

And the moment somebody becomes a member.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.accounts import groups, members, organisers, people
from bot.core.database_port import Transaction
from bot.core.errors import NothingToSay
from bot.core.interaction import Address, Context, Interaction
from bot.core.records import Group, Member, Person
from content.model import Pack


async def look(
    tx: Transaction,
    interaction: Interaction,
    packs: Mapping[str, Pack],
    now: datetime,
    named: str = "",
) -> Context:
    """Everything a handler may know, without storing anything.

    `named`: the id of the group that the call itself is about, if it says so.
    """
    user = interaction.user
    person = await people.find(tx, user.platform, user.id) or Person("", user.name)
    found = await groups.by_id(tx, named) if named else None
    group, others = (found, ()) if found else await _which_group(tx, interaction, person, packs)
    member = await members.find(tx, group.id, person.id) if group.id and person.id else None
    pack = packs.get(group.pack) or next(iter(packs.values()))
    return Context(
        interaction,
        group,
        person,
        member or Member("", group.id, person.id, person.name),
        tx,
        now,
        pack,
        others,
        packs,
    )


async def about(
    tx: Transaction, interaction: Interaction, group: str, packs: Mapping[str, Pack], now: datetime
) -> Context:
    """The context of something that happens by itself in a group, or (`group` empty) where there is
    none.
    """
    found = await groups.by_id(tx, group) if group else nobodys(interaction.address, packs)
    if found is None:
        raise NothingToSay(f"group {group} is gone")
    pack = packs.get(found.pack) or next(iter(packs.values()))
    nobody = Person("", interaction.user.name)
    return Context(
        interaction, found, nobody, Member("", group, "", nobody.name), tx, now, pack, (), packs
    )


def here(ctx: Context) -> Context:
    """The same context about this very channel.

    Its own group, or one that is not stored yet where it has none.
    """
    place = ctx.interaction.address
    if place.direct or (ctx.group.workspace, ctx.group.channel) == (place.workspace, place.channel):
        return ctx
    name = ctx.interaction.place_name or place.channel
    group = Group("", place.platform, place.workspace, place.channel, name, ctx.pack.id, ctx.zone)
    return replace(
        ctx, group=group, member=Member("", "", ctx.person.id, ctx.person.name), others=()
    )


async def arrive(ctx: Context) -> Context:
    """The same context with person and group stored.

    Something of theirs is kept, but they have done nothing yet.
    """
    user = ctx.user
    person = await people.remember(ctx.tx, user.platform, user.id, user.name, ctx.now)
    group = ctx.group
    if not group.id:
        group = await groups.add(ctx.tx, replace(group, founder=person.id), ctx.now)
    return replace(ctx, person=person, group=group)


async def join(ctx: Context) -> Context:
    """The same context with the member stored too.

    The first activity or changed setting makes one.
    """
    ctx = await arrive(ctx)
    person, group = ctx.person, ctx.group
    await members.add(ctx.tx, group.id, person.id, ctx.now)
    member = await members.find(ctx.tx, group.id, person.id)
    if person.last_group != group.id:
        await people.set_last_group(ctx.tx, person.id, group.id)
    return replace(ctx, person=person, group=group, member=member or ctx.member)


async def organise(ctx: Context) -> Context:
    """The same context with the person stored, and remembered as one who runs the group."""
    user = ctx.user
    person = await people.remember(ctx.tx, user.platform, user.id, user.name, ctx.now)
    if ctx.group.id:
        await organisers.seen(ctx.tx, ctx.group.id, person.id, ctx.now)
    return replace(ctx, person=person)


def nobodys(place: Address, packs: Mapping[str, Pack]) -> Group:
    """What stands for the group where there is none."""
    return Group(
        "", place.platform, place.workspace, place.channel, place.channel, next(iter(packs)), "UTC"
    )


async def _which_group(
    tx: Transaction, interaction: Interaction, person: Person, packs: Mapping[str, Pack]
) -> tuple[Group, tuple[Group, ...]]:
    """A channel's own group; else the only one the person is in, or the last one used.

    Else a private one.
    """
    address = interaction.address
    if not address.direct:
        own = await groups.find(tx, address.platform, address.workspace, address.channel)
        if own:
            return own, ()
    joined = await groups.of_person(tx, person.id, address.workspace) if person.id else ()
    if joined:
        last = next((group for group in joined if group.id == person.last_group), joined[-1])
        return last, tuple(group for group in joined if group.id != last.id)
    channel = f"@{interaction.user.id}"
    kept = await groups.find(tx, address.platform, "", channel)
    zone = interaction.user.zone or "UTC"
    return kept or Group(
        "", address.platform, "", channel, "On my own", next(iter(packs)), zone
    ), ()
