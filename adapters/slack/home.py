"""App Home: a member's own page, drawn anew when they open it and after what they do."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from adapters.slack.faults import insist
from adapters.slack.places import place
from adapters.slack.render import home_view
from adapters.slack.workspace import Workspace
from bot.call import Call
from bot.engine import Engine
from bot.interaction import Interaction
from bot.message import Form

Later = Callable[[Coroutine[Any, Any, None]], None]
_MOST = 10_000
# views.publish is tier 4; somebody who presses fast needs one page in the end, not fifty.
_PAUSE_SECONDS = 1.0


class Homes:
    """Who has a page, and whose is out of date."""

    def __init__(self, engine: Engine, workspace: Workspace) -> None:
        self._engine = engine
        self._workspace = workspace
        self._opened: OrderedDict[str, None] = OrderedDict()
        self._waiting: set[str] = set()

    async def opened(self, user: str) -> None:
        """They look at it now."""
        self._note(user)
        await self._publish(user)

    def changed(self, user: str, later: Later, *, looking: bool) -> None:
        """Something they did may stand on their page; one that nobody looks at is not drawn.

        `looking`: they have it before them, also if they opened it before we were started.
        """
        if looking:
            self._note(user)
        if user in self._opened and user not in self._waiting:
            self._waiting.add(user)
            later(self._refresh(user))

    def _note(self, user: str) -> None:
        self._opened[user] = None
        self._opened.move_to_end(user)
        if len(self._opened) > _MOST:
            self._opened.popitem(last=False)

    async def _refresh(self, user: str) -> None:
        await asyncio.sleep(_PAUSE_SECONDS)
        self._waiting.discard(user)
        await self._publish(user)

    async def _publish(self, user: str) -> None:
        workspace = self._workspace
        who = await workspace.people.with_rights(user)
        said = await self._engine.handle(Interaction(Call("home"), who, place(workspace.team, "", user)))
        if not isinstance(said, Form):
            view = home_view(said, workspace.hand)
            await insist(lambda: workspace.client.views_publish(user_id=user, view=view))
