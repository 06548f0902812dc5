"""From what Slack sends to its acknowledgement, and to what a person sees.

Roadmate against a bare app, in turns.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.platforms import discord_answers, slack_bots
from benchmarks.platforms.discord_answers import CROWD, ROUNDS, TURNS, Times
from benchmarks.platforms.processes import Started
from bot.core.call import Call
from content.model import Pack
from tests.loopback_slack import user_actions
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack
from tests.loopback_slack.world import Said

Json = dict[str, Any]
BARE = "the bare app"
_PATIENCE = 30
# What one person sends, by their number; made ready, and sent when it is called.
Act = Callable[[int], Callable[[], Asked]]
_BUTTON = {
    "type": "button",
    "action_id": "0-0",
    "text": {"type": "plain_text", "text": "Hello"},
    "value": "hello",
}
_BLOCK = {"type": "actions", "block_id": "hello", "elements": [_BUTTON]}


class Stamp(asyncio.Event):
    """Notes when it was set first."""

    at = 0.0

    def set(self) -> None:
        """As any event."""
        self.at = self.at or perf_counter()
        super().set()


@dataclass
class Found:
    """Seconds until the acknowledgement, and until the answer can be seen."""

    acknowledged: Times = field(default_factory=Times)
    visible: Times = field(default_factory=Times)


@dataclass
class Crowd:
    """The people of one workspace."""

    slack: Slack

    def types(self, line: str) -> Act:
        """Everyone gives the same command."""
        return lambda number: (
            lambda: user_actions.command(
                self.slack, self._person(number), self.slack.study, f"/roadmate {line}"
            )
        )

    def presses(self, call: str) -> Act:
        """Everyone presses the button of this call on what they were answered last."""

        def ready(number: int) -> Callable[[], Asked]:
            person = self._person(number)
            said, block, button = self._newest(person, call)
            return lambda: self.slack.interactions.act(person, said, block, button, {}, {})

        return ready

    def presses_anything(self) -> Act:
        """Everyone presses the one button that the bare app knows."""

        def ready(number: int) -> Callable[[], Asked]:
            person, slack = self._person(number), self.slack
            said = Said(
                slack.study["id"], {"ts": slack.world.stamp(), "blocks": [_BLOCK]}, person["id"]
            )
            return lambda: slack.interactions.act(person, said, _BLOCK, _BUTTON, {}, {})

        return ready

    async def times(self, act: Act, numbers: Sequence[int]) -> list[tuple[float, float]]:
        """All of them act at once: what each waits for, the acknowledgement and the answer."""
        waiting = []
        for send in [act(number) for number in numbers]:
            begun = perf_counter()
            asked = send()
            acknowledged, answered = Stamp(), Stamp()
            asked.acknowledged, asked.answered = acknowledged, answered
            waiting.append((begun, asked, acknowledged, answered))
        for _, asked, acknowledged, answered in waiting:
            await asyncio.wait_for(acknowledged.wait(), _PATIENCE)
            await asyncio.wait_for(answered.wait(), _PATIENCE)
            assert not asked.failed, asked.failed
        return [
            (acknowledged.at - begun, answered.at - begun)
            for begun, _, acknowledged, answered in waiting
        ]

    def _newest(self, person: Json, call: str) -> tuple[Said, Json, Json]:
        for said in reversed(self.slack.world.said.values()):
            for block in said.body.get("blocks", ()) if said.audience == person["id"] else ():
                for one in block.get("elements", ()):
                    if Call.parse(one.get("value", "")).name == call:
                        return said, block, one
        raise LookupError(f"nobody offered {person['name']} to {call}")

    def _person(self, number: int) -> Json:
        return self.slack.person(f"Person {number}")


async def measure(folder: Path, pack: Pack) -> dict[str, Found]:
    """Over Socket Mode: both apps run all the time; they are asked in turns."""
    return await _measure(folder / "slack.db", pack, slack_bots.bare, slack_bots.roadmate)


async def measure_http(folder: Path, pack: Pack) -> dict[str, Found]:
    """The same by signed requests."""
    return await _measure(
        folder / "slack-http.db", pack, slack_bots.bare_over_http, slack_bots.roadmate_over_http
    )


def report(found: dict[str, Found]) -> str:
    """Two tables, one row an act, with what it is of the bare app's command."""
    acknowledged = {name: one.acknowledged for name, one in found.items()}
    visible = {name: one.visible for name, one in found.items()}
    return "\n\n".join([
        discord_answers.report(acknowledged, BARE, "acknowledgement"),
        discord_answers.report(visible, BARE, "answer to be seen"),
    ])  # fmt: skip


async def _measure(
    database: Path,
    pack: Pack,
    bare: Callable[[Slack], AbstractAsyncContextManager[Started]],
    roadmate: Callable[[Slack, Path], AbstractAsyncContextManager[Started]],
) -> dict[str, Found]:
    async with slack_bots.opened() as quiet, slack_bots.opened() as slack:
        await slack_bots.founded(database, pack, slack)
        async with bare(quiet), roadmate(slack, database):
            return await _turns(Crowd(quiet), Crowd(slack))


async def _turns(plain: Crowd, ours: Crowd) -> dict[str, Found]:
    acts: dict[str, tuple[Crowd, Act]] = {
        BARE: (plain, plain.types("next")),
        "the bare app (pressed)": (plain, plain.presses_anything()),
        "`next`": (ours, ours.types("next")),
        "`help`": (ours, ours.types("help")),
        "`done` (writes)": (ours, ours.types("done")),
        "`undo` (pressed, writes)": (ours, ours.presses("undo")),
    }
    found = {name: Found() for name in acts}
    for number in range(
        ROUNDS + 1
    ):  # the first one warms up: people become members, connections are opened
        for name, (crowd, act) in acts.items():
            _keep(
                found[name],
                [(await crowd.times(act, [person]))[0] for person in range(CROWD)],
                at_once=False,
            )
        for _ in range(TURNS):
            for name, (crowd, act) in acts.items():
                _keep(found[name], await crowd.times(act, range(CROWD)), at_once=True)
        if not number:
            found = {name: Found() for name in acts}
    return found


def _keep(found: Found, pairs: list[tuple[float, float]], *, at_once: bool) -> None:
    for times, seconds in zip(
        (found.acknowledged, found.visible), zip(*pairs, strict=True), strict=True
    ):
        (times.together if at_once else times.alone).append(list(seconds))
