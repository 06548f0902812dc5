"""Slack behind our port, through slack-bolt."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack import delivery_texts
from adapters.slack.answering.answers import Answers
from adapters.slack.answering.requests import Requests
from adapters.slack.channels import history
from adapters.slack.channels.checks import findings
from adapters.slack.channels.places import PLATFORM
from adapters.slack.channels.standings import standing_of
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection import server
from adapters.slack.connection.access import Access, enter
from adapters.slack.connection.client import Client
from adapters.slack.connection.faults import delivery
from adapters.slack.connection.rate_limit import SPACING, LimitedClient, RateLimits
from adapters.slack.connection.sockets import SOCKETS, Socket
from adapters.slack.drawing.mrkdwn import hand
from adapters.slack.drawing.render import render
from adapters.slack.inbound.events import listen
from adapters.slack.settings import SlackSettings
from bot.core.errors import DeliveryError
from bot.core.interaction import UNKNOWN, Address, Finding, Standing
from bot.core.message import File, Message
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply
from bot.operations.stopping import cause

# The libraries' own words, at debug level, hold what people wrote, which is nobody's to keep.
_LIBRARY = logging.getLogger("slack_bolt.roadmate")
_OWN_API = "https://slack.com/api/"
_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Http:
    """How Slack reaches us without Socket Mode."""

    secret: str
    host: str
    port: int

    def __repr__(self) -> str:
        return f"Http({self.host}:{self.port})"


class SlackAdapter:
    """One bot user in one workspace. `way`: the app-level token of Socket Mode, or `Http`.

    `api` names another address, for a proxy. `command`: what people type after the slash.
    `spacing`: the seconds between two posts in one channel.
    """

    # chat.postMessage takes several hundred a minute in a workspace (Slack docs, Rate limits).
    posts_a_second = 4.0

    def __init__(
        self,
        token: str,
        way: str | Http,
        api: str | None = None,
        command: str = "roadmate",
        spacing: float = SPACING,
    ) -> None:
        self._token = token
        self._way = way
        self._api = api or _OWN_API
        self._command = command
        self._limits = RateLimits(spacing)
        self._workspace: Workspace | None = None
        self._sockets: list[Socket] = []

    async def run(self, engine: Engine) -> None:
        """Connect and answer until cancelled. While Slack is out of reach, try again."""
        _LIBRARY.setLevel(logging.WARNING)
        async with aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_SECONDS), trust_env=True
        ) as http:
            client = Client(
                self._token,
                self._api,
                self._limits,
                timeout=_SECONDS,
                session=http,
                logger=_LIBRARY,
            )
            self._workspace = workspace = await enter(client, http, hand(self._command))
            access, app = Access(client, workspace.team, engine), self._app(http, workspace)
            requests = Requests(engine, workspace, self.check, self.standing)
            listen(
                app,
                Answers(engine, workspace, requests),
                requests,
                engine,
                workspace,
                client.doubt.set,
            )
            try:
                await self._listen(app, workspace, access)
            finally:
                await requests.close()
                self._workspace = None

    def _app(self, http: aiohttp.ClientSession, workspace: Workspace) -> AsyncApp:
        """The library's app.

        It would ask `auth.test` itself at the first request, and lose that where Slack is silent.

        Who we are it is told instead, and no token: it has nothing to ask with it.
        """
        ourselves = AuthorizeResult(
            enterprise_id=None,
            team_id=workspace.team,
            bot_user_id=workspace.bot,
            bot_id=workspace.program,
        )

        async def authorize() -> AuthorizeResult:
            return ourselves

        client = LimitedClient(
            None, self._api, self._limits, timeout=_SECONDS, session=http, logger=_LIBRARY
        )
        secret = self._way.secret if isinstance(self._way, Http) else None
        return AsyncApp(
            # Unnamed, it reads the source of all its callers to find itself a name.
            name="roadmate",
            client=client,
            authorize=authorize,
            signing_secret=secret,
            process_before_response=True,
            logger=_LIBRARY,
        )

    async def _listen(self, app: AsyncApp, workspace: Workspace, access: Access) -> None:
        """All that goes on beside each other until one of them ends it."""
        try:
            async with asyncio.TaskGroup() as going_on:
                going_on.create_task(workspace.people.learn())
                going_on.create_task(access.watch())
                if isinstance(self._way, Http):
                    await access.connected(again=False)
                    going_on.create_task(
                        server.serve(app, self._way.secret, self._way.host, self._way.port)
                    )
                else:
                    self._sockets = [
                        Socket(app, self._way, access.connected) for _ in range(SOCKETS)
                    ]
                    for socket in self._sockets:
                        going_on.create_task(socket.keep())
        except ExceptionGroup as faults:
            raise cause(faults) from faults
        finally:
            self._sockets = []

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        """Say something; the key in its metadata tells a doubtful one that it is there already."""
        with delivery():
            workspace = self._running()
            channel = await workspace.channel(address)
            known = (
                await history.posted(workspace.client, channel, address.thread, key)
                if doubtful
                else None
            )
            if known:
                return MessageRef(address, known)
            drawn = render(message, workspace.hand)
            sent = await workspace.client.chat_postMessage(
                channel=channel, thread_ts=address.thread or None, text=drawn.text,
                blocks=drawn.blocks,
                metadata=history.marked(key), unfurl_links=False, unfurl_media=False,
            )  # fmt: skip
            files = [block for block in message.blocks if isinstance(block, File)]
            await workspace.send_files(channel, files, address.thread)
        return MessageRef(address, str(sent["ts"]))

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Change what `post` returned; its metadata stays."""
        with delivery():
            workspace = self._running()
            channel = await workspace.channel(ref.address)
            drawn = render(message, workspace.hand)
            await workspace.client.chat_update(
                channel=channel, ts=ref.id, text=drawn.text, blocks=drawn.blocks
            )

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """Every message can have replies: there is nothing to open, and no title to give."""
        return Address(PLATFORM, ref.address.workspace, ref.address.channel, ref.id)

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        """Who wrote in a thread since an instant."""
        with delivery():
            workspace = self._running()
            found = await history.replies(workspace.client, thread.channel, thread.thread, since)
            return [
                Reply(
                    await workspace.people.who(one["user"]), history.written_at(one), str(one["ts"])
                )
                for one in found
            ]

    async def check(self, address: Address) -> Sequence[Finding]:
        """Whether we hear, may do what we need, and are in the channel."""
        alive = isinstance(self._way, Http) or any(
            socket.alive.is_set() for socket in self._sockets
        )
        return await findings(self._workspace, address, alive=alive)

    async def standing(self, user: str, address: Address) -> Standing:
        """Whether somebody is in the channel, runs the workspace, or is a full member of it."""
        workspace = self._workspace
        return await standing_of(workspace, user, address) if workspace else UNKNOWN

    def _running(self) -> Workspace:
        if self._workspace is None:
            raise DeliveryError(delivery_texts.NOT_CONNECTED, unreached=True)
        return self._workspace


def from_settings(settings: SlackSettings) -> SlackAdapter:
    """Socket Mode, or HTTP where there is a signing secret."""
    assert settings.bot_token
    if settings.signing_secret:
        way: str | Http = Http(
            settings.signing_secret.reveal(), settings.http_host, settings.http_port
        )
    else:
        assert settings.app_token
        way = settings.app_token.reveal()
    return SlackAdapter(settings.bot_token.reveal(), way, settings.api_url, settings.command)
