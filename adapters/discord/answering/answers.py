"""Answering an interaction in time: at once when ready, deferred when slow, a form first."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

import aiohttp
import discord

from adapters.discord import texts
from adapters.discord.drawing.render import Drawn, modal, render
from adapters.discord.inbound.interactions import Typing, read
from bot.core.interaction import Finding, Interaction
from bot.core.message import Form, Message, say
from bot.core.retries import insist
from bot.engine.engine import Engine
from bot.engine.standings import Ask, Standings

_LOG = logging.getLogger("roadmate.discord")
# Discord takes a first answer for three seconds (Developer docs, Receiving and Responding); the
# rest is the way there.
PATIENCE = 2.0
_MOST_SUGGESTIONS = 25
# Discord says again what was on its way when a connection broke: seconds of it, not more.
_REMEMBERED = 5000
# Together within the three seconds; the library's own pauses after a 5xx are too long for a first
# answer (wire.py).
_PAUSES = (0.1, 0.2, 0.4, 0.5, 0.6)
_ANSWERED_ALREADY = 40060


class Answers:
    """Takes events to the engine and what it says back. `ask`: the adapter's `standing`.

    Keeps nothing about a message that was sent.
    """

    def __init__(self, engine: Engine, ask: Ask) -> None:
        self._engine = engine
        self._standings = Standings(engine, ask)
        self._heard: deque[int] = deque(maxlen=_REMEMBERED)

    async def answer(self, event: discord.Interaction, findings: tuple[Finding, ...] = ()) -> None:
        """Answer one event.

        A fault of the network is logged: the person sees Discord's own words for it.
        """
        if event.id in self._heard:
            return
        self._heard.append(event.id)
        interaction = read(event)
        try:
            if isinstance(interaction, Typing):
                await self._suggest(event, interaction)
            elif interaction:
                await self._answer(event, replace(interaction, findings=findings))
        except (TimeoutError, discord.DiscordException, aiohttp.ClientError, OSError) as fault:
            # What another process has answered ends here too: it acted once, by its natural key.
            _LOG.warning("an answer did not arrive: %s", type(fault).__name__)

    async def _answer(self, event: discord.Interaction, interaction: Interaction) -> None:
        in_place, private = _own_private(event), self._engine.is_private(interaction.call)
        promise = _Promise(lambda: event.response.defer(ephemeral=private, thinking=not in_place))
        try:
            answer = await self._engine.handle(await self._standings.filled(interaction))
        finally:
            promise.timer.cancel()
        if await promise.was_given():
            await self._later(event, answer, in_place=in_place, private=private)
        else:
            await _insist(lambda: self._first(event, answer))

    async def _first(self, event: discord.Interaction, answer: Message | Form) -> None:
        if isinstance(answer, Form):
            await event.response.send_modal(modal(answer))
            return
        drawn = self._drawn(answer)
        if _takes_its_place(event, answer):
            await event.response.edit_message(
                view=drawn.view, attachments=drawn.files, allowed_mentions=drawn.mentions
            )
            return
        await event.response.send_message(
            view=drawn.view,
            files=drawn.files,
            ephemeral=answer.private,
            allowed_mentions=drawn.mentions,
        )

    async def _later(
        self, event: discord.Interaction, answer: Message | Form, *, in_place: bool, private: bool
    ) -> None:
        """After a deferral, what was promised is filled in, unless something else is to be said, or
        to fewer people.
        """
        # A form must be the first answer; commands that ask with one are never slow, but the
        # machine may be.
        message = say(texts.TOO_SLOW, replace=in_place) if isinstance(answer, Form) else answer
        if message.replace if in_place else private or not message.private:
            await _insist(lambda: self._fill_in(event, message))
            return
        if not in_place:
            await event.delete_original_response()
        drawn = self._drawn(message)
        await event.followup.send(
            view=drawn.view,
            files=drawn.files,
            ephemeral=message.private,
            allowed_mentions=drawn.mentions,
        )

    async def _fill_in(self, event: discord.Interaction, message: Message) -> None:
        drawn = self._drawn(message)
        await event.edit_original_response(
            view=drawn.view, attachments=drawn.files, allowed_mentions=drawn.mentions
        )

    def _drawn(self, message: Message) -> Drawn:
        return render(message)

    async def _suggest(self, event: discord.Interaction, typing: Typing) -> None:
        found = await self._engine.suggest(typing.interaction, typing.option, typing.typed)
        choices = [
            discord.app_commands.Choice(name=c.label, value=c.value)
            for c in found[:_MOST_SUGGESTIONS]
        ]
        await event.response.autocomplete(choices)


class _Promise:
    """Given when patience ends, beside the work.

    Nearly all is done before, and pays for a timer only.
    """

    def __init__(self, give: Callable[[], Awaitable[object]]) -> None:
        self._give = give
        self._giving: asyncio.Task[None] | None = None
        self.timer = asyncio.get_running_loop().call_later(PATIENCE, self._begin)

    async def was_given(self) -> bool:
        """Asked when the work is done: whether an answer is promised by now."""
        if self._giving:
            await self._giving
        return self._giving is not None

    def _begin(self) -> None:
        self._giving = asyncio.ensure_future(_insist(self._give))


async def _insist(send: Callable[[], Awaitable[object]]) -> None:
    """Send once more when the connection broke.

    If it had arrived after all, Discord says so: nothing is doubled.
    """
    try:
        await insist(send, _PAUSES, (aiohttp.ClientError, OSError))
    except discord.HTTPException as fault:
        if fault.code != _ANSWERED_ALREADY:
            raise


def _takes_its_place(event: discord.Interaction, message: Message) -> bool:
    """A press on a private message is answered in its place.

    What everyone sees is never overwritten by one person.
    """
    return message.replace and message.private and _own_private(event)


def _own_private(event: discord.Interaction) -> bool:
    return event.message is not None and event.message.flags.ephemeral
