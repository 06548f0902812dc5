"""Moving through time.

Everything that falls due happens in order, at its hour, as it would have.
"""

from datetime import datetime

from bot.core.database_port import Database
from bot.live.settings import store as settings_store
from bot.plan import schedules
from bot.weekly import heartbeats
from scheduler.clock import MovableClock
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner


class Timeline:
    """Calls the duties by hand, where `Ticker` would by the clock on the wall."""

    def __init__(
        self, database: Database, planner: Planner, dispatcher: Dispatcher, clock: MovableClock
    ) -> None:
        self._database = database
        self._planner = planner
        self._dispatcher = dispatcher
        self._clock = clock

    async def catch_up(self) -> None:
        """Do all that is due now."""
        while True:
            await self._planner.plan()
            if not await self._dispatcher.deliver():
                return
            await self._dispatcher.finish()

    async def advance(self, until: datetime) -> None:
        """Live until then: stop at every instant at which something is due."""
        before = None
        while (due := await self.next_due()) is not None and due <= until and due != before:
            await self._live_until(max(due, self._clock()))
            before = (
                due  # what stays due although it was tried, a fault keeps: it must not keep us too
            )
        await self._live_until(until)

    async def lose(self, until: datetime) -> None:
        """Be out of reach until then, and come back."""
        self._clock.move_to(until)
        await self.catch_up()

    async def next_due(self) -> datetime | None:
        """When the next slot, meeting, weekly round or delivery comes."""
        slot = await self._database.run(schedules.next_due, writes=False)
        live_round = await self._database.run(settings_store.next_due, writes=False)
        known = (slot, live_round, await self._dispatcher.next_try())
        return min((due for due in known if due), default=None)

    async def _live_until(self, instant: datetime) -> None:
        self._clock.move_to(instant)
        now = self._clock()
        await self._database.run(lambda tx: heartbeats.alive(tx, now), writes=True)
        await self.catch_up()
