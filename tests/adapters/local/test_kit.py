"""The terminal keeps every promise of the kit.

A person at the real console, through its lines and what it writes.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from adapters.local.console import Console
from adapters.local.render import Screen
from adapters.local.world import speaker
from bot.core.interaction import Address
from bot.core.message import Message
from tests.adapters.talk import PLACE, Keyboard
from tests.driver import Ability, Cannot, Shown, Stage
from tests.kit import AdapterScenarios

_EVERYONE = ("(everyone in the group sees this)", "(changed, for everyone in the group)")


class LocalDriver:
    """Ann at the playground."""

    lacks: Mapping[Ability, str] = {
        "faults": "a terminal takes all that is printed",
        "replacing": "a terminal prints the new form below and says that it changed",
        "lasting buttons": "the numbers on a screen end with the session; the call can be typed",
        "remembering keys": "what is asked for again after a restart is printed again",
        "entering threads": "whoever sits at a terminal speaks in the channel",
        "leaving": "whoever speaks at a terminal is there",
        "silence": "a terminal knows who speaks",
        "patience": "a terminal waits for as long as it takes",
    }

    def __init__(self, stage: Stage, files: Path) -> None:
        self._stage = stage
        self._files = files
        self._written: list[str] = []
        self._speaker = "Ann"
        self._start()

    def _start(self) -> None:
        self._keyboard = Keyboard()
        self.adapter = Console(
            self._keyboard, self._written.append, Screen(), PLACE, "Ann", self._files
        )
        self._running = asyncio.create_task(self.adapter.run(self._stage.engine))

    async def ready(self) -> None:
        await self._keyboard.ready()

    async def stop(self) -> None:
        self._running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self._running

    async def turn_to(self, name: str) -> None:
        self._speaker = name
        await self._keyboard.type(f":as {name}")

    async def type(self, line: str) -> None:
        await self._keyboard.type(line)

    async def fill(self, values: Mapping[str, str]) -> None:
        for value in values.values():
            await self._keyboard.type(value)

    async def press(self, label: str) -> None:
        await self._keyboard.type(self._number(label))

    async def pick(self, *labels: str) -> None:
        closed = [label for label in self._controls() if label.endswith("…")]
        if closed and labels[0] not in self._controls():
            await self.press(closed[0])
        await self._keyboard.type(" ".join(map(self._number, labels)))

    async def forge(self, call: str) -> None:
        await self._keyboard.type(call)

    def screen(self) -> list[Shown]:
        return [_read(text) for text in self._written]

    def asked(self) -> str:
        return "" if self._keyboard.prompt == self._speaker else self._keyboard.prompt

    async def told_to_wait(self) -> None:
        raise Cannot(self.lacks["patience"])

    async def restart(self) -> None:
        await self.stop()
        self._start()
        await self.ready()

    async def manifest(self) -> list[str]:
        return [line for line, _ in await self.adapter.suggest(self._stage.engine, "")]

    def fail_next(self, *, permanent: bool) -> None:
        raise Cannot(self.lacks["faults"])

    def account(self, name: str) -> str:
        return speaker(name, first=False).id

    async def leave(self, name: str) -> None:
        raise Cannot(self.lacks["leaving"])

    def fall_silent(self) -> None:
        raise Cannot(self.lacks["silence"])

    async def drawing(self, message: Message) -> str:
        ref = await self.adapter.post(PLACE, message, key=f"drawing/{len(self._written)}")
        assert ref.address == PLACE
        return self._written[-1].replace(str(self._files), "FOLDER")

    def _controls(self) -> list[str]:
        drawn = (shown.controls for shown in reversed(self.screen()) if shown.controls)
        return list(next(drawn, ()))

    def _number(self, label: str) -> str:
        controls = self._controls()
        assert label in controls, f"{label} is not among {controls}"
        return str(controls.index(label) + 1)


def _read(text: str) -> Shown:
    """What one piece of writing shows."""
    above, _, rest = text.partition("\n")
    thread = re.match(r"\(in the thread “(.*)”", above)
    private = above not in _EVERYONE and not thread
    return Shown(
        text if private or "changed" in above else rest,
        _labels(text),
        private,
        thread[1] if thread else "",
    )


def _labels(text: str) -> list[str]:
    """The labels behind [1], [2] and so on, one after the other."""
    labels: list[str] = []
    while (begin := text.find(f"[{len(labels) + 1}] ")) >= 0:
        text = text[begin:].partition("] ")[2]
        end = text.find(f"[{len(labels) + 2}] ")
        labels.append(" ".join(text[: end if end >= 0 else None].split("\n\n")[0].split()))
    return labels


class TestLocal(AdapterScenarios):
    place: ClassVar[Address] = PLACE
    golden: ClassVar[Path] = Path(__file__).parents[1] / "golden" / "local.txt"

    @pytest.fixture
    async def driver(self, stage: Stage, tmp_path: Path) -> AsyncIterator[LocalDriver]:
        files = tmp_path / "files"
        files.mkdir()
        driver = LocalDriver(stage, files)
        await driver.ready()
        yield driver
        await driver.stop()
