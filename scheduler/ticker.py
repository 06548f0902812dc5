"""APScheduler: three interval jobs and nothing else.

The truth about what is due stands in our own tables.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner

PLAN_SECONDS = 20
# What a person waits for, such as the end of a question in a live round, is at most half a second
# late.
DELIVER_SECONDS = 0.5
TIDY_HOURS = 24


async def tick(planner: Planner, dispatcher: Dispatcher) -> None:
    """Call the duties at their intervals until cancelled; then wait for what is being sent."""
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    await planner.tidy()
    await planner.plan()
    scheduler.add_job(_until_stopped, "interval", [planner.plan], seconds=PLAN_SECONDS)
    scheduler.add_job(_until_stopped, "interval", [dispatcher.deliver], seconds=DELIVER_SECONDS)
    scheduler.add_job(_until_stopped, "interval", [planner.tidy], hours=TIDY_HOURS)
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        # A round that is called for and has not begun begins, or its end would be logged as a
        # fault.
        scheduler.pause()
        await asyncio.sleep(0)
        # shutdown() cancels running jobs rather than wait for them (APScheduler issue 233); a round
        # is one transaction.
        scheduler.shutdown(wait=False)
        await asyncio.shield(dispatcher.finish())


async def _until_stopped(duty: Callable[[], Awaitable[object]]) -> None:
    """One round. That it is cancelled is our own wish.

    APScheduler would log it as a fault, with a traceback.
    """
    try:
        await duty()
    except asyncio.CancelledError:
        return
