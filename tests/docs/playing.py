"""Blocks for the playground, typed into the real one at an hour of the test's choice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from adapters.local.console import Console
from adapters.local.render import Screen
from bot.accounts.groups import ready_made
from bot.core.commands.declaration import Registry
from bot.core.interaction import Address, Interaction
from bot.core.message import Form, Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.operations import playground_texts as words
from content.loading.loader import load
from scheduler.clock import MovableClock
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.playground_time import PlaygroundTime
from scheduler.threads import ThreadReader
from tests.docs.reading import ROOT

PACK = load(ROOT / "content" / "packs" / "generative-ai")
PLACE = Address("local", "playground", "study")
# How the playground itself says that a line did not do what it was meant to.
# As far as no command is named in them, which each platform writes its own way.
_AMISS = tuple(
    text.partition("\x02")[0]
    for text in (
        words.NOTHING_THERE,
        words.cannot_wait(""),
        words.cannot_wait("until week"),
        words.cannot_wait("x"),
        words.no_thread(),
        words.no_name(),
        words.no_form(),
        words.unknown_directive("").partition(". ")[2],
    )
)


@dataclass
class Script:
    """Lines that are read one after the other; each is written down, as a pipe's are."""

    lines: list[str]
    written: list[str]

    async def read(self, prompt: str) -> str | None:
        if not self.lines:
            return None
        self.written.append(f"{prompt}: {self.lines[0]}")
        return self.lines.pop(0)


@dataclass
class Evening:
    """What was written, and what was refused."""

    written: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.written)

    @property
    def amiss(self) -> list[str]:
        """Each thing that did not work, with the line that asked for it."""
        said = [" ".join(text.split()) for text in self.written]
        return self.refused + [text for text in said if any(words in text for words in _AMISS)]


class Judge(Engine):
    """The engine, and a note of what it refused."""

    evening: Evening

    async def handle(self, interaction: Interaction) -> Message | Form:
        answer = await super().handle(interaction)
        if isinstance(answer, Message) and answer.refused:
            self.evening.refused.append(f"{interaction.call}: {answer}")
        return answer


async def played(
    database: SqliteDatabase, lines: Iterable[str], start: datetime, files: Path
) -> Evening:
    """A fresh playground on the roadmap that comes along, as `roadmate play` makes one."""
    evening, clock = Evening(), MovableClock(lambda: start)
    await ready_made(
        database, PLACE.platform, PLACE.workspace, PLACE.channel, PACK.id, "UTC", start
    )
    engine = Judge(database, Registry(COMMANDS), EVENTS, {PACK.id: PACK}, clock)
    engine.evening = evening
    script = Script(list(lines), evening.written)
    console = Console(script, evening.written.append, Screen(), PLACE, "Ann", files)
    adapters = {PLACE.platform: console}
    planner = Planner(database, engine.packs, ThreadReader(database, engine, adapters), clock)
    await planner.start("")
    dispatcher = Dispatcher(database, engine, adapters, clock)
    await console.run(engine, PlaygroundTime(database, planner, dispatcher, clock, PLACE))
    return evening
