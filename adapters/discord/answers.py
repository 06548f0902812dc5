"""Answering an interaction in time: at once when ready, deferred when slow, a form first."""

import asyncio
import logging
from dataclasses import replace

import aiohttp
import discord

from adapters.discord.inbound import Typing, read
from adapters.discord.render import modal, render
from bot.engine import Engine
from bot.interaction import Finding, Interaction
from bot.message import Form, Message

_LOG = logging.getLogger("roadmate.discord")
# Discord takes a first answer for three seconds (Developer docs, Receiving and Responding); the rest is the way there.
PATIENCE = 2.0
_MOST_SUGGESTIONS = 25


class Answers:
    """Takes events to the engine and what it says back. Keeps nothing about a message that was sent."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def answer(self, event: discord.Interaction, findings: tuple[Finding, ...] = ()) -> None:
        """Answer one event. A fault of the network is logged: the person sees Discord's own words for it."""
        asked = read(event)
        try:
            if isinstance(asked, Typing):
                await self._suggest(event, asked)
            elif asked:
                await self._answer(event, replace(asked, findings=findings))
        except (TimeoutError, discord.DiscordException, aiohttp.ClientError, OSError) as fault:
            # A duplicate of an event that was answered already ends here too: it acted once, by its natural key.
            _LOG.warning("an answer did not arrive: %s", type(fault).__name__)

    async def _answer(self, event: discord.Interaction, asked: Interaction) -> None:
        work = asyncio.ensure_future(self._engine.handle(asked))
        done, _ = await asyncio.wait([work], timeout=PATIENCE)
        if done:
            await self._first(event, work.result())
            return
        pressed = event.type is discord.InteractionType.component
        private = self._engine.is_private(asked.call)
        await event.response.defer(ephemeral=private, thinking=not pressed or not _own_private(event))
        await self._later(event, await work)

    async def _first(self, event: discord.Interaction, said: Message | Form) -> None:
        if isinstance(said, Form):
            await event.response.send_modal(modal(said))
            return
        drawn = render(said)
        if _takes_its_place(event, said):
            await event.response.edit_message(view=drawn.view, attachments=drawn.files, allowed_mentions=drawn.mentions)
            return
        await event.response.send_message(
            view=drawn.view, files=drawn.files, ephemeral=said.private, allowed_mentions=drawn.mentions
        )

    async def _later(self, event: discord.Interaction, said: Message | Form) -> None:
        """After a deferral a form cannot be shown any more: commands that ask with one are never slow."""
        if isinstance(said, Form):
            return
        drawn = render(said)
        await event.edit_original_response(view=drawn.view, attachments=drawn.files, allowed_mentions=drawn.mentions)

    async def _suggest(self, event: discord.Interaction, typing: Typing) -> None:
        found = await self._engine.suggest(typing.interaction, typing.option, typing.typed)
        choices = [discord.app_commands.Choice(name=c.label, value=c.value) for c in found[:_MOST_SUGGESTIONS]]
        await event.response.autocomplete(choices)


def _takes_its_place(event: discord.Interaction, said: Message) -> bool:
    """A press on a private message is answered in its place; what everyone sees is never overwritten by one person."""
    return said.replace and said.private and _own_private(event)


def _own_private(event: discord.Interaction) -> bool:
    return event.message is not None and event.message.flags.ephemeral
