"""Reading discussion threads from where we stopped, so that nothing said while we were away is lost."""

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.adapter import Adapter
from bot.call import Call
from bot.engine import Engine
from bot.errors import DeliveryError
from bot.interaction import Address, Interaction
from bot.model import Group, Week
from bot.store import groups, weeks
from bot.store.database import Database

_LOG = logging.getLogger("roadmate.threads")


class ThreadReader:
    """Asks the platform who wrote in a thread since we last looked: author, instant and id, never the words."""

    def __init__(self, database: Database, engine: Engine, adapters: Mapping[str, Adapter]) -> None:
        self._database = database
        self._engine = engine
        self._adapters = adapters

    async def read_all(self) -> None:
        """Every open week's thread: after a start or a reconnect."""
        async with self._database.read() as tx:
            open_groups = await weeks.groups_with_threads(tx)
        for group in open_groups:
            await self.read(group)

    async def read(self, group_id: str) -> None:
        """The open week's thread of one group. A platform that does not answer is asked again the next time."""
        async with self._database.read() as tx:
            group, week = await groups.by_id(tx, group_id), await weeks.current(tx, group_id)
        if group is None or week is None or not week.thread or group.platform not in self._adapters:
            return
        try:
            await self._read(self._adapters[group.platform], group, week)
        except DeliveryError as fault:
            _LOG.warning("thread of week %s in %s: %s", week.number, group.id, fault)

    async def _read(self, adapter: Adapter, group: Group, week: Week) -> None:
        thread = Address(group.platform, group.workspace, group.channel, week.thread)
        seen = week.seen_until or week.opens_at or week.slot_at
        for reply in await adapter.replies(thread, seen):
            call = Call("replied", {"reply": reply.id, "at": str(int(reply.at.timestamp()))})
            await self._engine.happened(Interaction(call, reply.user, thread))
            seen = max(seen, reply.at)
        await self._keep(week, seen)

    async def _keep(self, week: Week, seen: datetime) -> None:
        async with self._database.begin() as tx:
            await weeks.read_until(tx, week.id, seen)
