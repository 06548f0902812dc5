"""Discord keeps every promise of the kit: the real library, talking to Discord on this machine."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.core.interaction import Address
from tests.adapters.discord.driver import PLACE, DiscordDriver
from tests.driver import Stage
from tests.kit import AdapterScenarios
from tests.loopback_discord.protocol.server import loopback


class TestDiscord(AdapterScenarios):
    place: ClassVar[Address] = PLACE
    golden: ClassVar[Path] = Path(__file__).parents[1] / "golden" / "discord.txt"

    @pytest.fixture
    async def driver(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> AsyncIterator[DiscordDriver]:
        # The adapter sets both for the whole process; afterwards they are as before.
        monkeypatch.setattr(Route, "BASE", Route.BASE)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
        async with loopback(stage.clock) as discord:
            driver = DiscordDriver(stage, discord)
            await driver.ready()
            yield driver
            await driver.stop()
