"""What Slack itself says when it is asked.

Of both tokens, the scopes, the clock, and each group's channel.
"""

import asyncio
import errno
import logging
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack import doctor_texts, texts
from adapters.slack.channels.checks import missing_scopes, state_of
from adapters.slack.connection.faults import (
    TROUBLES,
    WRONG_TOKEN,
    code,
    is_limited,
    status,
    wait_asked,
)
from adapters.slack.connection.server import HEALTH, PATH, why_not
from adapters.slack.manifest import SCOPES
from adapters.slack.settings import SlackSettings
from bot.core.commands.declaration import Command
from bot.core.interaction import Finding
from bot.operations import doctor_texts as shared_texts
from bot.operations.channels import Channel

# conversations.info is tier 3, fifty a minute (Slack docs, Rate limits).
MOST_GROUPS = 50
_PAUSE_SECONDS = 0.1
_OWN_API = "https://slack.com/api/"
_PATIENCE_SECONDS = 60.0
_OWN_TROUBLE = frozenset(
    ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
)
_LIBRARY = logging.getLogger("roadmate.slack.library")
# Where it listens at every address of this machine, one of them is asked.
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound to it here


async def examine(
    settings: SlackSettings,
    commands: Sequence[Command],
    groups: Sequence[Channel],
    now: Callable[[], datetime],
    patience_seconds: float = _PATIENCE_SECONDS,
) -> Sequence[Finding]:
    """Ask the Web API alone, so that a Roadmate that runs is not disturbed.

    The first trouble on the way ends it.
    """
    assert settings.bot_token
    # What the library warns of is a finding, or of no interest here.
    _LIBRARY.setLevel(logging.CRITICAL)
    found: list[Finding] = []
    try:
        async with asyncio.timeout(patience_seconds), aiohttp.ClientSession(trust_env=True) as http:
            api = settings.api_url or _OWN_API
            token = settings.bot_token.reveal()
            client = AsyncWebClient(token, api, session=http, retry_handlers=[], logger=_LIBRARY)
            async for finding in _asked(client, settings, groups, now):
                found.append(finding)  # noqa: PERF401 - what was found before a fault counts
    except (*TROUBLES, _Strange) as fault:
        found.append(_trouble(fault, patience_seconds))
    return found


class _Strange(Exception):
    """What answers there, a page that asks to log in for one, does not speak as Slack does."""


def _trouble(fault: BaseException, patience_seconds: float) -> Finding:
    """A trouble on the way as one clear line; the faults' own texts are for developers."""
    match fault:
        case SlackApiError() if code(fault) in WRONG_TOKEN:
            return Finding(doctor_texts.BOT, texts.REFUSED)
        case SlackApiError() if is_limited(fault):
            return Finding(doctor_texts.REACHED, doctor_texts.asks_to_wait(wait_asked(fault)))
        case SlackApiError() if code(fault) in _OWN_TROUBLE or status(fault) >= 500:
            return Finding(
                doctor_texts.REACHED,
                doctor_texts.in_trouble(code(fault) or f"status {status(fault)}"),
            )
        case SlackApiError() if code(fault) or status(fault) != 200:
            return Finding(
                doctor_texts.REACHED, doctor_texts.strange(code(fault) or f"status {status(fault)}")
            )
        case SlackApiError() | _Strange():
            return Finding(doctor_texts.REACHED, doctor_texts.strange(shared_texts.NEVER_SAID))
        case TimeoutError():
            return Finding(doctor_texts.REACHED, shared_texts.silent(patience_seconds))
        case _:
            return Finding(
                doctor_texts.REACHED,
                shared_texts.unreachable(type(fault).__name__, "ROADMATE_SLACK_API_URL"),
            )


