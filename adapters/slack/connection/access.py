"""Whether Slack takes our token, so that we are in our workspace.

Request at the start, and whenever there is a doubt.
"""

import asyncio
import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack import texts
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.client import Client
from adapters.slack.connection.faults import TROUBLES, WRONG_TOKEN, code, describe, wait_asked
from adapters.slack.drawing.mrkdwn import Hand
from adapters.slack.inbound.system_events import tell
from bot.core.call import Call
from bot.core.errors import SettingsError, StoreError
from bot.core.markup import visible
from bot.core.retries import growing
from bot.engine.engine import Engine

_LOG = logging.getLogger("roadmate.slack")
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
# Of a bot token whose bot user is deleted, as that of an uninstalled app is (Slack docs, errors of
# auth.test).
_UNINSTALLED = "account_inactive"


async def enter(client: Client, http: aiohttp.ClientSession, writing: Hand) -> Workspace:
    """The workspace that the token opens. Raises `SettingsError` where Slack does not take it."""
    try:
        answer = await _asked(client)
    except SlackApiError as fault:
        raise SettingsError(texts.REFUSED) from fault
    if not answer.get("bot_id"):
        raise SettingsError(
            texts.REFUSED
        )  # somebody's own token (xoxp-...), which would speak as that person
    _LOG.info(
        "Slack lets us into the workspace %s", visible(str(answer.get("team") or answer["team_id"]))
    )
    return Workspace(client, http, answer["team_id"], answer["user_id"], answer["bot_id"], writing)


class Access:
    """A watch over the token of one workspace (`team`) for as long as we run."""

    def __init__(self, client: Client, team: str, engine: Engine) -> None:
        self._client = client
        self._team = team
        self._engine = engine

    async def connected(self, *, again: bool) -> None:
        """Whatever was said meanwhile may not have been heard.

        `again`: and we may not be in the workspace any more.
        """
        await tell(self._engine, Call("connected"))
        if again:
            # Asked beside it: a socket that waits for an answer would not notice that it has fallen
            # silent.
            self._client.doubt.set()
        else:
            await self._are_there()

    async def watch(self) -> None:
        """Ask whenever there is a doubt, until cancelled.

        Raises `SettingsError` once the token is refused.
        """
        while True:
            await self._client.doubt.wait()
            # Before it is asked: what comes up meanwhile, the answer may not know of.
            self._client.doubt.clear()
            try:
                await self._ask()
            except StoreError as fault:
                _LOG.error(
                    "whether Slack lets us in could not be kept (%s); once more in %.0f s",
                    fault,
                    _FIRST_WAIT,
                )
                self._client.doubt.set()
                await asyncio.sleep(_FIRST_WAIT)

    async def _ask(self) -> None:
        try:
            await _asked(self._client)
        except SlackApiError as fault:
            if code(fault) == _UNINSTALLED:
                # The event that says so may come too late for us (Slack docs, app_uninstalled: in
                # no certain order).
                await tell(self._engine, Call("place departed"), self._team)
            raise SettingsError(texts.REFUSED) from fault
        await self._are_there()

    async def _are_there(self) -> None:
        """Groups that rest because we were out of the workspace go on."""
        await tell(self._engine, Call("place restored", {"workspaces": self._team}))


async def _asked(client: Client) -> AsyncSlackResponse:
    """Ask until Slack answers. Raises `SlackApiError` for a refusal, and for nothing else."""
    for wait in growing(_FIRST_WAIT, _LONGEST_WAIT):
        try:
            return await client.auth_test()
        except TROUBLES as fault:
            if isinstance(fault, SlackApiError) and code(fault) in WRONG_TOKEN:
                raise
            pause = max(wait, wait_asked(fault) or 0.0)
            _LOG.warning("no connection to Slack (%s); once more in %.0f s", describe(fault), pause)
        await asyncio.sleep(pause)
    raise AssertionError("the waits never end")
