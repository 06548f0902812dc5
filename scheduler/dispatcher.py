"""Delivering: claim what is due, compose it, post it, mark it; back off or give up."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.core.database_port import Database, Transaction
from bot.core.errors import DeliveryError, NothingToSay, StoreError
from bot.core.interaction import Address
from bot.core.message import Message
from bot.core.rate_limit import RateLimit
from bot.engine.engine import Engine
from bot.engine.port import Adapter, MessageRef
from bot.outbox import deliveries
from bot.outbox.records import EVERYTHING, REFRESH, Delivery
from bot.weekly.on_slot import LATEST
from scheduler import receivers, texts, trying_again

_LOG = logging.getLogger("roadmate.dispatcher")
LEASE = timedelta(minutes=5)
# A platform that says nothing for so long has failed; well within the lease, or a second one would
# claim it meanwhile.
PATIENCE = timedelta(minutes=2)
# How often one delivery asks whether a platform that was out of reach is back: the first one soon,
# as people wait.
PROBES = tuple(timedelta(seconds=seconds) for seconds in (2, 4, 8, 16, 32, 60))
MOST_AT_ONCE = 200
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Lane:
    """One platform, and how many of its deliveries are under way.

    A platform that hangs holds up no other.

    Out of reach, it is closed for a while, and then one delivery goes first: nobody knocks at a
    shut door all at once.
    """

    adapter: Adapter
    limit: RateLimit
    at_work: int = 0
    knocked: int = 0
    opens_at: datetime = _LONG_AGO
    # How many of them only bring a message up to date.
    refreshing: int = 0
    # The latest edit of each message that is being changed.
    edits: dict[tuple[str, str], asyncio.Task[Any]] = field(default_factory=dict)

    def room(self, now: datetime) -> int:
        """Never more than the platform takes in a second, so that what a person waits for is never
        behind bulk.
        """
        if self.knocked:
            return 0 if now < self.opens_at else 1 - self.at_work
        return min(
            MOST_AT_ONCE - self.at_work,
            max(1, int(self.adapter.posts_a_second)) - self.limit.waiting,
        )

    def room_for_refreshing(self) -> int:
        """Edits that nobody waits for take at most half of what the platform takes in a second.

        A reveal may come.
        """
        return max(1, int(self.adapter.posts_a_second) // 2) - self.refreshing

    def edited(self, place: tuple[str, str], sent: asyncio.Task[Any]) -> None:
        """A message has its new form, unless a later edit of it waits already."""
        if self.edits.get(place) is sent:
            del self.edits[place]

    def close(self, now: datetime, asked: float | None) -> None:
        """Nobody could be asked.

        The platform says for how long, or we try soon, and then less and less often.
        """
        if now >= self.opens_at:
            wait = (
                PROBES[min(self.knocked, len(PROBES) - 1)]
                if asked is None
                else timedelta(seconds=asked)
            )
            self.opens_at = now + wait
            self.knocked += 1
        self.knocked = max(
            1, self.knocked
        )  # something that was under way may have arrived meanwhile

    def demand_open(self, now: datetime) -> None:
        """Raises while it is closed: what waited for its turn is not sent after all."""
        if self.knocked and now < self.opens_at:
            raise DeliveryError(texts.OUT_OF_REACH, unreached=True)


class Dispatcher:
    """Sends the outbox through the adapters.

    What it is doing when it dies, the lease gives to the next one.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        adapters: Mapping[str, Adapter],
        now: Callable[[], datetime],
        patience: timedelta = PATIENCE,
    ) -> None:
        self._database = database
        self._engine = engine
        self._lanes = {
            name: _Lane(adapter, RateLimit(1 / adapter.posts_a_second))
            for name, adapter in adapters.items()
        }
        self._now = now
        self._patience = patience.total_seconds()
        self._at_work: set[asyncio.Task[Any]] = set()

    async def deliver(self) -> int:
        """Claim what is due and begin to send it; returns how many.

        Never waits for a slow platform.
        """
        # Shielded: what has been claimed is sent, also if we are told to stop at that moment.
        begun = asyncio.create_task(self._begin())
        self._keep(begun)
        return await asyncio.shield(begun)

    async def next_try(self) -> datetime | None:
        """When the next delivery of a platform that runs here can be claimed."""
        tries = [(lane, await self._next_try(platform)) for platform, lane in self._lanes.items()]
        return min((max(due, lane.opens_at) for lane, due in tries if due), default=None)

    async def finish(self) -> None:
        """Wait for everything that is being sent."""
        while self._at_work:
            await asyncio.wait(self._at_work)

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _begin(self) -> int:
        return sum([await self._begin_on(platform, lane) for platform, lane in self._lanes.items()])

    async def _begin_on(self, platform: str, lane: _Lane) -> int:
        most = lane.room(self._now())
        if most <= 0:
            return 0
        next_try = await self._next_try(platform)
        if next_try is None or next_try > self._now():
            return 0
        claimed = await self._claim(platform, lane, most)
        lane.at_work += len(claimed)
        lane.refreshing += sum(delivery.priority == REFRESH for delivery in claimed)
        for delivery in claimed:
            before = lane.edits.get(_place(delivery)) if delivery.kind == "edit" else None
            sending = asyncio.create_task(self._send(lane, delivery, before))
            if delivery.kind == "edit":
                lane.edits[_place(delivery)] = sending
                sending.add_done_callback(partial(lane.edited, _place(delivery)))
            self._keep(sending)
        return len(claimed)

    async def _next_try(self, platform: str) -> datetime | None:
        return await self._database.run(lambda tx: deliveries.next_try(tx, platform), writes=False)

    async def _claim(self, platform: str, lane: _Lane, most: int) -> Sequence[Delivery]:
        now, refreshing = self._now(), lane.room_for_refreshing()

        async def claim(tx: Transaction) -> Sequence[Delivery]:
            urgent = await deliveries.claim(tx, platform, now, most, LEASE, EVERYTHING[:-1])
            left = min(most - len(urgent), refreshing)
            if left <= 0:
                return urgent
            return (
                *urgent,
                *await deliveries.claim(tx, platform, now, left, LEASE, EVERYTHING[-1:]),
            )

        return await self._database.run(claim, writes=True)

    async def _send(
        self, lane: _Lane, delivery: Delivery, before: asyncio.Task[Any] | None
    ) -> None:
        if before:
            # An earlier form of a message must not overtake a later one; and what it says is
            # composed after that one.
            await asyncio.wait([before])
        try:
            ref = await self._say(lane, delivery)
            lane.knocked = 0
            await self._engine.ack(delivery, ref.id, ref.address.thread)
        except NothingToSay:
            await self._engine.void(delivery)
        except DeliveryError as fault:
            await self._after(lane, delivery, fault)
        except StoreError as fault:
            # The lease brings it back, as a doubtful one: it may have been posted.
            _LOG.error("%s: %s", delivery.key, fault)
        # one of the broad handlers: a bug in one row must not stop the others
        except Exception:  # noqa: BLE001
            reference = secrets.token_hex(4)
            _LOG.exception("bug %s in delivery %s", reference, delivery.key)
            often = delivery.attempts > len(trying_again.BACK_OFF)
            await self._after(
                lane,
                delivery,
                DeliveryError(texts.bug(reference), permanent=often),
            )
        finally:
            lane.at_work -= 1
            lane.refreshing -= delivery.priority == REFRESH

    async def _say(self, lane: _Lane, delivery: Delivery) -> MessageRef:
        await lane.limit.turn()
        lane.demand_open(self._now())
        if self._engine.for_organisers(delivery):
            delivery = await self._to_an_organiser(lane, delivery)
        message = await self._engine.compose(delivery)
        try:
            async with asyncio.timeout(self._patience):
                return await _hand_over(lane.adapter, delivery, message)
        except TimeoutError as fault:
            raise DeliveryError(texts.no_answer(delivery.platform)) from fault

    async def _to_an_organiser(self, lane: _Lane, delivery: Delivery) -> Delivery:
        try:
            async with asyncio.timeout(self._patience):
                return await receivers.addressed(self._database, lane.adapter, delivery)
        except TimeoutError as fault:
            raise DeliveryError(texts.no_answer(delivery.platform), untried=True) from fault

    async def _after(self, lane: _Lane, delivery: Delivery, fault: DeliveryError) -> None:
        """Once more later, or never.

        What the platform says decides, and else only whether it comes too late.
        """
        now = self._now()
        if fault.unreached:
            lane.close(now, fault.retry_after)
            try_at = lane.opens_at
        else:
            lane.knocked = lane.knocked if fault.untried else 0
            try_at = now + trying_again.wait(delivery.attempts, fault.retry_after)
        if fault.uncertain:
            await self._engine.dead_letter(delivery, "doubtful", str(fault))
        elif fault.permanent or try_at - delivery.due > LATEST:
            await self._engine.dead_letter(delivery, "dead", str(fault), fault.gone)
        else:
            tried = not (fault.unreached or fault.untried)
            await self._database.run(
                lambda tx: deliveries.retry(tx, delivery.key, try_at, str(fault), tried=tried),
                writes=True,
            )


def _place(delivery: Delivery) -> tuple[str, str]:
    return delivery.channel, delivery.target


async def _hand_over(adapter: Adapter, delivery: Delivery, message: Message) -> MessageRef:
    address = Address(delivery.platform, delivery.workspace, delivery.channel, delivery.thread)
    target = MessageRef(address, delivery.target)
    match delivery.kind:
        case "post":
            return await adapter.post(
                address, message, key=delivery.key, doubtful=delivery.attempts > 1
            )
        case "edit":
            await adapter.edit(target, message)
            return target
        case "thread":
            return MessageRef(await adapter.open_thread(target, message.title), delivery.target)
