"""Slack keeps every promise of the kit: the real library, talking to Slack on this machine."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

import pytest

from bot.core.interaction import Address
from tests.adapters.slack.driver import PLACE, SlackDriver
from tests.driver import Stage
from tests.kit import AdapterScenarios
from tests.loopback_slack.protocol.server import loopback


class TestSlack(AdapterScenarios):
    place: ClassVar[Address] = PLACE
    golden: ClassVar[Path] = Path(__file__).parents[1] / "golden" / "slack.txt"

    @pytest.fixture
    async def driver(self, stage: Stage) -> AsyncIterator[SlackDriver]:
        async with loopback(stage.clock) as slack:
            driver = SlackDriver(stage, slack)
            await driver.ready()
            yield driver
            await driver.stop()
