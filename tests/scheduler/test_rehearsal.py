"""A rehearsed term is clean, comes out the same twice, and a planted fault is found and named."""

import subprocess
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.core.database_port import Database, Result, Row, Transaction, Value
from bot.core.interaction import Address, Finding, Standing
from bot.core.message import Message
from bot.engine.engine import Engine
from bot.engine.port import Adapter, MessageRef, Reply
from scheduler.rehearsal.life import Seams
from scheduler.rehearsal.rehearse import rehearse
from scheduler.rehearsal.verdict import Verdict

SOUND = Seams()
SHORT = 10
ROOT = Path(__file__).parents[2]


async def rehearsed(
    folder: Path, seed: int, weeks: int, seams: Seams = SOUND
) -> tuple[Verdict, list[str]]:
    lines: list[str] = []
    return await rehearse(seed, weeks, folder, lines.append, seams), lines


# Even: the platform honours keys, odd: it only has a history. 0, 1, 4: slots in the hours that come
# twice and not at all. 4: the plan ends within the term. 6: the southern half of the earth.
@pytest.mark.parametrize("seed", [0, 1, 4, 6])
async def test_a_hard_term_is_clean(seed: int, tmp_path: Path) -> None:
    """A term with all that can go wrong loses and doubles nothing."""
    verdict, lines = await rehearsed(tmp_path, seed, 26)
    assert verdict.faults == ()
    assert verdict.due == verdict.seen > 12 * (seed != 4)
    assert lines[-1].startswith("Clean")


async def test_a_term_holds_every_trouble(tmp_path: Path) -> None:
    _, lines = await rehearsed(tmp_path, 0, 26)
    told = "\n".join(lines)
    for what in (
        "the clocks go back",
        "the clocks go forward",
        "Roadmate is stopped",
        "killed in the middle of a post",
        "the permission to post is lost",
        "the channel is gone",
        "timeouts, rate limits",
        "group pause until",
        "group skip",
        "group setup zone:",
        "group setup pace:",
        "Finn forgets himself",
        "out of reach for longer than a day",
        "(late)",
        "frozen (",
        "lost (",
    ):
        assert what in told


