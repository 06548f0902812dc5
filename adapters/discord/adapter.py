"""Discord behind our port, through discord.py."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, cast

import aiohttp
import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import texts
from adapters.discord.answering.answers import Answers
from adapters.discord.channels import history
from adapters.discord.channels.permissions import findings_for
from adapters.discord.connection.faults import THREAD_EXISTS, delivery
from adapters.discord.connection.http_trace import listening
from adapters.discord.connection.rate_limit import Ceiling
from adapters.discord.drawing.command_names import Code, as_it_is, with_slashes
from adapters.discord.drawing.render import nonce, render
from adapters.discord.inbound import events
from adapters.discord.inbound.interactions import PLATFORM, author, place
from adapters.discord.manifest import differs, payload
from adapters.discord.settings import DiscordSettings
from bot.core.call import Call
from bot.core.errors import DeliveryError, SettingsError
from bot.core.interaction import Address, Finding, Interaction
from bot.core.message import Message
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply

_LOG = logging.getLogger("roadmate.discord")
# A week: the longest that Discord lets a thread stay open without a word (Developer docs, Start
# Thread from Message).
_STAYS_OPEN_MINUTES: Literal[10080] = 10080
_LONGEST_WAIT_SECONDS = 60.0
# The shortest that the library knows; what it waits for longer would outlast a delivery's patience.
# A global wait it is never given: one that is cut off is never over for it (HTTPClient.request).
_LIMIT_SECONDS = 30.0
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
        self._client: _Client | None = None
        self._ceiling = Ceiling()
        self._code: Code = as_it_is

    async def run(self, engine: Engine) -> None:
        """Connect, register what has changed, and answer until cancelled.

        While Discord is out of reach, try again.
        """
        self._code = with_slashes(engine.commands)
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
        client = _Client(engine, self, listening(self._ceiling.close))
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
        """Say something; the nonce keeps a repeat within some minutes from showing twice, history one after that."""
        with delivery(left=self._left(address)):
            channel = await self._channel(address)
            known = await self._posted(address, channel, key) if doubtful else None
            if known:
                return MessageRef(address, str(known))
            drawn = render(message, key, self._code)
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
            drawn = render(message, code=self._code)
            await channel.get_partial_message(int(ref.id)).edit(
                view=drawn.view, allowed_mentions=drawn.mentions
            )

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """A thread under a message has the message's own number, so one that is there already is known too."""
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
        """Whether the gateway, which has told of every server that we are in, has not told of this one."""
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
        await self._ceiling.turn()
        if address.direct:
            await self._ceiling.turn()  # to open it is a request of its own
        client = self._running()  # after the wait: we may have been told to stop meanwhile
        if address.direct:
            return await client.create_dm(discord.Object(int(address.channel[1:])))
        guild = int(address.workspace) if address.workspace else None
        return client.get_partial_messageable(
            int(address.thread or address.channel), guild_id=guild
        )

    def _running(self) -> "_Client":
        if self._client is None or self._client.is_closed():
            raise DeliveryError("Discord is not connected", unreached=True)
        return self._client

    async def _set_gateway(self, client: discord.Client) -> None:
        """The library's own default, unless another API or gateway is named (a client never asks for it by itself)."""
        address = self._gateway
        if not address and self._api:
            answer = await client.http.request(Route("GET", "/gateway"))
            address = str(answer["url"])
        if address:
            DiscordWebSocket.DEFAULT_GATEWAY = type(DiscordWebSocket.DEFAULT_GATEWAY)(address)


class _Client(discord.AutoShardedClient):
    """The library's client with the least it can know.

    No members, no messages' words, no cache of either.
    """

    def __init__(self, engine: Engine, adapter: DiscordAdapter, trace: aiohttp.TraceConfig) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=_LIMIT_SECONDS,
            http_trace=trace,
        )
        self._engine = engine
        self._adapter = adapter
        self._answers = Answers(engine)

    async def setup_hook(self) -> None:
        """Register the commands, but only when they have changed: two hundred a day may be."""
        assert self.application_id is not None
        ours = payload(self._engine.commands)
        if differs(ours, await self.http.get_global_commands(self.application_id)):
            await self.http.bulk_upsert_global_commands(self.application_id, ours)
            _LOG.info("commands registered")

    async def on_interaction(self, event: discord.Interaction) -> None:
        """A command, a press, a form, or letters being typed."""
        checked = self._engine.wants_findings(_name_of(event))
        here = place(event.guild_id, event.channel, event.user.id)
        await self._answers.answer(event, tuple(await self._adapter.check(here)) if checked else ())

    async def on_ready(self) -> None:
        """Connected anew: whatever was said meanwhile was not sent to us, nor who has let us in."""
        nobody = author(discord.Object(0), "Discord")
        await self._engine.happened(
            Interaction(Call("connected"), nobody, Address(PLATFORM, "", ""))
        )
        await events.back(self._engine, (guild.id for guild in self.guilds))
        await events.joined(self._engine, self.guilds)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed from a server.

        For one that is only out of reach, the library has another event.
        """
        await events.gone(self._engine, guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        await events.gone(self._engine, channel.guild.id, channel.id)

    async def on_message(self, message: discord.Message) -> None:
        """That somebody wrote in a thread; what they wrote is not sent to us at all."""
        if (
            message.guild is None
            or not history.is_reply(message)
            or not isinstance(message.channel, discord.Thread)
        ):
            return
        where = place(message.guild.id, message.channel, message.author.id)
        if not await self._engine.discusses(where):
            return
        call = Call(
            "replied", {"reply": str(message.id), "at": str(int(message.created_at.timestamp()))}
        )
        await self._engine.happened(Interaction(call, author(message.author), where))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Go on where it stopped, if we have been here before.

        And say hello once, where it may be said.
        """
        await events.back(self._engine, (guild.id,))
        await events.joined(self._engine, (guild,))


def from_settings(given: DiscordSettings) -> DiscordAdapter:
    """The bot of the token."""
    assert given.token
    return DiscordAdapter(given.token.reveal(), given.api_url, given.gateway_url)


def _closed(fault: discord.ConnectionClosed) -> str:
    """Why the gateway has closed the connection.

    Raises where only somebody who runs Roadmate can mend it.
    """
    if fault.code == _TOKEN_REFUSED:
        raise SettingsError(texts.REFUSED) from fault
    if fault.code in _INTENTS_REFUSED:
        raise SettingsError(texts.BAD_INTENTS) from fault
    return f"closed with {fault.code}"


def _name_of(event: discord.Interaction) -> str:
    data = cast(Mapping[str, Any], event.data or {})
    sub = next(
        (option["name"] for option in data.get("options", ()) if option.get("type") == 1), ""
    )
    return (
        f"{data.get('name', '')} {sub}".strip() or Call.parse(str(data.get("custom_id", ""))).name
    )
