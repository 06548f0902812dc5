"""The client of the bot token, which minds what answers say of it beside themselves."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.connection.faults import REFUSED, code
from adapters.slack.connection.rate_limit import LimitedClient

_LOG = logging.getLogger("roadmate.slack")
WHO_AM_I = "auth.test"


class Client(LimitedClient):
    """`doubt`: set when something speaks against our token, until somebody asks Slack of it
    (access.py).

    `scopes`: what the token may, joined by commas, as the latest answer tells it: a reinstallation
    changes them.
    """

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(*given, **more)
        self.doubt = asyncio.Event()
        self.scopes = ""
        self._complained = False

    # as the library's
    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:  # noqa: ANN401
        """As the library's."""
        try:
            answer = await super().api_call(api_method, **given)
        except SlackApiError as fault:
            self._hear(getattr(fault.response, "headers", {}))
            if code(fault) in REFUSED and api_method != WHO_AM_I:
                self._refused(api_method, code(fault))
            raise
        self._hear(answer.headers)
        return answer

    def _hear(self, headers: Mapping[str, str]) -> None:
        self.scopes = headers.get("x-oauth-scopes") or self.scopes

    def _refused(self, method: str, word: str) -> None:
        """Said once: what waits to be posted would say it over and over, until the question is
        answered.
        """
        if not self._complained:
            _LOG.error(
                "Slack does not take the bot token for %s (%s); asking whether it is good at all",
                method,
                word,
            )
        self._complained = True
        self.doubt.set()
