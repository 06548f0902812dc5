"""How a process that runs for long comes to its end.

Told by a signal, or brought down by a fault.
"""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from bot.core.errors import SettingsError, StoreError


async def until_told_to_stop(work: Coroutine[Any, Any, None]) -> None:
    """Do the work to its end, or until SIGTERM or SIGINT; then it is cancelled.

    What it has to put away in any case it shields, since a signal may come twice.
    """
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        if not task.cancelled():
            raise


def cause(faults: ExceptionGroup[Exception]) -> Exception:
    """Of all that fell together, the first that whoever runs Roadmate can mend; else all of it."""
    found: Exception = faults.subgroup((SettingsError, StoreError)) or faults
    while isinstance(found, ExceptionGroup) and found is not faults:
        found = found.exceptions[0]
    return found