async def _asked(
    client: AsyncWebClient,
    settings: SlackSettings,
    groups: Sequence[Channel],
    now: Callable[[], datetime],
) -> AsyncIterator[Finding]:
    try:
        who = await client.auth_test()
        team = who["team_id"]
        yield Finding(doctor_texts.taken(who["user"], who["team"]))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise _Strange from fault
    with suppress(TypeError, ValueError):
        yield Finding(
            *shared_texts.clock("Slack", now() - parsedate_to_datetime(who.headers.get("Date", "")))
        )
    yield _scopes(who)
    if settings.signing_secret:
        yield await _http(settings.http_host, settings.http_port)
    elif settings.app_token:
        yield await _socket_mode(client, settings.app_token.reveal(), who)
    for group in groups[:MOST_GROUPS]:
        yield await _channel(client, group, team)
        await asyncio.sleep(_PAUSE_SECONDS)
    if not groups:
        yield Finding(doctor_texts.no_group(settings.command))
    if len(groups) > MOST_GROUPS:
        yield Finding(doctor_texts.not_looked_at(len(groups) - MOST_GROUPS, settings.command))


def _scopes(who: AsyncSlackResponse) -> Finding:
    held = who.headers.get("x-oauth-scopes")
    if held is None:
        return Finding(doctor_texts.SCOPES_UNTOLD)
    missing = missing_scopes(str(held))
    return (
        Finding(doctor_texts.SCOPES, texts.lacking_scopes(missing))
        if missing
        else Finding(doctor_texts.scopes(len(SCOPES)))
    )


async def _socket_mode(client: AsyncWebClient, token: str, who: AsyncSlackResponse) -> Finding:
    """An address for a socket is asked for and not used; it dies by itself."""
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as fault:
        if is_limited(
            fault
        ):  # tier 1, one a minute; a Roadmate that was just started has used some
            return Finding(doctor_texts.APP_LATER)
        if code(fault) in {"socket_mode_not_enabled", "forbidden"}:
            return Finding(doctor_texts.APP, texts.NO_SOCKET_MODE)
        if code(fault) in {*WRONG_TOKEN, "missing_scope"}:
            return Finding(doctor_texts.APP, texts.REFUSED_APP)
        raise
    return (
        Finding(doctor_texts.APP, doctor_texts.OTHER_APP)
        if await _of_two_apps(client, token, who)
        else Finding(doctor_texts.SOCKET_MODE)
    )


async def _of_two_apps(client: AsyncWebClient, token: str, who: AsyncSlackResponse) -> bool:
    """Whether the tokens are certainly of two apps.

    An app-level token names its own: `xapp-1-A0123456789-...`.
    """
    named = re.match(r"xapp-\d+-(A[A-Z0-9]+)-", token)
    if not named:
        return False
    try:
        bot = (await client.bots_info(bot=who.get("bot_id")))["bot"]
    except SlackApiError:
        return False  # without users:read it is not told; that is said of the scopes already
    return bool(bot.get("app_id")) and bot["app_id"] != named[1]


async def _http(host: str, port: int) -> Finding:
    """Whether Roadmate could listen there, or does."""
    where = doctor_texts.over_http(host, port)
    try:
        listening = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        return (
            Finding(doctor_texts.ours(where))
            if taken and await _is_ours(host, port)
            else Finding(where, why_not(fault))
        )
    listening.close()
    await listening.wait_closed()
    return Finding(doctor_texts.free(where, PATH))


async def _is_ours(host: str, port: int) -> bool:
    """Whether what listens there gives our health check's answer."""
    address = _ANY_ADDRESS.get(host, host)
    at = f"[{address}]" if ":" in address else address
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as http,
            http.get(f"http://{at}:{port}{HEALTH}") as answer,
        ):
            return bool(await answer.json() == {"ok": True})
    except (aiohttp.ClientError, ValueError, TimeoutError, OSError):
        return False


async def _channel(client: AsyncWebClient, group: Channel, team: str) -> Finding:
    if group.address.workspace != team:
        return Finding(doctor_texts.place(group.name), doctor_texts.ELSEWHERE)
    name, fix = await state_of(client, group.address.channel)
    where = doctor_texts.place(name or group.name)
    return Finding(where, fix) if fix else Finding(doctor_texts.in_channel(where))
