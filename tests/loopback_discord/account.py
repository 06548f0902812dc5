"""The routes about the bot itself: who it is, where the gateway is, in which servers it is."""

from collections.abc import Callable
from typing import Any

from tests.loopback_discord.protocol import shapes
from tests.loopback_discord.protocol.refusals import Refusal
from tests.loopback_discord.protocol.rest import Request, Routes
from tests.loopback_discord.world import World

Json = dict[str, Any]


class Account:
    """What a bot may ask about itself and the places it is in."""

    def __init__(
        self, world: World, application: str, owner: Json, address: Callable[[], str]
    ) -> None:
        self._world = world
        self._application = application
        self._owner = owner
        self._address = address
        self.shards = 1
        self.starts_left = 1000
        # What its owner has set in the Developer Portal.
        self.portal: Json = {}

    def routes(self) -> Routes:
        return {
            "GET /gateway": lambda request: {"url": self._address()},
            "GET /gateway/bot": lambda request: self._gateway(),
            "GET /users/@me": lambda request: self._me(),
            "GET /users/@me/guilds": lambda request: [
                self._brief(guild) for guild in self._guilds()
            ],
            "GET /oauth2/applications/@me": lambda request: self.application(),
            "GET /applications/@me": lambda request: self.application(),
            "GET /users/{user_id}": lambda request: _known(
                self._world.users, request.path["user_id"], 10013
            ),
            "GET /guilds/{guild_id}": self._guild,
            "GET /guilds/{guild_id}/channels": self._channels,
            "GET /guilds/{guild_id}/roles": lambda request: self._guild(request)["roles"],
            "GET /guilds/{guild_id}/threads/active": self._threads,
            "GET /guilds/{guild_id}/members/{user_id}": self._member,
        }

    def application(self) -> Json:
        return (
            shapes.application(self._application, self._world.bot, self._owner, len(self._guilds()))
            | self.portal
        )

    def _gateway(self) -> Json:
        limit = {
            "total": 1000,
            "remaining": self.starts_left,
            "reset_after": 14_400_000,
            "max_concurrency": 1,
        }
        return {"url": self._address(), "shards": self.shards, "session_start_limit": limit}

    def _me(self) -> Json:
        return self._world.bot | {
            "mfa_enabled": False,
            "locale": "en-US",
            "verified": True,
            "email": None,
        }

    def _guilds(self) -> list[Json]:
        bot = self._world.bot["id"]
        return [
            guild
            for guild in self._world.guilds.values()
            if bot in self._world.members[guild["id"]]
        ]

    def _brief(self, guild: Json) -> Json:
        return {name: guild[name] for name in ("id", "name", "icon", "banner", "features")} | {
            "owner": False
        }

    def _guild(self, request: Request) -> Json:
        found: Json = _known(self._world.guilds, request.path["guild_id"], 10004)
        if found not in self._guilds():
            raise Refusal(50001)
        return found

    def _channels(self, request: Request) -> list[Json]:
        of_guild = [
            c
            for c in self._world.channels.values()
            if c.get("guild_id") == self._guild(request)["id"]
        ]
        return [channel for channel in of_guild if channel["type"] == shapes.TEXT_CHANNEL]

    def _threads(self, request: Request) -> Json:
        return {"threads": self._world.threads(self._guild(request)["id"]), "members": []}

    def _member(self, request: Request) -> Json:
        found: Json = _known(
            self._world.members[self._guild(request)["id"]], request.path["user_id"], 10007
        )
        return found


def _known(things: dict[str, Json], number: str, code: int) -> Json:
    if number not in things:
        raise Refusal(code)
    return things[number]
