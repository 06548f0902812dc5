"""The loopback server, and a bare app connected to it."""

from collections.abc import AsyncIterator

import pytest

from tests.loopback_slack.bare import Bare, connected
from tests.loopback_slack.protocol.server import Slack, loopback
from tests.play import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[Slack]:
    async with loopback(clock) as opened:
        yield opened


@pytest.fixture
async def bot(slack: Slack) -> AsyncIterator[Bare]:
    async with connected(slack) as connection:
        yield connection
