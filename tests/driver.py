"""The hands and eyes of one person on a platform, which every adapter's test must give to the
kit.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.core.commands.declaration import Registry
from bot.core.database_port import Row
from bot.core.message import Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.engine.port import Adapter
from tests.by_hand import ByHand
from tests.play import TEA, Clock
from tests.samples import Gate, samples

Ability = Literal[
    "faults",  # the platform can refuse a post
    "replacing",  # a message can be changed after it was shown
    "lasting buttons",  # what was drawn before a restart can still be pressed
    "remembering keys",  # a key is known again after a restart
    "entering threads",  # a person can press something inside a thread
    "thread titles",  # a thread is called something
    "leaving",  # a person can leave a channel, or never have been there
    "silence",  # the platform can leave a question about somebody unanswered
    "patience",  # the platform wants to hear something before a slow answer is there
]


class Cannot(Exception):
    """The platform has no such thing; the text says what there is instead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on the screen as a person sees it.

    `text` holds no markup. Instants in it are drawn for a reader in UTC, the year in four digits
    where a date is shown. `controls` are the labels that can be pressed or picked; `thread` is
    empty in the channel itself.
    """

    text: str
    controls: Sequence[str] = ()
    private: bool = True
    thread: str = ""


@dataclass
class Stage:
    """The engine behind the adapter, with the samples beside the product's own commands."""

    database: SqliteDatabase
    clock: Clock = field(default_factory=Clock)
    gate: Gate = field(default_factory=Gate)

    def __post_init__(self) -> None:
        commands = Registry((*COMMANDS, *samples(self.gate)))
        self.engine = Engine(self.database, commands, EVENTS, {TEA.id: TEA}, self.clock)

    async def everything(self) -> dict[str, list[Row]]:
        """Every row of every table."""
        tx = ByHand(self.database)
        tables = await tx.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        return {
            str(table): await tx.execute(f"SELECT * FROM {table} ORDER BY rowid")
            for (table,) in tables
        }


class Driver(Protocol):
    """The hands and eyes of one person on a platform.

    Ann, who runs the group, until the turn goes to somebody else.

    Each of its actions returns when the platform has nothing more to hear about it.
    """

    lacks: Mapping[Ability, str]

    @property
    def adapter(self) -> Adapter:
        """The adapter that runs now."""
        ...

    async def turn_to(self, name: str) -> None:
        """From now on somebody else types and presses."""
        ...

    async def type(self, line: str) -> None:
        """Give a command as one types it there."""
        ...

    async def fill(self, values: Mapping[str, str]) -> None:
        """Fill in what is asked for, by the names of the options, in order.

        What is empty stays as it stands.
        """
        ...

    async def press(self, label: str) -> None:
        """Press a button on the screen, the newest of that label."""
        ...

    async def pick(self, *labels: str) -> None:
        """Pick one choice of a select on the screen, or several."""
        ...

    async def forge(self, call: str) -> None:
        """Send the press of a button that nobody ever drew."""
        ...

    def screen(self) -> list[Shown]:
        """What this person sees now, oldest first."""
        ...

    def asked(self) -> str:
        """What a form on the screen asks for; empty where there is none."""
        ...

    async def told_to_wait(self) -> None:
        """Returns when the platform has heard that an answer will come.

        `Cannot` where it needs no such word.
        """
        ...

    async def restart(self) -> None:
        """Stop the adapter and build it anew on the same database; the screen stays."""
        ...

    async def manifest(self) -> list[str]:
        """The names of the commands that the platform offers."""
        ...

    def fail_next(self, *, permanent: bool) -> None:
        """Make the platform refuse the next post, for good or for the moment.

        `Cannot` where it never does.
        """
        ...

    def account(self, name: str) -> str:
        """The platform's id of Ann, of Ben, or of somebody who is not in the channel."""
        ...

    async def leave(self, name: str) -> None:
        """Somebody leaves for good.

        `Cannot` where nobody ever does.
        """
        ...

    def fall_silent(self) -> None:
        """Make the platform leave unanswered what it is asked about people.

        `Cannot` where it always answers.
        """
        ...

    async def drawing(self, message: Message) -> str:
        """What the adapter makes of a message, in the platform's own form, for a person to read in
        a diff.
        """
        ...


def running_tasks() -> int:
    """How many run now; a connection that a loopback server keeps open is its own."""
    return sum("RequestHandler" not in str(task.get_coro()) for task in asyncio.all_tasks())
