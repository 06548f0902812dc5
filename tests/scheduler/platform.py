"""A platform as an adapter of its own.

It keeps what was said, honours keys or not, and can fail as platforms do.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.errors import DeliveryError
from bot.core.interaction import UNKNOWN, Address, Finding, Standing
from bot.core.message import Message
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply
from tests.play import shown


@dataclass(frozen=True)
class Said:
    """One message that people can see.

    `doubtful`: whether whoever sent it had a doubt about an earlier try.
    """

    key: str
    address: Address
    text: str
    doubtful: bool = False


@dataclass
class Platform:
    """`keys`: the same key twice is one message by itself.

    `history`: what was posted can be asked for.
    """

    name: str = "test"
    posts_a_second: float = 1_000_000
    keys: bool = False
    history: bool = True
    said: list[Said] = field(default_factory=list)
    edits: list[Said] = field(default_factory=list)
    threads: dict[str, str] = field(default_factory=dict)
    spoken: dict[str, Sequence[Reply]] = field(default_factory=dict)
    # By channel: what goes wrong there, once each.
    faults: dict[str, list[Exception]] = field(default_factory=dict)
    # By channel: how often a message is taken and the answer gets lost.
    lost_answers: dict[str, int] = field(default_factory=dict)
    # What it says of people and channels; of nobody else anything.
    standings: dict[str, Standing] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    tries: list[tuple[str, bool]] = field(default_factory=list)
    asked: asyncio.Condition = field(default_factory=asyncio.Condition)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, engine: Engine) -> None:
        await asyncio.Event().wait()

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        await self._reached(address.channel, key, doubtful=doubtful)
        if doubtful and not self.keys and not self.history:
            raise DeliveryError("I may not look into the history", uncertain=True)
        known = [number for number, said in enumerate(self.said) if said.key == key]
        if known and (self.keys or doubtful):
            return MessageRef(address, f"m{known[0]}")
        self.said.append(Said(key, address, shown(message).text, doubtful))
        if self.lost_answers.get(address.channel):
            self.lost_answers[address.channel] -= 1
            raise DeliveryError("the line broke")
        return MessageRef(address, f"m{len(self.said) - 1}")

    async def edit(self, ref: MessageRef, message: Message) -> None:
        await self._reached(ref.address.channel, f"edit {ref.id}", doubtful=False)
        self.edits.append(Said(ref.id, ref.address, shown(message).text))

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        await self._reached(ref.address.channel, f"thread {ref.id}", doubtful=False)
        self.threads.setdefault(ref.id, title)
        return replace(ref.address, thread=f"t{ref.id}")

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        await self._reached(f"reading {thread.channel}", f"replies {thread.thread}", doubtful=False)
        return [reply for reply in self.spoken.get(thread.channel, ()) if reply.at > since]

    async def check(self, address: Address) -> Sequence[Finding]:
        return [Finding("I can post here")]

    async def standing(self, user: str, address: Address) -> Standing:
        return self.standings.get(user, UNKNOWN)

    async def until_tried(self, times: int) -> None:
        """Returns when so many requests have come in."""
        async with self.asked:
            await self.asked.wait_for(lambda: len(self.tries) >= times)

    def keys_said(self, kind: str = "") -> list[str]:
        """The keys of what was said, in order; `kind`: only those that begin so."""
        return [said.key for said in self.said if said.key.startswith(kind)]

    def to(self, user: str) -> list[str]:
        """What was said to one person alone."""
        return [said.text for said in self.said if said.address.channel == f"@{user}"]

    async def _reached(self, channel: str, what: str, *, doubtful: bool) -> None:
        async with self.asked:
            self.tries.append((what, doubtful))
            self.asked.notify_all()
        if channel in self.hangs:
            await self.opened.wait()
        if self.faults.get(channel):
            raise self.faults[channel].pop(0)
