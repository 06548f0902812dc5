"""The client of the bot token, which minds what answers say beside themselves: that the token is refused."""

import asyncio
import logging
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.faults import REFUSED, code
from adapters.slack.pace import PacedClient

_LOG = logging.getLogger("roadmate.slack")
WHO_AM_I = "auth.test"


class Client(PacedClient):
    """`doubt`: set when something speaks against our token, until somebody asks Slack of it (access.py)."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(*given, **more)
        self.doubt = asyncio.Event()
        self._complained = False

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:  # noqa: ANN401 - as the library's
        """As the library's."""
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as fault:
            if code(fault) in REFUSED and api_method != WHO_AM_I:
                self._refused(api_method, code(fault))
            raise

    def _refused(self, method: str, word: str) -> None:
        """Said once: what waits to be posted would say it over and over, until the question is answered."""
        if not self._complained:
            _LOG.error("Slack does not take the bot token for %s (%s); asking whether it is good at all", method, word)
        self._complained = True
        self.doubt.set()
