"""Turns come in order, and in no window of time are there more than the limit, the first
included.
"""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rate_limit import NoTurnError, RateLimit, at_most
from tests.skipping import now, skipping


@given(
    most=st.integers(2, 60),
    share=st.floats(0.02, 0.98),
    pauses=st.lists(st.floats(0, 3), min_size=1, max_size=4),
)
def test_no_window_holds_more(most: int, share: float, pauses: list[float]) -> None:
    """The first second counts like any other: a full bucket would let twice as many through."""
    at_once = max(1, min(most - 1, round(most * share)))

    async def crowd() -> list[float]:
        limit, taken = at_most(most, 1.0, at_once), list[float]()
        for pause in pauses:
            await asyncio.sleep(pause)
            for _ in range(most * 2):
                await limit.turn()
                taken.append(now())
        return taken

    taken = skipping(crowd())

    assert all(later - taken[i] > 1 - 1e-6 for i, later in enumerate(taken[most:]))


def test_turns_come_in_order() -> None:
    async def ordered() -> list[int]:
        limit, came = RateLimit(1.0), list[int]()

        async def come(number: int) -> None:
            await limit.turn(60)
            came.append(number)

        await asyncio.gather(*(come(number) for number in range(8)))
        return came

    assert skipping(ordered()) == list(range(8))


def test_the_impatient_are_told_at_once() -> None:
    async def asked() -> tuple[float, float]:
        limit, begun = RateLimit(1.0), now()
        waiting = [asyncio.create_task(limit.turn(60)) for _ in range(30)]
        await asyncio.sleep(0)
        with pytest.raises(NoTurnError) as refused:
            await limit.turn(20)
        took = now() - begun
        await asyncio.gather(*waiting)
        return took, refused.value.seconds

    took, told = skipping(asked())
    assert took < 1.0
    assert told == pytest.approx(30, abs=1.1)


def test_who_leaves_takes_no_turn() -> None:
    async def left() -> float:
        limit, begun = RateLimit(1.0), now()
        await limit.turn(60)
        impatient = [asyncio.create_task(limit.turn(60)) for _ in range(20)]
        await asyncio.sleep(0)
        for one in impatient:
            one.cancel()
        await limit.turn(60)
        return now() - begun

    assert skipping(left()) == pytest.approx(1, abs=0.5)


def test_shut_lets_nobody_through() -> None:
    async def shut() -> list[float]:
        limit, begun = RateLimit(0.5, at_once=10), now()
        await limit.turn(60)
        limit.shut(15)
        times = []
        for _ in range(3):
            await limit.turn(60)
            times.append(now() - begun)
        return times

    assert skipping(shut()) == pytest.approx([15, 15.5, 16], abs=0.5)


def test_shut_holds_who_waits() -> None:
    async def shut() -> float:
        limit, begun = RateLimit(1.0), now()
        await limit.turn(60)
        waiting = asyncio.create_task(limit.turn(60))
        await asyncio.sleep(0.5)
        limit.shut(10)
        await waiting
        return now() - begun

    assert skipping(shut()) == pytest.approx(10.5, abs=0.5)
