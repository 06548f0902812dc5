"""Work may run again from the start: what people see and what is kept are the same as once."""

import random
import secrets
import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.call import Call
from bot.core.database_port import Database, Row
from bot.core.errors import DeliveryError
from bot.core.interaction import Address, Interaction
from bot.core.message import Form, Message
from bot.database.sqlite import SqliteDatabase
from bot.engine.port import Reply
from tests.database.twice import Twice
from tests.live import round_play
from tests.play import STUDY, Shown
from tests.quiz.solo_play import play_through
from tests.weekly.group_play import Platform, Weekly

Scenario = Callable[[Weekly], Awaitable[object]]
Seen = tuple[list[Message | Form], Platform, dict[str, list[Row]]]


class Heard(Weekly):
    """A game that remembers every answer."""

    def __init__(self, database: Database) -> None:
        self.answers: list[Message | Form] = []
        super().__init__(database)

    async def call(self, name: str, call: Call, at: Address = STUDY) -> Shown:
        answer = await super().call(name, call, at)
        self.answers.append(answer.answer)
        return answer


async def quiz(weekly: Weekly) -> None:
    await play_through(weekly, "Ben", "quiz solo count:3")
    await weekly.say("Ben", "quiz solo drying")
    await weekly.say("Ben", "quiz stop")
    await weekly.wait(days=30)
    await play_through(weekly, "Ben", "quiz review")
    await weekly.say("Ben", "leaderboard")


async def reading(weekly: Weekly) -> None:
    await weekly.begin()
    await weekly.wait_until_week()
    for line in ("done first-flush", "undo first-flush", "done first-flush", "done first-flush"):
        await weekly.say("Ben", line)
    for line in ("skip two-leaves", "unskip two-leaves", "know picking", "done", "undo nonsense"):
        await weekly.say("Ben", line)
    await weekly.say("Ben", "streak")


async def live_round(weekly: Weekly) -> None:
    screen = await round_play.begin(weekly, "quiz live count:2 style:peer")
    await round_play.vote(weekly, screen, Ann=True, Ben=False)
    await round_play.answer(weekly, "Ben", screen, right=False)
    await weekly.wait(minutes=30)
    screen = await round_play.begin(weekly, "quiz live count:1 style:race")
    await round_play.answer(weekly, "Ben", screen)
    await weekly.wait(minutes=10)


async def weeks(weekly: Weekly) -> None:
    await weekly.begin("pace:30")
    for number in range(3):
        await weekly.wait_until_week()
        await weekly.say("Ben", "done")
        await weekly.say("Ben", "settings reminders:on")
        await weekly.reply("Ben", number, await weekly.thread())
    cem = weekly.user("Cem")
    weekly.platform.replied.append(Reply(cem, weekly.clock() + timedelta(hours=1), "late"))
    await weekly.engine.happened(Interaction(Call("connected"), cem, STUDY))
    await weekly.wait(days=6)
    await weekly.be_lost(days=16)
    await weekly.planner.tidy()


async def steering(weekly: Weekly) -> None:
    await weekly.say("Ann", "group setup pace:60 weekday:Friday")
    await weekly.begin("pace:90 weekday:Tuesday hour:18:00 zone:Berlin")
    await weekly.wait_until_week()
    for line in ("group pause", "group resume", "group skip", "group show", "group end sure:yes"):
        await weekly.say("Ann", line)
    await weekly.wait(days=8)


async def questions(weekly: Weekly) -> None:
    await play_through(weekly, "Ben", "quiz solo picking")
    name = weekly.pack.questions[0].id
    for call in (
        Call("report", {"question": name, "note": "Which one?"}),
        Call("flag withdraw", {"question": name}),
        Call("flag restore", {"question": name}),
        Call("flag withdraw", {"question": name}),
    ):
        await weekly.call("Ann", call)
    await weekly.wait(minutes=1)


async def people(weekly: Weekly) -> None:
    await weekly.begin()
    await weekly.wait_until_week()
    await weekly.say("Ben", "done")
    await weekly.say("Ben", "export")
    asked = await weekly.say("Ben", "forget")
    await weekly.press("Ben", asked, next(label for label in asked.calls if "rase" in label))
    await weekly.say("Ben", "progress")


async def notices(weekly: Weekly) -> None:
    await weekly.begin()
    weekly.platform.refused["study"] = DeliveryError("no rights", permanent=True)
    await weekly.wait(days=1)
    await weekly.say("Ann", "group show")
    weekly.platform.refused["study"] = DeliveryError("no channel", permanent=True, gone="channel")
    await weekly.wait(days=14)
    await weekly.say("Ann", "group show")


SCENARIOS = (quiz, reading, live_round, weeks, steering, questions, people, notices)


async def played(database: Database, scenario: Scenario) -> Seen:
    weekly = Heard(database)
    await scenario(weekly)
    return weekly.answers, weekly.platform, await weekly.everything()


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_twice_is_the_same_as_once(
    scenario: Scenario, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random()
    monkeypatch.setattr(secrets, "randbelow", chance.randrange)
    found: list[Seen] = []
    for name in ("once", "twice"):
        chance.seed(7)
        opened = await SqliteDatabase.open(Path(shutil.copy(template, tmp_path / name)))
        try:
            found.append(await played(Twice(opened, chance) if found else opened, scenario))
        finally:
            await opened.close()
    (answers, platform, kept), (again, other, rows) = found
    assert again == answers
    assert other.posts == platform.posts
    assert rows == kept
    assert not any("went wrong" in str(answer) for answer in answers)
