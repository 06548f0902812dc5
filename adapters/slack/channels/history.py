"""What a channel's history says: whether a post is there already, and who has replied."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import delivery_texts
from adapters.slack.connection.faults import code
from adapters.slack.inbound.interactions import is_reply, is_written
from bot.core.errors import DeliveryError

# Our key in a message's metadata.
EVENT = "roadmate_delivery"
# A delivery that failed is tried again for a quarter of an hour, or after its process died; within
# days in any case.
_LOOKED_BACK_SECONDS = 2 * 86400
_MOST = 2000
_PAGE = 200

Json = Mapping[str, Any]


def marked(key: str) -> dict[str, Any]:
    """The metadata that a post bears, by which it is known again."""
    return {"event_type": EVENT, "event_payload": {"key": key}}


async def posted(client: AsyncWebClient, channel: str, thread: str, key: str) -> str | None:
    """The message that bears a key.

    Raises where nobody can tell: too much was said since, or we may not look.
    """
    seen, since = 0, None
    try:
        async for message in _pages(client, channel, thread):
            since = since or float(message["ts"]) - _LOOKED_BACK_SECONDS
            metadata = message.get("metadata") or {}
            if (
                metadata.get("event_type") == EVENT
                and metadata.get("event_payload", {}).get("key") == key
            ):
                return str(message["ts"])
            if float(message["ts"]) < since and not thread:
                return None
            seen += 1
            if seen == _MOST:
                raise DeliveryError(delivery_texts.TOO_MUCH_SAID, uncertain=True)
    except SlackApiError as fault:
        if code(fault) == "missing_scope":
            raise DeliveryError(delivery_texts.NO_HISTORY, uncertain=True) from fault
        raise
    return None


async def replies(client: AsyncWebClient, channel: str, thread: str, since: datetime) -> list[Json]:
    """What people wrote in a thread since an instant, oldest first."""
    oldest = f"{since.timestamp():.6f}"
    found = [
        message
        async for message in _pages(client, channel, thread, oldest=oldest)
        if is_reply(message) and is_written(message) and float(message["ts"]) > since.timestamp()
    ]
    return sorted(found, key=lambda message: float(message["ts"]))


def written_at(message: Json) -> datetime:
    """A message's stamp is also its instant."""
    return datetime.fromtimestamp(float(message["ts"]), UTC)


async def _pages(
    client: AsyncWebClient, channel: str, thread: str, **more: str
) -> AsyncIterator[Json]:
    """A channel's history comes with the newest first, a thread with the oldest.

    A thread is short, and read whole.
    """
    cursor = ""
    while True:
        parameters: dict[str, Any] = {
            "channel": channel,
            "limit": _PAGE,
            "include_all_metadata": True,
            **more,
        }
        if cursor:
            parameters["cursor"] = cursor
        answer = await (
            client.conversations_replies(ts=thread, **parameters)
            if thread
            else client.conversations_history(**parameters)
        )
        for message in answer.get("messages") or ():
            yield message
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return
