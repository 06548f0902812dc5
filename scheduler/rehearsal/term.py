"""Playing a term: the script and everybody's habits, in order, on one clock that nobody but the
term moves.
"""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.call import Call
from bot.core.interaction import Address, Interaction, User
from bot.core.message import Form, Message
from bot.engine.port import Reply
from content.model import Pack
from scheduler.clock import MovableClock
from scheduler.rehearsal import roadmap
from scheduler.rehearsal.dice import dice
from scheduler.rehearsal.life import Life, Seams
from scheduler.rehearsal.people import MOMENTS, PEOPLE, PLATFORM, Somebody, intentions
from scheduler.rehearsal.platform import SimulatedPlatform, calls, words
from scheduler.rehearsal.record import Act, Deed, Record, Standing
from scheduler.rehearsal.script import Event, Script, write

_READ = re.compile(r"✓ \*\*Reading ([\w-]+)\*\*(?:, part (\d+) of (\d+))?")
PLACE = Address(PLATFORM, "campus", "study")
A_RESTART = timedelta(seconds=20)
_BY_NAME = {somebody.name: somebody for somebody in PEOPLE}
Happening = Event | tuple[Somebody, Deed] | Somebody


async def play(seed: int, weeks: int, folder: Path, seams: Seams) -> tuple[Record, Pack]:
    """A whole term on a database in a folder.

    Returns what is to be judged, and the roadmap that was walked.
    """
    script = write(seed, weeks)
    pack = roadmap.made_up(seed, weeks)
    term = Term(script, pack, folder / f"term-{seed}.db", seams)
    await term.play(weeks)
    return term.record, pack


