"""Discord on this machine: one address for REST and the gateway, and everything behind it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.loopback_discord import fixtures
from tests.loopback_discord.account import Account
from tests.loopback_discord.protocol.channels import Channels
from tests.loopback_discord.protocol.commands import Commands
from tests.loopback_discord.protocol.gateway import Gateway
from tests.loopback_discord.protocol.interactions import Interactions
from tests.loopback_discord.protocol.rest import PREFIX, Rest
from tests.loopback_discord.world import World

Json = dict[str, Any]
TOKEN = "MTA.loopback.token"
# All was founded at one instant, so that what is always there has the same numbers in every test.
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
CAMPUS, STUDY = "1456074443980800004", "1456074443980800006"
PERMISSIONS = (
    "view_channel", "send_messages", "create_public_threads", "send_messages_in_threads",
    "read_message_history",
    "attach_files",
)  # fmt: skip


@dataclass
class Discord:
    """A server called Campus with the channel #study, Olga who owns it, Ann who runs it, and Ben
    who is in it.
    """

    world: World
    account: Account
    commands: Commands
    channels: Channels
    interactions: Interactions
    gateway: Gateway
    rest: Rest
    campus: Json
    study: Json
    ann: Json
    ben: Json
    token: str = TOKEN
    origin: str = ""

    @property
    def api(self) -> str:
        """What to set as the base of REST."""
        return f"{self.origin}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """What to set as the gateway's address."""
        return self.origin.replace("http", "ws", 1) + "/gateway/"

    def person(self, name: str) -> Json:
        """Ann, Ben, or somebody new in the server."""
        members = self.world.members[self.campus["id"]].values()
        users: dict[str, Json] = {
            member["user"]["global_name"]: member["user"] for member in members
        }
        if name not in users:
            users[name] = self.world.add_user(name)
            fixtures.join(self.world, self.campus, users[name])
        return users[name]


@asynccontextmanager
async def loopback(
    now: Callable[[], datetime] = lambda: datetime.now(UTC), token: str = TOKEN
) -> AsyncIterator[Discord]:
    """Open Discord on a free port, and close it in the end."""
    discord = _build(now, token)
    app = web.Application(client_max_size=32 * 1024 * 1024)
    app.router.add_get("/gateway/", discord.gateway.handle)
    app.router.add_route("*", "/{anything:.*}", discord.rest.handle)
    runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
    await runner.setup()
    # Hundreds knock at once: who finds the queue full (aiohttp's holds 128) tries again after a
    # true second (tcp(7), initial RTO), and people would have waited for nothing.
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    discord.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield discord
    finally:
        discord.rest.faults.clear()
        discord.gateway.drop()
        await runner.cleanup()


def _build(now: Callable[[], datetime], token: str) -> Discord:
    world = World(lambda: FOUNDED)
    olga, ann, ben = (world.add_user(name) for name in ("Olga", "Ann", "Ben"))
    campus = fixtures.found(world, "Campus", olga)
    fixtures.join(
        world, campus, ann, fixtures.add_role(world, campus, "Organisers", "manage_guild")
    )
    fixtures.join(world, campus, ben)
    study = fixtures.add_channel(world, campus, "study")
    fixtures.invite(world, campus, *PERMISSIONS)
    assert (campus["id"], study["id"]) == (CAMPUS, STUDY), (campus["id"], study["id"])
    world.now = now
    application = world.bot["id"]
    account = Account(world, application, olga, lambda: discord.gateway_url)
    commands, channels = Commands(world, application), Channels(world)
    interactions = Interactions(world, application)
    gateway = Gateway(world, token, application, lambda: discord.gateway_url)
    routes = {**account.routes(), **commands.routes(), **channels.routes(), **interactions.routes()}
    rest = Rest(world, token, routes)
    discord = Discord(
        world,
        account,
        commands,
        channels,
        interactions,
        gateway,
        rest,
        campus,
        study,
        ann,
        ben,
        token,
    )
    return discord