async def test_the_same_seed_repeats_itself(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The same seed prints the same lines."""
    folders = [tmp_path_factory.mktemp("rehearsal") for _ in range(3)]
    _, first = await rehearsed(folders[0], 3, SHORT)
    _, second = await rehearsed(folders[1], 3, SHORT)
    assert first == second
    _, other = await rehearsed(folders[2], 5, SHORT)
    assert first != other


def test_the_judge_imports_nothing_judged() -> None:
    """The judge of a rehearsal imports nothing of what it judges."""
    program = "import sys, scheduler.rehearsal.verdict; print(*(name for name in sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    ours = {
        name
        for name in ended.stdout.split()
        if name.startswith(("bot", "scheduler", "content", "adapters"))
    }
    judges = ("verdict", "judge_posts", "judge_streaks", "record", "script", "walls", "dice")
    assert ours == {
        "scheduler",
        "scheduler.rehearsal",
        *(f"scheduler.rehearsal.{name}" for name in judges),
    }


@pytest.mark.parametrize(("weeks", "code"), [("4", 0), ("3", 2)])
def test_the_exit_code_tells_faults(weeks: str, code: int) -> None:
    """The command says what it found, with its exit code too."""
    command = [sys.executable, "-m", "roadmate", "rehearse", "--weeks", weeks, "--seed", "7"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == code
    told = (ended.stderr or ended.stdout).strip().splitlines()[-1]
    assert told.startswith(
        "Clean: posts due 3, posts seen 3" if code == 0 else "A rehearsal takes from 4"
    )


@dataclass
class Faulty:
    """An adapter between Roadmate and the platform that passes everything on."""

    inner: Adapter

    @property
    def posts_a_second(self) -> float:
        return self.inner.posts_a_second

    async def run(self, engine: Engine) -> None:
        await self.inner.run(engine)

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        return await self.inner.post(address, message, key=key, doubtful=doubtful)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        await self.inner.edit(ref, message)

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        return await self.inner.open_thread(ref, title)

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        return await self.inner.replies(thread, since)

    async def check(self, address: Address) -> Sequence[Finding]:
        return await self.inner.check(address)

    async def standing(self, user: str, address: Address) -> Standing:
        return await self.inner.standing(user, address)


class SaysItTwice(Faulty):
    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if key.startswith("weekly") and key.endswith("/2"):
            await self.inner.post(address, message, key=f"{key} once more")
        return await super().post(address, message, key=key, doubtful=doubtful)


class SwallowsAPost(Faulty):
    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if key.startswith("weekly") and key.endswith("/2"):
            return MessageRef(address, "m0")
        return await super().post(address, message, key=key, doubtful=doubtful)


class SwallowsARecap(Faulty):
    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if key.startswith("recap") and key.endswith("/1"):
            return MessageRef(address, "m0")
        return await super().post(address, message, key=key, doubtful=doubtful)


class NeverReadsHistory(Faulty):
    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        return ()


@dataclass
class Tampering:
    """A transaction in which some statements are not carried out."""

    inner: Transaction
    forgets: Callable[[str], bool]

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        return [] if self.forgets(sql) else await self.inner.execute(sql, **parameters)


@dataclass
class Forgetful:
    """A database that loses what a statement should have kept."""

    inner: Database
    forgets: Callable[[str], bool]

    async def run(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        return await self.inner.run(lambda tx: work(Tampering(tx, self.forgets)), writes=writes)


def forgets(beginning: str) -> Seams:
    return Seams(
        database=lambda database: Forgetful(database, lambda sql: sql.startswith(beginning))
    )


async def test_a_doubled_post_is_named(tmp_path: Path) -> None:
    verdict, lines = await rehearsed(tmp_path, 2, SHORT, Seams(adapter=SaysItTwice))
    assert verdict.counts["doubled"] == 1
    assert verdict.seen == verdict.due + 1
    assert lines[-1].startswith("NOT CLEAN")
    (named,) = (line for line in lines if line.startswith("  doubled: "))
    assert "'# Week 2: " in named
    assert "seen 2 times" in named


async def test_a_missed_week_is_named(tmp_path: Path) -> None:
    verdict, lines = await rehearsed(tmp_path, 2, SHORT, Seams(adapter=SwallowsAPost))
    missed = [fault.text for fault in verdict.faults if fault.kind == "missed"]
    assert len(missed) == 1
    assert "where a weekly post was due" in missed[0]
    assert verdict.counts["readings dropped"] > 0
    assert sum("A POST WAS DUE AND DID NOT COME" in line for line in lines) == 1


async def test_a_lost_recap_is_named(tmp_path: Path) -> None:
    verdict, _ = await rehearsed(tmp_path, 2, SHORT, Seams(adapter=SwallowsARecap))
    assert [fault.text for fault in verdict.faults] == ["week 1 has no recap"]


async def test_a_lost_streak_is_named(tmp_path: Path) -> None:
    """The judge of a rehearsal finds a streak that was lost wrongly and names it."""
    verdict, lines = await rehearsed(tmp_path, 2, SHORT, forgets("INSERT INTO activities"))
    lost = [fault.text for fault in verdict.faults if fault.kind == "streak lost"]
    assert verdict.counts["streaks wrongly lost"] == len(lost) > 20
    assert any(text.startswith("Ben has 0 in a row after week ") for text in lost)
    assert f"streaks wrongly lost {len(lost)}," in lines[-1]


async def test_unread_replies_cost_streaks(tmp_path: Path) -> None:
    """An adapter that never reads replies: the judge names each streak that this costs."""
    verdict, _ = await rehearsed(tmp_path, 1, 26, Seams(adapter=NeverReadsHistory))
    lost = [fault.text for fault in verdict.faults if fault.kind == "streak lost"]
    assert lost
    assert all("reply on" in text for text in lost)


async def test_forgotten_outages_cost_streaks(tmp_path: Path) -> None:
    """An outage that is not recorded costs streaks, and the judge counts them."""
    verdict, _ = await rehearsed(tmp_path, 1, 26, forgets("INSERT INTO outages"))
    assert verdict.counts["streaks wrongly lost"] > 0
