"""Roadmate at home in a server of the loopback Discord.

Adapter, engine and scheduler, and Ann and Ben.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from adapters.discord.adapter import DiscordAdapter
from bot.core.database_port import Row
from bot.core.interaction import Address
from scheduler.dispatcher import Dispatcher
from scheduler.planner import Planner
from scheduler.threads import ThreadReader
from scheduler.timeline import Timeline
from tests.adapters.discord.driver import PLACE, DiscordDriver
from tests.by_hand import ByHand
from tests.driver import Stage
from tests.loopback_discord import screen, user_actions
from tests.loopback_discord.faults import Faults
from tests.loopback_discord.protocol.interactions import Asked
from tests.loopback_discord.protocol.server import Discord

Json = dict[str, Any]
SECONDS = 10


@dataclass
class Home:
    """Everything that runs in a Roadmate on Discord, by hand and with a clock to move."""

    stage: Stage
    discord: Discord
    driver: DiscordDriver
    place: Address = field(default=PLACE)

    @property
    def adapter(self) -> DiscordAdapter:
        return self.driver.adapter

    @property
    def faults(self) -> Faults:
        return self.discord.rest.faults

    def dispatcher(self, patience: float = 60) -> Dispatcher:
        adapters = {"discord": self.adapter}
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
        reader = ThreadReader(stage.database, stage.engine, {"discord": self.adapter})
        planner = Planner(stage.database, stage.engine.packs, reader, stage.clock)
        return Timeline(stage.database, planner, self.dispatcher(patience), stage.clock)

    async def rows(self, sql: str) -> list[Row]:
        return await ByHand(self.stage.database).execute(sql)

    async def settled(self) -> None:
        """Return when the library takes a server that it hears of for a new one.

        Two seconds after a start.
        """
        client = self.adapter._client
        assert client is not None
        await client.wait_until_ready()

    async def heard(self) -> None:
        """Return when all that the gateway has told is taken in, and acted upon."""
        await self.discord.gateway.heard()
        if acting := [
            task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py: on_")
        ]:
            await asyncio.wait(acting)

    def command(self, line: str, user: Json | None = None, channel: Json | None = None) -> Asked:
        """Somebody gives a command, and does not wait."""
        call = self.stage.engine.read(line)
        where = channel or self.discord.study
        return user_actions.command(
            self.discord, user or self.discord.ann, where, call.name, call.args
        )

    async def answered(self, asked: Asked) -> Asked:
        await asyncio.wait_for(asked.done.wait(), SECONDS)
        return asked

    def text(self, asked: Asked) -> str:
        """The answer as a person reads it."""
        return screen.draw(self.discord.world, self.discord.world.messages[asked.original]).text

    def said(self, channel: str = PLACE.channel) -> list[str]:
        """What everyone sees in a channel, oldest first."""
        world = self.discord.world
        return [
            screen.draw(world, one).text
            for one in world.said_in(channel)
            if one["id"] not in world.audience
        ]
