"""A database on which all work runs twice, as one with several writers may ask for."""

import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.core.database_port import Database, Result, Transaction
from bot.core.errors import NothingToSay, UserError


@dataclass(frozen=True)
class Twice:
    """Stands around any database: the first time is taken back, the second is kept.

    `chance`: what ids are drawn from; drawn anew, they are the same.
    """

    inner: Database
    chance: random.Random

    async def run(
        self, work: Callable[[Transaction], Coroutine[Any, Any, Result]], *, writes: bool
    ) -> Result:
        """See `Database`."""

        async def twice(tx: Transaction) -> Result:
            drawn = self.chance.getstate()
            await tx.execute("SAVEPOINT first_time")
            with suppress(UserError, NothingToSay):  # the second time says so too
                await work(tx)
            await tx.execute("ROLLBACK TO first_time")
            await tx.execute("RELEASE first_time")
            self.chance.setstate(drawn)
            return await work(tx)

        return await self.inner.run(twice, writes=writes)
