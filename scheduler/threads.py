"""Reading discussion threads from where we stopped, so that nothing said while we were away is lost."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.adapter import Adapter
from bot.call import Call
from bot.engine import Engine
from bot.errors import DeliveryError
from bot.interaction import Address, Interaction
from bot.model import Group, Week
from bot.store import groups, weeks
from bot.store.database import Database

_LOG = logging.getLogger("roadmate.threads")
PATIENCE = timedelta(seconds=10)


class ThreadReader:
    """Asks the platform who wrote in a thread since we last looked: author, instant and id, never the words."""

    def __init__(
        self, database: Database, engine: Engine, adapters: Mapping[str, Adapter], patience: timedelta = PATIENCE
    ) -> None:
        self._database = database
        self._engine = engine
        self._adapters = adapters
        self._patience = patience.total_seconds()
        # Groups read to the end in this life; for all others, weeks that closed meanwhile may hold something unread.
        self._whole: set[str] = set()
        self.unread: set[str] = set()

    async def read(self, group_id: str) -> None:
        """The open week's thread of a group, and what closed unread. A platform that fails is asked again soon."""
        async with self._database.read() as tx:
            group, current = await groups.by_id(tx, group_id), await weeks.current(tx, group_id)
            left = () if group_id in self._whole else await weeks.closed_unread(tx, group_id)
        self.unread.discard(group_id)
        if group is None or group.platform not in self._adapters:
            return
        for week in (*left, *([current] if current and current.thread else [])):
            try:
                await self._read(self._adapters[group.platform], group, week)
            except (DeliveryError, TimeoutError) as fault:
                _LOG.warning("thread of week %s in %s: %s", week.number, group.id, str(fault) or "no answer in time")
                self._whole.discard(group_id)
                if not isinstance(fault, DeliveryError) or not fault.permanent:
                    self.unread.add(group_id)
                return
        self._whole.add(group_id)

    async def _read(self, adapter: Adapter, group: Group, week: Week) -> None:
        thread = Address(group.platform, group.workspace, group.channel, week.thread)
        seen = week.seen_until or week.opens_at or week.slot_at
        async with asyncio.timeout(self._patience):
            replies = await adapter.replies(thread, seen)
        for reply in replies:
            call = Call("replied", {"reply": reply.id, "at": str(int(reply.at.timestamp()))})
            await self._engine.happened(Interaction(call, reply.user, thread))
            seen = max(seen, reply.at)
        await self._keep(week, max(seen, week.closed_at or seen))

    async def _keep(self, week: Week, seen: datetime) -> None:
        async with self._database.begin() as tx:
            await weeks.read_until(tx, week.id, seen)
