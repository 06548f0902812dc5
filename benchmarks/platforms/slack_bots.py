"""Starts Slack apps, each in a process of its own, against Slack on this machine, which runs in
this one.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.platforms.discord_bots import groups, running
from benchmarks.platforms.processes import Started
from content.model import Pack
from tests.loopback_slack.protocol.server import Slack, loopback

# Roadmate keeps two sockets, so that there is no gap while one is made anew.
BARE_SOCKETS, OUR_SOCKETS = 1, 2
_PATIENCE = 60
_PAUSE_SECONDS = 0.005


@asynccontextmanager
async def opened() -> AsyncIterator[Slack]:
    """A Slack that believes what apps say, as to judge it takes longer than to answer.

    And tells of no events.
    """
    async with loopback() as slack:
        slack.drafts.judges = False
        slack.app.events = set()
        yield slack


async def founded(database: Path, pack: Pack, slack: Slack) -> None:
    """A new database with a group in the channel where everybody is."""
    store = await groups(database, pack, [(slack.world.team["id"], slack.study["id"])], "slack")
    await store.close()


@asynccontextmanager
async def bare(slack: Slack) -> AsyncIterator[Started]:
    """The bare app; what it took until Slack greeted its socket."""
    arguments = ["socket", slack.app.bot_token, slack.app.app_token, slack.api_url]
    async with _connected(
        ["benchmarks.platforms.bare_slack", *arguments], {}, slack, BARE_SOCKETS
    ) as started:
        yield started


@asynccontextmanager
async def roadmate(slack: Slack, database: Path) -> AsyncIterator[Started]:
    """`roadmate run` as people run it; until both of its sockets are greeted."""
    settings = {"ROADMATE_SLACK_APP_TOKEN": slack.app.app_token}
    async with _connected(
        ["roadmate", "run"], settings | _settings(slack, database), slack, OUR_SOCKETS
    ) as started:
        yield started


@asynccontextmanager
async def bare_over_http(slack: Slack) -> AsyncIterator[Started]:
    """The bare app on the server that comes with the library; what it took until it answered."""
    port = _free_port()
    arguments = ["http", slack.app.bot_token, slack.app.signing_secret, slack.api_url, str(port)]
    async with _listening(
        ["benchmarks.platforms.bare_slack", *arguments], {}, slack, port
    ) as started:
        yield started


@asynccontextmanager
async def roadmate_over_http(slack: Slack, database: Path) -> AsyncIterator[Started]:
    """`roadmate run` with a signing secret; likewise."""
    port = _free_port()
    settings = {
        "ROADMATE_SLACK_SIGNING_SECRET": slack.app.signing_secret,
        "ROADMATE_HTTP_PORT": str(port),
    }
    async with _listening(
        ["roadmate", "run"], settings | _settings(slack, database), slack, port
    ) as started:
        yield started


def _settings(slack: Slack, database: Path) -> dict[str, str]:
    return {
        "ROADMATE_DATABASE_URL": f"sqlite:///{database}",
        "ROADMATE_SLACK_BOT_TOKEN": slack.app.bot_token,
        "ROADMATE_SLACK_API_URL": slack.api_url,
        "ROADMATE_LOG_LEVEL": "error",
    }


@asynccontextmanager
async def _connected(
    module: list[str], settings: dict[str, str], slack: Slack, sockets: int
) -> AsyncIterator[Started]:
    async def left() -> None:
        await slack.world.until(lambda: not slack.sockets.lines)

    async with running(
        module, settings, lambda: slack.sockets.ready(_PATIENCE, sockets), left
    ) as started:
        yield started


@asynccontextmanager
async def _listening(
    module: list[str], settings: dict[str, str], slack: Slack, port: int
) -> AsyncIterator[Started]:
    async def ready() -> None:
        async with asyncio.timeout(_PATIENCE):
            while not await _answers(port):  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(_PAUSE_SECONDS)

    async def left() -> None:
        """Who ends, lets go of its port."""

    slack.speak_http(f"http://127.0.0.1:{port}/slack/events")
    async with running(module, settings, ready, left) as started:
        yield started


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
