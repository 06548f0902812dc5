"""The engine: a call in, a message out, in one transaction.

It knows no platform and is given its commands.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.accounts import context, groups, members, organisers, seen_events
from bot.accounts import texts as accounts_texts
from bot.core.call import Call
from bot.core.commands.declaration import Command, Registry, check_lengths, missing
from bot.core.database_port import Database, Transaction
from bot.core.errors import NothingToSay, StoreError, UserError
from bot.core.interaction import Address, Context, Interaction, User
from bot.core.message import BLOCKS, Block, Choice, Form, Message
from bot.core.records import Delivery
from bot.engine import texts
from bot.groups import texts as groups_texts
from bot.outbox import deliveries
from bot.plan import weeks
from content.model import Pack

_LOG = logging.getLogger("roadmate.engine")


class Engine:
    """Made once by roadmate.py from ready parts; adapters call it, features never see it.

    `now` gives UTC.
    """

    def __init__(
        self,
        database: Database,
        commands: Registry,
        packs: Mapping[str, Pack],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self.packs = packs
        self._now = now
        self.commands = commands

    def read(self, line: str) -> Call:
        """What a typed line means; never fails (see `Registry.read`)."""
        return self.commands.read(line)

    async def handle(self, interaction: Interaction) -> Message | Form:
        """Do what is asked and answer.

        Never raises: problems are told, bugs are logged and apologised for.
        """
        try:
            return await self._answer(interaction)
        except UserError as problem:
            return texts.problem(problem)
        except StoreError as fault:
            _LOG.error("%s", fault)
            return texts.problem(texts.store(fault))
        # one of the broad handlers of the house: a bug is apologised for
        except Exception:  # noqa: BLE001
            reference = secrets.token_hex(4)
            _LOG.exception("bug %s in %r", reference, interaction.call.name)
            return texts.problem(texts.bug(reference))

    def is_private(self, call: Call) -> bool:
        """Whether the answer to a call will be for the one who asks only; so are problems."""
        return next((known.private for known in self.commands if known.name == call.name), True)

    def wants_findings(self, name: str) -> bool:
        """Whether a command wants to know what its adapter sees where it is called."""
        return any(known.checks for known in self.commands if known.name == name)

    async def happened(self, interaction: Interaction) -> None:
        """Take in what the platform itself reports, such as a reply in a thread.

        Nobody waits for an answer.
        """
        declared = self.commands.find(interaction.call.name)

        async def take_in(tx: Transaction) -> None:
            ctx = await context.look(tx, interaction, self.packs, self._now())
            await declared.handler(ctx, **self.commands.arguments(declared, interaction.call))

        await self._database.transact(take_in, writes=True)

    async def discusses(self, thread: Address) -> bool:
        """Whether a thread is a discussion of some group's week.

        What is said elsewhere is no concern of ours.
        """
        async with self._database.read() as tx:
            group = await groups.find(tx, thread.platform, thread.workspace, thread.channel)
            return group is not None and await weeks.is_thread(tx, group.id, thread.thread)

    async def compose(self, delivery: Delivery) -> Message:
        """What a delivery says, at the moment of sending.

        Raises: an apology must never be posted to a channel.
        """
        message = await self._perform(delivery, Call.parse(delivery.call))
        return replace(message, private=False)

    async def settle(self, delivery: Delivery, message: str, thread: str) -> None:
        """The platform has confirmed.

        Mark it sent and do what follows from it, together or not at all.
        """

        async def mark(tx: Transaction) -> None:
            first = await deliveries.sent(tx, delivery.key, message, self._now())
            if first and delivery.then:
                call = Call.parse(delivery.then).given(message=message, thread=thread)
                await self._run(tx, delivery, call)

        await self._database.transact(mark, writes=True)

    async def give_up(self, delivery: Delivery, state: str, problem: str, gone: str = "") -> None:
        """It cannot be sent (see `deliveries.give_up`, `DeliveryError`): keep that, and let its feature know."""
        async with self._database.begin() as tx:
            await deliveries.give_up(tx, delivery.key, state, problem)
            # Nobody waits for an edit, unless something follows from it.
            if state != "void" and (gone or delivery.kind != "edit" or delivery.then):
                failed = {"key": delivery.key, "state": state, "problem": problem, "gone": gone}
                call = Call("delivery failed", failed)
                with suppress(NothingToSay):  # the group is gone meanwhile
                    await self._run(tx, delivery, call)

    async def suggest(
        self, interaction: Interaction, option: str, typed: str
    ) -> tuple[Choice, ...]:
        """What could complete an option of the interaction's command, the likeliest first.

        At most 25.
        """
        try:
            declared = self.commands.find(interaction.call.name)
        except UserError:
            return ()
        known = next((known for known in declared.options if known.name == option), None)
        if known is None:
            return ()
        suggest = known.suggest
        if suggest is None:
            return tuple(c for c in known.choices if typed.casefold() in c.label.casefold())

        async def complete(tx: Transaction) -> tuple[Choice, ...]:
            return await suggest(
                await context.look(tx, interaction, self.packs, self._now()), typed
            )

        return (await self._database.transact(complete, writes=False))[:25]

    async def _answer(self, interaction: Interaction) -> Message | Form:
        declared = self.commands.find(interaction.call.name)
        check_lengths(declared, interaction.call)
        arguments = self.commands.arguments(declared, interaction.call)
        looked: list[Context] = []

        async def ask(tx: Transaction) -> Message | Form:
            ctx = await context.look(tx, interaction, self.packs, self._now())
            looked.append(ctx)
            ctx = context.here(ctx) if declared.here else ctx
            _check_role(declared, ctx)
            lacking = tuple(one for one in missing(declared, interaction.call) if not one.own_form)
            if lacking:
                return texts.form(declared, lacking, interaction.call)
            await self._hear(tx, declared, interaction)
            if declared.role == "organiser":
                ctx = await context.organise(ctx)
            answer = await declared.handler(ctx, **arguments)
            if isinstance(answer, Form):
                return answer
            return replace(
                _with_blocks(answer, await self._asides(declared, ctx)), private=declared.private
            )

        said = await self._database.transact(ask, writes=not declared.reads)
        member = looked[-1].member
        if isinstance(said, Message) and member.unreachable and declared.reads and declared.listed:
            with suppress(
                StoreError
            ):  # apart, as what only looks writes nothing; at the worst it is told once more
                await self._database.transact(
                    partial(members.told_unreachable, member=member.id), writes=True
                )
        return said

    async def _hear(self, tx: Transaction, declared: Command, interaction: Interaction) -> None:
        """What was done before a crash, and the platform tells of again, is not done twice."""
        platform, once = interaction.user.platform, interaction.once
        if (
            once
            and not declared.reads
            and not await seen_events.is_new(tx, platform, once, self._now())
        ):
            raise texts.done_already()

    async def _asides(self, declared: Command, ctx: Context) -> list[tuple[Block, ...]]:
        """What an answer adds.

        Which group was meant, what organisers have not been told yet, a lost reminder.
        """
        asides: list[tuple[Block, ...]] = []
        if ctx.others:
            asides.append(texts.which_group(ctx.group, ctx.others))
        if declared.role == "organiser":
            asides.append(
                texts.untold(ctx.group, await organisers.take_untold(ctx.tx, ctx.group.id, ctx.now))
            )
        elif ctx.member.unreachable and not declared.reads:
            await members.told_unreachable(ctx.tx, ctx.member.id)
            asides.append(texts.unreachable())
        elif ctx.member.unreachable and declared.listed:
            asides.append(texts.unreachable())
        return asides

    async def _perform(self, delivery: Delivery, call: Call) -> Message:
        async def try_it(tx: Transaction) -> Message | NothingToSay:
            try:
                return await self._run(tx, delivery, call)
            except NothingToSay as reason:
                return reason

        said = await self._database.transact(try_it, writes=True)
        if isinstance(said, NothingToSay):
            raise said  # only here: what the handler wrote before it came to that is kept
        return said

    async def _run(self, tx: Transaction, delivery: Delivery, call: Call) -> Message:
        """A system command, about the delivery's group, where the delivery goes."""
        declared = self.commands.find(call.name)
        address = Address(delivery.platform, delivery.workspace, delivery.channel, delivery.thread)
        interaction = Interaction(call, User(delivery.platform, "", "Roadmate"), address)
        ctx = await context.about(tx, interaction, delivery.group, self.packs, self._now())
        return await _apply(declared, ctx, self.commands.arguments(declared, call))


async def _apply(declared: Command, ctx: Context, arguments: Mapping[str, Any]) -> Message:
    answer = await declared.handler(ctx, **arguments)
    if isinstance(answer, Form):
        raise TypeError(f"{declared.name}: nobody is there to fill in a form")
    return answer


def _check_role(declared: Command, ctx: Context) -> None:
    if declared.role == "system":
        raise texts.not_for_people()
    if declared.role == "organiser" and not ctx.organiser:
        if ctx.interaction.address.direct and (declared.here or ctx.group.solo):
            raise groups_texts.not_here()
        raise accounts_texts.organisers_only(declared.name)


def _with_blocks(answer: Message, asides: Sequence[tuple[Block, ...]]) -> Message:
    """The answer with what stands under it, as far as a message has room."""
    for blocks in asides:
        if len(answer.blocks) + len(blocks) <= BLOCKS:
            answer = replace(answer, blocks=(*answer.blocks, *blocks))
    return answer
