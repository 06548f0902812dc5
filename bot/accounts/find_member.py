"""Naming a member of the group in a command."""

from bot.accounts import members, texts
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, clip
from bot.core.records import Member


async def suggest_member(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Members whose name begins with what is typed."""
    found = await members.of_group(ctx.tx, ctx.group.id, typed.strip(), 25)
    return tuple(Choice(clip(member.name), member.id) for member in found)


MEMBER = Option("member", "A member of the group", "member", suggest=suggest_member)


async def find_member(ctx: Context, typed: str) -> Member:
    """The member that is meant: by our id, the platform's, or the name; raises `UserError`."""
    by_id = await members.by_id(ctx.tx, typed)
    if by_id and by_id.group == ctx.group.id:
        return by_id
    found = await members.named(ctx.tx, ctx.group.id, typed.removeprefix("@"))
    if not found:
        raise texts.no_such_member(dict(ctx.interaction.named).get(typed, typed))
    if len(found) > 1:
        raise texts.several_members(typed)
    return found[0]
