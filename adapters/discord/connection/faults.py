"""What Discord's refusals mean for a delivery: for ever, for now, or nobody knows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
import discord

from adapters.discord.connection.http_trace import NotTaken
from bot.core.errors import DeliveryError
from bot.core.records import PlaceKind

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


# What is not there any more. Discord answers 50001 for a server that we have left, as for a channel
# that is hidden.
_GONE: Mapping[int, PlaceKind] = {10003: "channel", 10004: "workspace"}


@contextmanager
def delivery(*, left: bool = False) -> Iterator[None]:
    """Turn what the library raises into `DeliveryError`; its texts name no token.

    `left`: the server is not ours.
    """
    try:
        yield
    except discord.RateLimited as fault:
        raise DeliveryError("Discord asks to wait", retry_after=fault.retry_after) from fault
    except discord.HTTPException as fault:
        raise _explained(fault, left=left) from fault
    except NotTaken as fault:
        raise DeliveryError(
            "Discord takes nothing now", retry_after=fault.seconds, unreached=True
        ) from fault
    except aiohttp.ClientConnectorError as fault:
        # No connection came about, so nothing was asked of anybody.
        raise DeliveryError("Discord could not be reached", unreached=True) from fault
    except (TimeoutError, aiohttp.ClientError, OSError, discord.DiscordException) as fault:
        raise DeliveryError(f"Discord could not be reached ({type(fault).__name__})") from fault


def _explained(fault: discord.HTTPException, *, left: bool) -> DeliveryError:
    if fault.code == _TOO_MANY_EDITS_OF_OLD_MESSAGES:
        return DeliveryError("too many edits of an old message", retry_after=EDIT_LATER)
    if left and fault.status in (403, 404):
        return DeliveryError("I am not in the server any more", permanent=True, gone="workspace")
    if fault.code in _PERMANENT:
        return DeliveryError(_PERMANENT[fault.code], permanent=True, gone=_GONE.get(fault.code, ""))
    if fault.status == 401:
        # The token was reset: whoever runs Roadmate sets the new one, and then it goes on.
        return DeliveryError("Discord does not take the token any more", unreached=True)
    if fault.status in (403, 404):
        return DeliveryError(f"Discord refused it ({fault.code})", permanent=True)
    if fault.status == 429:
        headers = fault.response.headers
        asked = float(headers["Retry-After"]) if "Retry-After" in headers else None
        # Without the mark of Discord's own proxies, what stands before them turns away everyone
        # from this address.
        return DeliveryError(
            "Discord asks to wait", retry_after=asked, unreached="Via" not in headers
        )
    # What else Discord finds wrong with a message will be wrong the next time too.
    return DeliveryError(
        f"Discord answered {fault.status} ({fault.code})", permanent=400 <= fault.status < 500
    )
