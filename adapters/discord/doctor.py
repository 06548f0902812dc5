"""What Discord itself says when it is asked.

Of the token, the application, the commands, and each group's channel.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.http import Route

from adapters.discord import doctor_texts, texts
from adapters.discord.channels.permissions import findings_for
from adapters.discord.manifest import differs, payload
from adapters.discord.settings import DiscordSettings
from bot.core.commands.declaration import Command
from bot.core.interaction import Finding
from bot.operations import doctor_texts as shared_texts
from bot.operations.channels import Channel

# A group costs one request, a server two more; a Roadmate that runs meanwhile needs most of the 50
# a second itself.
MOST_GROUPS = 50
_PAUSE_SECONDS = 0.1
# The library itself tries for 25 seconds where Discord answers 500.
_PATIENCE_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 30.0
# Developer docs, Application Integration Types and Application Flags (each intent's, and its
# limited form's).
_INSTALLED_IN_SERVERS = "0"
_PRIVILEGED = 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 18 | 1 << 19


async def examine(
    settings: DiscordSettings,
    commands: Sequence[Command],
    groups: Sequence[Channel],
    now: Callable[[], datetime],
    patience_seconds: float = _PATIENCE_SECONDS,
) -> Sequence[Finding]:
    """Ask over REST alone, so that a Roadmate that runs is not disturbed.

    The first trouble on the way ends it.
    """
    if settings.api_url:
        Route.BASE = settings.api_url.rstrip("/")
    # What the library warns of is a finding, or of no interest here.
    logging.getLogger("discord").addHandler(logging.NullHandler())
    found: list[Finding] = []
    answers = _Answers(now)
    client = discord.Client(
        intents=discord.Intents(guilds=True),
        max_ratelimit_timeout=_LONGEST_WAIT_SECONDS,
        http_trace=answers.trace(),
    )
    try:
        async with asyncio.timeout(patience_seconds), client:
            async for finding in _asked(client, settings, commands, groups, answers):
                found.append(finding)  # noqa: PERF401 - what was found before a fault counts
    except _TROUBLES as fault:
        found.append(_told(fault, answers.status, patience_seconds))
    return found


class _Strange(Exception):
    """What answers there, a page that asks to log in for one, does not speak as Discord does."""


_TROUBLES = (discord.DiscordException, aiohttp.ClientError, OSError, _Strange)


def _told(fault: BaseException, status: int, patience_seconds: float) -> Finding:
    """A trouble on the way as one clear line; the faults' own texts are for developers."""
    match fault:
        case discord.LoginFailure():
            return Finding(doctor_texts.LOGIN, texts.REFUSED)
        case TimeoutError() if status < 500:
            return Finding(doctor_texts.REACHED, shared_texts.silent(patience_seconds))
        case TimeoutError() | discord.DiscordServerError():
            return Finding(doctor_texts.REACHED, doctor_texts.in_trouble(status))
        case discord.RateLimited() | discord.HTTPException(status=429):
            return Finding(doctor_texts.REACHED, doctor_texts.ASKS_TO_WAIT)
        case discord.HTTPException():
            return Finding(doctor_texts.REACHED, doctor_texts.strange(f"status {fault.status}"))
        case discord.DiscordException() | _Strange():
            return Finding(doctor_texts.REACHED, doctor_texts.strange(shared_texts.NEVER_SAID))
        case _:
            return Finding(
                doctor_texts.REACHED,
                shared_texts.unreachable(type(fault).__name__, "ROADMATE_DISCORD_API_URL"),
            )


