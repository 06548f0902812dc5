"""Groups with a weekly rhythm on a real database, a planner and a dispatcher, and rounds called by
hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.accounts import groups
from bot.core.calendar.slots import Slot, next_slot
from bot.core.call import Call
from bot.core.database_port import Row
from bot.core.interaction import Address, Standing
from bot.core.records import Group, Schedule, Week, WeekPost
from bot.database.sqlite import SqliteDatabase
from bot.engine.port import Adapter
from bot.plan import schedules, week_posts, weeks
from bot.weekly import heartbeats
from content.courses import ROAD_ESSENTIAL
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from tests.by_hand import ByHand
from tests.play import TEA, Clock, Play, Shown
from tests.scheduler.platform import Platform

# A Monday; groups meet on Mondays at nine, unless they say otherwise.
NINE = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


@dataclass
class Term:
    """What happens by itself, one round at a time."""

    database: SqliteDatabase
    platform: Platform = field(default_factory=Platform)
    clock: Clock = field(default_factory=lambda: Clock(NINE - timedelta(hours=1)))
    more: Mapping[str, Adapter] = field(default_factory=dict)
    patience: timedelta = timedelta(minutes=2)

    def __post_init__(self) -> None:
        self.play = Play(self.database, self.clock)
        self.restart()

    def restart(self) -> None:
        """Another process, on the same database and platforms."""
        adapters: dict[str, Adapter] = {self.platform.name: self.platform, **self.more}
        engine = self.play.engine
        self.threads = ThreadReader(self.database, engine, adapters, self.patience)
        self.planner = Planner(self.database, {TEA.id: TEA}, self.threads, self.clock)
        self.dispatcher = Dispatcher(self.database, engine, adapters, self.clock, self.patience)

    async def group(
        self,
        channel: str = "tea-room",
        zone: str = "UTC",
        weekday: int = 0,
        minute: int = 540,
        platform: str = "test",
    ) -> Group:
        """A group whose first post is due at its next slot.

        A little a week, so that the pack lasts for some.
        """
        tx = ByHand(self.database)
        made = await groups.add(
            tx,
            Group("", platform, "campus", channel, channel, TEA.id, zone, ROAD_ESSENTIAL),
            self.clock(),
        )
        due = next_slot(self.clock(), Slot(weekday, minute, zone))
        schedule = Schedule(made.id, weekday, minute, 20, self.clock().date().isoformat(), due)
        await schedules.save(tx, schedule)
        return made

    async def organised_by(self, name: str, group: Group) -> None:
        """Somebody has used an organiser's command there."""
        user = self.play.users[name] = replace(self.play.user(name), manager=True)
        self.platform.standings[user.id] = Standing(sees=True, manages=True)
        await self.play.say(name, "group lead", self.place(group))

    def place(self, group: Group) -> Address:
        return Address(group.platform, group.workspace, group.channel)

    async def go(self) -> None:
        """Plan and deliver until nothing is due."""
        await self.planner.plan()
        await self.deliver()

    async def deliver(self) -> None:
        """Deliver until nothing is due."""
        while await self.dispatcher.deliver():
            await self.dispatcher.finish()

    async def once(self) -> None:
        """One claim, and what comes of it."""
        await self.dispatcher.deliver()
        await self.dispatcher.finish()

    async def at(self, instant: datetime) -> None:
        """Be there, as if nothing had been amiss meanwhile, and do what is due."""
        self.clock.now = instant
        tx = ByHand(self.database)
        await heartbeats.alive(tx, instant)
        await self.go()

    async def after_silence(self, instant: datetime) -> None:
        """Be there after having been away, and do what is due."""
        self.clock.now = instant
        self.restart()
        await self.go()

    async def state(self, key: str) -> tuple[str, int]:
        """Where a delivery stands, and how often it was claimed."""
        tx = ByHand(self.database)
        rows = await tx.execute("SELECT state, attempts FROM deliveries WHERE key = :key", key=key)
        return (str(rows[0][0]), int(rows[0][1])) if rows else ("", 0)

    async def next_try(self, key: str) -> datetime:
        """When it is tried again."""
        tx = ByHand(self.database)
        rows = await tx.execute("SELECT try_at FROM deliveries WHERE key = :key", key=key)
        return datetime.fromtimestamp(int(rows[0][0]), UTC)

    async def schedule(self, group: Group) -> Schedule:
        tx = ByHand(self.database)
        found = await schedules.find(tx, group.id)
        assert found
        return found

    async def weeks(self, group: Group) -> tuple[Week, ...]:
        tx = ByHand(self.database)
        return await weeks.of_group(tx, group.id)

    async def posts(self, week: Week) -> tuple[WeekPost, ...]:
        """Where a week stands."""
        tx = ByHand(self.database)
        return await week_posts.of_week(tx, week.id)

    async def rows(self, sql: str) -> list[Row]:
        return await self.play.rows(sql)

    async def press_again(self, name: str, group: Group) -> Shown:
        """The button under the notice that was sent last."""
        (notice,) = (await self.rows("SELECT id FROM notices ORDER BY made_at DESC, id LIMIT 1"))[0]
        return await self.play.call(
            name, Call("post again", {"notice": str(notice)}), self.place(group)
        )


def weekly(group: Group, number: int = 1) -> str:
    """The key of a week's post."""
    return f"weekly/{group.id}/{number}"
