"""Slack's limits, kept before Slack has to speak of them.

A line for each method, and one for each channel.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.connection.faults import TooBusyError, is_limited, wait_asked
from bot.core.rate_limit import NoTurnError, RateLimit, at_most

# Slack docs, Rate limits: requests a minute and workspace. The tier of a method stands on its page
# of the reference.
_A_MINUTE = {3: 50, 4: 100}
# How much of a minute may come at once; the rest comes evenly, together never more than a minute's.
# People come in crowds, and a modal must open within three seconds.
_EVENLY, _IN_CROWDS = 0.2, 0.6
# Not here: apps.connections.open (tier 1), as a connection that is gone must come back at once;
# Slack forgives bursts, and says when it does not. auth.test and chat.postMessage are "special":
# hundreds a minute.
TIERS: Mapping[str, tuple[int, float]] = {
    **dict.fromkeys(
        (
            "chat.update", "conversations.history", "conversations.info", "conversations.open",
            "conversations.replies",
            "users.conversations",
        ),
        (3, _EVENLY),
    ),
    "users.info": (4, _EVENLY),
    **dict.fromkeys(
        (
            "chat.postEphemeral", "files.completeUploadExternal", "files.getUploadURLExternal",
            "views.open",
            "views.publish", "views.push", "views.update",
        ),
        (4, _IN_CROWDS),
    ),
}  # fmt: skip
POST = "chat.postMessage"
# One message a second and channel (the same page), with a margin for the way there.
SPACING = 1.1
# Whoever asked is still there after so many seconds, and what is posted may as well be brought back
# to the outbox.
PATIENCE = 20.0
# Threads are read in rounds (scheduler/threads.py): what is left over comes in the next, and none
# may hold one up.
_IMPATIENT = {"conversations.replies": 5.0}
_MOST_CHANNELS = 1000
# What Slack does not say in its refusal.
_A_WHILE = 30.0


class RateLimits:
    """The limits of one workspace. `spacing`: the seconds between two messages in a channel."""

    def __init__(self, spacing: float = SPACING) -> None:
        self._spacing = spacing
        self._methods = {
            name: _tiered(_A_MINUTE[tier], share) for name, (tier, share) in TIERS.items()
        }
        self._others: dict[str, RateLimit] = {}
        self._channels: OrderedDict[str, RateLimit] = OrderedDict()

    async def turn(self, method: str, channel: str, patience: float) -> None:
        """Return when a method may be called; raises `TooBusyError` where that takes too long."""
        ends = _now() + patience
        try:
            await self.of(method).turn(patience)
            if method == POST:
                await self._of_channel(channel).turn(ends - _now())
        except NoTurnError as fault:
            raise TooBusyError(fault.seconds) from fault

    def of(self, method: str) -> RateLimit:
        """The line of a method; one without a tier of ours waits only when Slack says so."""
        return self._methods.get(method) or self._others.setdefault(method, RateLimit(0.0))

    def _of_channel(self, channel: str) -> RateLimit:
        line = self._channels.setdefault(channel, RateLimit(self._spacing))
        self._channels.move_to_end(channel)
        if len(self._channels) > _MOST_CHANNELS and not next(iter(self._channels.values())).wait():
            self._channels.popitem(last=False)
        return line


class LimitedClient(AsyncWebClient):
    """The library's client in these lines.

    A 429 shuts the line of its method, and what was refused waits there too.
    """

    # the library's own
    def __init__(self, token: str | None, base_url: str, limits: RateLimits, **more: Any) -> None:  # noqa: ANN401
        # No handler of the library tries again: after a lost answer, that would be a second post.
        super().__init__(token, base_url, retry_handlers=[], **more)
        self._limits = limits

    # as the library's
    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:  # noqa: ANN401
        """As the library's. Raises `TooBusyError` as well."""
        ends = _now() + _IMPATIENT.get(api_method, PATIENCE)
        channel = str((given.get("json") or {}).get("channel") or "")
        while True:
            await self._limits.turn(api_method, channel, ends - _now())
            try:
                return await super().api_call(api_method, **given)
            except SlackApiError as fault:
                if not is_limited(fault):
                    raise
                seconds = wait_asked(fault)
                line = self._limits.of(api_method)
                line.shut(_A_WHILE if seconds is None else seconds)
                if line.wait() > ends - _now():
                    raise


def _tiered(a_minute: int, share: float) -> RateLimit:
    return at_most(a_minute, 60, at_once=round(a_minute * share))


def _now() -> float:
    return asyncio.get_running_loop().time()
