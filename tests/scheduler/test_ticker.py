"""The real APScheduler calls the duties, and stopping leaves nothing half done."""

import asyncio
from datetime import timedelta

import pytest

from scheduler.dispatcher import LEASE
from scheduler.ticker import tick
from tests.scheduler.term import NINE, Term, weekly


async def test_what_is_due_is_posted(term: Term) -> None:
    """What is due is posted with its thread and its questions."""
    group = await term.group()
    term.clock.now = NINE
    ticking = asyncio.create_task(tick(term.planner, term.dispatcher))
    await term.platform.until_tried(3)
    await _stop(ticking)
    assert [key.split("/")[0] for key in term.platform.keys_said()] == ["weekly", "questions"]
    assert (await term.weeks(group))[0].state == "open"


async def test_sending_ends_before_stopping(term: Term) -> None:
    """What is being sent when we are told to stop is finished first."""
    group = await term.group()
    term.platform.hangs.add(group.channel)
    term.clock.now = NINE
    ticking = asyncio.create_task(tick(term.planner, term.dispatcher))
    await term.platform.until_tried(1)
    ticking.cancel()
    done, _ = await asyncio.wait([ticking], timeout=0.05)
    assert not done, "it waits for what is being sent"
    term.platform.opened.set()
    with pytest.raises(asyncio.CancelledError):
        await ticking
    assert await term.state(weekly(group)) == ("sent", 1)


@pytest.mark.parametrize("steps", range(0, 60, 3))
async def test_no_claim_is_left_behind(term: Term, steps: int) -> None:
    """Whatever was claimed when we are told to stop is sent or given back."""
    group = await term.group()
    term.clock.now = NINE
    await term.planner.plan()
    delivering = asyncio.create_task(term.dispatcher.deliver())
    for _ in range(steps):
        await asyncio.sleep(0)
    delivering.cancel()
    await asyncio.wait([delivering])
    await term.dispatcher.finish()
    assert (await term.state(weekly(group)))[0] in {"waiting", "sent"}, "claimed and left behind"


async def test_stopping_leaves_nothing_running(term: Term) -> None:
    """A ticker that is stopped at once leaves nothing running."""
    before = asyncio.all_tasks()
    ticking = asyncio.create_task(tick(term.planner, term.dispatcher))
    await asyncio.sleep(0)
    await _stop(ticking)
    assert asyncio.all_tasks() == before


async def test_old_rows_are_tidied_away(term: Term) -> None:
    group = await term.group()
    await term.at(NINE)
    term.clock.now = NINE + timedelta(days=30)
    await term.planner.tidy()
    assert await term.state(weekly(group)) == ("sent", 1)
    term.clock.advance(seconds=1)
    await term.planner.tidy()
    assert await term.rows("SELECT * FROM deliveries") == []


def test_patience_ends_before_the_lease(term: Term) -> None:
    """A platform that hangs is given up before the lease of the delivery ends."""
    assert term.patience < LEASE


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
