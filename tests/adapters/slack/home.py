"""Roadmate at home in a workspace of the loopback Slack.

Adapter, engine and scheduler, and Ann and Ben.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from adapters.slack.adapter import SlackAdapter
from bot.core.database_port import Row
from bot.core.interaction import Address
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from scheduler.timeline import Timeline
from tests.adapters.slack.driver import PLACE, SlackDriver, all_said
from tests.by_hand import ByHand
from tests.driver import Stage
from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.faults import Faults
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack

Json = dict[str, Any]
SECONDS = 10


@dataclass
class SlackHome:
    """Everything that runs in a Roadmate on Slack, by hand and with a clock to move."""

    stage: Stage
    slack: Slack
    driver: SlackDriver
    place: Address = field(default=PLACE)

    @property
    def adapter(self) -> SlackAdapter:
        return self.driver.adapter

    @property
    def faults(self) -> Faults:
        return self.slack.faults

    def dispatcher(self, patience: float = 60) -> Dispatcher:
        adapters = {"slack": self.adapter}
        return Dispatcher(
            self.stage.database,
            self.stage.engine,
            adapters,
            self.stage.clock,
            timedelta(seconds=patience),
        )

    def timeline(self, patience: float = 60) -> Timeline:
        """Time that brings what is due through the real planner and dispatcher."""
        stage = self.stage
        reader = ThreadReader(stage.database, stage.engine, {"slack": self.adapter})
        planner = Planner(stage.database, stage.engine.packs, reader, stage.clock)
        return Timeline(stage.database, planner, self.dispatcher(patience), stage.clock)

    async def rows(self, sql: str) -> list[Row]:
        return await ByHand(self.stage.database).execute(sql)

    def command(self, line: str, user: Json | None = None, channel: Json | None = None) -> Asked:
        """Somebody gives a command, and does not wait."""
        return user_actions.command(
            self.slack, user or self.slack.ann, channel or self.slack.study, f"/roadmate {line}"
        )

    async def answered(self, asked: Asked) -> Asked:
        """Return when the bot has said all that it has to say to this."""
        await asyncio.wait_for(asked.acknowledged.wait(), SECONDS)
        await all_said()
        return asked

    async def heard(self) -> None:
        """Return when everything that the bot was told is acknowledged, and all that follows from
        it is said.
        """
        await self.slack.world.until(lambda: not self.slack.deliveries.unacknowledged())
        await all_said()

    def direct(self, user: Json) -> Json:
        """The conversation between the bot and somebody."""
        return self.slack.world.direct(user["id"])

    def said(self, channel: str = PLACE.channel) -> list[str]:
        """What everyone sees in a channel, oldest first.

        What people themselves said is not in it.
        """
        world = self.slack.world
        ours = [one for one in world.said_in(channel) if one.body.get("user") == world.bot["id"]]
        return [screen.draw(world, one).text for one in ours]

    def sees(self, user: Json) -> list[str]:
        """Everything that somebody sees, oldest first."""
        return [one.text for one in screen.look(self.slack.world, user)]
