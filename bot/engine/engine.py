"""The engine: a call in, a message out, in one transaction.

It knows no platform and is given its commands.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.accounts import authority, context, groups, members, organisers
from bot.core.call import Call
from bot.core.commands.declaration import Command, Registry, check_lengths, missing
from bot.core.commands.events import Events
from bot.core.database_port import Database, Transaction
from bot.core.errors import NothingToSay, StoreError, UserError
from bot.core.interaction import Address, Context, Interaction, User
from bot.core.message import Block, Choice, Form, Message, Unfinished
from bot.core.records import Member
from bot.engine import carrying_out, texts
from bot.engine.finishing import finished
from bot.outbox import deliveries
from bot.outbox.records import DeadState, Delivery
from bot.plan import week_posts
from content.model import Pack

_LOG = logging.getLogger("roadmate.engine")
# What stands under an answer, each as far as there is room.
Asides = list[tuple[Block, ...]]


class Engine:
    """Made once by roadmate.py from ready parts; adapters call it, features never see it.

    `now` gives UTC.
    """

    def __init__(
        self,
        database: Database,
        commands: Registry,
        events: Events,
        packs: Mapping[str, Pack],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self.packs = packs
        self._now = now
        self.commands = commands
        self._events = events

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
            return texts.problem(problem, interaction.call)
        except StoreError as fault:
            _LOG.error("%s", fault)
            return texts.problem(texts.store(fault))
        # one of the broad handlers of the house: a bug is apologised for
        except Exception:  # noqa: BLE001
            reference = secrets.token_hex(4)
            _LOG.exception("bug %s in %r", reference, interaction.call.name)
            return texts.problem(texts.bug(reference))

    @property
    def now(self) -> datetime:
        """The instant, in UTC."""
        return self._now()

    def is_private(self, call: Call) -> bool:
        """Whether the answer to a call will be for the one who asks only; so are problems."""
        return next((known.private for known in self.commands if known.name == call.name), True)

    def wants_findings(self, name: str) -> bool:
        """Whether a command wants to know what its adapter sees where it is called."""
        return any(known.checks for known in self.commands if known.name == name)

    async def happened(self, interaction: Interaction) -> None:
        """Take in an event that the platform itself reports, such as a reply in a thread."""
        now = self._now()

        async def take_in(tx: Transaction) -> None:
            ctx = await context.look(tx, interaction, self.packs, now)
            await self._events.happened(ctx, interaction.call)

        await self._database.run(take_in, writes=True)

    async def in_doubt(self, interaction: Interaction) -> tuple[Address, ...]:
        """The channels of which the platform must be asked what the user may do there.

        Before a call is handled; the answers are handed in with it. Empty as well for a call of
        nothing known, or where the database fails: handling it tells.
        """
        declared = next(
            (known for known in self.commands if known.name == interaction.call.name), None
        )
        if declared is None or not (declared.rights or declared.role == "organiser"):
            return ()

        now = self._now()

        async def look(tx: Transaction) -> tuple[Address, ...]:
            ctx = await carrying_out.look(tx, declared, interaction, self.packs, now)
            return await authority.in_doubt(context.here(ctx) if declared.here else ctx)

        with suppress(StoreError):
            return await self._database.run(look, writes=False)
        return ()

    def for_organisers(self, delivery: Delivery) -> bool:
        """Whether a delivery is for somebody who runs the group at the moment of sending."""
        return self.commands.find(Call.parse(delivery.call).name).rights

    async def discusses(self, thread: Address) -> bool:
        """Whether a thread is a discussion of some group's week.

        What is said elsewhere is no concern of ours.
        """

        async def look(tx: Transaction) -> bool:
            group = await groups.find(tx, thread.platform, thread.workspace, thread.channel)
            return group is not None and await week_posts.is_thread(tx, group.id, thread.thread)

        return await self._database.run(look, writes=False)

    async def compose(self, delivery: Delivery) -> Message:
        """What a delivery says, at the moment of sending.

        Raises: an apology must never be posted to a channel.
        """
        message = await finished(await self._perform(delivery, Call.parse(delivery.call)))
        return replace(message, private=False)

    async def ack(self, delivery: Delivery, message: str, thread: str) -> None:
        """The platform has confirmed.

        Mark it sent and do what follows from it, together or not at all.
        """
        now = self._now()

        async def mark(tx: Transaction) -> None:
            first = await deliveries.ack(tx, delivery.key, message, now)
            if first and delivery.then:
                event = Call.parse(delivery.then).given(message=message, thread=thread)
                await self._happened(tx, delivery, event, now)

        await self._database.run(mark, writes=True)

    async def void(self, delivery: Delivery) -> None:
        """There is nothing to say after all."""
        await self._database.run(lambda tx: deliveries.void(tx, delivery.key), writes=True)

    async def dead_letter(
        self, delivery: Delivery, state: DeadState, problem: str, gone: str = ""
    ) -> None:
        """It cannot be sent (see `DeliveryError`): keep that, and let its feature know."""
        failed = {"key": delivery.key, "state": state, "problem": problem, "gone": gone}
        # Nobody waits for an edit, unless something follows from it.
        missed = bool(gone or delivery.kind != "edit" or delivery.then)
        now = self._now()

        async def keep(tx: Transaction) -> None:
            await deliveries.dead_letter(tx, delivery.key, state, problem)
            if missed:
                with suppress(NothingToSay):  # the group is gone meanwhile
                    await self._happened(tx, delivery, Call("delivery failed", failed), now)

        await self._database.run(keep, writes=True)

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
        now = self._now()

        async def complete(tx: Transaction) -> tuple[Choice, ...]:
            return await suggest(await context.look(tx, interaction, self.packs, now), typed)

        return (await self._database.run(complete, writes=False))[:25]

    async def _answer(self, interaction: Interaction) -> Message | Form:
        declared = self.commands.find(interaction.call.name)
        check_lengths(declared, interaction.call)
        arguments = self.commands.arguments(declared, interaction.call)
        lacking = tuple(one for one in missing(declared, interaction.call) if not one.own_form)
        now = self._now()

        async def ask(tx: Transaction) -> tuple[Message | Unfinished | Form, Asides, Member]:
            found = await carrying_out.look(tx, declared, interaction, self.packs, now)
            ctx = context.here(found) if declared.here else found
            authority.check(ctx, declared)
            if lacking:
                return texts.form(declared, lacking, interaction.call), [], found.member
            await carrying_out.hear(tx, declared, interaction, now)
            if declared.role == "organiser":
                ctx = await context.organise(ctx)
            answer = await declared.handler(ctx, **arguments)
            asides = [] if isinstance(answer, Form) else await self._asides(declared, ctx)
            return answer, asides, found.member

        answer, asides, member = await self._database.run(ask, writes=not declared.reads)
        if isinstance(answer, Form):
            return answer
        message = carrying_out.with_blocks(await finished(answer), asides)
        if member.unreachable and declared.reads and declared.listed:
            # Apart, as what only looks writes nothing; at the worst it is told once more.
            with suppress(StoreError):
                await self._database.run(
                    partial(members.told_unreachable, member=member.id), writes=True
                )
        return replace(message, private=declared.private)

    async def _asides(self, declared: Command, ctx: Context) -> Asides:
        """What an answer adds.

        Which group was meant, what organisers have not been told yet, a lost reminder.
        """
        asides: Asides = []
        if ctx.others:
            asides.append(texts.which_group(ctx.group, ctx.others))
        if declared.role == "organiser":
            asides.append(
                texts.undelivered(
                    ctx.group, await organisers.take_undelivered(ctx.tx, ctx.group.id, ctx.now)
                )
            )
        elif ctx.member.unreachable and not declared.reads:
            await members.told_unreachable(ctx.tx, ctx.member.id)
            asides.append(texts.unreachable())
        elif ctx.member.unreachable and declared.listed:
            asides.append(texts.unreachable())
        return asides

    async def _perform(self, delivery: Delivery, call: Call) -> Message | Unfinished:
        now = self._now()

        async def try_it(tx: Transaction) -> Message | Unfinished | NothingToSay:
            try:
                return await self._run(tx, delivery, call, now)
            except NothingToSay as reason:
                return reason

        answer = await self._database.run(try_it, writes=True)
        if isinstance(answer, NothingToSay):
            raise answer  # only here: what the handler wrote before it came to that is kept
        return answer

    async def _run(
        self, tx: Transaction, delivery: Delivery, call: Call, now: datetime
    ) -> Message | Unfinished:
        """A system command, about the delivery's group, where the delivery goes."""
        declared, ctx = self.commands.find(call.name), await self._about(tx, delivery, call, now)
        return await carrying_out.apply(declared, ctx, self.commands.arguments(declared, call))

    async def _happened(
        self, tx: Transaction, delivery: Delivery, event: Call, now: datetime
    ) -> None:
        """Something has happened to a delivery, or followed from it."""
        await self._events.happened(await self._about(tx, delivery, event, now), event)

    async def _about(
        self, tx: Transaction, delivery: Delivery, call: Call, now: datetime
    ) -> Context:
        address = Address(delivery.platform, delivery.workspace, delivery.channel, delivery.thread)
        interaction = Interaction(call, User(delivery.platform, "", "Roadmate"), address)
        return await context.about(tx, interaction, delivery.group, self.packs, now)
