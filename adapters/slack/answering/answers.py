"""Answering in time: the engine first, then the acknowledgement with the answer in it.

Slow ones are told later.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.answering.bodies import Bodies
from adapters.slack.answering.replies import Speaking
from adapters.slack.answering.requests import PATIENCE, Requests, Work, in_time
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.faults import describe
from adapters.slack.drawing.render import options
from adapters.slack.inbound import interactions
from adapters.slack.inbound.interactions import Request, Typing
from bot.core.errors import StoreError
from bot.core.interaction import Interaction
from bot.core.message import Choice, File, Message
from bot.engine.engine import Engine

_LOG = logging.getLogger("roadmate.slack")

Body = dict[str, Any]


class Answers:
    """Takes what people do to the engine and what it says back.

    Keeps nothing about a message that was sent.
    """

    def __init__(self, engine: Engine, workspace: Workspace, requests: Requests) -> None:
        self._engine = engine
        self._workspace = workspace
        self._requests = requests
        self._bodies = Bodies(workspace, engine.commands)
        self._speaking = Speaking(workspace, self._bodies)

    async def command(self, ack: AsyncAck, body: Body) -> None:
        """A slash command: the acknowledgement carries the answer.

        One that comes twice is answered twice the same.
        """
        request = interactions.read_command(body, self._workspace.team, self._engine.commands)
        work, again = self._requests.begin(request)
        answered = await in_time(work)
        if isinstance(answered, Message) and not _has_files(answered):
            answer = self._bodies.response(request, answered)
            del answer["replace_original"]
            await ack(answer)
            return
        await ack()
        if not again:
            self._tell(request, work)

    async def press(self, ack: AsyncAck, body: Body) -> None:
        """A button or a pick, in a message, a modal or a home."""
        request = interactions.read_press(body, self._workspace.team)
        if request:
            await self._act(request)
        await ack()

    async def form(self, ack: AsyncAck, body: Body) -> None:
        """A modal that was sent.

        The acknowledgement puts the answer in its place, or a refusal beside an input.
        """
        request = interactions.read_form(body, self._workspace.team)
        work, again = self._requests.begin(request)
        answer = await in_time(work)
        errors = self._bodies.errors(answer, body["view"])
        if errors:
            self._requests.refused(request)
            await ack(response_action="errors", errors=errors)
            return
        if answer and not (isinstance(answer, Message) and _belongs_elsewhere(answer, request)):
            await ack(response_action="update", view=self._bodies.view(request, answer))
            return
        # The modal closes; what is still to be said goes to where it was opened.
        await ack()
        if not again:
            self._tell(replace(request, view=request.under, under=""), work)

    async def shortcut(self, ack: AsyncAck, body: Body) -> None:
        """The global shortcut: its answer is a modal, as there is no channel."""
        await self._act(replace(interactions.read_shortcut(body, self._workspace.team), home=True))
        await ack()

    async def words(self, ack: AsyncAck, body: Body) -> None:
        """A line in a direct message, or one that begins with our name."""
        request = interactions.read_words(
            body, self._workspace.team, self._workspace.bot, self._engine.commands
        )
        if request:
            if request.address.direct:
                self._workspace.met(request.user, request.channel)
            await self._act(request)
        await ack()

    async def suggest(self, ack: AsyncAck, body: Body) -> None:
        """What could complete what is being typed."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._suggestions(
                    interactions.read_typing(body, self._workspace.team)
                )
        except (TimeoutError, StoreError) as fault:
            _LOG.warning("no suggestions in time: %s", describe(fault))
            found = ()
        await ack(options=options(found))

    async def home(self, ack: AsyncAck, body: Body) -> None:
        """Somebody looks at their App Home."""
        await ack()
        if body["event"].get("tab", "home") == "home":
            self._requests.homes.opened(body["event"]["user"])

    async def _act(self, request: Request) -> None:
        """Do it; its answer follows the acknowledgement, which waits for it as long as it may."""
        work, again = self._requests.begin(request)
        await in_time(work)
        if not again:
            self._tell(request, work)

    def _tell(self, request: Request, work: Work) -> None:
        async def telling() -> None:
            await self._speaking.say(request, await work)

        self._requests.later(telling())

    async def _suggestions(self, typing: Typing) -> Sequence[Choice]:
        user = await self._workspace.people.who(typing.asked.user, typing.asked.name)
        interaction = Interaction(typing.asked.call, user, typing.asked.address)
        return await self._engine.suggest(interaction, typing.option, typing.typed)


def _belongs_elsewhere(message: Message, request: Request) -> bool:
    """Whether the answer to a form takes another's place than the form's.

    Of what it was opened from, or in public.
    """
    return (
        _has_files(message)
        or not message.private
        or (message.replace and bool(request.under or request.response_url))
    )


def _has_files(message: Message) -> bool:
    return any(isinstance(block, File) for block in message.blocks)
