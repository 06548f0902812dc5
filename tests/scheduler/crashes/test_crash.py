"""Killed at any moment, also between the platform's yes and our own note of it.

No post is lost, none is doubled.

CRASHES sets how many kills there are, CRASH_SEED repeats a run whose seed was printed.
"""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom

import pytest

from bot.database.sqlite import SqliteDatabase
from scheduler.dispatcher import LEASE
from tests.product.crash import ROOT, rows
from tests.scheduler.crashes.delivering import A_WHILE
from tests.scheduler.crashes.recorder import MOMENTS, Moment, Recorder, listening
from tests.scheduler.term import NINE, Term

KILLS_A_DATABASE = 5
CRASHES = int(os.environ.get("CRASHES", "10"))
SEED = int(os.environ.get("CRASH_SEED") or SystemRandom().randrange(1_000_000))
GROUPS = 12
CHANNELS = [f"room-{number}" for number in range(GROUPS)]
# The plan of the tests' pack has six.
MOST_WEEKS = 5
PATIENCE = 120


@pytest.mark.crash
@pytest.mark.parametrize("keys", [True, False], ids=["keys honoured", "by history"])
@pytest.mark.parametrize("number", range(-(-CRASHES // (2 * KILLS_A_DATABASE))))
async def test_nothing_is_lost_or_doubled(
    number: int, keys: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever Roadmate is killed, every post is there once after the next start."""
    if number == 0 and keys:
        with capsys.disabled():
            print(f" CRASH_SEED={SEED} ", end="")  # noqa: T201 - so that a failure can be repeated
    chance = Random(f"{SEED} {number} {keys}")
    database = await _groups(tmp_path / "roadmate.db")
    kills = 0
    async with listening(keys=keys) as recorder:
        for week in range(MOST_WEEKS):
            for hour in _hours(week):
                if not await _killed(
                    database, recorder, hour, chance if kills < KILLS_A_DATABASE else None
                ):
                    break
                kills += 1
    assert kills == KILLS_A_DATABASE, f"CRASH_SEED={SEED}"
    _nothing_lost_nothing_doubled(recorder, f"CRASH_SEED={SEED}")
    assert rows(database, "SELECT DISTINCT state FROM deliveries") == [("sent",)], (
        f"CRASH_SEED={SEED}"
    )
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.crash
async def test_a_second_roadmate_stops(tmp_path: Path) -> None:
    """A second Roadmate on the same database says so and stops."""
    database = await _groups(tmp_path / "roadmate.db")
    async with listening(keys=True) as recorder:
        first = await _start(database, recorder, NINE)
        await asyncio.wait_for(recorder.reaches(1, "taken, not answered"), PATIENCE)
        second = await _start(database, recorder, NINE + 2 * LEASE)
        _, told = await second.communicate()
        assert b"Another Roadmate is using the database" in told
        assert b"Traceback" not in told
        assert second.returncode == 1
        assert first.returncode is None
        first.kill()
        await first.communicate()
        third = await _start(database, recorder, NINE + 2 * LEASE)
        await third.communicate()
        assert third.returncode == 0, "a killed one keeps nobody out"


@pytest.mark.crash
@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_killed_ones_post_is_sent(moment: Moment, tmp_path: Path) -> None:
    """What a killed Roadmate was sending is sent within a minute of the next start."""
    database = await _groups(tmp_path / "roadmate.db")
    async with listening(keys=False) as recorder:
        first = await _start(database, recorder, NINE)
        await asyncio.wait_for(recorder.reaches(1, moment), PATIENCE)
        first.kill()
        await first.communicate()
        recorder.let_go()
        assert rows(database, "SELECT count(*) FROM deliveries WHERE state = 'claimed'") != [(0,)]
        second = await _start(database, recorder, NINE + timedelta(seconds=5))
        await second.communicate()
        assert recorder.seen(r"Week (\d+): (?!let's talk)") == Counter(
            {(channel, 1): 1 for channel in CHANNELS}
        )


def _nothing_lost_nothing_doubled(recorder: Recorder, seed: str) -> None:
    """From what people see alone.

    Each week's post, its one thread message, and each recap, once in each channel.
    """
    once = Counter(
        {(channel, week): 1 for channel in CHANNELS for week in range(1, MOST_WEEKS + 1)}
    )
    recaps = Counter({(channel, week): 1 for channel in CHANNELS for week in range(1, MOST_WEEKS)})
    assert recorder.seen(r"Week (\d+): (?!let's talk)") == once, seed
    assert recorder.seen(r"Week (\d+): let's talk") == once, seed
    assert recorder.seen(r"Week (\d+) is over") == recaps, seed
    assert len(recorder.messages) == len(once) * 2 + len(recaps), seed
    talks = [message for message in recorder.messages if "let's talk" in message.text]
    assert sorted(message.thread for message in talks) == sorted(
        f"t{post}" for post in recorder.threads
    ), seed


def _hours(week: int) -> Iterator[datetime]:
    """The slot, and then each time a minute later, long before any lease would have ended."""
    hour = NINE + timedelta(weeks=week)
    while True:
        yield hour
        hour += A_WHILE


async def _killed(
    database: Path, recorder: Recorder, hour: datetime, chance: Random | None
) -> bool:
    """Let a Roadmate do what is due, or kill it at a chosen moment, or at any.

    False if it came to its end.
    """
    process = await _start(database, recorder, hour)
    ended = asyncio.ensure_future(process.communicate())
    if chance:
        await _until_time_to_kill(recorder, ended, chance)
    else:
        await asyncio.wait([ended], timeout=PATIENCE)
    alive = not ended.done()
    if alive:
        with suppress(ProcessLookupError):  # it has just come to its end
            process.kill()
    _, told = await ended
    recorder.let_go()
    assert told == b"", told.decode()
    assert process.returncode in {0, -9}
    return process.returncode == -9


async def _until_time_to_kill(
    recorder: Recorder, ended: asyncio.Future[tuple[bytes, bytes]], chance: Random
) -> None:
    if chance.random() < 0.2:
        await asyncio.wait([ended], timeout=chance.uniform(0.2, 1.0))
        return
    moment = asyncio.create_task(recorder.reaches(chance.randint(1, 14), chance.choice(MOMENTS)))
    ended.add_done_callback(lambda _: moment.cancel())
    await asyncio.wait([moment], timeout=PATIENCE)
    moment.cancel()


async def _start(database: Path, recorder: Recorder, hour: datetime) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.scheduler.crashes.delivering",
        str(database),
        recorder.url,
        str(int(hour.timestamp())),
        "keys" if recorder.keys else "history",
        cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
    )


async def _groups(path: Path) -> Path:
    database = await SqliteDatabase.open(path)
    term = Term(database)
    for channel in CHANNELS:
        await term.group(channel)
    await database.close()
    return path
