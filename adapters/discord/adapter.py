"""Discord behind our port, through discord.py."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import aiohttp
import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import delivery_texts, texts
from adapters.discord.channels import history
from adapters.discord.channels.permissions import findings_for
from adapters.discord.channels.standings import standing_of
from adapters.discord.connection.client import Client
from adapters.discord.connection.faults import THREAD_EXISTS, delivery
from adapters.discord.connection.http_trace import listening
from adapters.discord.connection.rate_limit import GlobalLimit
from adapters.discord.drawing.render import nonce, render
from adapters.discord.inbound.interactions import PLATFORM
from adapters.discord.settings import DiscordSettings
from bot.core.errors import DeliveryError, SettingsError
from bot.core.interaction import UNKNOWN, Address, Finding, Standing
from bot.core.message import Message
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply

_LOG = logging.getLogger("roadmate.discord")
# A week: the longest that Discord lets a thread stay open without a word (Developer docs, Start
# Thread from Message).
_STAYS_OPEN_MINUTES: Literal[10080] = 10080
_LONGEST_WAIT_SECONDS = 60.0
# Developer docs, Gateway Close Event Codes.
_TOKEN_REFUSED, _INTENTS_REFUSED = 4004, (4013, 4014)


class DiscordAdapter:
    """One bot account. `api` and `gateway` name other addresses, for proxies.

    None for Discord's own.
    """

    # Discord takes 50 requests a second in all (Developer docs, Rate Limits); answers to people
    # come beside the posts.
    posts_a_second = 48.0

    def __init__(self, token: str, api: str | None = None, gateway: str | None = None) -> None:
        self._token = token
        self._api = api
        self._gateway = gateway
        self._client: Client | None = None
        self._limit = GlobalLimit()

    async def run(self, engine: Engine) -> None:
        """Connect, register what has changed, and answer until cancelled.

        While Discord is out of reach, try again.
        """
        if self._api:
            Route.BASE = self._api.rstrip("/")
        backoff = ExponentialBackoff[Literal[False]]()
        while True:
            why = await self._session(engine)
            wait = min(backoff.delay(), _LONGEST_WAIT_SECONDS)
            _LOG.warning("no connection to Discord (%s); once more in %.0f s", why, wait)
            await asyncio.sleep(wait)

    async def _session(self, engine: Engine) -> str:
        """One client's life; returns why it ended, if it is worth beginning another.

        The library mends most itself.
        """
        client = Client(engine, self, listening(self._limit.close))
        try:
            async with client:
                self._client = client
                await client.login(self._token)
                await self._set_gateway(client)
                await client.connect()
        except discord.LoginFailure as fault:
            raise SettingsError(texts.REFUSED) from fault
        except discord.PrivilegedIntentsRequired as fault:
            raise SettingsError(texts.BAD_INTENTS) from fault
        except discord.ConnectionClosed as fault:
            return _closed(fault)
        except discord.HTTPException as fault:
            if fault.status < 500 and fault.status != 429:
                raise
            return f"status {fault.status}"
        except (discord.GatewayNotFound, aiohttp.ClientError, TimeoutError, OSError) as fault:
            return type(fault).__name__
        finally:
            self._client = None
        return "closed"

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        """Say something; the nonce keeps a repeat within some minutes from showing twice, history
        one after that.
        """
        with delivery(left=self._left(address)):
            channel = await self._channel(address)
            known = await self._posted(address, channel, key) if doubtful else None
            if known:
                return MessageRef(address, str(known))
            drawn = render(message, key)
            sent = await channel.send(
                view=drawn.view,
                files=drawn.files,
                nonce=nonce(key),
                allowed_mentions=drawn.mentions,
            )
        return MessageRef(address, str(sent.id))

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Change what `post` returned."""
        with delivery(left=self._left(ref.address)):
            channel = await self._channel(ref.address)
            drawn = render(message)
            await channel.get_partial_message(int(ref.id)).edit(
                view=drawn.view, allowed_mentions=drawn.mentions
            )

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """A thread under a message has the message's own number, so one that is there already is
        known too.
        """
        opened = Address(PLATFORM, ref.address.workspace, ref.address.channel, ref.id)
        with delivery(left=self._left(ref.address)):
            channel = await self._channel(ref.address)
            try:
                await channel.get_partial_message(int(ref.id)).create_thread(
                    name=title[:100], auto_archive_duration=_STAYS_OPEN_MINUTES
                )
            except discord.HTTPException as fault:
                if fault.code != THREAD_EXISTS:
                    raise
        return opened

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        """Who wrote in a thread since an instant."""
        with delivery():
            channel = await self._channel(thread)
            await self._demand_history(thread)
            return await history.replies(channel, since)

    async def check(self, address: Address) -> Sequence[Finding]:
        """Each permission that is needed in a channel."""
        return findings_for(self._known(address))

    async def standing(self, user: str, address: Address) -> Standing:
        """Whether somebody is in the server, sees the channel, and has Manage Server."""
        client = self._client
        if client is None or client.is_closed():
            return UNKNOWN
        return await standing_of(client, self._limit, user, address)

    def _known(self, address: Address) -> object:
        """The channel as the gateway has told of it.

        None for one that is gone, or for a direct message.
        """
        return (
            self._running().get_channel(int(address.channel))
            if address.channel.isdecimal()
            else None
        )

    def _left(self, address: Address) -> bool:
        """Whether the gateway, which has told of every server that we are in, has not told of this
        one.
        """
        client = self._client
        ready = client is not None and client.is_ready() and bool(address.workspace)
        return ready and self._running().get_guild(int(address.workspace)) is None

    async def _demand_history(self, address: Address) -> None:
        if not address.direct and self._known(address) is None:
            await self._running().wait_until_ready()  # until then, nobody has told us of our rights
        history.demand_readable(self._known(address))

    async def _posted(self, address: Address, place: history.Place, key: str) -> int | None:
        await self._demand_history(address)
        return await history.posted(place, key)

    async def _channel(self, address: Address) -> history.Place:
        await self._limit.turn()
        if address.direct:
            await self._limit.turn()  # to open it is a request of its own
        client = self._running()  # after the wait: we may have been told to stop meanwhile
        if address.direct:
            return await client.create_dm(discord.Object(int(address.channel[1:])))
        guild = int(address.workspace) if address.workspace else None
        return client.get_partial_messageable(
            int(address.thread or address.channel), guild_id=guild
        )

    def _running(self) -> Client:
        if self._client is None or self._client.is_closed():
            raise DeliveryError(delivery_texts.NOT_CONNECTED, unreached=True)
        return self._client

    async def _set_gateway(self, client: discord.Client) -> None:
        """The library's own default, unless another API or gateway is named (a client never asks
        for it by itself).
        """
        address = self._gateway
        if not address and self._api:
            answer = await client.http.request(Route("GET", "/gateway"))
            address = str(answer["url"])
        if address:
            DiscordWebSocket.DEFAULT_GATEWAY = type(DiscordWebSocket.DEFAULT_GATEWAY)(address)


def from_settings(settings: DiscordSettings) -> DiscordAdapter:
    """The bot of the token."""
    assert settings.token
    return DiscordAdapter(settings.token.reveal(), settings.api_url, settings.gateway_url)


def _closed(fault: discord.ConnectionClosed) -> str:
    """Why the gateway has closed the connection.

    Raises where only somebody who runs Roadmate can mend it.
    """
    if fault.code == _TOKEN_REFUSED:
        raise SettingsError(texts.REFUSED) from fault
    if fault.code in _INTENTS_REFUSED:
        raise SettingsError(texts.BAD_INTENTS) from fault
    return f"closed with {fault.code}"
