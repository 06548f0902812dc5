"""Live rounds on Slack, played through the real library."""

import pytest

from tests.adapters.live_hall import Hall
from tests.adapters.live_scenarios import LiveScenarios
from tests.adapters.slack_home import SlackHome


class TestSlack(LiveScenarios):
    @pytest.fixture
    def hall(self, campus: SlackHome) -> Hall:
        return Hall(campus)
