"""Delivering: claim what is due, compose it, post it, mark it; back off or give up."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.adapter import Adapter, MessageRef
from bot.engine import Engine
from bot.errors import DeliveryError, NothingToSay, StoreError
from bot.interaction import Address
from bot.model import Delivery
from bot.store import deliveries
from bot.store.database import Database
from scheduler.pacer import Pacer

_LOG = logging.getLogger("roadmate.dispatcher")
LEASE = timedelta(minutes=5)
BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480))
MOST_AT_ONCE = 200


class Dispatcher:
    """Sends the outbox through the adapters. What it is doing when it dies, the lease gives to the next one."""

    def __init__(
        self, database: Database, engine: Engine, adapters: Mapping[str, Adapter], now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._engine = engine
        self._adapters = adapters
        self._pacers = {name: Pacer(adapter.posts_a_second) for name, adapter in adapters.items()}
        self._now = now
        self._at_work: set[asyncio.Task[None]] = set()

    async def deliver(self) -> int:
        """Claim what is due and begin to send it; returns how many. Never waits for a slow platform."""
        most = min(MOST_AT_ONCE - len(self._at_work), self._room())
        if most <= 0:
            return 0
        async with self._database.read() as tx:
            next_try = await deliveries.next_try(tx)
        if next_try is None or next_try > self._now():
            return 0
        async with self._database.begin() as tx:
            claimed = await deliveries.claim(tx, self._now(), most, LEASE)
        for delivery in claimed:
            task = asyncio.create_task(self._send(delivery))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        return len(claimed)

    async def finish(self) -> None:
        """Wait for everything that is being sent."""
        while self._at_work:
            await asyncio.gather(*self._at_work)

    def _room(self) -> int:
        """Never more than the pacers can send in a second, so that what a person waits for is never behind bulk."""
        return sum(max(1, int(pacer.a_second)) - pacer.waiting for pacer in self._pacers.values())

    async def _send(self, delivery: Delivery) -> None:
        try:
            ref = await self._say(self._adapter(delivery.platform), delivery)
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

    def _adapter(self, platform: str) -> Adapter:
        if platform not in self._adapters:
            raise DeliveryError(f"{platform} is not running here")
        return self._adapters[platform]

    async def _say(self, adapter: Adapter, delivery: Delivery) -> MessageRef:
        await self._pacers[delivery.platform].turn()
        message = await self._engine.compose(delivery)
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
