"""What Slack's refusals mean for a delivery: for ever, for now, or nobody knows."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from adapters.slack import delivery_texts
from bot.core import retries
from bot.core.errors import DeliveryError

# What is not there for us any more, until somebody unarchives it or invites us again.
_GONE = frozenset(("channel_not_found", "is_archived", "not_in_channel"))
# What may be different next time, whatever a client error usually means.
_PASSING = frozenset(
    (
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "accesslimited",
    )
)
_PAUSES = (0.1, 0.4)
# Whoever asked is still there after so many seconds; later, nobody looks any more.
_LONGEST_PAUSE = 30.0
LIMITED = frozenset(("ratelimited", "rate_limited", "msg_limit_exceeded"))
REFUSED = frozenset(
    ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")
)
# Of a token that is no bot token at all, too; asked for more than who we are, it may be the channel
# that says no.
WRONG_TOKEN = REFUSED | {"not_allowed_token_type", "no_permission"}


class TooBusyError(SlackClientError):
    """So much is asked of Slack that this would not have its turn soon; nothing was asked.

    Seconds until it may.
    """

    def __init__(self, retry_after: float) -> None:
        super().__init__(delivery_texts.TOO_BUSY)
        self.retry_after = retry_after


# Whatever may go wrong between Slack and us.
TROUBLES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)


@contextmanager
def delivery() -> Iterator[None]:
    """Turn what the library raises into `DeliveryError`. Its texts name no token."""
    try:
        yield
    except SlackApiError as fault:
        raise _explained(fault) from fault
    except TooBusyError as fault:
        raise DeliveryError(str(fault), retry_after=fault.retry_after, untried=True) from fault
    except aiohttp.ClientConnectorError as fault:
        # No connection came about, so nothing was asked of anybody.
        raise DeliveryError(delivery_texts.UNREACHED, unreached=True) from fault
    except TROUBLES as fault:
        raise DeliveryError(delivery_texts.unreached(type(fault).__name__)) from fault


async def insist(send: Callable[[], Awaitable[object]]) -> None:
    """Send an answer to one person, once more if need be: one that shows twice is better than none.

    Raises `DeliveryError`. Who is told to wait does so, but not for longer than anybody looks.
    """

    async def send_once() -> None:
        with delivery():
            await send()

    await retries.insist(send_once, _PAUSES, (DeliveryError,), _while_somebody_looks)


def _while_somebody_looks(fault: DeliveryError, pause: float) -> float | None:
    return None if fault.permanent else min(fault.retry_after or pause, _LONGEST_PAUSE)


def code(fault: SlackApiError) -> str:
    """Slack's own word for what is wrong; empty where the answer was none of its."""
    data = getattr(fault.response, "data", fault.response)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def status(fault: SlackApiError) -> int:
    """The status of the answer, whichever library it came from."""
    return int(getattr(fault.response, "status_code", 0) or getattr(fault.response, "status", 0))


def wait_asked(fault: BaseException) -> float | None:
    """The seconds that Slack asks to wait, if it does.

    Or that are left of them, where nothing was asked of it.
    """
    if isinstance(fault, TooBusyError):
        return fault.retry_after
    seconds = getattr(getattr(fault, "response", None), "headers", {}).get("Retry-After", "")
    return float(seconds) if str(seconds).isdecimal() else None


def is_limited(fault: SlackApiError) -> bool:
    """Whether it came too fast for Slack, which has not acted then."""
    return status(fault) == 429 or code(fault) in LIMITED


def describe(fault: BaseException) -> str:
    """A fault for a log: what kind it is and Slack's word for it, but nothing of what was sent."""
    return (
        (code(fault) or str(status(fault)))
        if isinstance(fault, SlackApiError)
        else type(fault).__name__
    )


def _explained(fault: SlackApiError) -> DeliveryError:
    word, number = code(fault), status(fault)
    if is_limited(fault):
        return DeliveryError(delivery_texts.WAITS, retry_after=wait_asked(fault), untried=True)
    if word in REFUSED:
        # Whoever runs Roadmate sets a new one, and then it goes on.
        return DeliveryError(delivery_texts.NO_TOKEN, unreached=True)
    if word in delivery_texts.REFUSED:
        return DeliveryError(
            delivery_texts.REFUSED[word], permanent=True, gone="channel" if word in _GONE else ""
        )
    if not word or word in _PASSING or number >= 500:
        return DeliveryError(delivery_texts.answered(word or number))
    # What else Slack finds wrong with a message will be wrong the next time too.
    return DeliveryError(delivery_texts.refused(word), permanent=True)
