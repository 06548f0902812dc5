"""From an interaction that Discord sends to the callback that it gets.

Roadmate against a bare bot, in turns.
"""

import asyncio
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.platforms import discord_bots
from benchmarks.platforms.discord_bots import Heard
from benchmarks.tables import table, times
from benchmarks.timing import p50, p99
from bot.core.call import Call
from content.model import Pack
from tests.loopback_discord import user_actions
from tests.loopback_discord.protocol import components
from tests.loopback_discord.protocol.interactions import Asked
from tests.loopback_discord.protocol.server import Discord

Json = dict[str, Any]
ROUNDS = 5
CROWD = 50
# People who ask one after the other, each round; and how often all of them ask at once.
TURNS = 2
BARE = "the bare bot"
_TOO_LONG = 1.0
# What one person sends, by their number; it is sent at that moment.
Act = Callable[[int], Asked]


@dataclass
class Times:
    """Seconds, by round: one after the other, and all at once."""

    alone: list[list[float]] = field(default_factory=list)
    together: list[list[float]] = field(default_factory=list)


@dataclass
class Crowd:
    """The people of one server, and what they were answered last."""

    discord: Discord
    heard: Heard
    asked: dict[int, Asked] = field(default_factory=dict)

    def types(self, line: str) -> Act:
        """Everyone types the same."""
        return lambda number: user_actions.command(
            self.discord, self._person(number), self.discord.study, line, {}
        )

    def presses(self, call: str) -> Act:
        """Everyone presses the button of this call on the answer they got last."""
        return lambda number: self._press(number, call)

    async def times(self, act: Act, numbers: Sequence[int]) -> list[float]:
        """All of them act at once: what each waits for."""
        waiting = []
        for number in numbers:
            begun = perf_counter()
            self.asked[number] = act(number)
            waiting.append((begun, self.asked[number]))
        for _, asked in waiting:
            await asyncio.wait_for(asked.done.wait(), 30)
        return [self.heard.callbacks.pop(asked.payload["id"]) - begun for begun, asked in waiting]

    def _press(self, number: int, call: str) -> Asked:
        message = self.discord.world.messages[self.asked[number].original]
        buttons = components.walk(message["components"])
        button = next(one for one in buttons if Call.parse(one.get("custom_id", "")).name == call)
        return user_actions.press(self.discord, self._person(number), message, button)

    def _person(self, number: int) -> Json:
        return self.discord.person(f"Person {number}")


async def measure(folder: Path, pack: Pack) -> dict[str, Times]:
    """Both bots run all the time; they are asked in turns."""
    async with (
        discord_bots.opened() as (quiet, quiet_heard),
        discord_bots.opened() as (discord, heard),
    ):
        store = await discord_bots.groups(
            folder / "answers.db", pack, [(discord.campus["id"], discord.study["id"])]
        )
        await store.close()
        async with discord_bots.bare(quiet), discord_bots.roadmate(discord, folder / "answers.db"):
            return await _turns(Crowd(quiet, quiet_heard), Crowd(discord, heard))


async def _turns(plain: Crowd, ours: Crowd) -> dict[str, Times]:
    acts: dict[str, tuple[Crowd, Act]] = {
        BARE: (plain, plain.types("next")),
        "`next`": (ours, ours.types("next")),
        "`done` (writes)": (ours, ours.types("done")),
        "`undo` (pressed, writes)": (ours, ours.presses("undo")),
    }
    found = {name: Times() for name in acts}
    for number in range(
        ROUNDS + 1
    ):  # the first one warms up: people become members, connections are opened
        for name, (crowd, act) in acts.items():
            alone = [(await crowd.times(act, [person]))[0] for person in range(CROWD)]
            found[name].alone.append(alone)
        for _ in range(TURNS):
            for name, (crowd, act) in acts.items():
                found[name].together.append(await crowd.times(act, range(CROWD)))
        if not number:
            found = {name: Times() for name in acts}
    return found


def report(found: dict[str, Times], bare_name: str = BARE, what: str = "callback") -> str:
    """One row an act, with what it is of the bare one's. `what` the times are of."""
    bare = found[bare_name]
    rows = [
        (
            name,
            *_figures(own.alone, bare.alone),
            *_figures(own.together, bare.together),
            str(_late(own)),
        )
        for name, own in found.items()
    ]
    heads = [
        head
        for at_once in (1, CROWD)
        for head in (f"p50 ms, {at_once} at once", "p99 ms", "p50 against bare")
    ]
    return table((what, *heads, "over 1 s"), rows)


def _figures(own: list[list[float]], bare: list[list[float]]) -> tuple[str, str, str]:
    pairs = zip(own, bare, strict=True)
    ratio = statistics.median(statistics.median(o) / statistics.median(b) for o, b in pairs)
    return f"{p50(own) * 1e3:.1f}", f"{p99(own) * 1e3:.1f}", times(ratio)


def _late(own: Times) -> int:
    return sum(seconds > _TOO_LONG for round_ in own.together for seconds in round_)
