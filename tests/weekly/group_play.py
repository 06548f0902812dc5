"""How tests live through weeks.

A game with the scheduler, and a platform that keeps what it is sent.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.core.call import Call
from bot.core.database_port import Database
from bot.core.errors import DeliveryError
from bot.core.interaction import UNKNOWN, Address, Finding, Interaction, Standing
from bot.core.message import File, Message
from bot.core.records import FIRST_PLACE
from bot.engine.port import MessageRef, Reply
from bot.engine.standings import Ask
from bot.plan import schedules, week_posts, weeks
from content.model import Pack
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from scheduler.timeline import Timeline
from tests.by_hand import ByHand
from tests.play import MONDAY, STUDY, TEA, Clock, Play, Shown, shown

Hook = Callable[[Address, str], Awaitable[None]]


@dataclass(frozen=True)
class Posted:
    """Something the platform took: a post, or (`edited`) the new form of one."""

    at: datetime
    address: Address
    key: str
    message: Message
    edited: bool = False


async def _silent(user: str, address: Address) -> Standing:
    return UNKNOWN


@dataclass
class Platform:
    """Keeps every post; can be told to refuse a place, or to do something before it confirms."""

    now: Callable[[], datetime]
    posts: list[Posted] = field(default_factory=list)
    replied: list[Reply] = field(default_factory=list)
    refused: dict[str, DeliveryError] = field(default_factory=dict)
    before_confirming: Hook | None = None
    findings: tuple[Finding, ...] = ()
    ask: Ask = _silent
    posts_a_second: float = 1e9

    async def run(self, engine: object) -> None:
        """Nobody speaks here but through the tests."""

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if address.channel in self.refused:
            raise self.refused[address.channel]
        if key not in {posted.key for posted in self.posts}:
            self.posts.append(Posted(self.now(), address, key, message))
        if self.before_confirming:
            await self.before_confirming(address, key)
        return MessageRef(address, key)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        self.posts.append(Posted(self.now(), ref.address, ref.id, message, edited=True))

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        return replace(ref.address, thread=f"thread of {ref.id}")

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        return [reply for reply in self.replied if reply.at >= since]

    async def check(self, address: Address) -> Sequence[Finding]:
        return self.findings

    async def standing(self, user: str, address: Address) -> Standing:
        return await self.ask(user, address)


class Weekly(Play):
    """A game in which time brings posts."""

    def __init__(self, database: Database, pack: Pack = TEA, now: datetime = MONDAY) -> None:
        clock = Clock(now)
        self.platform = Platform(clock)
        super().__init__(database, clock, pack)
        self.platform.ask = self.standing

    def use(self, pack: Pack, *more: Pack) -> None:
        super().use(pack, *more)
        adapters = {STUDY.platform: self.platform}
        self.planner = Planner(
            self.database,
            self.engine.packs,
            ThreadReader(self.database, self.engine, adapters),
            self.clock,
        )
        self.dispatcher = Dispatcher(self.database, self.engine, adapters, self.clock)
        self.timeline = Timeline(self.database, self.planner, self.dispatcher, self.clock)

    async def call(self, name: str, call: Call, at: Address = STUDY) -> Shown:
        found = tuple(await self.platform.check(at))
        asked = await self.standings.filled(Interaction(call, self.user(name), at, found))
        return shown(await self.engine.handle(asked))

    async def begin(self, options: str = "pace:60", at: Address = STUDY, by: str = "Ann") -> Shown:
        """Set a group up and confirm."""
        preview = await self.say(by, f"group setup {options}", at)
        return await self.press(by, preview, "Confirm", at=at)

    async def wait(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Live on, with everything that falls due."""
        await self.timeline.advance(
            self.clock() + timedelta(days=days, hours=hours, minutes=minutes)
        )

    async def wait_until(self, instant: datetime) -> None:
        """Live until then, with everything that falls due."""
        await self.timeline.advance(instant)

    async def be_lost(self, *, days: float = 0, hours: float = 0) -> None:
        """Be out of reach, and come back."""
        await self.timeline.lose(self.clock() + timedelta(days=days, hours=hours))

    async def next_due(self, at: Address = STUDY) -> datetime | None:
        """The group's coming slot."""
        tx = ByHand(self.database)
        group = await groups.find(tx, at.platform, at.workspace, at.channel)
        schedule = await schedules.find(tx, group.id) if group else None
        return schedule.next_due_at if schedule else None

    async def wait_until_week(self, at: Address = STUDY) -> Shown:
        """Live until the group's coming slot; what is posted then."""
        due = await self.next_due(at)
        assert due, "no slot is coming"
        await self.wait_until(due)
        return self.newest("weekly", at)

    def posted(self, kind: str, at: Address = STUDY) -> list[Posted]:
        """Everything of a kind (`weekly`, `recap`, `nudge`, ...) that was posted in a channel,
        without new forms.
        """
        found = [p for p in self.platform.posts if p.key.startswith(f"{kind}/") and not p.edited]
        return [p for p in found if p.address.channel == at.channel]

    def newest(self, kind: str, at: Address = STUDY) -> Shown:
        """The latest post of a kind as people see it."""
        return shown(self.posted(kind, at)[-1].message)

    def direct(self, name: str) -> list[Shown]:
        """Every direct message to somebody."""
        channel = f"@{self.user(name).id}"
        return [shown(p.message) for p in self.platform.posts if p.address.channel == channel]

    async def thread(self, at: Address = STUDY) -> Address:
        """The discussion thread of the week that runs."""
        tx = ByHand(self.database)
        group = await groups.find(tx, at.platform, at.workspace, at.channel)
        week = await weeks.current(tx, group.id) if group else None
        post = await week_posts.find(tx, week.id, FIRST_PLACE) if week else None
        assert post
        assert post.thread
        return replace(at, thread=post.thread)

    async def reply(self, name: str, number: int, at: Address) -> None:
        """Somebody writes in a thread, and the platform says so."""
        await self.engine.happened(
            Interaction(Call("replied", {"reply": f"r{number}"}), self.user(name), at)
        )

    async def week_states(self, at: Address = STUDY) -> list[tuple[int, str]]:
        """Each week's number and state."""
        rows = await self.rows(
            "SELECT w.number, w.state FROM weeks w JOIN groups g ON g.id = w.group_id"
            f" WHERE g.channel = '{at.channel}' ORDER BY w.number"
        )
        return [(int(number), str(state)) for number, state in rows]


def file_of(answer: Shown) -> File:
    """The file in an answer."""
    return next(block for block in answer.message.blocks if isinstance(block, File))
