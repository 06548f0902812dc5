"""Delivering: claim what is due, compose it, post it, mark it; back off or give up."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.adapter import Adapter, MessageRef
from bot.engine import Engine
from bot.errors import DeliveryError, NothingToSay, StoreError
from bot.interaction import Address
from bot.message import Message
from bot.model import Delivery
from bot.store import deliveries
from bot.store.database import Database
from scheduler.pacer import Pacer

_LOG = logging.getLogger("roadmate.dispatcher")
LEASE = timedelta(minutes=5)
# A platform that says nothing for so long has failed; well within the lease, or a second one would claim it meanwhile.
PATIENCE = timedelta(minutes=2)
BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480))
MOST_AT_ONCE = 200


@dataclass(slots=True)
class _Lane:
    """One platform, and how many of its deliveries are under way: a platform that hangs holds up no other."""

    adapter: Adapter
    pacer: Pacer
    at_work: int = 0

    def room(self) -> int:
        """Never more than the pacer can send in a second, so that what a person waits for is never behind bulk."""
        return min(MOST_AT_ONCE - self.at_work, max(1, int(self.pacer.a_second)) - self.pacer.waiting)


class Dispatcher:
    """Sends the outbox through the adapters. What it is doing when it dies, the lease gives to the next one."""

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
        self._lanes = {name: _Lane(adapter, Pacer(adapter.posts_a_second)) for name, adapter in adapters.items()}
        self._now = now
        self._patience = patience.total_seconds()
        self._at_work: set[asyncio.Task[Any]] = set()

    async def deliver(self) -> int:
        """Claim what is due and begin to send it; returns how many. Never waits for a slow platform."""
        # Shielded: what has been claimed is sent, also if we are told to stop at that moment.
        begun = asyncio.create_task(self._begin())
        self._keep(begun)
        return await asyncio.shield(begun)

    async def next_try(self) -> datetime | None:
        """When the next delivery of a platform that runs here can be claimed."""
        async with self._database.read() as tx:
            known = [await deliveries.next_try(tx, platform) for platform in self._lanes]
        return min((found for found in known if found), default=None)

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
        most = lane.room()
        if most <= 0:
            return 0
        async with self._database.read() as tx:
            next_try = await deliveries.next_try(tx, platform)
        if next_try is None or next_try > self._now():
            return 0
        async with self._database.begin() as tx:
            claimed = await deliveries.claim(tx, platform, self._now(), most, LEASE)
        lane.at_work += len(claimed)
        for delivery in claimed:
            self._keep(asyncio.create_task(self._send(lane, delivery)))
        return len(claimed)

    async def _send(self, lane: _Lane, delivery: Delivery) -> None:
        try:
            ref = await self._say(lane, delivery)
            await self._engine.settle(delivery, ref.id, ref.address.thread)
        except NothingToSay:
            await self._engine.give_up(delivery, "void", "")
        except DeliveryError as fault:
            await self._after(delivery, fault)
        except StoreError as fault:
            # The lease brings it back, as a doubtful one: it may have been posted.
            _LOG.error("%s: %s", delivery.key, fault)
        except Exception:  # noqa: BLE001 - one of the three broad handlers: a bug in one row must not stop the others
            reference = secrets.token_hex(4)
            _LOG.exception("bug %s in delivery %s", reference, delivery.key)
            await self._after(delivery, DeliveryError(f"a fault of mine, reference {reference}"))
        finally:
            lane.at_work -= 1

    async def _say(self, lane: _Lane, delivery: Delivery) -> MessageRef:
        await lane.pacer.turn()
        message = await self._engine.compose(delivery)
        try:
            async with asyncio.timeout(self._patience):
                return await _hand_over(lane.adapter, delivery, message)
        except TimeoutError as fault:
            raise DeliveryError(f"{delivery.platform} did not answer in time") from fault

    async def _after(self, delivery: Delivery, fault: DeliveryError) -> None:
        """Once more later, or never: what the platform says decides, then the number of tries."""
        tried = delivery.attempts
        if fault.uncertain:
            await self._engine.give_up(delivery, "doubtful", str(fault))
        elif fault.permanent or tried > len(BACK_OFF):
            await self._engine.give_up(delivery, "dead", str(fault))
        else:
            wait = BACK_OFF[tried - 1] if fault.retry_after is None else timedelta(seconds=fault.retry_after)
            async with self._database.begin() as tx:
                await deliveries.retry(tx, delivery.key, self._now() + wait, str(fault))


async def _hand_over(adapter: Adapter, delivery: Delivery, message: Message) -> MessageRef:
    address = Address(delivery.platform, delivery.workspace, delivery.channel, delivery.thread)
    target = MessageRef(address, delivery.target)
    match delivery.kind:
        case "post":
            return await adapter.post(address, message, key=delivery.key, doubtful=delivery.attempts > 1)
        case "edit":
            await adapter.edit(target, message)
            return target
        case "thread":
            return MessageRef(await adapter.open_thread(target, message.title), delivery.target)
