"""The command line in real processes: what each task says, how it ends, and what it imports."""

import contextlib
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TEA = REPOSITORY / "tests" / "packs" / "tea"
PATIENCE = 120
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1.GabcdE.tealeaf-tealeaf-tealeaf-tealeaf"
PLATFORMS = {"discord", "slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "prompt_toolkit"}
# Of a platform's folder, what a task that speaks to none has no use for.
ADAPTERS = {
    f"adapters.{name}.{part}" for name in ("discord", "slack") for part in ("adapter", "doctor")
}

# An adapter that says when it listens, and ends as it is told to.
STAND_IN = """
import asyncio, dataclasses, sys, types, roadmate
class Adapter:
    posts_a_second = 1.0
    async def run(self, engine):
        print("listening", flush=True)
        {ending}
from adapters.discord.platform import PLATFORM
stand_in = dataclasses.replace(PLATFORM, adapter=lambda settings: Adapter())
sys.modules["stand_in.platform"] = types.SimpleNamespace(PLATFORM=stand_in)
sys.exit(roadmate.main(["run"], ["stand_in"]))
"""


def environment(**more: str) -> dict[str, str]:
    """Nothing of Roadmate's but what is given."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ROADMATE_")}
    return {**ours, "PYTHONPATH": str(REPOSITORY), **more}


def task(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """One task of the command line, run in a folder to its end."""
    return subprocess.run(
        [sys.executable, "-m", "roadmate", *words],
        cwd=folder, env=environment(**variables), capture_output=True, text=True, timeout=PATIENCE,
        check=False,
    )  # fmt: skip


def long_task(folder: Path, *command: str, **variables: str) -> subprocess.Popen[str]:
    """A process that goes on until it is told to stop."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder, env=environment(PYTHONUNBUFFERED="1", **variables), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    while (line := process.stdout.readline()) and words not in line:
        pass
    assert words in line, process.stderr and process.stderr.read()


def is_sound(database: Path) -> bool:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture
def here(template: Path, tmp_path: Path) -> Path:
    """A folder with a database, as Roadmate leaves one."""
    shutil.copy(template, tmp_path / "roadmate.db")
    return tmp_path


def test_run_without_token_says_how(tmp_path: Path) -> None:
    """Without a token, run says what to set and where to get it."""
    ended = task(tmp_path, "run")

    assert (ended.returncode, ended.stdout) == (2, "")
    for words in (
        "ROADMATE_DISCORD_TOKEN", "discord.com/developers/applications", "Bot, Reset Token",
        "ROADMATE_SLACK_BOT_TOKEN", "ROADMATE_SLACK_APP_TOKEN", "api.slack.com/apps",
        "connections:write", "make play",
    ):  # fmt: skip
        assert words in ended.stderr
    assert not list(tmp_path.iterdir())


def test_wrong_settings_are_said_together(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ROADMATE_HTTP_PORT=x\n")

    ended = task(tmp_path, "run", ROADMATE_LOG_LEVEL="loud", ROADMATE_DISCORD_TOKN=TOKEN)

    assert (ended.returncode, ended.stderr.count("\n")) == (2, 3)
    assert "tealeaf" not in ended.stderr


def run_with_an_adapter(folder: Path, ending: str, **variables: str) -> subprocess.Popen[str]:
    """`run` with a stand-in for a platform, since a real one would have to be there."""
    script = STAND_IN.format(ending=ending)
    return long_task(folder, "-c", script, ROADMATE_DISCORD_TOKEN=TOKEN, **variables)


TIDY = """try: await asyncio.Event().wait()
        finally:
            print("tidying", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            print("tidied", flush=True)"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_ends_tidily(number: signal.Signals, tmp_path: Path) -> None:
    """Told to end, run tidies up, however impatiently it is told."""
    with run_with_an_adapter(tmp_path, TIDY) as process:
        read_until(process, "listening")
        process.send_signal(number)
        read_until(process, "tidying")
        process.send_signal(number)
        shown, said = process.communicate("\n", timeout=PATIENCE)

    assert (process.returncode, shown) == (0, "tidied\n"), said
    assert "Traceback" not in said
    assert not (tmp_path / "roadmate.db-wal").exists()
    assert is_sound(tmp_path / "roadmate.db")


def test_mendable_faults_are_one_line(tmp_path: Path) -> None:
    """A fault that people can mend ends run with one line."""
    ending = (
        "from bot.core.errors import SettingsError; raise SettingsError('Discord does not "
        "know this token.')"
    )
    with run_with_an_adapter(tmp_path, ending) as process:
        _, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == 2
    assert said.splitlines()[-1] == "Discord does not know this token."
    assert "Traceback" not in said
    assert not (tmp_path / "roadmate.db-wal").exists()


def test_a_bug_is_logged_without_secrets(tmp_path: Path) -> None:
    """A bug that ends run stands in the log without its secrets."""
    with run_with_an_adapter(
        tmp_path, f"raise RuntimeError('{TOKEN}')", ROADMATE_LOG_FORMAT="json"
    ) as process:
        _, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert '"level": "critical"' in said
    assert all(line.startswith("{") for line in said.splitlines())
    assert "tealeaf" not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_play_ends_in_midst_of_talk(number: signal.Signals, tmp_path: Path) -> None:
    """Play ends cleanly in the middle of a talk."""
    with long_task(
        tmp_path, "-m", "roadmate", "play", "--database", "play.db", "--pack", str(TEA)
    ) as process:
        assert process.stdin
        process.stdin.write("done\nquiz solo\n")
        process.stdin.flush()
        read_until(process, "Question 1")
        process.send_signal(number)
        process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)

    assert (process.returncode, said) == (0, "")
    assert not (tmp_path / "play.db-wal").exists()
    assert is_sound(tmp_path / "play.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "play.db")) as connection:
        assert connection.execute("SELECT count(*) FROM progress").fetchone() == (1,)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_play_gives_the_terminal_back(number: signal.Signals, tmp_path: Path) -> None:
    """Play at a terminal leaves it as it was when it is told to end."""
    ours, theirs = pty.openpty()
    modes = termios.tcgetattr(theirs)
    words = ["-m", "roadmate", "play", "--database", "play.db", "--pack", str(TEA)]
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=tmp_path, env=environment(TERM="dumb"), stdin=theirs, stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        seen = b""
        while b"Ann>" not in seen:
            seen += os.read(ours, 4096)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0

    assert termios.tcgetattr(theirs) == modes
    os.close(theirs)
    with contextlib.suppress(OSError):  # what a terminal says at its end
        while more := os.read(ours, 4096):
            seen += more
    os.close(ours)
    assert b"Traceback" not in seen
    assert is_sound(tmp_path / "play.db")


def test_a_playgrounds_copy_comes_back(tmp_path: Path) -> None:
    """A backup of a running playground can be restored once it has ended."""
    with long_task(
        tmp_path, "-m", "roadmate", "play", "--database", "play.db", "--pack", str(TEA)
    ) as process:
        assert process.stdin
        process.stdin.write("done\n")
        process.stdin.flush()
        read_until(process, "Undo")
        made = task(tmp_path, "backup", "copy.db", "--database", "play.db")
        refused = task(tmp_path, "restore", "copy.db", "--database", "play.db")
        process.communicate(":quit\n", timeout=PATIENCE)
    restored = task(tmp_path, "restore", "copy.db", "--database", "play.db")

    assert (made.returncode, made.stdout.partition(":")[0]) == (0, "copy.db")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "Another Roadmate is using the database play.db" in refused.stderr
    assert restored.returncode == 0, restored.stderr
    assert "play.db is now what copy.db holds" in restored.stdout
    assert is_sound(tmp_path / "play.db")


def test_backup_and_restore_follow_settings(here: Path) -> None:
    (here / "roadmate.db").rename(here / "other.db")
    (here / ".env").write_text("ROADMATE_DATABASE_URL=sqlite:///other.db\n")

    assert task(here, "backup", "copy.db").returncode == 0
    assert task(here, "restore", "copy.db").returncode == 0
    assert task(here, "backup", "copy.db").returncode == 1
    assert len(list(here.glob("other-*.db"))) == 1


def test_doctor_says_what_to_fix(here: Path) -> None:
    """Doctor says each thing on a line, and fails if anything must be fixed."""
    # Where all is well, a platform has a say too: tests/adapters/discord/channels/test_doctor.py.
    ill = task(here, "doctor", ROADMATE_SLACK_SIGNING_SECRET=TOKEN, ROADMATE_HTTP_PORT="x")

    assert ill.returncode == 1
    assert all(line.startswith(("ok  ", "FIX ")) for line in ill.stdout.splitlines())
    assert "\nFIX ROADMATE_SLACK_SIGNING_SECRET: this is something else" in f"\n{ill.stdout}"
    assert "tealeaf" not in ill.stdout + ill.stderr


def beat(folder: Path, seconds_ago: int) -> None:
    with contextlib.closing(
        sqlite3.connect(folder / "roadmate.db", isolation_level=None)
    ) as connection:
        at = int(time.time()) - seconds_ago
        connection.execute(
            "INSERT OR REPLACE INTO heartbeats (duty, at) VALUES (?, ?)", (f"x{seconds_ago}", at)
        )


@pytest.mark.parametrize(("ages", "code"), [([170, 9000], 0), ([200], 1), ([], 1), ([-9000], 1)])
def test_health_is_the_heartbeats_age(ages: Sequence[int], code: int, here: Path) -> None:
    """Health is judged by the age of the newest heartbeat."""
    for age in ages:
        beat(here, age)

    ended = task(here, "health")

    assert (ended.returncode, ended.stdout.count("\n"), ended.stderr) == (code, 1, "")


def test_health_without_a_database_makes_none(tmp_path: Path) -> None:
    ended = task(tmp_path, "health")

    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert not list(tmp_path.iterdir())


def test_health_ignores_other_settings(here: Path) -> None:
    """Health does not care what else is wrong with the settings."""
    beat(here, 1)

    assert task(here, "health", ROADMATE_LOG_LEVEL="loud").returncode == 0


def imported_by(folder: Path, *words: str) -> set[str]:
    """The names of all modules that a task has imported when it ends, and of their packages."""
    script = f"import sys, roadmate; roadmate.main({list(words)!r}); print(); print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    names = ended.stdout.splitlines()[-1].split()
    return {*names, *(name.partition(".")[0] for name in names)}


@pytest.mark.parametrize(
    ("words", "not_needed"),
    [
        (["health"], PLATFORMS | {"adapters", "scheduler", "aiosqlite", "yaml", "msgspec"}),
        (
            ["content", "check", str(TEA)],
            PLATFORMS | {"adapters", "scheduler", "sqlite3", "aiosqlite", "dotenv"},
        ),
        (
            ["content", "schema"],
            PLATFORMS | {"adapters", "scheduler", "sqlite3", "aiosqlite", "dotenv"},
        ),
        (
            ["backup", "copy.db"],
            PLATFORMS | ADAPTERS | {"scheduler", "aiosqlite", "yaml", "msgspec"},
        ),
        (
            ["restore", "copy.db"],
            PLATFORMS | ADAPTERS | {"scheduler", "aiosqlite", "yaml", "msgspec"},
        ),
        (["doctor"], PLATFORMS | ADAPTERS | {"scheduler"}),
        (["run"], PLATFORMS | ADAPTERS | {"scheduler", "aiosqlite", "yaml", "msgspec"}),
        (
            ["play", "--database", "play.db", "--pack", str(TEA)],
            (PLATFORMS | ADAPTERS) - {"prompt_toolkit"},
        ),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_tasks_import_what_they_need(words: list[str], not_needed: set[str], here: Path) -> None:
    """A task imports only what it needs, so that it starts quickly."""
    found = imported_by(here, *words)

    assert "argparse" in found
    assert not found & not_needed
