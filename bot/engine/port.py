"""The port: what a platform can do for us. An adapter translates and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.interaction import Address, Finding, Standing, User
from bot.core.message import Message
from bot.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class MessageRef:
    """What was posted, to edit it later."""

    address: Address
    id: str


@dataclass(frozen=True, slots=True)
class Reply:
    """That somebody wrote in a thread; never what."""

    user: User
    at: datetime
    id: str


class Adapter(Protocol):
    """A platform. `DeliveryError` says what went wrong outside, and whether it is worth trying
    again.
    """

    @property
    def posts_a_second(self) -> float:
        """How many posts the platform takes in a second, with room to spare."""
        ...

    async def run(self, engine: Engine) -> None:
        """Listen, hand every call to the engine and show what it answers, until cancelled or the
        people leave.
        """
        ...

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        """Say something. The same key twice shows one message.

        `doubtful`: look first whether it is there already.
        """
        ...

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Change what `post` returned."""
        ...

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """A thread under a message; the one that is there counts as opened."""
        ...

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        """Who wrote in a thread since an instant, oldest first, without bots."""
        ...

    async def check(self, address: Address) -> Sequence[Finding]:
        """What the doctor should know about a place."""
        ...

    async def standing(self, user: str, address: Address) -> Standing:
        """What somebody, by their id, may do in a channel, as the platform says when asked now.

        Raises nothing: what the platform does not say is unknown.
        """
        ...
