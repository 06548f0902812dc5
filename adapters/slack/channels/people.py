"""Who people are: their names, zones and rights as users.info tells them, asked for seldom and
forgotten in time.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import texts
from adapters.slack.channels.places import PLATFORM, account
from adapters.slack.connection.faults import TROUBLES, describe
from bot.core.interaction import LEFT, Standing, User

_LOG = logging.getLogger("roadmate.slack")
# Rights may change; a name that is a day old is still somebody's name.
_RIGHTS_SECONDS, _NAME_SECONDS = 600.0, 86400.0
_MOST = 10_000
# Leaves room in the line of users.info (pace.py) for commands that need rights.
_PAUSE_SECONDS = 1.0
_RIGHTS_PATIENCE, _NAME_PATIENCE = 2.0, 0.3
# Nobody waits for a name that is asked for in the background.
_LEARN_PATIENCE = 60.0
# Of whom nothing is known, not even a handle.
_NAMELESS_PATIENCE = 0.7
# So many newcomers are asked about at once before they are answered; of more, the handle is their
# name for a moment.
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    zone: str
    manager: bool
    founds: bool
    left: bool
    at: float


class People:
    """The people of one workspace, as far as they were met lately."""

    def __init__(self, client: AsyncWebClient, team: str) -> None:
        self._client = client
        self._team = team
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._wanted: asyncio.Queue[str] = asyncio.Queue(_MOST)
        self._waiting: set[str] = set()
        self._asking = 0

    async def who(self, user: str, name: str = "", *, rights: bool = False) -> User:
        """Somebody. `rights`: they matter, so what is known of them must be young.

        Raises where Slack is silent.

        Of somebody who is met for the first time, name and zone are waited for, but not for long.
        """
        known = self._recent(user, _RIGHTS_SECONDS if rights else _NAME_SECONDS)
        if known is None and rights:
            async with asyncio.timeout(_RIGHTS_PATIENCE):
                known = await self._ask(user)
        elif known is None and self._asking < _AT_ONCE:
            known = await self._try(user, _NAME_PATIENCE if name else _NAMELESS_PATIENCE)
        if known is None:
            self._ask_later(user)
            return User(PLATFORM, account(self._team, user), name or texts.SOMEBODY)
        # Rights that are not young any more are none; where they matter, they were asked for.
        young = rights or self._recent(user, _RIGHTS_SECONDS) is not None
        manager, founds = young and known.manager, young and known.founds
        return User(
            PLATFORM,
            account(self._team, user),
            known.name,
            frozenset(),
            manager,
            founds,
            known.zone,
        )

    async def with_rights(self, user: str, name: str = "") -> User:
        """Somebody who may see more if they run the place.

        Where Slack is silent, they are as anybody.
        """
        try:
            async with asyncio.timeout(_NAMELESS_PATIENCE):
                return await self.who(user, name, rights=True)
        except TROUBLES:
            return await self.who(user, name)

    async def rights(self, user: str) -> Standing:
        """Whether somebody runs the place, or may set a group up, asked now.

        `LEFT` for whoever is not in the workspace any more. Raises where Slack is silent.
        """
        known = await self._ask(user)
        return LEFT if known.left else Standing(manages=known.manager, founds=known.founds)

    async def learn(self) -> None:
        """Ask for those who were met, one by one, until cancelled."""
        while True:
            user = await self._wanted.get()
            self._waiting.discard(user)
            if self._recent(user, _NAME_SECONDS) is None:
                await self._try(user, _LEARN_PATIENCE)
            await asyncio.sleep(_PAUSE_SECONDS)

    def _recent(self, user: str, seconds: float) -> _Known | None:
        known = self._known.get(user)
        return known if known and asyncio.get_running_loop().time() - known.at < seconds else None

    def _ask_later(self, user: str) -> None:
        if user not in self._waiting and not self._wanted.full():
            self._waiting.add(user)
            self._wanted.put_nowait(user)

    async def _try(self, user: str, seconds: float) -> _Known | None:
        self._asking += 1
        try:
            async with asyncio.timeout(seconds):
                return await self._ask(user)
        except TROUBLES as fault:
            _LOG.info("Slack does not tell who somebody is: %s", describe(fault))
            return None
        finally:
            self._asking -= 1

    async def _ask(self, user: str) -> _Known:
        answer = await self._client.users_info(user=user)
        known = _read(answer["user"], self._team, asyncio.get_running_loop().time())
        self._known[user] = known
        self._known.move_to_end(user)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return known


def _read(user: Mapping[str, Any], team: str, at: float) -> _Known:
    """Admins and owners run the place; whoever is no guest may set a group up.

    Other workspaces' people do neither.
    """
    profile = user.get("profile") or {}
    name = (
        profile.get("display_name")
        or profile.get("real_name")
        or user.get("real_name")
        or user.get("name")
    )
    # In an Enterprise Grid somebody belongs to several workspaces (Slack's reference, User type).
    theirs = {user.get("team_id", team), *(user.get("enterprise_user") or {}).get("teams", ())}
    full = team in theirs and not any(
        user.get(mark)
        for mark in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    )
    manager = full and bool(user.get("is_admin") or user.get("is_owner"))
    return _Known(
        str(name or texts.SOMEBODY),
        str(user.get("tz") or ""),
        manager,
        full,
        bool(user.get("deleted")),
        at,
    )
