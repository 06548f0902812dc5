"""Edits of a live round.

One at a time for a message and in order, few enough for every platform.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from bot.core.interaction import Address
from bot.core.message import Message
from bot.engine.port import MessageRef
from scheduler.dispatcher import Dispatcher
from tests.live.round_play import answer, begin, said
from tests.play import shown
from tests.weekly.group_play import Platform, Weekly


@dataclass
class Slow(Platform):
    """Holds the first edit that counts until it is let go."""

    held: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        if "so far" in shown(message).text and not self.held.is_set():
            self.held.set()
            await self.let_go.wait()
        await super().edit(ref, message)


async def test_the_reveal_waits_for_counts(weekly: Weekly) -> None:
    """A count that is on its way lands before the reveal and never overwrites it."""
    slow = weekly.platform = Slow(weekly.clock)
    weekly.use(weekly.pack)
    screen = await begin(weekly)
    await answer(weekly, "Ben", screen)
    weekly.clock.advance(seconds=5)
    await weekly.dispatcher.deliver()
    await slow.held.wait()
    weekly.clock.advance(seconds=60)
    assert await weekly.dispatcher.deliver()
    for _ in range(20):  # time enough for the reveal, if it did not wait
        await weekly.everything()
    assert await weekly.rows("SELECT state FROM deliveries WHERE key LIKE '%/close1'") == [
        ("claimed",)
    ]
    assert "1 of 1 got it right" not in shown(said(weekly)[-1].message)
    slow.let_go.set()
    await weekly.dispatcher.finish()
    counted, revealed = said(weekly)[-2:]
    assert "so far" in shown(counted.message)
    assert "1 of 1 got it right" in shown(revealed.message)


async def test_counts_are_seconds_apart(weekly: Weekly) -> None:
    """Counts are three seconds apart and the last shows everybody."""
    screen = await begin(weekly)
    start = weekly.clock()
    for number in range(40):
        await answer(weekly, f"member {number}", screen)
        await weekly.wait(minutes=1 / 120)
    counts = [
        posted for posted in said(weekly) if posted.edited and "so far" in shown(posted.message)
    ]
    times = [start, *(posted.at for posted in counts)]
    assert min(b - a for a, b in pairwise(times)) >= timedelta(seconds=3)
    await weekly.wait(minutes=0.1)
    last = [
        posted for posted in said(weekly) if posted.edited and "so far" in shown(posted.message)
    ][-1]
    assert "40 answers so far" in shown(last.message)


async def test_no_answer_of_many_is_lost(weekly: Weekly) -> None:
    """Of five hundred answers at once none is lost."""
    screen = await begin(weekly, "quiz live count:1")
    told = await asyncio.gather(
        *(answer(weekly, f"member {n}", screen, right=n % 2 == 0) for n in range(500))
    )
    assert all("Your answer" in one for one in told)
    await weekly.wait(minutes=1.1)
    assert "250 of 500 got it right" in shown(said(weekly)[-1].message)
    await weekly.wait(minutes=1)
    assert "500 players" in shown(said(weekly)[-2].message)
    assert await weekly.rows("SELECT count(*), sum(points) FROM awards") == [(500, 2500)]


async def test_many_rounds_share_the_limit(
    weekly: Weekly,
) -> None:
    """Ten rounds in one workspace edit less than forty times a minute."""
    rooms = [Address("test", "campus", f"room-{number}") for number in range(10)]
    screens = []
    for room in rooms:
        await weekly.set_up(room.channel, room)
        screens.append(await begin(weekly, "quiz live", room))
    edits = len([posted for posted in said(weekly) if posted.edited])
    start = weekly.clock()
    for second in range(50):
        for screen, room in zip(screens, rooms, strict=True):
            label = next(
                (label for label, call in screen.calls.items() if call.name == "live answer"), None
            )
            if label:
                await weekly.press(f"member {second}", screen, label, at=room)
            elif screen.many:
                await weekly.press(
                    f"member {second}", screen, screen.many.choices[0].label, at=room
                )
        await weekly.wait_until(start + timedelta(seconds=second + 1))
    assert len([posted for posted in said(weekly) if posted.edited]) - edits <= 40


async def test_edited_messages_are_forgotten(weekly: Weekly) -> None:
    await begin(weekly, "quiz live count:1")
    await weekly.wait(minutes=3)
    assert isinstance(weekly.dispatcher, Dispatcher)
    assert all(not lane.edits for lane in weekly.dispatcher._lanes.values())
