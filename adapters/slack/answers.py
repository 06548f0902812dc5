"""Answering in time: the engine first, then the acknowledgement with the answer in it; slow ones are told later."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack import inbound
from adapters.slack.faults import TROUBLES, describe
from adapters.slack.home import Homes
from adapters.slack.inbound import Asked, Typing, slack_id
from adapters.slack.render import options
from adapters.slack.speaking import Speaking
from adapters.slack.workspace import Workspace
from bot.commands import Command
from bot.engine import Engine
from bot.errors import DeliveryError, StoreError
from bot.interaction import Address, Finding, Interaction, User
from bot.message import Choice, File, Form, Message, say
from bot.views import slack as words

_LOG = logging.getLogger("roadmate.slack")
# The name of every task that says something beside an acknowledgement.
TELLING = "slack: telling"
# Slack waits three seconds for an acknowledgement (Slack docs, Acknowledgment response); we promise one.
PATIENCE = 0.7
# Envelopes come again when a socket breaks or a word was lost: seconds later, not more.
_REMEMBERED = 500
_END_SECONDS = 3.0

Json = Mapping[str, Any]
Checks = Callable[[Address], Awaitable[Sequence[Finding]]]


class Answers:
    """Takes what people do to the engine and what it says back. Keeps nothing about a message that was sent."""

    def __init__(self, engine: Engine, workspace: Workspace, checks: Checks) -> None:
        self._engine = engine
        self._workspace = workspace
        self._checks = checks
        self._speaking = Speaking(workspace, engine.commands)
        self._begun: OrderedDict[str, asyncio.Task[Message | Form]] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()
        self._homes = Homes(engine, workspace)

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A slash command: the acknowledgement carries the answer. One that comes twice is answered twice the same."""
        asked = inbound.read_command(body, self._workspace.team, self._engine.commands)
        work, again = self._begin(asked)
        said = await _in_time(work)
        if isinstance(said, Message) and not _has_files(said):
            answer = self._speaking.body(asked, said)
            del answer["replace_original"]
            await ack(answer)
            return
        await ack()
        if not again:
            self.later(self._tell(asked, work))

    async def press(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A button or a pick, in a message, a modal or a home."""
        asked = inbound.read_press(body, self._workspace.team)
        if asked:
            work, again = self._begin(asked)
            await _in_time(work)
            if not again:
                self.later(self._tell(asked, work))
        await ack()

    async def form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A modal that was sent: the acknowledgement puts the answer in its place, or a refusal beside an input."""
        asked = inbound.read_form(body, self._workspace.team)
        work, again = self._begin(asked)
        said = await _in_time(work)
        errors = self._speaking.errors(said, body["view"])
        if errors:
            self._begun.pop(asked.once, None)  # put right, the same modal is sent once more
            await ack(response_action="errors", errors=errors)
            return
        if said and not (isinstance(said, Message) and (_has_files(said) or not said.private)):
            await ack(response_action="update", view=self._speaking.view(asked, said))
            return
        # The modal closes; what is still to be said goes to where it was opened.
        await ack()
        if not again:
            self.later(self._tell(replace(asked, view=""), work))

    async def shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The global shortcut: its answer is a modal, as there is no channel."""
        asked = replace(inbound.read_shortcut(body, self._workspace.team), home=True)
        work, again = self._begin(asked)
        await _in_time(work)
        await ack()
        if not again:
            self.later(self._tell(asked, work))

    async def suggest(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """What could complete what is being typed."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._suggestions(inbound.read_typing(body, self._workspace.team))
        except (TimeoutError, StoreError) as fault:
            _LOG.warning("no suggestions in time: %s", describe(fault))
            found = ()
        await ack(options=options(found))

    async def _suggestions(self, typing: Typing) -> Sequence[Choice]:
        user = await self._workspace.people.who(typing.asked.user, typing.asked.name)
        asked = Interaction(typing.asked.call, user, typing.asked.address)
        return await self._engine.suggest(asked, typing.option, typing.typed)

    async def words(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A line in a direct message, or one that begins with our name."""
        asked = inbound.read_words(body, self._workspace.team, self._workspace.bot, self._engine.commands)
        if asked:
            if asked.address.direct:
                self._workspace.met(asked.user, asked.channel)
            work, again = self._begin(asked)
            await _in_time(work)
            if not again:
                self.later(self._tell(asked, work))
        await ack()

    async def home(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Somebody looks at their App Home."""
        await ack()
        if body["event"].get("tab", "home") == "home":
            self.later(self._homes.opened(body["event"]["user"]))

    async def take_in(self, work: Coroutine[Any, Any, None]) -> None:
        """What nobody waits to have answered. Done in time or not, it is acknowledged then, and goes on.

        Raises what it raises in time: unacknowledged, it comes again.
        """
        task = asyncio.create_task(work, name=TELLING)
        self._keep(task)
        done, _ = await asyncio.wait([task], timeout=PATIENCE)
        if done:
            task.result()
        else:
            task.add_done_callback(_late)

    async def close(self) -> None:
        """Let what is being done and said be finished, but not for long."""
        left = {task for task in (*self._running, *self._begun.values()) if not task.done()}
        if left:
            _, late = await asyncio.wait(left, timeout=_END_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin(self, asked: Asked) -> tuple[asyncio.Task[Message | Form], bool]:
        """The work on something, and whether it was begun before: the same thing said twice is done once."""
        known = self._begun.get(asked.once) if asked.once else None
        if known:
            return known, True
        work = asyncio.create_task(self._perform(asked))
        if asked.once:
            self._begun[asked.once] = work
        if len(self._begun) > _REMEMBERED:
            self._begun.popitem(last=False)
        return work, False

    async def _perform(self, asked: Asked) -> Message | Form:
        declared = next((one for one in self._engine.commands if one.name == asked.call.name), None)
        try:
            user = await self._who(asked, declared)
        except TROUBLES as fault:
            _LOG.warning("somebody's rights are not known: %s", describe(fault))
            return replace(say(words.UNTOLD_RIGHTS), refused=True)
        findings = tuple(await self._checks(asked.address)) if declared and declared.checks else ()
        named = asked.place_name
        if declared and declared.here and not named and not asked.address.direct:
            named = await self._workspace.name_of(asked.address.channel)
        said = await self._engine.handle(
            Interaction(asked.call, user, asked.address, findings, named, await self._named(asked), asked.once)
        )
        if declared and not declared.reads:
            self.did(asked.user, looking=asked.home)
        return said

    async def _who(self, asked: Asked, declared: Command | None) -> User:
        people = self._workspace.people
        if declared and declared.role == "organiser":
            return await people.who(asked.user, asked.name, rights=True)
        if declared and declared.rights:
            return await people.with_rights(asked.user, asked.name)
        return await people.who(asked.user, asked.name)

    async def _named(self, asked: Asked) -> tuple[tuple[str, str], ...]:
        """Those whom the call names, with their names: in an event Slack tells their ids only."""
        people = self._workspace.people
        return tuple([
            (known, (await people.who(slack_id(known))).name if shown == slack_id(known) else shown)
            for known, shown in asked.named
        ])  # fmt: skip

    def did(self, user: str, *, looking: bool = False) -> None:
        """Somebody did something, which may stand on their page. `looking`: they do it there."""
        self._homes.changed(user, self.later, looking=looking)

    async def _tell(self, asked: Asked, work: asyncio.Task[Message | Form]) -> None:
        await self._speaking.say(asked, await work)

    def later(self, telling: Coroutine[Any, Any, None]) -> None:
        """Say something beside the acknowledgement; a fault on the way is logged."""
        self._keep(asyncio.create_task(_logged(telling), name=TELLING))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _in_time(work: asyncio.Task[Message | Form]) -> Message | Form | None:
    """What the engine says, if it says it in time; the work goes on in any case."""
    done, _ = await asyncio.wait([work], timeout=PATIENCE)
    return work.result() if done else None


def _late(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (fault := task.exception()):
        _LOG.error("what Slack told of could not be kept", exc_info=fault)


async def _logged(telling: Coroutine[Any, Any, None]) -> None:
    try:
        await telling
    except (*TROUBLES, DeliveryError) as fault:
        _LOG.warning("an answer did not arrive: %s", describe(fault))


def _has_files(said: Message) -> bool:
    return any(isinstance(block, File) for block in said.blocks)
