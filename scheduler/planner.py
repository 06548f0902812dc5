"""Planning: what is due becomes deliveries and changes of weeks, one short transaction a group."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot import rhythm
from bot.store import deliveries, facts, heartbeats, schedules, setups, weeks
from bot.store.database import Database, Transaction
from content.model import Pack
from scheduler.threads import ThreadReader

_LOG = logging.getLogger("roadmate.planner")
A_ROUND = 500
KEEP_DELIVERIES = timedelta(days=30)
Duty = Callable[[Transaction, str, Mapping[str, Pack], datetime], Awaitable[None]]


class Planner:
    """Looks at what has come due. Every round is short and can be called by hand."""

    def __init__(
        self, database: Database, packs: Mapping[str, Pack], threads: ThreadReader, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._packs = packs
        self._threads = threads
        self._now = now

    async def start(self, zones_version: str) -> None:
        """Once at start: governments may have changed the clocks since the slots were computed."""
        now = self._now()
        async with self._database.begin() as tx:
            changed = await facts.find(tx, "tzdata") != zones_version
            groups = await schedules.all_groups(tx) if changed else ()
            await facts.keep(tx, "tzdata", zones_version)
        await self._each(groups, rhythm.recompute, now)
        await self._threads.read_all()

    async def plan(self) -> None:
        """One round: a sign of life, then slots, meetings and posts whose numbers are old."""
        now = self._now()
        async with self._database.begin() as tx:
            await heartbeats.beat(tx, now)
        async with self._database.read() as tx:
            slots = await schedules.due(tx, now, A_ROUND)
            meetings = await schedules.meetings_due(tx, now, A_ROUND)
            old_posts = [week.id for week in await weeks.to_refresh(tx, now, A_ROUND)]
        for group in slots:
            # Before a week closes, whatever was said in its thread while we were away is counted.
            await self._threads.read(group)
        await self._each(slots, rhythm.slot_came, now)
        await self._each(meetings, rhythm.meeting_came, now)
        await self._each(old_posts, rhythm.refresh, now)

    async def tidy(self) -> None:
        """Once a day: forget what was settled long ago."""
        async with self._database.begin() as tx:
            await deliveries.forget_old(tx, self._now() - KEEP_DELIVERIES)
            await setups.forget_old(tx, self._now() - KEEP_DELIVERIES)

    async def _each(self, things: Sequence[str], duty: Duty, now: datetime) -> None:
        for thing in things:
            try:
                async with self._database.begin() as tx:
                    await duty(tx, thing, self._packs, now)
            except Exception:  # noqa: BLE001 - one of the three broad handlers: one bad row must not stop the others
                _LOG.exception("%s of %s", duty.__name__, thing)
