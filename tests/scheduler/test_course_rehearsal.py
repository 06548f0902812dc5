"""The shipped first course is walked to its end, and so is the next; a planted fault is named."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.core.interaction import Address
from bot.core.message import Message, Text
from bot.engine.port import Adapter, MessageRef
from content.loading.loader import load
from scheduler.rehearsal.life import Seams
from scheduler.rehearsal.rehearse import walk_courses
from tests.scheduler.test_rehearsal import Faulty

SHIPPED = load(Path(__file__).parents[2] / "content" / "packs" / "generative-ai")
ASKED = {question.id: question for s in SHIPPED.sections for question in s.discussion}
FIRST = SHIPPED.courses[0]


@dataclass
class Adding(Faulty):
    """Says more in the post of a week than was meant."""

    week: str
    more: str

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if key.startswith("weekly") and key.endswith(f"/{self.week}"):
            text, *rest = message.blocks
            assert isinstance(text, Text)
            message = replace(message, blocks=(Text(f"{text.text}\n- {self.more}"), *rest))
        return await super().post(address, message, key=key, doubtful=doubtful)


class SwallowsTheEnd(Faulty):
    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if key.startswith("recap") and key.endswith(f"/{len(FIRST.weeks)}"):
            return MessageRef(address, "m0")
        return await super().post(address, message, key=key, doubtful=doubtful)


async def walked(folder: Path, adapter: Callable[[Adapter], Adapter]) -> list[str]:
    lines: list[str] = []
    clean = await walk_courses(SHIPPED, folder, lines.append, Seams(adapter))
    assert clean is all(line.startswith("Clean") for line in lines)
    return lines


async def test_the_first_course_and_the_next_are_clean(tmp_path: Path) -> None:
    first, following = await walked(tmp_path, lambda adapter: adapter)
    weeks = len(FIRST.weeks)
    assert first.startswith(f"Clean: the course {FIRST.title}: {weeks} of {weeks} weeks")
    assert "0 on what was not given, 0 asked twice, farewells 1" in first
    assert following.startswith("Clean: the course Making Pictures: 4 of 4 weeks")


async def test_a_question_that_comes_too_early_is_named(tmp_path: Path) -> None:
    last = ASKED[FIRST.weeks[-1].questions[0]]
    first, _ = await walked(tmp_path, lambda adapter: Adding(adapter, "1", last.ask.strip()))
    assert first.startswith("NOT CLEAN")
    assert "1 on what was not given, 1 asked twice" in first


async def test_a_question_that_comes_again_is_named(tmp_path: Path) -> None:
    early = ASKED[FIRST.weeks[0].questions[0]]
    first, _ = await walked(tmp_path, lambda adapter: Adding(adapter, "5", early.ask.strip()))
    assert "0 on what was not given, 1 asked twice" in first


async def test_a_farewell_that_is_lost_is_named(tmp_path: Path) -> None:
    (first,) = await walked(tmp_path, SwallowsTheEnd)
    assert first.startswith("NOT CLEAN")
    assert first.endswith("farewells 0.")
