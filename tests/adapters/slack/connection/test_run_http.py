"""`roadmate run` over HTTP in a real process: Slack comes to it with signed requests, through the
loopback.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from adapters.slack.connection.server import HEALTH, PATH
from tests.adapters.slack.connection.test_http import listening
from tests.adapters.slack.connection.test_run import PATIENCE, ended, one_clear_line, running, told
from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.server import Slack, loopback
from tests.loopback_slack.world import World


@asynccontextmanager
async def serving(
    folder: Path, slack: Slack, port: int, host: str = "127.0.0.1", **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A `roadmate run` that listens there, if it may, and to which Slack will come."""
    slack.speak_http(f"http://127.0.0.1:{port}{PATH}")
    given = {
        "ROADMATE_SLACK_SIGNING_SECRET": slack.app.signing_secret, "ROADMATE_SLACK_APP_TOKEN": "",
        "ROADMATE_HTTP_HOST": host, "ROADMATE_HTTP_PORT": str(port),
    }  # fmt: skip
    async with running(folder, slack, **(given | more)) as process:
        yield process


async def test_it_answers_and_ends_cleanly(tmp_path: Path) -> None:
    """It answers what Slack has signed and ends cleanly."""
    port = unused_port()
    async with loopback() as slack, serving(tmp_path, slack, port) as process:
        await listening(port)
        asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
        await asyncio.wait_for(asked.answered.wait(), PATIENCE)
        assert "Read next" in told(asked)
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"http://127.0.0.1:{port}{HEALTH}") as said,
        ):
            assert (said.status, await said.json()) == (200, {"ok": True})
        process.send_signal(signal.SIGTERM)
        code, _, complained = await ended(process)
        assert (code, "Traceback" in complained) == (0, False)
        assert not {slack.app.bot_token, slack.app.signing_secret} & set(complained.split())


async def test_a_wrong_bot_token_ends_it(tmp_path: Path) -> None:
    """A wrong bot token is one clear line and an exit."""
    async with (
        loopback() as slack,
        serving(
            tmp_path, slack, unused_port(), ROADMATE_SLACK_BOT_TOKEN="xoxb-wrong-one"
        ) as process,
    ):
        await one_clear_line(process)


@pytest.mark.parametrize("happen", [fixtures.uninstall, fixtures.revoke])
async def test_the_installations_end_ends_it(
    tmp_path: Path, happen: Callable[[World, App], None]
) -> None:
    """An installation that ends while it runs is one clear line and an exit."""
    port = unused_port()
    async with loopback() as slack, serving(tmp_path, slack, port) as process:
        await listening(port)
        happen(slack.world, slack.app)
        await one_clear_line(process)


async def test_a_taken_port_ends_it(tmp_path: Path) -> None:
    """A port that is taken is one clear line and an exit."""
    async with loopback() as slack:
        port = int(slack.origin.rpartition(":")[2])
        async with serving(tmp_path, slack, port) as process:
            assert f"127.0.0.1 port {port}: another program listens there" in await last_line(
                process
            )


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
async def test_a_foreign_address_ends_it(tmp_path: Path, host: str) -> None:
    """An address that this machine does not have is one clear line and an exit."""
    async with loopback() as slack, serving(tmp_path, slack, unused_port(), host) as process:
        line = await last_line(process)
        assert "cannot listen there" in line
        assert "ROADMATE_HTTP_HOST" in line


async def last_line(process: asyncio.subprocess.Process) -> str:
    """The line that it ends with."""
    code, _, complained = await ended(process)
    assert code == 2
    assert "Traceback" not in complained
    line = complained.strip().splitlines()[-1]
    assert "ROADMATE_HTTP_PORT" in line
    return line
