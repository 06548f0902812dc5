"""The playground's time: `:wait`, `:wait 3d`, `:wait until week`, `:outage 2d`.

Kept between sessions.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.core.database_port import Database, Transaction
from bot.core.interaction import Address
from bot.core.records import FIRST_PLACE, Group, Schedule
from bot.database import key_values
from bot.operations import playground_texts
from bot.plan import schedules, week_posts, weeks
from scheduler.clock import MovableClock
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.timeline import Timeline

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_LONGEST = timedelta(weeks=104)
_OFFSET = "playground clock"


class PlaygroundTime:
    """What the console asks for when time is to pass."""

    def __init__(
        self,
        database: Database,
        planner: Planner,
        dispatcher: Dispatcher,
        clock: MovableClock,
        place: Address,
    ) -> None:
        self._database = database
        self._timeline = Timeline(database, planner, dispatcher, clock)
        self._clock = clock
        self._place = place

    async def settle(self) -> None:
        """Let happen what is due now."""
        await self._timeline.catch_up()

    async def tick(self) -> None:
        """Let happen what has come due meanwhile, if anything has."""
        due = await self._timeline.next_due()
        if due and due <= self._clock():
            await self._timeline.catch_up()

    async def wait(self, typed: str) -> str:
        """Live through a length of time, or until something happens; returns the line to show."""
        until = await self._until(typed.casefold())
        if until is None:
            return playground_texts.cannot_wait(typed)
        await self._timeline.advance(until)
        return await self._moved()

    async def lose(self, typed: str) -> str:
        """Be out of reach for a length of time; returns the line to show."""
        until = self._after(typed)
        if until is None:
            return playground_texts.cannot_wait(typed)
        await self._timeline.lose(until)
        return await self._moved()

    async def thread(self) -> str:
        """The discussion thread of the week that runs; empty where none is open."""

        async def current(tx: Transaction) -> str:
            group = await self._group(tx)
            week = await weeks.current(tx, group.id) if group else None
            post = await week_posts.find(tx, week.id, FIRST_PLACE) if week else None
            return post.thread if post else ""

        return await self._database.run(current, writes=False)

    async def _group(self, tx: Transaction) -> Group | None:
        place = self._place
        return await groups.find(tx, place.platform, place.workspace, place.channel)

    async def _until(self, typed: str) -> datetime | None:
        match typed:
            case "":
                return await self._timeline.next_due()
            case "until week":
                return await self._next_week()
            case _:
                return self._after(typed)

    def _after(self, typed: str) -> datetime | None:
        found = re.fullmatch(r"(\d{1,4})\s*([smhdw])[a-z]*", typed.strip().casefold())
        length = int(found[1]) * _UNITS[found[2]] if found else timedelta()
        return self._clock() + length if timedelta() < length <= _LONGEST else None

    async def _next_week(self) -> datetime | None:
        async def planned(tx: Transaction) -> Schedule | None:
            group = await self._group(tx)
            return await schedules.find(tx, group.id) if group else None

        schedule = await self._database.run(planned, writes=False)
        return schedule.next_due_at if schedule else None

    async def _moved(self) -> str:
        offset = str(int(self._clock.offset.total_seconds()))
        await self._database.run(lambda tx: key_values.keep(tx, _OFFSET, offset), writes=True)
        return playground_texts.now_is(self._clock())


async def kept_clock(database: Database, real: Callable[[], datetime]) -> MovableClock:
    """The playground's clock, as far ahead as earlier sessions moved it."""
    offset = await database.run(lambda tx: key_values.find(tx, _OFFSET), writes=False)
    return MovableClock(real, timedelta(seconds=int(offset or 0)))