class _Answers:
    """Listens to every answer.

    Its status, and the instant at which Discord says that it was given.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.status = 0
        self.ahead: timedelta | None = None

    def trace(self) -> aiohttp.TraceConfig:
        """What the library's client is given to be listened to."""
        made = aiohttp.TraceConfig()
        made.on_request_end.append(self._heard)
        return made

    async def _heard(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        self.status = ended.response.status
        with suppress(TypeError, ValueError):
            self.ahead = self._now() - parsedate_to_datetime(ended.response.headers.get("Date", ""))


async def _asked(
    client: discord.Client,
    settings: DiscordSettings,
    commands: Sequence[Command],
    groups: Sequence[Channel],
    answers: _Answers,
) -> AsyncIterator[Finding]:
    assert settings.token
    try:
        await client.login(settings.token.reveal())
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise _Strange from fault
    assert client.user
    assert client.application_id
    yield Finding(doctor_texts.taken(client.user.name))
    if answers.ahead is not None:
        yield Finding(*shared_texts.clock("Discord", answers.ahead))
    for finding in _application(await client.http.request(Route("GET", "/applications/@me"))):
        yield finding
    yield _gateway(await client.http.request(Route("GET", "/gateway/bot")))
    registered = await client.http.get_global_commands(client.application_id)
    yield Finding(
        doctor_texts.NOT_REGISTERED
        if differs(payload(commands), registered)
        else doctor_texts.REGISTERED
    )
    async for finding in _groups(client, groups):
        yield finding


def _application(answer: Mapping[str, Any]) -> Iterator[Finding]:
    fixes = [
        fix
        for fix, wrong in (
            (doctor_texts.INTERACTIONS_ENDPOINT, answer.get("interactions_endpoint_url")),
            (doctor_texts.CODE_GRANT, answer.get("bot_require_code_grant")),
            (
                doctor_texts.NOT_FOR_SERVERS,
                _INSTALLED_IN_SERVERS not in (answer.get("integration_types_config") or "0"),
            ),
        )
        if wrong
    ]
    yield from (Finding(doctor_texts.APPLICATION, fix) for fix in fixes)
    if not fixes:
        yield Finding(
            doctor_texts.PUBLIC if answer.get("bot_public", True) else doctor_texts.PRIVATE
        )
    spare = int(answer.get("flags") or 0) & _PRIVILEGED
    yield Finding(doctor_texts.INTENTS_SPARE if spare else doctor_texts.INTENTS)


def _gateway(answer: Mapping[str, Any]) -> Finding:
    starts = answer["session_start_limit"]
    reset = timedelta(milliseconds=starts["reset_after"])
    return Finding(
        *doctor_texts.gateway(starts["remaining"], starts["total"], reset, answer["shards"])
    )


async def _groups(client: discord.Client, groups: Sequence[Channel]) -> AsyncIterator[Finding]:
    """The newest groups, server by server."""
    servers: dict[str, _Server | None] = {}
    for group in groups[:MOST_GROUPS]:
        server = group.address.workspace
        if server not in servers:
            servers[server] = await _server(client, server)
        for finding in await _channel(servers[server], group):
            yield finding
        await asyncio.sleep(_PAUSE_SECONDS)
    if not groups:
        yield Finding(doctor_texts.NO_GROUP)
    if len(groups) > MOST_GROUPS:
        yield Finding(doctor_texts.not_looked_at(len(groups) - MOST_GROUPS))


@dataclass(frozen=True, slots=True)
class _Server:
    guild: discord.Guild
    me: discord.Member


async def _server(client: discord.Client, number: str) -> _Server | None:
    """A server and our membership in it; None where we are not."""
    assert client.user
    try:
        guild = await client.fetch_guild(int(number), with_counts=False)
        return _Server(guild, await guild.fetch_member(client.user.id))
    except (discord.Forbidden, discord.NotFound):
        return None


async def _channel(server: _Server | None, group: Channel) -> Sequence[Finding]:
    """One line where all is well, else one for each permission that is not there."""
    where = doctor_texts.place(group.name, server.guild.name if server else "")
    if server is None:
        return [Finding(where, doctor_texts.NOT_IN_SERVER)]
    try:
        channel = await server.guild.fetch_channel(int(group.address.channel))
    except discord.Forbidden:
        return [Finding(where, texts.CANNOT_SEE)]
    except (discord.NotFound, discord.InvalidData):
        return [Finding(where, doctor_texts.GONE)]
    looked_at = findings_for(channel, server.me)
    where = doctor_texts.place(channel.name, server.guild.name)
    lacking = [
        Finding(doctor_texts.lacking(where, one.what), one.fix) for one in looked_at if not one.ok
    ]
    return lacking or [Finding(doctor_texts.allowed(where, len(looked_at)))]
