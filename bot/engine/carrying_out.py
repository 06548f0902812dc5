"""What is done around a handler: whom a call is about, whether it was done before, its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.accounts import context, seen_events
from bot.core.commands.declaration import Command
from bot.core.database_port import Transaction
from bot.core.interaction import Context, Interaction
from bot.core.message import BLOCKS, Block, Form, Message, Unfinished
from bot.engine import texts
from content.model import Pack


async def apply(
    declared: Command, ctx: Context, arguments: Mapping[str, Any]
) -> Message | Unfinished:
    """What a command of the scheduler's says. Raises `TypeError` for a form: nobody is there."""
    answer = await declared.handler(ctx, **arguments)
    if isinstance(answer, Form):
        raise TypeError(f"{declared.name}: nobody is there to fill in a form")
    return answer


async def look(
    tx: Transaction,
    declared: Command,
    interaction: Interaction,
    packs: Mapping[str, Pack],
    now: datetime,
) -> Context:
    """Who acts and which group is meant: the call's own where the command names one."""
    named = await declared.group_of(tx, interaction.call) if declared.group_of else ""
    return await context.look(tx, interaction, packs, now, named)


async def hear(tx: Transaction, declared: Command, interaction: Interaction, now: datetime) -> None:
    """What was done before a crash, and the platform tells of again, is not done twice."""
    platform, key = interaction.user.platform, interaction.idempotency_key
    if key and not declared.reads and not await seen_events.is_new(tx, platform, key, now):
        raise texts.done_already()


def with_blocks(answer: Message, asides: Sequence[tuple[Block, ...]]) -> Message:
    """The answer with what stands under it, as far as a message has room."""
    for blocks in asides:
        if len(answer.blocks) + len(blocks) <= BLOCKS:
            answer = replace(answer, blocks=(*answer.blocks, *blocks))
    return answer
