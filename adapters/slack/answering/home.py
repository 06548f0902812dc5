"""App Home: a member's own page, drawn anew when they open it and after what they do."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from adapters.slack.channels.places import place
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.faults import insist
from adapters.slack.drawing.render import home_view
from bot.core.call import Call
from bot.core.interaction import Interaction
from bot.core.message import Form
from bot.engine.engine import Engine
from bot.engine.standings import Standings

Later = Callable[[Coroutine[Any, Any, None]], None]
_MOST = 10_000
# views.publish is tier 4; somebody who presses fast needs one page in the end, not fifty.
_PAUSE_SECONDS = 1.0


class Homes:
    """Who has a page, and whose is out of date.

    `later`: where something is done beside an acknowledgement.
    """

    def __init__(
        self, engine: Engine, workspace: Workspace, standings: Standings, later: Later
    ) -> None:
        self._engine = engine
        self._workspace = workspace
        self._standings = standings
        self._later = later
        self._opened: OrderedDict[str, None] = OrderedDict()
        # Whose page is being drawn, and whether it is out of date again meanwhile.
        self._drawing: dict[str, bool] = {}

    def opened(self, user: str) -> None:
        """They look at it now."""
        self._note(user)
        self._draw(user, 0.0)

    def changed(self, user: str, *, looking: bool) -> None:
        """Something they did may stand on their page; one that nobody looks at is not drawn.

        `looking`: they have it before them, also if they opened it before we were started.
        """
        if looking:
            self._note(user)
        if user in self._opened:
            self._draw(user, _PAUSE_SECONDS)

    def _note(self, user: str) -> None:
        self._opened[user] = None
        self._opened.move_to_end(user)
        if len(self._opened) > _MOST:
            self._opened.popitem(last=False)

    def _draw(self, user: str, pause: float) -> None:
        """One at a time for each page, so that no older one overtakes a newer."""
        if user in self._drawing:
            self._drawing[user] = True
        else:
            self._drawing[user] = False
            self._later(self._keep_drawing(user, pause))

    async def _keep_drawing(self, user: str, pause: float) -> None:
        try:
            again = True
            while again:
                await asyncio.sleep(pause)
                self._drawing[user] = False
                # Drawn when its turn has come, not before.
                await insist(lambda: self._publish(user))
                again, pause = self._drawing[user], _PAUSE_SECONDS
        finally:
            del self._drawing[user]

    async def _publish(self, user: str) -> None:
        workspace = self._workspace
        who = await workspace.people.with_rights(user)
        looking = Interaction(Call("home"), who, place(workspace.team, "", user))
        answer = await self._engine.handle(await self._standings.filled(looking))
        if not isinstance(answer, Form):
            await workspace.client.views_publish(
                user_id=user, view=home_view(answer, workspace.hand)
            )
