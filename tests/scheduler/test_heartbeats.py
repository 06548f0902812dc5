"""Signs of life: a silence is an outage, and an outage makes a week short for those who could do
nothing.
"""

from datetime import datetime, timedelta

import pytest

from bot.weekly import heartbeats
from tests.by_hand import ByHand
from tests.scheduler.term import NINE, Term

WEEK = timedelta(weeks=1)


async def test_each_round_is_a_heartbeat(term: Term) -> None:
    await term.planner.plan()
    term.clock.advance(seconds=20)
    await term.planner.plan()
    assert await term.rows("SELECT at FROM heartbeats") == [(int(term.clock().timestamp()),)]


@pytest.mark.parametrize(
    ("silence", "outages"), [(timedelta(minutes=3), 0), (timedelta(minutes=3, seconds=1), 1)]
)
async def test_long_silence_is_an_outage(term: Term, silence: timedelta, outages: int) -> None:
    """Three minutes of silence are a slow moment, and more is an outage."""
    await term.planner.plan()
    began = term.clock()
    term.clock.now += silence
    await term.planner.plan()
    found = await term.rows("SELECT began_at, ended_at FROM outages")
    assert found == [(int(began.timestamp()), int(term.clock().timestamp()))] * outages


async def test_the_first_start_is_no_outage(term: Term) -> None:
    await term.planner.plan()
    assert await term.rows("SELECT * FROM outages") == []


async def test_only_outages_within_count(term: Term) -> None:
    """Of the outages, only what lies between the two instants counts."""
    for began, ended in ((0, 2), (5, 6), (9, 12)):
        await _away(term, NINE + timedelta(hours=began), NINE + timedelta(hours=ended))
    tx = ByHand(term.database)
    found = await heartbeats.outage(tx, NINE + timedelta(hours=1), NINE + timedelta(hours=10))
    assert found == timedelta(hours=1 + 1 + 1)


@pytest.mark.parametrize(
    ("away", "short"),
    [
        ([(24, 36)], False),
        ([(24, 36.1)], True),
        ([(24, 31), (48, 53.1)], True),
        # In the last twenty-four hours two are enough.
        ([(7 * 24 - 3, 7 * 24 - 1.1)], False),
        ([(7 * 24 - 3, 7 * 24 - 1)], True),
        ([(6 * 24 - 3, 6 * 24 + 1)], False),
    ],
)
async def test_an_outage_makes_weeks_short(
    term: Term, away: list[tuple[float, float]], short: bool
) -> None:
    """A week is short when Roadmate was away for long, or near its end."""
    group = await term.group()
    await term.at(NINE)
    for began, ended in away:
        await _away(term, NINE + timedelta(hours=began), NINE + timedelta(hours=ended))
    await term.at(NINE + WEEK)
    first = (await term.weeks(group))[0]
    assert (first.state, first.short) == ("closed", short)


async def _away(term: Term, began: datetime, ended: datetime) -> None:
    tx = ByHand(term.database)
    await heartbeats.alive(tx, began)
    term.clock.now = ended
    await term.planner.plan()
