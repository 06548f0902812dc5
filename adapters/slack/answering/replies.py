"""Saying an answer where it belongs.

By the response_url, in a modal, in the channel, in a conversation of two.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import aiohttp

from adapters.slack import delivery_texts, texts
from adapters.slack.answering.bodies import Bodies
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.faults import TROUBLES, delivery, insist
from adapters.slack.drawing.render import Drawn
from adapters.slack.inbound.interactions import Asked
from bot.core.errors import DeliveryError
from bot.core.message import File, Form, Message, Text

Json = dict[str, Any]
# Slack docs, Modals: for so long a trigger opens one.
_TRIGGER_SECONDS = 3.0
_A_MOMENT = 0.5
_SECONDS = aiohttp.ClientTimeout(total=10)


class Speaking:
    """The ways back to the one who asked."""

    def __init__(self, workspace: Workspace, bodies: Bodies) -> None:
        self._workspace = workspace
        self._bodies = bodies

    async def say(self, asked: Asked, said: Message | Form) -> None:
        """Answer, in the place of what was pressed or after it. Raises `DeliveryError`."""
        if asked.pressed and asked.channel.startswith("D"):
            # Whether the conversation is ours, which is not known of old ones after a restart.
            with suppress(*TROUBLES):
                async with asyncio.timeout(_A_MOMENT):
                    await self._workspace.direct(asked.user)
        if isinstance(said, Form):
            await self._ask(asked, said)
            return
        told = await self._with_files(asked, said)
        if asked.view:
            await self._in_modal(asked, told)
        elif asked.home:
            await self._open(asked, self._bodies.view(asked, told), told)
        elif asked.response_url:
            await self._respond(asked, told)
        else:
            await self._speak(asked, told)

    async def _ask(self, asked: Asked, form: Form) -> None:
        view = self._bodies.view(asked, form)
        if not asked.view:
            await self._open(asked, view, texts.offer(form))
            return
        client, alone = self._workspace.client, self._bodies.view(replace(asked, view=""), form)
        try:
            async with asyncio.timeout(_TRIGGER_SECONDS):
                await client.views_push(trigger_id=asked.trigger, view=view)
        except (
            TROUBLES
        ):  # too late to cover the modal, or three lie on each other: it takes its place
            await insist(lambda: client.views_update(view_id=asked.view, view=alone))

    async def _open(self, asked: Asked, view: Json, otherwise: Message) -> None:
        """A modal; where none can be opened (any more), words with a button that opens it."""
        if asked.trigger:
            try:
                async with asyncio.timeout(_TRIGGER_SECONDS):
                    await self._workspace.client.views_open(trigger_id=asked.trigger, view=view)
            except TROUBLES:
                pass
            else:
                return
        if asked.response_url:
            await self._respond(asked, otherwise)
        else:
            await self._speak(asked, otherwise)

    async def _in_modal(self, asked: Asked, said: Message) -> None:
        """What everyone is to see goes to the channel.

        A modal that was closed meanwhile leaves the channel too.
        """
        if not said.private:
            await self._speak(asked, said)
            return
        view = self._bodies.view(asked, said)
        try:
            await insist(lambda: self._workspace.client.views_update(view_id=asked.view, view=view))
        except DeliveryError:
            await self._speak(asked, said)

    async def _speak(self, asked: Asked, said: Message) -> None:
        """In a conversation of two for good.

        Else privately in the channel, or for everyone there.
        """
        drawn = self._bodies.drawn(said)
        given: Json = {
            "text": drawn.text,
            "blocks": drawn.blocks,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if asked.address.direct:
            await insist(lambda: self._write(asked, given))
        elif said.private:
            await self._whisper(asked, drawn)
        else:
            thread = asked.address.thread or None
            with delivery():  # once: everyone would see it twice
                await self._workspace.client.chat_postMessage(
                    channel=asked.channel, thread_ts=thread, **given
                )

    async def _write(self, asked: Asked, given: Json) -> None:
        """In the conversation of two."""
        direct = await self._workspace.direct(asked.user)
        await self._workspace.client.chat_postMessage(channel=direct, **given)

    async def _whisper(self, asked: Asked, drawn: Drawn) -> None:
        """Only for them, in the channel; where we may not do that, in the conversation of two."""
        given: Json = {"text": drawn.text, "blocks": drawn.blocks}
        place: Json = {
            "channel": asked.channel,
            "user": asked.user,
            "thread_ts": asked.address.thread or None,
        }
        try:
            await insist(lambda: self._workspace.client.chat_postEphemeral(**place, **given))
        except DeliveryError:
            await insist(lambda: self._write(asked, given))

    async def _with_files(self, asked: Asked, said: Message) -> Message:
        """Files go by direct message first, as a private answer cannot carry them.

        The answer says whether they did.
        """
        files = [block for block in said.blocks if isinstance(block, File)]
        if not files:
            return said
        try:
            await self._workspace.send_files(await self._workspace.direct(asked.user), files)
            tell: Callable[[str, str], str] = texts.file_sent
        except (*TROUBLES, DeliveryError):
            tell = texts.file_lost
        told = (
            Text(tell(one.name, one.alt)) if isinstance(one, File) else one for one in said.blocks
        )
        return replace(said, blocks=tuple(told))

    async def _respond(self, asked: Asked, said: Message) -> None:
        """By the response_url.

        Where it is used up or too old, in the channel or the conversation of two.
        """
        body = self._bodies.response(asked, said)
        try:
            await insist(lambda: self._send(asked.response_url, body))
        except DeliveryError as fault:
            if not fault.permanent:
                raise
            await self._speak(asked, said)

    async def _send(self, url: str, body: Json) -> None:
        async with self._workspace.http.post(url, json=body, timeout=_SECONDS) as answer:
            if answer.status != 200:
                permanent = answer.status < 500 and answer.status != 429
                told = answer.headers.get("Retry-After", "")
                wait = float(told) if told.isdecimal() else None
                raise DeliveryError(
                    delivery_texts.answer_refused(answer.status),
                    permanent=permanent,
                    retry_after=wait,
                )
            if '"ok":false' in (await answer.text()).replace(" ", ""):
                raise DeliveryError(delivery_texts.ANSWER_NOT_TAKEN, permanent=True)
