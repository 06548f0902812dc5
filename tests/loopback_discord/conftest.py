"""The loopback server, and a bare bot connected to it."""

from collections.abc import AsyncIterator

import pytest

from tests.loopback_discord.bare import Bare, connected, point_at
from tests.loopback_discord.protocol.server import Discord, loopback
from tests.play import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    async with loopback(clock) as opened:
        point_at(opened, monkeypatch)
        opened.rest.doubts_itself = True
        yield opened


@pytest.fixture
async def bot(server: Discord) -> AsyncIterator[Bare]:
    async with connected(server) as connection:
        yield connection
