"""Planning: what is due becomes deliveries and changes of weeks, one short transaction a group."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.accounts import erased_accounts, seen_events
from bot.core.database_port import Database, Transaction
from bot.database import key_values
from bot.groups import departed, departure
from bot.groups.setup import setups
from bot.live.settings import store as settings_store
from bot.live.settings import weekly_rounds
from bot.outbox import deliveries
from bot.plan import asked_questions, schedules, week_posts, weeks
from bot.weekly import heartbeats, meetings, on_slot, opening, upcoming, week_questions
from content.model import Pack
from scheduler.threads import ThreadReader

_LOG = logging.getLogger("roadmate.planner")
A_ROUND = 500
KEEP_DELIVERIES = timedelta(days=30)
KEEP_FINGERPRINTS = timedelta(days=90)
# Slack tells of an event again for minutes (its docs, Events API: after a minute, after five), not
# for days.
KEEP_HEARD = timedelta(days=1)
# What a killed one has sent with its last breath is in the platform's history by then, and is found
# there.
STILL_ARRIVING = timedelta(seconds=10)
# Each is a transaction of its own, and others want to write too; what is left comes the next day.
ERASED_A_DAY = 100
Duty = Callable[[Transaction, str, Mapping[str, Pack], datetime], Coroutine[Any, Any, None]]


class Planner:
    """Looks at what has come due. Every round is short and can be called by hand."""

    def __init__(
        self,
        database: Database,
        packs: Mapping[str, Pack],
        threads: ThreadReader,
        now: Callable[[], datetime],
        retention: timedelta = departure.RETENTION,
    ) -> None:
        self._database = database
        self._packs = packs
        self._threads = threads
        self._now = now
        self._retention = retention

    async def start(self, zones_version: str) -> None:
        """Once at start.

        Governments may have changed the clocks since the slots were computed, and an update may
        have left something to fill in.
        """
        now = self._now()

        async def begin(tx: Transaction) -> tuple[Sequence[str], Sequence[str]]:
            # Only one of us uses a database (bot/database/lock.py), so whoever has claimed
            # something there is dead.
            await deliveries.shorten_leases(tx, now + STILL_ARRIVING)
            changed = await key_values.find(tx, "tzdata") != zones_version
            await key_values.keep(tx, "tzdata", zones_version)
            await key_values.keep(tx, key_values.RETENTION, str(self._retention.days))
            moved = await schedules.all_groups(tx) if changed else ()
            return await asked_questions.groups_unknown(tx), moved

        unknown, groups = await self._database.run(begin, writes=True)
        await self._each(unknown, week_questions.fill_in, now)
        await self._each(groups, upcoming.recompute, now)
        threads = await self._database.run(week_posts.groups_with_threads, writes=False)
        self._threads.look_at(threads)
        await self._read_threads(self._threads.round(A_ROUND))

    async def plan(self) -> None:
        """One round: a sign of life, then slots, meetings and posts whose numbers are old."""
        now = self._now()
        await self._beat()
        await self._read_unread()
        slots, reminders, live_rounds, old_posts = await self._database.run(
            lambda tx: _due(tx, now), writes=False
        )
        for begin in range(0, len(slots), A_ROUND):
            await self._slots(slots[begin : begin + A_ROUND], now)
        await self._each(reminders, meetings.on_meeting, now)
        await self._each(live_rounds, weekly_rounds.on_slot, now)
        await self._each(old_posts, opening.refresh, now)

    async def tidy(self) -> None:
        """Once a day: forget what was settled long ago, and the groups that have been gone for too
        long.
        """
        now = self._now()

        async def forget(tx: Transaction) -> Sequence[str]:
            await deliveries.forget_old(tx, now - KEEP_DELIVERIES)
            await setups.forget_old(tx, now - KEEP_DELIVERIES)
            await erased_accounts.tidy(tx, now - KEEP_FINGERPRINTS)
            await seen_events.forget_old(tx, now - KEEP_HEARD)
            return await departed.since_before(tx, now - self._retention, ERASED_A_DAY)

        over = await self._database.run(forget, writes=True)
        await self._each(over, departure.erase, now)

    async def _beat(self) -> None:
        now = self._now()
        await self._database.run(lambda tx: heartbeats.beat(tx, now), writes=True)

    async def _slots(self, groups: Sequence[str], now: datetime) -> None:
        # Before a week closes, whatever was said in its thread while we were away is counted.
        await self._read_threads(groups)
        await self._each(groups, on_slot.on_slot, now)
        await self._beat()

    async def _read_unread(self) -> None:
        """After a reconnect every open thread.

        Else those that are left, or whose platform failed when asked last.
        """
        unread = partial(key_values.find, name=key_values.UNREAD)
        if await self._database.run(unread, writes=False):
            groups = await self._database.run(week_posts.groups_with_threads, writes=False)
            self._threads.look_at(groups)
            read = partial(key_values.keep, name=key_values.UNREAD, value="")
            await self._database.run(read, writes=True)
        await self._read_threads(self._threads.round(A_ROUND))

    async def _read_threads(self, groups: Sequence[str]) -> None:
        """Many at once: a thread that hangs holds up no other."""
        for begin in range(0, len(groups), A_ROUND):
            reading = groups[begin : begin + A_ROUND]
            await asyncio.gather(
                *(self._apart("the thread", group, self._threads.read(group)) for group in reading)
            )

    async def _each(self, things: Sequence[str], duty: Duty, now: datetime) -> None:
        for thing in things:
            await self._apart(duty.__name__, thing, self._once(thing, duty, now))

    async def _once(self, thing: str, duty: Duty, now: datetime) -> None:
        await self._database.run(lambda tx: duty(tx, thing, self._packs, now), writes=True)

    async def _apart(self, what: str, thing: str, work: Awaitable[None]) -> None:
        try:
            await work
        # one of the broad handlers: one bad row must not stop the others
        except Exception:  # noqa: BLE001
            _LOG.exception("%s of %s", what, thing)


async def _due(
    tx: Transaction, now: datetime
) -> tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]:
    """The groups whose slot, meeting or weekly round has come; and weeks whose post is old."""
    return (
        await schedules.due(tx, now),
        await schedules.meetings_due(tx, now, A_ROUND),
        await settings_store.due(tx, now, A_ROUND),
        [week.id for week in await weeks.to_refresh(tx, now, A_ROUND)],
    )
