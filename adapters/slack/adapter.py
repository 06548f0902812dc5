"""Slack behind our port, through slack-bolt."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from adapters.slack import history, server
from adapters.slack.answers import Answers
from adapters.slack.checks import findings
from adapters.slack.connection import SOCKETS, Socket
from adapters.slack.events import listen, tell
from adapters.slack.faults import REFUSED, TROUBLES, code, delivery, describe
from adapters.slack.inbound import PLATFORM
from adapters.slack.mrkdwn import Hand, hand
from adapters.slack.pace import SPACING, Pace, PacedClient
from adapters.slack.render import render
from adapters.slack.workspace import Workspace
from bot.adapter import MessageRef, Reply
from bot.call import Call
from bot.engine import Engine
from bot.errors import DeliveryError, SettingsError
from bot.interaction import Address, Finding
from bot.message import File, Message
from bot.naming import as_typed
from bot.settings import Settings
from bot.views import slack as words

_LOG = logging.getLogger("roadmate.slack")
# The libraries' own words, at debug level, hold what people wrote, which is nobody's to keep.
_LIBRARY = logging.getLogger("slack_bolt.roadmate")
_OWN_API = "https://slack.com/api/"
_SECONDS = 15
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0


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

    `api` names another address, for a proxy. `command`: what people type after the slash. `spacing`: the seconds
    between two posts in one channel.
    """

    # chat.postMessage takes several hundred a minute in a workspace (Slack docs, Rate limits).
    posts_a_second = 4.0

    def __init__(
        self, token: str, way: str | Http, api: str | None = None, command: str = "roadmate", spacing: float = SPACING
    ) -> None:
        self._token = token
        self._way = way
        self._api = api or _OWN_API
        self._command = command
        self._pace = Pace(spacing)
        self._workspace: Workspace | None = None
        self._sockets: list[Socket] = []

    async def run(self, engine: Engine) -> None:
        """Connect and answer until cancelled. While Slack is out of reach, try again."""
        _LIBRARY.setLevel(logging.WARNING)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS), trust_env=True) as http:
            writing = hand(as_typed(engine.commands, f"/{self._command} "))
            self._workspace = workspace = await _reach(self._client(http, self._token), http, writing)
            app = self._app(http, workspace)
            answers = Answers(engine, workspace, self.check)
            listen(app, answers, engine, workspace)
            try:
                await self._listen(app, engine, workspace)
            finally:
                await answers.close()
                self._workspace = None

    def _client(self, http: aiohttp.ClientSession, token: str | None) -> PacedClient:
        return PacedClient(token, self._api, self._pace, timeout=_SECONDS, session=http, logger=_LIBRARY)

    def _app(self, http: aiohttp.ClientSession, workspace: Workspace) -> AsyncApp:
        """The library's app. It would ask `auth.test` itself at the first request, and lose that where Slack is silent.

        Who we are it is told instead, and no token: it has nothing to ask with it.
        """
        ourselves = AuthorizeResult(
            enterprise_id=None, team_id=workspace.team, bot_user_id=workspace.bot, bot_id=workspace.program
        )

        async def authorize() -> AuthorizeResult:
            return ourselves

        secret = self._way.secret if isinstance(self._way, Http) else None
        return AsyncApp(
            client=self._client(http, None), authorize=authorize, signing_secret=secret, process_before_response=True,
            logger=_LIBRARY,
        )  # fmt: skip

    async def _listen(self, app: AsyncApp, engine: Engine, workspace: Workspace) -> None:
        async def connected() -> None:
            """Connected anew: whatever was said meanwhile may not have been heard, and we are in this workspace."""
            await tell(engine, Call("connected"))
            await tell(engine, Call("place back", {"workspaces": workspace.team}))

        learning = asyncio.create_task(workspace.people.learn())
        try:
            if isinstance(self._way, Http):
                await connected()
                await server.serve(app, self._way.secret, self._way.host, self._way.port)
            else:
                await self._keep([Socket(app, self._way, connected) for _ in range(SOCKETS)])
        finally:
            learning.cancel()
            with suppress(asyncio.CancelledError):
                await learning

    async def _keep(self, sockets: list[Socket]) -> None:
        self._sockets = sockets
        try:
            async with asyncio.TaskGroup() as keeping:
                for socket in sockets:
                    keeping.create_task(socket.keep())
        except ExceptionGroup as faults:
            raise faults.exceptions[0] from faults
        finally:
            self._sockets = []

    async def post(self, address: Address, message: Message, *, key: str, doubtful: bool = False) -> MessageRef:
        """Say something; the key in its metadata tells a doubtful one that it is there already."""
        with delivery():
            workspace = self._running()
            channel = await workspace.channel(address)
            known = await history.posted(workspace.client, channel, address.thread, key) if doubtful else None
            if known:
                return MessageRef(address, known)
            drawn = render(message, workspace.hand)
            sent = await workspace.client.chat_postMessage(
                channel=channel, thread_ts=address.thread or None, text=drawn.text, blocks=drawn.blocks,
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
            await workspace.client.chat_update(channel=channel, ts=ref.id, text=drawn.text, blocks=drawn.blocks)

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """Every message can have replies: there is nothing to open, and no title to give."""
        return Address(PLATFORM, ref.address.workspace, ref.address.channel, ref.id)

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        """Who wrote in a thread since an instant."""
        with delivery():
            workspace = self._running()
            found = await history.replies(workspace.client, thread.channel, thread.thread, since)
            return [
                Reply(await workspace.people.who(one["user"]), history.written_at(one), str(one["ts"])) for one in found
            ]

    async def check(self, address: Address) -> Sequence[Finding]:
        """Whether we hear, may do what we need, and are in the channel."""
        alive = isinstance(self._way, Http) or any(socket.alive.is_set() for socket in self._sockets)
        return await findings(self._workspace, address, alive=alive)

    def _running(self) -> Workspace:
        if self._workspace is None:
            raise DeliveryError("Slack is not connected", unreached=True)
        return self._workspace


def from_settings(given: Settings) -> SlackAdapter:
    """Socket Mode, or HTTP where there is a signing secret."""
    assert given.slack_bot_token
    if given.slack_signing_secret:
        way: str | Http = Http(given.slack_signing_secret.reveal(), given.http_host, given.http_port)
    else:
        assert given.slack_app_token
        way = given.slack_app_token.reveal()
    return SlackAdapter(given.slack_bot_token.reveal(), way, given.slack_api_url, given.slack_command)


async def _reach(client: PacedClient, http: aiohttp.ClientSession, writing: Hand) -> Workspace:
    """Ask who we are, until Slack answers; raises `SettingsError` for a token that it does not take."""
    wait = _FIRST_WAIT
    while True:
        try:
            answer = await client.auth_test()
        except SlackApiError as fault:
            if code(fault) in REFUSED or code(fault) == "not_allowed_token_type":
                raise SettingsError(words.REFUSED) from fault
            why = describe(fault)
        except TROUBLES as fault:
            why = describe(fault)
        else:
            scopes = str(answer.headers.get("x-oauth-scopes") or "")
            return Workspace(client, http, answer["team_id"], answer["user_id"], answer["bot_id"], scopes, writing)
        _LOG.warning("no connection to Slack (%s); once more in %.0f s", why, wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)
