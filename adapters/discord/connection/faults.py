"""What Discord's refusals mean for a delivery: for ever, for now, or nobody knows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
import discord

from adapters.discord import delivery_texts
from adapters.discord.connection.http_trace import NotTaken
from bot.core.errors import DeliveryError
from bot.core.records import PlaceKind

# Developer docs, JSON Error Codes; delivery_texts.py has more of them.
_TOO_MANY_EDITS_OF_OLD_MESSAGES = 30046
THREAD_EXISTS = 160004
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
        raise DeliveryError(delivery_texts.WAITS, retry_after=fault.retry_after) from fault
    except discord.HTTPException as fault:
        raise _explained(fault, left=left) from fault
    except NotTaken as fault:
        raise DeliveryError(
            delivery_texts.TAKES_NOTHING, retry_after=fault.seconds, unreached=True
        ) from fault
    except aiohttp.ClientConnectorError as fault:
        # No connection came about, so nothing was asked of anybody.
        raise DeliveryError(delivery_texts.UNREACHED, unreached=True) from fault
    except (TimeoutError, aiohttp.ClientError, OSError, discord.DiscordException) as fault:
        raise DeliveryError(delivery_texts.unreached(type(fault).__name__)) from fault


def _explained(fault: discord.HTTPException, *, left: bool) -> DeliveryError:
    if fault.code == _TOO_MANY_EDITS_OF_OLD_MESSAGES:
        return DeliveryError(delivery_texts.OLD_EDITS, retry_after=EDIT_LATER)
    if left and fault.status in (403, 404):
        return DeliveryError(delivery_texts.LEFT, permanent=True, gone="workspace")
    if fault.code in delivery_texts.REFUSED:
        return DeliveryError(
            delivery_texts.REFUSED[fault.code], permanent=True, gone=_GONE.get(fault.code, "")
        )
    if fault.status == 401:
        # The token was reset: whoever runs Roadmate sets the new one, and then it goes on.
        return DeliveryError(delivery_texts.NO_TOKEN, unreached=True)
    if fault.status in (403, 404):
        return DeliveryError(delivery_texts.refused(fault.code), permanent=True)
    if fault.status == 429:
        headers = fault.response.headers
        seconds = float(headers["Retry-After"]) if "Retry-After" in headers else None
        # Without the mark of Discord's own proxies, what stands before them turns away everyone
        # from this address.
        return DeliveryError(
            delivery_texts.WAITS, retry_after=seconds, unreached="Via" not in headers
        )
    # What else Discord finds wrong with a message will be wrong the next time too.
    return DeliveryError(
        delivery_texts.answered(fault.status, fault.code), permanent=400 <= fault.status < 500
    )
