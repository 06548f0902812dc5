"""One line an event, in UTC, and never a secret in it, whoever wrote it."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from adapters.discord import platform as discord
from adapters.discord.settings import DiscordSettings
from adapters.slack import platform as slack
from adapters.slack.settings import SlackSettings
from bot.operations import logs
from bot.operations.platform import Configured
from bot.operations.settings import Settings
from bot.operations.variables import Secret

TOKEN = "MTIzNDU2Nzg5.Gabcde.tea+leaf/tea%leaf&leaf"
SHORT = "MTIzNDU2Nzg5"
PLATFORMS = (
    Configured(discord.PLATFORM, DiscordSettings(Secret(TOKEN))),
    Configured(slack.PLATFORM, SlackSettings(Secret(SHORT), Secret("xapp-tealeaf"))),
)


class Pot:
    """Something with a text of its own that is logged as an argument."""

    def __repr__(self) -> str:
        return f"Pot({TOKEN})"


class Broken:
    """Something that cannot even be named."""

    def __str__(self) -> str:
        raise LookupError(TOKEN)


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def log(form: str) -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger as a library has one, and what is written of it."""
    settings = Settings(platforms=PLATFORMS, log_format=form)
    stream = io.StringIO()
    logger = logging.Logger("aiohttp.client")  # noqa: LOG001 - one that no other test shares
    logger.addHandler(logs.handler(settings, stream))
    yield logger, stream
    logger.handlers[0].close()


def fault_inside_a_fault(logger: logging.Logger) -> None:
    """What a library does that puts a token into a header and fails."""
    try:
        try:
            int(f"Bot {TOKEN}")
        except ValueError as fault:
            raise OSError(f"no answer to {TOKEN!r}") from fault
    except OSError:
        logger.exception("request failed")


LEAKS: list[Callable[[logging.Logger], None]] = [
    lambda logger: logger.info("token " + TOKEN),  # noqa: G003 - as others do it
    lambda logger: logger.warning("headers %s of %s", {"Authorization": f"Bot {TOKEN}"}, [TOKEN]),
    lambda logger: logger.warning("%(token)s", {"token": TOKEN}),
    lambda logger: logger.error("pot %r, bytes %r", Pot(), TOKEN.encode()),
    lambda logger: logger.error(
        "GET https://host/?token=MTIzNDU2Nzg5.Gabcde.tea%2Bleaf%2Ftea%25leaf%26leaf"
    ),
    # as others do it
    lambda logger: logger.error(f"too many arguments {TOKEN}", TOKEN),  # noqa: G004
    lambda logger: logger.error("%d", TOKEN),
    lambda logger: logger.error("%s", Broken()),
    lambda logger: logger.info("with a stack", stack_info=True, extra={"token": TOKEN}),
    fault_inside_a_fault,
]


@pytest.mark.parametrize("leak", LEAKS)
def test_tokens_are_masked_everywhere(
    leak: Callable[[logging.Logger], None], log: tuple[logging.Logger, io.StringIO]
) -> None:
    logger, stream = log

    leak(logger)

    written = stream.getvalue()
    assert written.count("\n") == 1
    assert "leaf" not in written
    assert SHORT not in written


def test_the_rest_of_the_line_stays(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log

    logger.warning("before %s after", TOKEN)
    fault_inside_a_fault(logger)

    first, second = stream.getvalue().splitlines()
    assert f"before {logs.MASK} after" in first
    assert f"ValueError: invalid literal for int() with base 10: 'Bot {logs.MASK}'" in second
    assert "OSError: no answer" in second


def test_json_lines_say_everything() -> None:
    """A line of JSON says when, how grave, where and what."""
    stream = io.StringIO()
    logger = logging.Logger("discord.gateway")  # noqa: LOG001 - one that no other test shares
    logger.addHandler(logs.handler(Settings(log_format="json"), stream))

    logger.warning("Zoë said %s\nand left", "hello")
    fault_inside_a_fault(logger)

    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert datetime.fromisoformat(first.pop("at")).utcoffset() is not None
    assert first == {
        "level": "warning",
        "logger": "discord.gateway",
        "message": "Zoë said hello\nand left",
    }
    assert second["message"] == "request failed"
    assert second["fault"].startswith("Traceback (most recent call last):\n")


def test_text_forges_no_event() -> None:
    """Text from outside cannot forge a second event or colour the terminal."""
    stream = io.StringIO()
    record = logging.makeLogRecord({
        "name": "roadmate.engine", "levelname": "INFO", "created": 0.25,
        "msg": "hello\n2026 \x1b[31mfalse\u2028alarm ☕",
    })  # fmt: skip

    logs.handler(Settings(), stream).emit(record)

    assert stream.getvalue() == (
        "1970-01-01T00:00:00.250Z info roadmate.engine: hello\\n2026 "
        "\\x1b[31mfalse\\u2028alarm ☕\n"
    )


def started(level: str, *lines: str) -> subprocess.CompletedProcess[str]:
    """A process that logs as Roadmate does."""
    script = [
        "import logging, sys, threading, warnings",
        "from bot.operations import logs",
        "from tests.operations.test_logs import PLATFORMS",
        "from bot.operations.settings import Settings",
        f"logs.start(Settings(platforms=PLATFORMS, log_level={level!r}), sys.stderr)",
        f"token = {TOKEN!r}",
        *lines,
    ]
    return subprocess.run(
        [sys.executable, "-c", "\n".join(script)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "ending",
    [
        "raise RuntimeError(token)",
        "thread = threading.Thread(target=lambda: int(token)); thread.start(); thread.join()",
        "import asyncio\nasync def fail(): raise RuntimeError(token)\nasyncio.run(fail())",
        "class Leaf:\n    def __del__(self): raise RuntimeError(token)\nleaf = Leaf()\ndel leaf",
        "warnings.warn(token)",
    ],
)
def test_pythons_own_prints_are_masked(ending: str) -> None:
    """What Python itself would print is one masked line."""
    said = started("info", ending).stderr

    assert said.count("\n") == 1
    assert logs.MASK in said
    assert "leaf/tea" not in said


def test_a_level_hides_lower_ones() -> None:
    said = started(
        "warning",
        "logging.getLogger('roadmate').info('tea')",
        "logging.getLogger('roadmate').warning('leaf')",
    )

    assert [line.split(": ")[1] for line in said.stderr.splitlines()] == ["leaf"]


def test_debug_shows_nobodys_words() -> None:
    """At debug level, too, the libraries do not log what people wrote."""
    said = started(
        "debug",
        "logging.getLogger('discord').debug('Ann: hi')",
        "logging.getLogger('roadmate').debug('x')",
    )

    assert [line.split(": ")[1] for line in said.stderr.splitlines()] == ["x"]


def test_rounds_are_not_logged() -> None:
    said = started(
        "info",
        "log = logging.getLogger('apscheduler.executors.default')",
        "log.info('tea')",
        "log.warning('leaf')",
    )

    assert [line.split(": ")[1] for line in said.stderr.splitlines()] == ["leaf"]
