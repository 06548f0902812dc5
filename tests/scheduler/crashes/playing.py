"""A Roadmate in a process of its own that plays a live round, with three people answering.

It is there to be killed.

`python -m tests.scheduler.playing DATABASE URL SECONDS KEYS STYLE`. Each answer that was
acknowledged, and the time, is a line on its standard output.
"""

import asyncio
import sys
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.accounts import groups
from bot.core.call import Call
from bot.core.commands.declaration import Registry
from bot.core.interaction import Interaction, User
from bot.core.message import Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.engine.port import Adapter
from bot.live import closing, rounds
from bot.live.records import Round
from scheduler.clock import MovableClock
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from scheduler.timeline import Timeline
from tests.by_hand import ByHand
from tests.play import STUDY, TEA, shown
from tests.scheduler.crashes.delivering import Loopback

NAMES = ("Ann", "Ben", "Cleo")


@dataclass(frozen=True)
class Hall:
    """What the people in the channel need: somebody who hears them, and the time."""

    store: SqliteDatabase
    engine: Engine
    clock: MovableClock

    async def call(self, name: str, call: Call) -> str:
        user = User(STUDY.platform, name.casefold(), name, manager=name == "Ann")
        answer = await self.engine.handle(Interaction(call, user, STUDY))
        assert isinstance(answer, Message)
        return shown(answer).text

    async def round(self) -> Round | None:
        """The round that runs."""
        tx = ByHand(self.store)
        group = await groups.find(tx, STUDY.platform, STUDY.workspace, STUDY.channel)
        return await rounds.unended(tx, group.id) if group else None

    async def answer(self, round_: Round) -> None:
        """Ann is right, Ben is wrong, Cleo learns from the first vote; each press twice."""
        tx = ByHand(self.store)
        asked = await rounds.question(tx, round_.id, round_.number)
        if asked is None or asked.state not in ("open", "second"):
            return
        question = closing.question_of({TEA.id: TEA}, round_, asked)
        assert question
        right = closing.right_answer(question, asked)
        wrong = next(mark for mark in asked.order if mark != right)
        for name in NAMES:
            given = right if name == "Ann" or (name == "Cleo" and asked.vote == 2) else wrong
            args = {
                "live": round_.id,
                "number": str(asked.number),
                "vote": str(asked.vote),
                "answer": given,
            }
            told = await self.call(name, Call("live answer", args))
            await self.call(name, Call("live answer", args))
            if "our answer" in told:
                say(f"{name} {asked.number} {asked.vote} {int(given == right)}")


def say(line: str) -> None:
    """A line that outlives us."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def play(database: Path, url: str, begin: datetime, style: str, *, keys: bool) -> None:
    """Begin a round, or go on with the one that is there, to its end."""
    store = await SqliteDatabase.open(database)
    try:
        async with aiohttp.ClientSession(url) as session:
            clock = MovableClock(lambda: begin)
            engine = Engine(store, Registry(COMMANDS), EVENTS, {TEA.id: TEA}, clock)
            adapters: dict[str, Adapter] = {"test": Loopback(session, keys)}
            planner = Planner(store, engine.packs, ThreadReader(store, engine, adapters), clock)
            await planner.start("2026a")
            timeline = Timeline(store, planner, Dispatcher(store, engine, adapters, clock), clock)
            await _to_the_end(Hall(store, engine, clock), timeline, style)
    finally:
        await store.close()


async def _to_the_end(hall: Hall, timeline: Timeline, style: str) -> None:
    tx = ByHand(hall.store)
    begun = await tx.execute("SELECT 1 FROM rounds")
    if not begun:
        await hall.call("Ann", Call("quiz live", {"count": "3", "style": style}))
    while (due := await timeline.next_due()) is not None:
        await timeline.advance(due)
        say(f"at {int(hall.clock().timestamp())}")
        if round_ := await hall.round():
            await hall.answer(round_)


if __name__ == "__main__":
    zoneinfo.reset_tzpath(())
    hour = datetime.fromtimestamp(int(sys.argv[3]), UTC)
    asyncio.run(play(Path(sys.argv[1]), sys.argv[2], hour, sys.argv[5], keys=sys.argv[4] == "keys"))
