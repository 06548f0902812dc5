"""Killed at any moment of a live round.

It goes on, no answer is lost, no question is asked twice, no point is doubled.

CRASHES sets how many kills there are, CRASH_SEED repeats a run whose seed was printed.
"""

import asyncio
import os
import re
import shutil
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.play import MONDAY
from tests.product.crash import ROOT, rows
from tests.scheduler.crashes.recorder import MOMENTS, Recorder, listening

KILLS_A_ROUND = 5
CRASHES = int(os.environ.get("CRASHES", "10"))
SEED = int(os.environ.get("CRASH_SEED") or SystemRandom().randrange(1_000_000))
PATIENCE = 120
PLAYED = [("peer", True), ("calm", False), ("peer", False), ("race", True)]


@dataclass
class Lives:
    """What one Roadmate after the other has acknowledged, and where the clock stood."""

    database: Path
    recorder: Recorder
    style: str
    now: int = int(MONDAY.timestamp())
    acknowledged: set[tuple[str, int, int, int]] = field(default_factory=set)

    async def live(self, chance: Random | None) -> bool:
        """One life, to the end of the round, or to a chosen moment; whether it was killed."""
        process = await self._start()
        ended = asyncio.ensure_future(process.communicate())
        if chance:
            await self._until_time_to_kill(ended, chance)
        else:
            await asyncio.wait([ended], timeout=PATIENCE)
        if not ended.done():
            with suppress(ProcessLookupError):  # it has just come to its end
                process.kill()
        out, told = await ended
        self.recorder.let_go()
        assert told == b"", told.decode()
        self._hear(out.decode().rpartition("\n")[0])
        return process.returncode == -9

    def _hear(self, lines: str) -> None:
        for line in lines.splitlines():
            name, *numbers = line.split()
            if name == "at":
                self.now = max(self.now, int(numbers[0]))
            else:
                number, vote, right = map(int, numbers)
                self.acknowledged.add((name, number, vote, right))
        self.now += 3

    async def _until_time_to_kill(
        self, ended: asyncio.Future[tuple[bytes, bytes]], chance: Random
    ) -> None:
        if chance.random() < 0.3:
            await asyncio.wait([ended], timeout=chance.uniform(0.3, 0.9))
            return
        moment = asyncio.create_task(
            self.recorder.reaches(chance.randint(1, 9), chance.choice(MOMENTS))
        )
        ended.add_done_callback(lambda _: moment.cancel())
        await asyncio.wait([moment], timeout=PATIENCE)
        moment.cancel()

    async def _start(self) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        command = [
            "-m",
            "tests.scheduler.crashes.playing",
            str(self.database),
            self.recorder.url,
            str(self.now),
        ]
        ways = ["keys" if self.recorder.keys else "history", self.style]
        return await asyncio.create_subprocess_exec(
            sys.executable, *command, *ways, cwd=ROOT, stdout=pipe, stderr=pipe
        )


@pytest.mark.crash
@pytest.mark.parametrize("number", range(-(-CRASHES // KILLS_A_ROUND)))
async def test_a_killed_round_goes_on(
    number: int, template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if number == 0:
        with capsys.disabled():
            print(f" CRASH_SEED={SEED} ", end="")  # noqa: T201 - so that a failure can be repeated
    chance, told = Random(f"{SEED} {number}"), f"CRASH_SEED={SEED}"
    style, keys = PLAYED[number % len(PLAYED)]
    async with listening(keys=keys) as recorder:
        lives = Lives(Path(shutil.copy(template, tmp_path / "roadmate.db")), recorder, style)
        for _ in range(KILLS_A_ROUND):
            await lives.live(chance)
        assert not await lives.live(None), told
    _nothing_asked_twice(recorder, told)
    _nothing_lost(lives, told)
    assert rows(lives.database, "PRAGMA foreign_key_check") == [], told


def _nothing_asked_twice(recorder: Recorder, told: str) -> None:
    """From what people see alone."""
    titles = [m.text.split("\n")[0] for m in recorder.messages]
    asked = Counter(title for title in titles if title.startswith("Question"))
    assert asked
    assert set(asked.values()) == {1}, told
    asks = Counter(
        m.text.split("\n")[3] for m in recorder.messages if re.match(r"Question \d of \d\n", m.text)
    )
    assert set(asks.values()) == {1}, told
    assert titles.count("The round is over") == 1, told
    assert len([title for title in titles if title.startswith("Live round")]) == 1, told


def _nothing_lost(lives: Lives, told: str) -> None:
    kept = rows(
        lives.database,
        "SELECT p.name, a.number, a.vote, a.correct FROM round_answers a JOIN people p"
        " ON p.id = a.person_id",
    )
    assert lives.acknowledged <= set(kept), told
    last = {
        (name, number): right for name, number, vote, right in sorted(kept, key=lambda row: row[2])
    }
    record = rows(
        lives.database,
        "SELECT p.name, q.number, a.points FROM awards a JOIN members m ON m.id = a.member_id"
        " JOIN people p ON p.id = m.person_id JOIN round_questions q ON q.question = a.subject",
    )
    assert sorted(record) == sorted((*key, 10 * right) for key, right in last.items()), told
    sums = rows(
        lives.database,
        "SELECT member_id, sum(points), sum(correct) FROM awards GROUP BY 1 ORDER BY 1",
    )
    assert sums == rows(
        lives.database,
        "SELECT member_id, points, correct FROM scores WHERE period = 'all' ORDER BY 1",
    )
