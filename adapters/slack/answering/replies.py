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
from adapters.slack.inbound.interactions import Request
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

    async def say(self, request: Request, answer: Message | Form) -> None:
        """Answer, in the place of what was pressed or after it. Raises `DeliveryError`."""
        if request.pressed and request.channel.startswith("D"):
            # Whether the conversation is ours, which is not known of old ones after a restart.
            with suppress(*TROUBLES):
                async with asyncio.timeout(_A_MOMENT):
                    await self._workspace.direct(request.user)
        if isinstance(answer, Form):
            await self._ask(request, answer)
            return
        message = await self._with_files(request, answer)
        if request.view:
            await self._in_modal(request, message)
        elif request.home:
            await self._open(request, self._bodies.view(request, message), message)
        elif request.response_url:
            await self._respond(request, message)
        else:
            await self._speak(request, message)

    async def _ask(self, request: Request, form: Form) -> None:
        view = self._bodies.view(request, form)
        if not request.view:
            await self._open(request, view, texts.offer(form))
            return
        client, alone = self._workspace.client, self._bodies.view(replace(request, view=""), form)
        try:
            async with asyncio.timeout(_TRIGGER_SECONDS):
                await client.views_push(trigger_id=request.trigger, view=view)
        except (
            TROUBLES
        ):  # too late to cover the modal, or three lie on each other: it takes its place
            await insist(lambda: client.views_update(view_id=request.view, view=alone))

    async def _open(self, request: Request, view: Json, otherwise: Message) -> None:
        """A modal; where none can be opened (any more), words with a button that opens it."""
        if request.trigger:
            try:
                async with asyncio.timeout(_TRIGGER_SECONDS):
                    await self._workspace.client.views_open(trigger_id=request.trigger, view=view)
            except TROUBLES:
                pass
            else:
                return
        if request.response_url:
            await self._respond(request, otherwise)
        else:
            await self._speak(request, otherwise)

    async def _in_modal(self, request: Request, message: Message) -> None:
        """What everyone is to see goes to the channel.

        A modal that was closed meanwhile leaves the channel too.
        """
        if not message.private:
            await self._speak(request, message)
            return
        view = self._bodies.view(request, message)
        try:
            await insist(
                lambda: self._workspace.client.views_update(view_id=request.view, view=view)
            )
        except DeliveryError:
            await self._speak(request, message)

    async def _speak(self, request: Request, message: Message) -> None:
        """In a conversation of two for good.

        Else privately in the channel, or for everyone there.
        """
        drawn = self._bodies.drawn(message)
        parts: Json = {
            "text": drawn.text,
            "blocks": drawn.blocks,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if request.address.direct:
            await insist(lambda: self._write(request, parts))
        elif message.private:
            await self._whisper(request, drawn)
        else:
            thread = request.address.thread or None
            with delivery():  # once: everyone would see it twice
                await self._workspace.client.chat_postMessage(
                    channel=request.channel, thread_ts=thread, **parts
                )

    async def _write(self, request: Request, parts: Json) -> None:
        """In the conversation of two."""
        direct = await self._workspace.direct(request.user)
        await self._workspace.client.chat_postMessage(channel=direct, **parts)

    async def _whisper(self, request: Request, drawn: Drawn) -> None:
        """Only for them, in the channel; where we may not do that, in the conversation of two."""
        parts: Json = {"text": drawn.text, "blocks": drawn.blocks}
        place: Json = {
            "channel": request.channel,
            "user": request.user,
            "thread_ts": request.address.thread or None,
        }
        try:
            await insist(lambda: self._workspace.client.chat_postEphemeral(**place, **parts))
        except DeliveryError:
            await insist(lambda: self._write(request, parts))

    async def _with_files(self, request: Request, message: Message) -> Message:
        """Files go by direct message first, as a private answer cannot carry them.

        The answer says whether they did.
        """
        files = [block for block in message.blocks if isinstance(block, File)]
        if not files:
            return message
        try:
            await self._workspace.send_files(await self._workspace.direct(request.user), files)
            tell: Callable[[str, str], str] = texts.file_sent
        except (*TROUBLES, DeliveryError):
            tell = texts.file_lost
        with_links = (
            Text(tell(one.name, one.alt)) if isinstance(one, File) else one
            for one in message.blocks
        )
        return replace(message, blocks=tuple(with_links))

    async def _respond(self, request: Request, message: Message) -> None:
        """By the response_url.

        Where it is used up or too old, in the channel or the conversation of two.
        """
        body = self._bodies.response(request, message)
        try:
            await insist(lambda: self._send(request.response_url, body))
        except DeliveryError as fault:
            if not fault.permanent:
                raise
            await self._speak(request, message)

    async def _send(self, url: str, body: Json) -> None:
        async with self._workspace.http.post(url, json=body, timeout=_SECONDS) as answer:
            if answer.status != 200:
                permanent = answer.status < 500 and answer.status != 429
                retry_after = answer.headers.get("Retry-After", "")
                wait = float(retry_after) if retry_after.isdecimal() else None
                raise DeliveryError(
                    delivery_texts.answer_refused(answer.status),
                    permanent=permanent,
                    retry_after=wait,
                )
            if '"ok":false' in (await answer.text()).replace(" ", ""):
                raise DeliveryError(delivery_texts.ANSWER_NOT_TAKEN, permanent=True)
