"""A Slack app with one command and one answer: the least that slack-bolt takes.

What Roadmate is measured against.
"""

import asyncio
import sys

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient


def _app(token: str, api: str, secret: str = "") -> AsyncApp:
    """Its one command answers in the acknowledgement.

    Its one button as Slack wants it, beside that.
    """
    app = AsyncApp(client=AsyncWebClient(token, api), signing_secret=secret or None)

    @app.command("/roadmate")
    async def command(ack: AsyncAck) -> None:
        await ack("Hello!")

    @app.action("0-0")
    async def press(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("Hello!")

    return app


async def _by_socket(app: AsyncApp, token: str) -> None:
    # the library says no types
    await AsyncSocketModeHandler(app, token).start_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    if sys.argv[1] == "socket":
        _, _, bot_token, app_token, api_url = sys.argv
        asyncio.run(_by_socket(_app(bot_token, api_url), app_token))
    else:
        _, _, bot_token, signing_secret, api_url, port = sys.argv
        _app(bot_token, api_url, signing_secret).start(int(port))
