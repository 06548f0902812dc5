"""Reading discussion threads from where we stopped, so that nothing said while we were away is
lost.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from bot.accounts import groups
from bot.core.call import Call
from bot.core.database_port import Database, Transaction
from bot.core.errors import DeliveryError
from bot.core.interaction import Address, Interaction
from bot.core.records import Group, Week, WeekPost
from bot.engine.engine import Engine
from bot.engine.port import Adapter, Reply
from bot.plan import week_posts, weeks
from scheduler import texts

_LOG = logging.getLogger("roadmate.threads")
PATIENCE = timedelta(seconds=10)
# On one platform; patience begins when a thread's turn has come.
AT_ONCE = 40
# One thread may hang; so many are the platform.
SILENT = 3


class ThreadReader:
    """Asks the platform who wrote in a thread since we last looked.

    Author, instant and id, never the words.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        adapters: Mapping[str, Adapter],
        patience: timedelta = PATIENCE,
    ) -> None:
        self._database = database
        self._engine = engine
        self._adapters = adapters
        self._patience = patience.total_seconds()
        # Groups read to the end in this life; for all others, weeks that closed meanwhile may hold
        # something unread.
        self._whole: set[str] = set()
        # In the order in which they are to be read; whoever fails goes to the end.
        self._unread: dict[str, None] = {}
        self._turns = {platform: asyncio.Semaphore(AT_ONCE) for platform in adapters}
        self._timed_out: Counter[str] = Counter()

    def look_at(self, groups: Iterable[str]) -> None:
        """Remember to read these groups' threads, after those that are waiting."""
        self._unread |= dict.fromkeys(groups)

    def round(self, most: int) -> list[str]:
        """Whose threads are to be read now. Platforms that were silent are asked anew."""
        self._timed_out.clear()
        return list(islice(self._unread, most))

    async def read(self, group_id: str) -> None:
        """The open week's thread of a group, and what closed unread.

        A platform that fails is asked again soon.
        """
        closed_too = group_id not in self._whole
        group, to_read = await self._database.run(
            lambda tx: _to_read(tx, group_id, closed_too=closed_too), writes=False
        )
        if group is None or group.platform not in self._adapters or not to_read:
            self._unread.pop(group_id, None)
            return
        for week, post in to_read:
            try:
                await self._read(group, week, post)
            except (DeliveryError, TimeoutError) as fault:
                self._failed(group, week, fault)
                return
        self._whole.add(group_id)

    def _failed(self, group: Group, week: Week, fault: DeliveryError | TimeoutError) -> None:
        self._whole.discard(group.id)
        # It cannot be asked, or asks for time: nor may the others of this round.
        unreached = isinstance(fault, DeliveryError) and (
            fault.unreached or fault.retry_after is not None
        )
        if isinstance(fault, TimeoutError) or not fault.permanent:
            self._unread.setdefault(group.id)
        if isinstance(fault, TimeoutError) or unreached:
            self._timed_out[group.platform] += SILENT if unreached else 1
        if not unreached:
            _LOG.warning(
                "thread of week %s in %s: %s",
                week.number,
                group.id,
                str(fault) or "no answer in time",
            )

    async def _ask(self, group: Group, thread: Address, seen: datetime) -> Sequence[Reply]:
        async with self._turns[group.platform]:
            if self._timed_out[group.platform] >= SILENT:
                # It would let the others wait in vain as well, and with them the whole round.
                raise DeliveryError(texts.SILENT, unreached=True)
            self._unread.pop(group.id, None)
            async with asyncio.timeout(self._patience):
                return await self._adapters[group.platform].replies(thread, seen)

    async def _read(self, group: Group, week: Week, post: WeekPost) -> None:
        place = group.place(post.place)
        thread = Address(place.platform, place.workspace, place.channel, post.thread)
        seen = post.seen_until or week.opens_at or week.slot_at
        replies = await self._ask(group, thread, seen)
        for reply in replies:
            call = Call("replied", {"reply": reply.id, "at": str(int(reply.at.timestamp()))})
            await self._engine.happened(Interaction(call, reply.user, thread))
            seen = max(seen, reply.at)
        until = max(seen, week.closed_at or seen)
        await self._database.run(lambda tx: week_posts.read_until(tx, post, until), writes=True)


async def _to_read(
    tx: Transaction, group_id: str, *, closed_too: bool
) -> tuple[Group | None, Sequence[tuple[Week, WeekPost]]]:
    group = await groups.by_id(tx, group_id)
    left = await week_posts.closed_unread(tx, group_id) if closed_too else ()
    posts = (*left, *await week_posts.open_threads(tx, group_id))
    found = [(await weeks.find(tx, post.week), post) for post in posts]
    return group, [(week, post) for week, post in found if week]
