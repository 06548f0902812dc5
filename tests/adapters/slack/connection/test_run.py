"""`roadmate run` and `roadmate slack manifest` in real processes, against the loopback Slack."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack, loopback
from tests.loopback_slack.world import World
from tests.product.test_tasks import environment, task

# A start of Python takes as long as the machine likes; whoever waits so long waits for nothing.
PATIENCE = 120


@asynccontextmanager
async def running(
    folder: Path, slack: Slack, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A `roadmate run` that is told of this Slack; killed in the end if need be."""
    # The process keeps to its own clock, which a busy machine delays.
    slack.deliveries.patience = PATIENCE
    tokens = {
        "ROADMATE_SLACK_BOT_TOKEN": slack.app.bot_token,
        "ROADMATE_SLACK_APP_TOKEN": slack.app.app_token,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "roadmate", "run",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=environment(ROADMATE_SLACK_API_URL=slack.api_url, **(tokens | more)),
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    said, complained = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, said.decode(), complained.decode()


def told(asked: Asked) -> str:
    """The answer, be it in the acknowledgement or, where the machine is busy, after it."""
    return str([asked.data, *asked.later])


async def test_it_connects_answers_and_ends_cleanly(tmp_path: Path) -> None:
    async with loopback() as slack, running(tmp_path, slack) as process:
        await slack.sockets.ready(PATIENCE)
        asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
        await asyncio.wait_for(asked.answered.wait(), PATIENCE)
        assert "Read next" in told(asked)
        process.send_signal(signal.SIGTERM)
        code, _, complained = await ended(process)
        assert (code, "Traceback" in complained) == (0, False)
        assert "Slack lets us into the workspace Campus" in complained
        assert not {slack.app.bot_token, slack.app.app_token} & set(complained.split())


async def test_a_wrong_bot_token_ends_it(tmp_path: Path) -> None:
    """A wrong bot token is one clear line and an exit."""
    async with (
        loopback() as slack,
        running(tmp_path, slack, ROADMATE_SLACK_BOT_TOKEN="xoxb-wrong-one") as process,
    ):
        code, said, complained = await ended(process)
        assert (code, said) == (2, "")
        assert "ROADMATE_SLACK_BOT_TOKEN" in complained.strip().splitlines()[-1]
        assert "Traceback" not in complained
        assert "xoxb-wrong-one" not in complained


async def test_a_wrong_app_token_ends_it(tmp_path: Path) -> None:
    """A wrong app token is one clear line and an exit."""
    async with (
        loopback() as slack,
        running(tmp_path, slack, ROADMATE_SLACK_APP_TOKEN="xapp-wrong-one") as process,
    ):
        code, said, complained = await ended(process)
        assert (code, said) == (2, "")
        assert "ROADMATE_SLACK_APP_TOKEN" in complained.strip().splitlines()[-1]
        assert "Traceback" not in complained


async def one_clear_line(process: asyncio.subprocess.Process) -> None:
    """It ends, and says what to do."""
    code, _, complained = await ended(process)
    assert code == 2
    assert "api.slack.com/apps" in complained.strip().splitlines()[-1]
    assert complained.count("api.slack.com/apps") == 1
    assert "Traceback" not in complained


@pytest.mark.parametrize("outlives", [True, False])
@pytest.mark.parametrize("happen", [fixtures.uninstall, fixtures.revoke])
async def test_the_installations_end_ends_it(
    tmp_path: Path, happen: Callable[[World, App], None], outlives: bool
) -> None:
    """An installation that ends while it runs is one clear line and an exit."""
    async with loopback() as slack, running(tmp_path, slack) as process:
        await slack.sockets.ready(PATIENCE, count=2)
        slack.app.app_token_outlives = outlives
        happen(slack.world, slack.app)
        await one_clear_line(process)


async def test_a_dead_app_token_ends_it(
    tmp_path: Path,
) -> None:
    """An app token that dies while it runs is one clear line and an exit."""
    async with loopback() as slack, running(tmp_path, slack) as process:
        await slack.sockets.ready(PATIENCE, count=2)
        slack.app.app_token_outlives = False
        slack.app.events.clear()
        fixtures.uninstall(slack.world, slack.app)
        slack.sockets.drop()
        await one_clear_line(process)


async def test_starting_waits_as_slack_asks(tmp_path: Path) -> None:
    """A start waits for as long as Slack asks."""
    async with loopback() as slack:
        slack.faults.limit("auth.test", 40)
        async with running(tmp_path, slack) as process:
            assert process.stderr
            said = await asyncio.wait_for(process.stderr.readuntil(b"once more in 40 s"), PATIENCE)
            assert b"Traceback" not in said
            assert len(slack.api.requests("auth.test")) == 1


async def test_out_of_reach_it_ends_cleanly(tmp_path: Path) -> None:
    """It ends cleanly also while Slack is out of reach."""
    async with loopback() as slack, running(tmp_path, slack) as process:
        slack.faults.fail("auth.test", 503, times=1000)
        await slack.world.until(lambda: slack.api.requests("auth.test"), PATIENCE)
        process.send_signal(signal.SIGTERM)
        code, _, complained = await ended(process)
        assert (code, "Traceback" in complained) == (0, False)


def test_the_manifest_asks_for_no_more(tmp_path: Path) -> None:
    """The manifest asks for what is used and no more."""
    done = task(tmp_path, "slack", "manifest")
    made = json.loads(done.stdout)
    (slash,) = made["features"]["slash_commands"]
    assert done.returncode == 0
    assert (slash["command"], slash["should_escape"], made["settings"]["socket_mode_enabled"]) == (
        "/roadmate", True, True,
    )  # fmt: skip
    assert sorted(made["oauth_config"]["scopes"]["bot"]) == [
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands",
        "files:write",
        "groups:history", "groups:read", "im:history", "im:write", "users:read",
    ]  # fmt: skip


def test_the_http_manifest_names_the_address(tmp_path: Path) -> None:
    """The manifest for HTTP names the address wherever Slack wants one."""
    address = "https://roadmate.example.org/slack/events"
    (tmp_path / ".env").write_text("ROADMATE_SLACK_COMMAND=/study\n", encoding="utf-8")
    made = json.loads(task(tmp_path, "slack", "manifest", "--url", address).stdout)
    settings, (slash,) = made["settings"], made["features"]["slash_commands"]
    assert (slash["command"], slash["url"]) == ("/study", address)
    assert not settings["socket_mode_enabled"]
    assert {
        settings["interactivity"][name] for name in ("request_url", "message_menu_options_url")
    } == {address}
    assert settings["event_subscriptions"]["request_url"] == address


def test_an_invalid_manifest_is_refused(tmp_path: Path) -> None:
    """A manifest that Slack would not take is refused with what to change."""
    done = task(tmp_path, "slack", "manifest", "--url", "http://roadmate.example.org")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--url" in done.stderr
    (tmp_path / ".env").write_text("ROADMATE_SLACK_COMMAND=Two Words\n", encoding="utf-8")
    done = task(tmp_path, "slack", "manifest")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ROADMATE_SLACK_COMMAND" in done.stderr
