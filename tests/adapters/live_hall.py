"""How tests play live rounds on a platform.

People press what they see there, and time brings what follows.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.core.database_port import Row
from bot.engine.port import Adapter
from bot.quiz.questions import LETTERS, fingerprint
from content.model import Question
from scheduler.timeline import Timeline
from tests.driver import Driver, Shown, Stage
from tests.play import TEA


class Home(Protocol):
    """A Roadmate on some platform, with everything that runs in it."""

    stage: Stage

    @property
    def driver(self) -> Driver:
        """Hands and eyes of whoever it was turned to."""
        ...

    @property
    def adapter(self) -> Adapter:
        """The adapter that runs now."""
        ...

    def timeline(self, patience: float = 60) -> Timeline:
        """A planner and a dispatcher, new at each call."""
        ...

    async def rows(self, sql: str) -> list[Row]:
        """A look behind the scenes."""
        ...


@dataclass
class Hall:
    """A channel in which people play.

    Each step in time is taken by a planner and a dispatcher of its own.
    """

    home: Home

    async def wait(self, seconds: float = 0) -> None:
        await self.home.timeline().advance(self.home.stage.clock() + timedelta(seconds=seconds))

    async def begin(self, line: str = "quiz live") -> None:
        """Ann begins a round and does not wait: the first question can be read."""
        await self.type("Ann", line)
        await self.wait()
        await self.press("Ann", "Start now")
        await self.wait()

    async def type(self, name: str, line: str) -> Shown:
        """Somebody gives a command; what they see then."""
        await self.home.driver.turn_to(name)
        await self.home.driver.type(line)
        return self.home.driver.screen()[-1]

    async def press(self, name: str, label: str) -> Shown:
        """Somebody presses the newest button of that label; what they see then."""
        await self.home.driver.turn_to(name)
        await self.home.driver.press(label)
        return self.home.driver.screen()[-1]

    async def forge(self, name: str, call: str) -> Shown:
        await self.home.driver.turn_to(name)
        await self.home.driver.forge(call)
        return self.home.driver.screen()[-1]

    async def vote(self, **right: bool) -> None:
        """Several answer what is open, each rightly or wrongly: `Ann=True, Ben=False`."""
        for name, is_right in right.items():
            told = await self.answer(name, right=is_right)
            assert "our answer" in told.text, told.text

    async def answer(self, name: str, *, right: bool = True) -> Shown:
        """Somebody answers what is open; what they see then."""
        labels = await self.labels(right=right)
        await self.home.driver.turn_to(name)
        if (await self.open()).kind == "multiple":
            await self.home.driver.pick(*labels)
        else:
            await self.home.driver.press(*labels)
        return self.home.driver.screen()[-1]

    async def labels(self, *, right: bool) -> list[str]:
        """What is to be pressed or picked for the right answer, or for a wrong one."""
        question = await self.open()
        shown = str(
            (await self.home.rows("SELECT shown FROM round_questions ORDER BY rowid DESC LIMIT 1"))[
                0
            ][0]
        )
        marks = {fingerprint(question.choices[index]) for index in question.right}
        by_mark = {fingerprint(choice): choice for choice in question.choices}
        names = (
            [by_mark[mark] for mark in shown.split()] if question.kind == "true-false" else LETTERS
        )
        fitting = [
            name
            for name, mark in zip(names, shown.split(), strict=False)
            if (mark in marks) is right
        ]
        return fitting if question.kind == "multiple" and right else fitting[:1]

    async def open(self) -> Question:
        """The question that was asked last."""
        ((name,),) = await self.home.rows(
            "SELECT question FROM round_questions ORDER BY rowid DESC LIMIT 1"
        )
        return TEA.question_by_id[str(name)]

    def sees(self) -> str:
        """All that is on the screen of whoever had the last turn."""
        return "\n\n".join(one.text for one in self.home.driver.screen())

    def newest(self) -> Shown:
        """What everybody sees that was said last."""
        return self.public()[-1]

    def public(self) -> list[Shown]:
        """Everything that everybody sees, oldest first."""
        return [one for one in self.home.driver.screen() if not one.private]

    async def round_rows(self) -> list[list[Row]]:
        """Every row about rounds, and what is promised."""
        tables = ("rounds", "round_questions", "round_answers", "deliveries", "awards")
        return [await self.home.rows(f"SELECT * FROM {table} ORDER BY rowid") for table in tables]
