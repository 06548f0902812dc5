"""Both platforms in one real `roadmate run`: each is answered, and one signal ends both cleanly."""

import asyncio
import signal
from pathlib import Path

from tests.adapters.discord.connection.test_run import told as told_on_discord
from tests.adapters.slack.connection.test_run import PATIENCE, ended, running, told
from tests.loopback_discord import user_actions
from tests.loopback_discord.protocol import server
from tests.loopback_slack import user_actions as loopback_slack_user_actions
from tests.loopback_slack.protocol import server as protocol_server
from tests.product.test_tasks import TOKEN


async def test_one_process_answers_both_platforms(tmp_path: Path) -> None:
    async with protocol_server.loopback() as slack, server.loopback(token=TOKEN) as discord:
        tokens = {"ROADMATE_DISCORD_TOKEN": TOKEN, "ROADMATE_DISCORD_API_URL": discord.api}
        async with running(tmp_path, slack, **tokens) as process:
            await slack.sockets.ready(PATIENCE)
            await discord.gateway.ready(PATIENCE)
            on_slack = loopback_slack_user_actions.command(
                slack, slack.ann, slack.study, "/roadmate next"
            )
            on_discord = user_actions.command(discord, discord.ann, discord.study, "next", {})
            await asyncio.wait_for(
                asyncio.gather(on_slack.answered.wait(), on_discord.done.wait()), PATIENCE
            )
            assert "Read next" in told(on_slack)
            assert "Read next" in told_on_discord(discord, on_discord)
            process.send_signal(signal.SIGTERM)
            code, _, complained = await ended(process)
            assert (code, "Traceback" in complained) == (0, False)
            assert not any(
                token in complained for token in (TOKEN, slack.app.bot_token, slack.app.app_token)
            )
