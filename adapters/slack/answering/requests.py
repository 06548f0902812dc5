"""Doing what is asked, once.

And keeping what goes on beside an acknowledgement until it is finished.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from adapters.slack import texts
from adapters.slack.answering.home import Homes
from adapters.slack.channels.places import slack_id
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.faults import TROUBLES, describe
from adapters.slack.inbound.interactions import Request
from bot.core.commands.declaration import Command
from bot.core.errors import DeliveryError
from bot.core.interaction import Address, Finding, Interaction, User
from bot.core.message import Form, Message, say
from bot.engine.engine import Engine
from bot.engine.standings import Ask, Standings

_LOG = logging.getLogger("roadmate.slack")
# The name of every task that goes on beside an acknowledgement.
BESIDE = "slack: beside"
# Slack waits three seconds for an acknowledgement (Slack docs, Acknowledgment response); we promise
# one, of which half is for the way and for a machine that is busy.
PATIENCE = 0.5
# Envelopes come again when a socket breaks or a word was lost; what comes later than that, the
# store knows (heard).
_REMEMBERED = 500
_END_SECONDS = 3.0

Work = asyncio.Task[Message | Form]
Checks = Callable[[Address], Awaitable[Sequence[Finding]]]


class Requests:
    """What is being done and said now. `checks` and `ask`: the adapter's `check` and `standing`."""

    def __init__(self, engine: Engine, workspace: Workspace, checks: Checks, ask: Ask) -> None:
        self._engine = engine
        self._standings = Standings(engine, ask)
        self._workspace = workspace
        self._checks = checks
        self._begun: OrderedDict[str, Work] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()
        self.homes = Homes(engine, workspace, self._standings, self.later)

    def begin(self, request: Request) -> tuple[Work, bool]:
        """The work on something, and whether it was begun before.

        The same thing said twice is done once.
        """
        known = self._begun.get(request.idempotency_key) if request.idempotency_key else None
        if known:
            return known, True
        work = asyncio.create_task(self._perform(request))
        if request.idempotency_key:
            self._begun[request.idempotency_key] = work
        if len(self._begun) > _REMEMBERED:
            self._begun.popitem(last=False)
        return work, False

    def refused(self, request: Request) -> None:
        """Nothing was done, and once put right the same may be sent again."""
        self._begun.pop(request.idempotency_key, None)

    async def take_in(self, work: Coroutine[Any, Any, None]) -> None:
        """What nobody waits to have answered.

        Done in time or not, it is acknowledged then, and goes on.

        Raises what it raises in time: unacknowledged, it comes again.
        """
        task = asyncio.create_task(work, name=BESIDE)
        self._keep(task)
        done, _ = await asyncio.wait([task], timeout=PATIENCE)
        if done:
            task.result()
        else:
            task.add_done_callback(_late)

    def later(self, telling: Coroutine[Any, Any, None]) -> None:
        """Say something beside the acknowledgement; a fault on the way is logged."""
        self._keep(asyncio.create_task(_logged(telling), name=BESIDE))

    async def close(self) -> None:
        """Let what is being done and said be finished, but not for long."""
        left = {task for task in (*self._running, *self._begun.values()) if not task.done()}
        if left:
            _, late = await asyncio.wait(left, timeout=_END_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _perform(self, request: Request) -> Message | Form:
        declared = next(
            (one for one in self._engine.commands if one.name == request.call.name), None
        )
        try:
            user = await self._who(request, declared)
        except TROUBLES as fault:
            _LOG.warning("somebody's rights are not known: %s", describe(fault))
            return replace(say(texts.UNTOLD_RIGHTS), refused=True)
        findings = (
            tuple(await self._checks(request.address)) if declared and declared.checks else ()
        )
        named = request.place_name
        if declared and declared.here and not named and not request.address.direct:
            named = await self._workspace.name_of(request.address.channel) or texts.SOMEWHERE
        interaction = Interaction(
            request.call,
            user,
            request.address,
            findings,
            named,
            await self._named(request),
            request.idempotency_key,
        )
        answer = await self._engine.handle(await self._standings.filled(interaction))
        if declared and not declared.reads:
            self.homes.changed(request.user, looking=request.home)
        return answer

    async def _who(self, request: Request, declared: Command | None) -> User:
        people = self._workspace.people
        if declared and declared.role == "organiser":
            return await people.who(request.user, request.name, rights=True)
        if declared and declared.rights:
            return await people.with_rights(request.user, request.name)
        return await people.who(request.user, request.name)

    async def _named(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Those whom the call names, with their names: in an event Slack tells their ids only."""
        people = self._workspace.people
        return tuple([
            (known, (await people.who(slack_id(known))).name if shown == slack_id(known) else shown)
            for known, shown in request.named
        ])  # fmt: skip

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def in_time(work: Work) -> Message | Form | None:
    """What the engine says, if it says it in time; the work goes on in any case."""
    done, _ = await asyncio.wait([work], timeout=PATIENCE)
    return work.result() if done else None


def _late(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (fault := task.exception()):
        _LOG.error("what Slack told of could not be kept", exc_info=fault)


async def _logged(telling: Coroutine[Any, Any, None]) -> None:
    try:
        await telling
    except DeliveryError as fault:
        _LOG.warning("an answer did not arrive: %s", fault)
    except TROUBLES as fault:
        _LOG.warning("an answer did not arrive: %s", describe(fault))
