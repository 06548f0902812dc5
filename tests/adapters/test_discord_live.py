"""Live rounds on Discord, played through the real library."""

import pytest

from tests.adapters.discord_home import Home
from tests.adapters.live_hall import Hall
from tests.adapters.live_scenarios import LiveScenarios


class TestDiscord(LiveScenarios):
    @pytest.fixture
    def hall(self, home: Home) -> Hall:
        return Hall(home)
