"""Messages that are made after the commit, off the event loop and off the database."""

import asyncio
import logging

from bot.core.message import Message, Unfinished

_LOG = logging.getLogger("roadmate.engine")


async def finished(answer: Message | Unfinished) -> Message:
    """The message, or what is said instead of it; what went wrong is logged.

    What takes too long is not waited for; its thread goes on until it ends by itself.
    """
    if isinstance(answer, Message):
        return answer
    try:
        async with asyncio.timeout(answer.seconds):
            return await asyncio.to_thread(answer.finish)
    except TimeoutError:
        _LOG.error("a message was not finished in %g seconds", answer.seconds)
    # one of the broad handlers of the house: whatever draws may fail, and there is another answer
    except Exception:  # noqa: BLE001
        _LOG.exception("a message could not be finished")
    return answer.instead
