"""A talk at the playground's console.

Lines that a test types one by one, and what is written in answer.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.local.console import Console
from adapters.local.render import Screen
from bot.accounts import groups
from bot.core.commands.declaration import Registry
from bot.core.interaction import Address
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from tests.by_hand import ByHand
from tests.play import MONDAY, TEA, Clock

PLACE = Address("local", "playground", "study")


class Keyboard:
    """Lines that a test types one by one."""

    def __init__(self) -> None:
        self._typed: asyncio.Queue[str | None] = asyncio.Queue()
        self._waiting = asyncio.Event()
        self.prompt = ""

    async def read(self, prompt: str) -> str | None:
        self.prompt = prompt
        self._waiting.set()
        return await self._typed.get()

    async def ready(self) -> None:
        await self._waiting.wait()

    async def last(self, line: str) -> None:
        """Give a line after which nobody asks for another."""
        await self.ready()
        self._typed.put_nowait(line)

    def leave(self) -> None:
        """The end of the lines."""
        self._typed.put_nowait(None)

    async def type(self, line: str) -> None:
        """Give a line, and wait until the console asks for the next."""
        await self.ready()
        self._waiting.clear()
        self._typed.put_nowait(line)
        await self.ready()


@dataclass
class Talk:
    """The console on the tea pack, and a person in front of it."""

    console: Console
    engine: Engine
    keyboard: Keyboard
    written: list[str] = field(default_factory=list)

    async def say(self, *lines: str) -> str:
        """Type lines; returns what is written in answer to the last."""
        before = 0
        for line in lines:
            before = len(self.written)
            await self.keyboard.type(line)
        return "\n".join(self.written[before:])

    @property
    def prompt(self) -> str:
        return self.keyboard.prompt


@asynccontextmanager
async def talking(database: SqliteDatabase, screen: Screen, files: Path) -> AsyncIterator[Talk]:
    """Sit down at the playground, and leave it in the end."""
    tx = ByHand(database)
    await groups.add(
        tx,
        Group("", PLACE.platform, PLACE.workspace, PLACE.channel, "study", "tea", "UTC"),
        MONDAY,
    )
    engine = Engine(database, Registry(COMMANDS), EVENTS, {TEA.id: TEA}, Clock())
    keyboard, written = Keyboard(), list[str]()
    console = Console(keyboard, written.append, screen, PLACE, "Ann", files)
    running = asyncio.create_task(console.run(engine))
    await keyboard.ready()
    yield Talk(console, engine, keyboard, written)
    keyboard.leave()
    await running
