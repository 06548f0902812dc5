"""What a platform says of people and other channels, asked where a command waits for it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.interaction import UNKNOWN, Address, Interaction, Standing
from bot.engine.engine import Engine

Ask = Callable[[str, Address], Awaitable[Standing]]
# Discord takes a first answer for three seconds (Developer docs, Receiving and Responding), and
# Roadmate defers after two.
_PATIENCE_SECONDS = 1.5
_REMEMBERED = timedelta(minutes=10)
_MOST = 10_000


class Standings:
    """Asks a platform, but not for long, and remembers what it said for ten minutes.

    `ask`: the adapter's `standing`. `patience_seconds`: for how long an answer is waited for.
    """

    def __init__(
        self, engine: Engine, ask: Ask, patience_seconds: float = _PATIENCE_SECONDS
    ) -> None:
        self._engine = engine
        self._ask = ask
        self._patience = patience_seconds
        self._said: OrderedDict[tuple[str, Address], tuple[datetime, Standing]] = OrderedDict()

    async def filled(self, interaction: Interaction) -> Interaction:
        """The same interaction with all that must be asked of the platform before it is handled."""
        places = await self._engine.in_doubt(interaction)
        standings = {place: await self._of(interaction.user.id, place) for place in places}
        return replace(interaction, standings=standings) if standings else interaction

    async def _of(self, user: str, place: Address) -> Standing:
        asked_at, standing = self._said.get((user, place), (None, UNKNOWN))
        if asked_at and self._engine.now - asked_at < _REMEMBERED:
            return standing
        try:
            async with asyncio.timeout(self._patience):
                standing = await self._ask(user, place)
        except TimeoutError:
            return UNKNOWN
        if standing != UNKNOWN:  # a platform that was silent is asked again
            self._remember((user, place), standing)
        return standing

    def _remember(self, who: tuple[str, Address], standing: Standing) -> None:
        self._said[who] = (self._engine.now, standing)
        self._said.move_to_end(who)
        if len(self._said) > _MOST:
            self._said.popitem(last=False)
