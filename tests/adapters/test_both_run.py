"""Both platforms in one real `roadmate run`: each is answered, and one signal ends both cleanly."""

import asyncio
import signal
from pathlib import Path

from tests.adapters.test_slack_run import PATIENCE, ended, running
from tests.loopback_discord import hands as discord_hands
from tests.loopback_discord import server as discord_server
from tests.loopback_discord.interactions import SAY
from tests.loopback_slack import hands as slack_hands
from tests.loopback_slack import server as slack_server
from tests.test_tasks import TOKEN


async def test_both_platforms_are_answered_by_one_process(tmp_path: Path) -> None:
    async with slack_server.loopback() as slack, discord_server.loopback(token=TOKEN) as discord:
        tokens = {"ROADMATE_DISCORD_TOKEN": TOKEN, "ROADMATE_DISCORD_API_URL": discord.api}
        async with running(tmp_path, slack, **tokens) as process:
            await slack.sockets.ready(PATIENCE)
            await discord.gateway.ready(PATIENCE)
            on_slack = slack_hands.command(slack, slack.ann, slack.study, "/roadmate next")
            on_discord = discord_hands.command(discord, discord.ann, discord.study, "next", {})
            await asyncio.wait_for(asyncio.gather(on_slack.answered.wait(), on_discord.done.wait()), PATIENCE)
            assert "Read next" in on_slack.data["text"]
            assert on_discord.kind == SAY
            process.send_signal(signal.SIGTERM)
            code, _, complained = await ended(process)
            assert (code, "Traceback" in complained) == (0, False)
            assert not any(token in complained for token in (TOKEN, slack.app.bot_token, slack.app.app_token))