class Term:
    """A group's time from its set-up to the last day."""

    def __init__(self, script: Script, pack: Pack, file: Path, seams: Seams) -> None:
        self.record = Record(script)
        self._script = script
        self._pack = pack
        self._file = file
        self._seams = seams
        self._clock = MovableClock(lambda: script.begin)
        self._platform = SimulatedPlatform(self.record, self._clock)
        self._platform.pressed = self._press_at_once
        self._life: Life | None = None
        self._looked = 0
        self._seen = 0

    async def play(self, weeks: int) -> None:
        """From the set-up to the end of the script."""
        await self._start()
        await self._set_up()
        for at, happening in self._happenings(weeks):
            if at > self._clock():
                await self._live(at)
            await self._happen(happening, at)
            self._look()
        await self._live(self._script.end)
        self._look(always=True)
        await self._ask_everybody()
        await self._stop()

    def _happenings(self, weeks: int) -> Iterator[tuple[datetime, Happening]]:
        found: list[tuple[datetime, Happening]] = []
        for event in self._script.events:
            found.append((event.at, event))
            if event.kind in ("down", "flaky"):
                found.append((event.until, replace(event, at=event.until)))
        for week in range(weeks + 3):
            monday = self._script.begin.replace(hour=0) + timedelta(weeks=week)
            found += [(monday + moment, _BY_NAME["Rhea"]) for moment in MOMENTS]
            means = intentions(self._script.seed, week, weeks)
            found += [(monday + moment, (somebody, deed)) for moment, somebody, deed in means]
        found.sort(key=lambda happening: happening[0])
        return ((at, what) for at, what in found if self._script.begin < at <= self._script.end)

    async def _happen(self, happening: Happening, at: datetime) -> None:
        match happening:
            case Event(kind="down") if happening.until == at:
                await self._start()
            case Event(kind="down"):
                await self._stop()
            case Event(kind="flaky") if happening.until == at:
                await self._connected()
            case Event(kind="forget"):
                await self._say("Finn", "forget sure:yes")
                self.record.forgot["Finn"] = at
            case Event(line=line) if line:
                await self._say("Ann", line)
                if line.startswith("group setup"):
                    await self._say("Ann", "group confirm")
            case (somebody, deed):
                await self._do(somebody, deed)
            case Somebody(name="Rhea"):
                await self._look_at_reminders(happening)

    async def _live(self, until: datetime) -> None:
        """Let everything happen that comes due; after a crash, start again and go on."""
        while self._life and not await self._lived(self._life, until):
            await self._life.die()
            self._platform.plug_pulled.clear()
            self._clock.move_to(self._clock() + A_RESTART)
            await self._start()
        self._clock.move_to(until)

    async def _lived(self, life: Life, until: datetime) -> bool:
        """Whether nobody pulled the plug meanwhile."""
        living = asyncio.create_task(life.live(until))
        pulled = asyncio.create_task(self._platform.plug_pulled.wait())
        await asyncio.wait({living, pulled}, return_when=asyncio.FIRST_COMPLETED)
        if pulled.done():
            return False
        pulled.cancel()
        await living
        return True

    async def _start(self) -> None:
        self._life = await Life.begin(
            self._file, self._seams, self._platform, {self._pack.id: self._pack}, self._clock
        )

    async def _stop(self) -> None:
        if self._life:
            await self._life.end()
        self._life = None

    async def _set_up(self) -> None:
        hour, pace = self._script.hour, dice(self._script.seed, "pace").choice((60, 90, 120, 200))
        start = self._script.begin.date().isoformat()
        await self._say("Ann", f"group setup {hour} start:{start} pace:{pace} course:road-core")
        await self._say("Ann", "group confirm")
        await self._say("Hal", "settings boards:hidden")
        await self._say("Rhea", "settings reminders:on")

    async def _connected(self) -> None:
        """After a bad hour the platform says, as all do, that it can be heard again."""
        if self._life:
            await self._life.engine.happened(
                Interaction(Call("connected"), User(PLATFORM, "", ""), PLACE)
            )

    async def _do(self, somebody: Somebody, deed: Deed) -> None:
        """Somebody does what they meant to, if they can; only then it is on the record."""
        at = self._clock()
        if deed == "read":
            self._take_down_reading(at, somebody.name, await self._say(somebody.name, "done"))
        elif await self._done(somebody, deed):
            self.record.acts.append(Act(at, somebody.name, deed))

    def _take_down_reading(self, at: datetime, name: str, answer: str) -> None:
        """What somebody has read, as the answer says it."""
        found = _READ.match(answer)
        if found:
            reading = (found[1], int(found[2] or 1), int(found[3] or 1))
            self.record.acts.append(Act(at, name, "read", reading))

    async def _done(self, somebody: Somebody, deed: Deed) -> bool:
        match deed:
            case "read":
                return False
            case "quiz":
                return await self._quiz(somebody.user)
            case "reply":
                return await self._reply(somebody.user)

    async def _quiz(self, user: User) -> bool:
        question = await self._call(user, Call("quiz solo", {"count": "1"}))
        answers = (
            [call for call in calls(question) if call.name == "quiz answer"] if question else []
        )
        return bool(answers) and words(await self._call(user, answers[0])).startswith(("✓", "✗"))

    async def _reply(self, user: User) -> bool:
        """Write in the newest thread."""
        written = self._platform.write(user)
        if written is None:
            return False
        thread, reply = written
        if self._life and self._platform.reachable and not self._unheard(reply):
            place = replace(PLACE, thread=thread)
            await self._life.engine.happened(
                Interaction(Call("replied", {"reply": reply.id}), user, place)
            )
        return True

    def _unheard(self, reply: Reply) -> bool:
        """Whether the platform forgets to tell us, in a bad hour; its history does not."""
        bad = any(event.covers(reply.at) for event in self._script.of("flaky"))
        return bad and dice(self._script.seed, "told", reply.id).random() < 0.5

    async def _press_at_once(self, message: Message, address: Address) -> None:
        """Eve reads ahead and presses the button in the very second in which the post appears."""
        button = next((call for call in calls(message) if call.name == "check off"), None)
        eve = _BY_NAME["Eve"].user
        if button is None or dice(self._script.seed, "Eve", self._clock()).random() < 0.1:
            return
        readings = [call for call in calls(await self._call(eve, button)) if call.name == "done"]
        if readings:
            answer = words(await self._call(eve, readings[0]))
            self._take_down_reading(self._clock(), "Eve", answer)

    async def _look_at_reminders(self, somebody: Somebody) -> None:
        """Rhea does something only when she was reminded since she did something last."""
        reminded = [
            message
            for message in self.record.said[self._seen :]
            if message.channel == f"@{somebody.user.id}"
        ]
        if reminded and self._life:
            self._seen = len(self.record.said)
            await self._do(somebody, "quiz")

    async def _ask_everybody(self) -> None:
        """What each member is told about their streak, on the last day."""
        for somebody in PEOPLE:
            shown = re.match(r"# (\d+) weeks? in a row", await self._say(somebody.name, "streak"))
            self.record.told[somebody.name] = int(shown[1]) if shown else 0

    async def _say(self, name: str, line: str) -> str:
        if self._life is None:
            return ""
        return words(await self._call(_BY_NAME[name].user, self._life.engine.read(line)))

    async def _call(self, user: User, call: Call) -> Message | Form | None:
        """What Roadmate answers; None where nobody is there to answer."""
        return (
            await self._life.engine.handle(Interaction(call, user, PLACE)) if self._life else None
        )

    def _look(self, *, always: bool = False) -> None:
        """Take down everybody's streak whenever something new was said."""
        if len(self.record.said) == self._looked and not always:
            return
        self._looked = len(self.record.said)
        with closing(sqlite3.connect(self._file)) as file:
            rows = file.execute(
                "SELECT p.name, m.streak, m.longest FROM members m JOIN people p"
                " ON p.id = m.person_id ORDER BY p.name"
            ).fetchall()
        streaks = {name: (weeks, longest) for name, weeks, longest in rows}
        self.record.standings.append(Standing(self._clock(), streaks))
