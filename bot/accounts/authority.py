"""Who runs a group: one rule, asked at every door with what the platform says now.

Never with an argument of the call, nor with what somebody once was.
"""

from bot.accounts import groups, organisers, texts
from bot.core.commands.declaration import Command
from bot.core.interaction import UNKNOWN, Address, Context, Standing
from bot.core.records import Group


def may_run(group: Group, person: str, standing: Standing) -> bool:
    """Whether a person of that id runs a group, by what the platform says of them and its channel.

    Those who run the place; and whoever set the group up, while the platform lets them, unless they
    have left the channel. A silent platform makes nobody an organiser.
    """
    if standing.manages:
        return True
    founded = not group.id or (bool(person) and group.founder == person)
    return bool(standing.founds) and standing.sees is not False and founded and not group.solo


def runs(ctx: Context, group: Group | None = None) -> bool:
    """Whether the one who acts runs a group: the one that is meant, or another."""
    group = group or ctx.group
    return may_run(group, ctx.person.id, _standing(ctx, group))


def check(ctx: Context, declared: Command) -> None:
    """Raise `UserError` for a command that the one who acts may not call."""
    if declared.role == "system":
        raise texts.not_for_people()
    if declared.role != "organiser" or runs(ctx):
        return
    if ctx.interaction.address.direct and (declared.here or ctx.group.solo):
        raise texts.not_here()
    if _standing(ctx, ctx.group) == UNKNOWN:
        raise texts.rights_untold()
    raise texts.organisers_only(declared.name)


async def in_doubt(ctx: Context) -> tuple[Address, ...]:
    """The channels of which the platform must be asked before it is known what somebody may do.

    That of the group that is meant, or else of the one they steered last, where they call from
    elsewhere.
    """
    group = ctx.group
    if group.solo and ctx.person.id and (own := await organisers.run_by(ctx.tx, ctx.person.id)):
        group = await groups.by_id(ctx.tx, own) or group
    if group.solo or not group.id or group.platform != ctx.user.platform:
        return ()
    standing = _standing(ctx, group)
    settled = (
        standing.manages or standing.sees or (standing.manages is False and not ctx.user.founds)
    )
    return () if settled else (channel_of(group),)


def channel_of(group: Group) -> Address:
    """Where a group lives."""
    return Address(group.platform, group.workspace, group.channel)


def _standing(ctx: Context, group: Group) -> Standing:
    """What the platform said when asked; else what it says of whoever acts where they act."""
    standing = ctx.interaction.standings.get(channel_of(group))
    if standing:
        return standing
    user, place = ctx.user, ctx.interaction.address
    if group.solo or (place.workspace, place.channel) == (group.workspace, group.channel):
        return Standing(sees=True, manages=user.manager, founds=user.founds)
    if not place.direct and place.workspace == group.workspace:
        return Standing(manages=user.manager)
    return UNKNOWN
