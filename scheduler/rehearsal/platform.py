"""A simulated platform.

It takes messages or refuses them as the script says, and remembers all it took.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.call import Call
from bot.core.errors import DeliveryError
from bot.core.interaction import Address, Finding, Standing, User
from bot.core.message import Buttons, Form, Message, Select, Text
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply
from bot.outbox import keys
from bot.outbox.keys import Questions, Recap, WeeklyPost, WeekThread
from scheduler.clock import MovableClock
from scheduler.rehearsal.dice import dice
from scheduler.rehearsal.people import PEOPLE
from scheduler.rehearsal.record import Record, Said, Thread
from scheduler.rehearsal.script import Event

A_SECOND = timedelta(seconds=1)
# What a bad hour holds: refused in passing, told to wait, and (the worst) taken without an answer.
TROUBLES = ("timeout", "busy", "no answer")


class SimulatedPlatform:
    """An adapter and its platform in one.

    `pressed`: called with each new message while its sender waits.
    """

    posts_a_second = 100_000.0

    def __init__(self, record: Record, clock: MovableClock) -> None:
        self._record = record
        self._clock = clock
        self._script = record.script
        self._replies: dict[str, list[Reply]] = {}
        self._plugs = list(self._script.of("crash"))
        self._troubles = [(event, self._bad_hour(event)) for event in self._script.of("flaky")]
        self.plug_pulled = asyncio.Event()
        self.pressed: Callable[[Message, Address], Awaitable[None]] | None = None

    async def run(self, engine: Engine) -> None:
        """Nobody speaks by themselves: the rehearsal brings everybody's calls."""

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        """Take a message, unless the key is known (where keys count, or where history is asked)."""
        trouble = await self._obstacle(address)
        if known := self._known(key) if self._script.honours_keys or doubtful else None:
            return MessageRef(address, known.id)
        posted = Said(
            self._clock(),
            f"m{len(self._record.said)}",
            key,
            address.channel,
            address.thread,
            words(message),
        )
        self._record.said.append(posted)
        if self.pressed:
            await self.pressed(message, address)
        self._clock.move_to(self._clock() + A_SECOND)
        await self._pull_plug(key)
        if trouble:
            raise DeliveryError("the connection was lost before the answer came")
        return MessageRef(address, posted.id)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Changes are taken and not kept."""
        await self._obstacle(ref.address)

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """The thread of a message; one a message."""
        trouble = await self._obstacle(ref.address)
        thread = f"t{ref.id}"
        if thread not in self._replies:
            self._replies[thread] = []
            self._record.threads.append(Thread(self._clock(), thread, ref.id, title))
            self._clock.move_to(self._clock() + A_SECOND)
            await self._pull_plug("thread")
        if trouble:
            raise DeliveryError("the connection was lost before the answer came")
        return replace(ref.address, thread=thread)

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        """Who wrote in a thread since an instant."""
        if await self._obstacle(thread):
            raise DeliveryError("the connection was lost before the answer came")
        return [reply for reply in self._replies[thread.thread] if reply.at >= since]

    async def check(self, address: Address) -> Sequence[Finding]:
        """Whether the channel takes anything."""
        return (Finding("this channel can be written to"),)

    async def standing(self, user: str, address: Address) -> Standing:
        """Everybody is in the channel, and some run the group."""
        if self.plug_pulled.is_set():
            await asyncio.Event().wait()
        runs = user in {somebody.user.id for somebody in PEOPLE if somebody.user.manager}
        return Standing(sees=True, manages=runs, founds=False)

    def write(self, user: User) -> tuple[str, Reply] | None:
        """Somebody writes in the newest thread, if there is one."""
        if not self._record.threads:
            return None
        thread = self._record.threads[-1].id
        reply = Reply(user, self._clock(), f"{thread}-{len(self._replies[thread])}")
        self._replies[thread].append(reply)
        return thread, reply

    @property
    def reachable(self) -> bool:
        """Whether Roadmate may see and use the channel now."""
        return not any(
            event.covers(self._clock()) for event in self._script.of("refused", "vanished")
        )

    async def _obstacle(self, address: Address) -> bool:
        """Raise what stands in the way; True: take it, and then lose the answer."""
        if self.plug_pulled.is_set():
            await asyncio.Event().wait()
        if address.direct:
            return False
        if not self.reachable:
            raise DeliveryError("I may not post in this channel", permanent=True)
        match self._trouble():
            case "timeout":
                raise DeliveryError("no answer")
            case "busy":
                raise DeliveryError("too many messages", retry_after=45)
            case other:
                return other == "no answer"

    def _trouble(self) -> str:
        for event, left in self._troubles:
            if event.covers(self._clock()) and left:
                return left.pop()
        return ""

    def _bad_hour(self, event: Event) -> list[str]:
        chance = dice(self._script.seed, "troubles", event.at)
        return chance.choices(("", *TROUBLES), k=5)

    def _known(self, key: str) -> Said | None:
        return next((posted for posted in self._record.said if posted.key == key), None)

    async def _pull_plug(self, key: str) -> None:
        """Once a crash is due, no answer comes any more.

        Which of a week's messages it meets is chance.
        """
        if not self._plugs or self._clock() < self._plugs[0].at:
            return
        chance = dice(self._script.seed, "plug", self._plugs[0].at)
        met = chance.choice((WeeklyPost, WeeklyPost, Recap, WeekThread, Questions))
        if isinstance(keys.parse(key), met):
            self._plugs.pop(0)
            self.plug_pulled.set()
            await asyncio.Event().wait()


def calls(shown: Message | Form | None) -> Iterator[Call]:
    """Every call that a message offers."""
    for block in shown.blocks if isinstance(shown, Message) else ():
        match block:
            case Buttons(buttons):
                yield from (button.call for button in buttons)
            case Select(choices=choices):
                yield from (block.picked([choice.value]) for choice in choices)
            case _:
                pass


def words(shown: Message | Form | None) -> str:
    """All its texts."""
    blocks = shown.blocks if isinstance(shown, Message) else ()
    return "\n".join(block.text for block in blocks if isinstance(block, Text))
