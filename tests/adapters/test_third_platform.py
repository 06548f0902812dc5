"""A third platform is a folder and a name in one table; settings, doctor and run have it."""

import asyncio
import json
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import roadmate
from bot.engine.port import Adapter
from bot.operations.platform import load
from bot.operations.settings import survey
from tests.adapters.pigeon.adapter import TAKEN, Loft
from tests.product.test_tasks import environment

# The one line.
PLATFORMS = (*roadmate.PLATFORMS, "tests.adapters.pigeon")
COMMAND = f"import sys, roadmate; sys.exit(roadmate.main(sys.argv[1:], {PLATFORMS!r}))"
PATIENCE = 120
NOWHERE = Path("there-is-no.env")


@asynccontextmanager
async def running(
    folder: Path, *words: str, **variables: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A task of Roadmate with three platforms; killed in the end if need be."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COMMAND, *words,
        cwd=folder, env=environment(**variables),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ended(folder: Path, *words: str, **variables: str) -> tuple[int | None, str, str]:
    """How a task ends, and what it says on both streams."""
    async with running(folder, *words, **variables) as process:
        said, complained = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, said.decode(), complained.decode()


async def said_there(reader: asyncio.StreamReader, words: str, key: str = "") -> None:
    """Returns when something is said with these words and this key; an answer has none."""
    while line := await asyncio.wait_for(reader.readline(), PATIENCE):
        message = json.loads(line)
        if words in message["text"] and message["key"].startswith(key):
            return
    raise AssertionError(f"nothing said {words!r}")


def test_its_adapter_is_what_the_port_wants() -> None:
    adapter: Adapter = Loft(TAKEN, 0)

    assert adapter.posts_a_second > 0


def test_its_variables_become_settings_of_its_own() -> None:
    given = {"ROADMATE_PIGEON_RING": TAKEN, "ROADMATE_PIGEON_PORT": "81"}

    settings, faults = survey(given, NOWHERE, load(PLATFORMS))

    assert not faults
    assert [one.platform.name for one in settings.to_start] == ["pigeon"]
    assert settings.to_start[0].settings.port == 81
    assert [secret.reveal() for secret in settings.secrets] == [TAKEN]
    assert TAKEN not in repr(settings)


def test_what_is_wrong_with_its_variables_is_told() -> None:
    given = {"ROADMATE_PIGEON_PORT": "x", "ROADMATE_PIGEON_RINGS": "x"}

    _, faults = survey(given, NOWHERE, load(PLATFORMS))

    unknown, malformed = map(str, faults)
    assert "Did you mean ROADMATE_PIGEON_RING, as in ROADMATE_PIGEON_RING=ring-...?" in unknown
    assert malformed.startswith("ROADMATE_PIGEON_PORT: it must be a whole number from 1 to 65535")


async def test_run_says_how_to_get_its_token(tmp_path: Path) -> None:
    code, _, complained = await ended(tmp_path, "run")

    assert code == 2
    assert "ROADMATE_PIGEON_RING\n           on the left foot" in complained
    assert "ROADMATE_DISCORD_TOKEN" in complained


async def test_it_has_a_task_of_its_own(tmp_path: Path) -> None:
    told = await ended(tmp_path, "pigeon", "whose", "--name", "Ida")
    _, listed, _ = await ended(tmp_path, "--help")

    assert told == (0, "Ida wears no ring\n", "")
    assert "for Pigeon" in listed


async def test_the_doctor_looks_at_its_token_and_asks_it(tmp_path: Path) -> None:
    _, said, _ = await ended(tmp_path, "doctor", ROADMATE_PIGEON_RING="no-such-ring")

    assert "FIX ROADMATE_PIGEON_RING: this is something else: the right one begins with" in said
    assert "ok  Pigeon: coos in 0 groups" in said
    assert "no-such-ring" not in said


async def test_a_wrong_token_of_it_is_one_clear_line(tmp_path: Path) -> None:
    code, _, complained = await ended(tmp_path, "run", ROADMATE_PIGEON_RING="no-such-ring")

    assert code == 2
    assert complained.splitlines()[-1].startswith("No pigeon wears what stands in")
    assert "no-such-ring" not in complained


async def test_run_answers_there_and_posts_there(tmp_path: Path) -> None:
    async with running(tmp_path, "run", ROADMATE_PIGEON_RING=TAKEN) as process:
        assert process.stderr
        while not (at := re.search(rb"arrive at (\d+)", await process.stderr.readline())):
            assert process.returncode is None
        reader, writer = await asyncio.open_connection("127.0.0.1", int(at[1]))
        writer.write(b"next\ngroup setup weekday:monday hour:18:00\ngroup confirm\ngroup post\n")
        await said_there(reader, "Read next")
        await said_there(reader, "Week 1", key="weekly/")
        process.send_signal(signal.SIGTERM)
        _, complained = await asyncio.wait_for(process.communicate(), PATIENCE)
        writer.close()

    assert process.returncode == 0
    assert b"Traceback" not in complained


async def test_run_loads_no_other_platforms_library(tmp_path: Path) -> None:
    look = "import sys, roadmate; import tests.adapters.pigeon.adapter as loft\n"
    look += "loft.TAKEN = ''\n"  # it ends as soon as it is asked to begin
    look += f"roadmate.main(['run'], {PLATFORMS!r}); print(*sys.modules)"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", look,
        cwd=tmp_path, env=environment(ROADMATE_PIGEON_RING=TAKEN), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert "apscheduler" in said.decode()
    assert not {"discord", "slack_bolt", "slack_sdk"} & set(said.decode().split())
