"""What Discord's refusals mean for a delivery: for ever, for now, or nobody knows."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import DeliveryError

# Developer docs, JSON Error Codes.
_TOO_MANY_EDITS_OF_OLD_MESSAGES = 30046
THREAD_EXISTS = 160004
_PERMANENT = {
    10003: "the channel is gone",
    10004: "the server is gone",
    10008: "the message is gone",
    50001: "I may not see the channel",
    50007: "they do not take direct messages from me",
    50013: "I lack a permission there",
    50278: "they do not take direct messages from me",
    50083: "the thread is archived",
}
EDIT_LATER = 15 * 60.0


@contextmanager
def delivery() -> Iterator[None]:
    """Turn what the library raises into `DeliveryError`. Its texts name no token."""
    try:
        yield
    except discord.RateLimited as fault:
        raise DeliveryError("Discord asks to wait", retry_after=fault.retry_after) from fault
    except discord.HTTPException as fault:
        raise _explained(fault) from fault
    except (TimeoutError, aiohttp.ClientError, OSError, discord.DiscordException) as fault:
        raise DeliveryError(f"Discord could not be reached ({type(fault).__name__})") from fault


def _explained(fault: discord.HTTPException) -> DeliveryError:
    if fault.code == _TOO_MANY_EDITS_OF_OLD_MESSAGES:
        return DeliveryError("too many edits of an old message", retry_after=EDIT_LATER)
    if fault.code in _PERMANENT:
        return DeliveryError(_PERMANENT[fault.code], permanent=True)
    if fault.status == 401:
        # The token was reset: whoever runs Roadmate sets the new one, and then it goes on.
        return DeliveryError("Discord does not take the token any more")
    if fault.status in (403, 404):
        return DeliveryError(f"Discord refused it ({fault.code})", permanent=True)
    if fault.status == 429:
        asked = fault.response.headers.get("Retry-After", "")
        return DeliveryError("Discord asks to wait", retry_after=float(asked) if asked else None)
    # What else Discord finds wrong with a message will be wrong the next time too.
    return DeliveryError(f"Discord answered {fault.status} ({fault.code})", permanent=400 <= fault.status < 500)
