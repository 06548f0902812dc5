"""Slack on this machine: the Web API, Socket Mode, response addresses and files behind one address.

How to use it, in short; nothing of the real libraries is changed but the address:

    async with loopback(clock) as slack:                      # a Slack, with the workspace Campus
        client = AsyncWebClient(token=slack.app.bot_token, base_url=slack.api_url)
        ...                                                   # AsyncApp(client=client),
  AsyncSocketModeHandler
        await slack.sockets.ready()                           # somebody is connected and was
  greeted
        asked = hands.command(slack, slack.ann, slack.study, "/roadmate next")
        await slack.world.until(asked.answered.is_set)        # or asked.acknowledged, asked.later,
  asked.failed
        screen.look(slack.world, slack.ann)                   # what Ann sees, as text and controls

- `slack.world` holds what there is (people, channels, messages), `scenery` changes it as Slack's
  pages and other
  people do, and the app hears of it if it subscribed (`slack.app.adopt(manifest)`; without, to
  everything).
- `hands` are a person: command, say, press, pick, suggest, write, submit, close, open_home,
  shortcut. Each gives an
  `Asked` (deliveries.py): what the app was told, how it acknowledged, and what it said beyond that.
- `screen` is what a person sees: messages, threads, the modal, the home; text without markup, and
  labels.
- `slack.api.heard` and `slack.api.requests("chat.postMessage")`: every request; `slack.faults`
  orders trouble by
  method; `slack.api.limits.strict = True` counts as Slack does.
- `slack.sockets`: drop, black_hole, heal, refuse, disconnect("refresh_requested"), lose;
  `slack.deliveries`: again (a
  duplicate), retry (an event, counted), patience.
- `slack.speak_http(url)` turns from sockets to signed requests; `slack.postman` sends forged and
  stale ones as well.

"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiohttp import web

from tests.loopback_slack import fixtures
from tests.loopback_slack.account import Account
from tests.loopback_slack.app import App
from tests.loopback_slack.drafts import Drafts
from tests.loopback_slack.faults import Faults
from tests.loopback_slack.postman import Postman
from tests.loopback_slack.protocol.api import PREFIX, WebApi
from tests.loopback_slack.protocol.chat import Chat
from tests.loopback_slack.protocol.conversations import Conversations
from tests.loopback_slack.protocol.deliveries import Deliveries
from tests.loopback_slack.protocol.events import Events
from tests.loopback_slack.protocol.files import Files
from tests.loopback_slack.protocol.interactions import Interactions
from tests.loopback_slack.protocol.modals import Modals
from tests.loopback_slack.protocol.responses import Responses
from tests.loopback_slack.protocol.sockets import Sockets
from tests.loopback_slack.world import World

Json = dict[str, Any]
# All was founded at one instant, so that what is always there has the same names in every test.
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
CAMPUS, STUDY = "T00000001", "C00000007"


@dataclass
class Slack:
    """The workspace Campus with the channel #study, Olga who owns it, Ann who runs it, and Ben who
    is in it.

    Roadmate is in #study; in #attic (archived) and in #vault (private) it is not.
    """

    world: World
    app: App
    api: WebApi
    deliveries: Deliveries
    sockets: Sockets
    postman: Postman
    events: Events
    responses: Responses
    modals: Modals
    interactions: Interactions
    files: Files
    drafts: Drafts
    study: Json
    olga: Json
    ann: Json
    ben: Json
    origin: str = ""

    @property
    def api_url(self) -> str:
        """What to set as `base_url`; every other address follows from what is answered there."""
        return f"{self.origin}{PREFIX}"

    @property
    def faults(self) -> Faults:
        return self.api.faults

    def person(self, name: str) -> Json:
        """Ann, Ben, or somebody new in the workspace and in #study."""
        for user in self.world.users.values():
            if user["real_name"] == name and user["team_id"] == self.world.team["id"]:
                return user
        made = self.world.add_user(name, self.world.team)
        fixtures.join(self.world, self.study, made)
        return made

    def speak_http(self, url: str) -> None:
        """From now on everything is told by signed requests to this address."""
        self.postman.url = url
        self.deliveries.carrier = self.postman


@asynccontextmanager
async def loopback(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> AsyncIterator[Slack]:
    """Open Slack on a free port, and close it in the end."""
    slack = _build(now)
    runner = web.AppRunner(_routes(slack), shutdown_timeout=1, access_log=None)
    await runner.setup()
    # Hundreds knock at once: who finds the queue full (aiohttp's holds 128) tries again after a
    # true second (tcp(7), initial RTO), and people would have waited for nothing.
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    slack.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield slack
    finally:
        slack.faults.clear()
        slack.deliveries.close()
        slack.sockets.drop()
        await slack.postman.close()
        await runner.cleanup()


def _routes(slack: Slack) -> web.Application:
    app = web.Application(client_max_size=32 * 1024 * 1024)
    app.router.add_get("/link/", slack.sockets.handle)
    app.router.add_post("/upload/v1/{file}", partial(slack.files.handle, slack.api))
    for kind in ("commands", "actions"):
        app.router.add_post(
            f"/{kind}/{{team}}/{{token}}", partial(slack.responses.handle, slack.api)
        )
    app.router.add_route("*", f"{PREFIX}{{method}}", slack.api.handle)
    return app


def _build(now: Callable[[], datetime]) -> Slack:
    world, app = World(lambda: FOUNDED), App()
    deliveries, drafts = Deliveries(world), Drafts(world, app)
    sockets = Sockets(
        world, app, deliveries, lambda: slack.origin.replace("http", "ws", 1) + "/link/"
    )
    deliveries.carrier = sockets
    responses, modals = Responses(world, drafts, lambda: slack.origin), Modals(world, app, drafts)
    files, account = (
        Files(world, drafts, lambda: slack.origin),
        Account(world, app, sockets.open_address),
    )
    methods = (account, Chat(world, app, drafts), Conversations(world, app), modals, files)
    api = WebApi(
        world, app, {name: method for part in methods for name, method in part.methods().items()}
    )
    olga, ann, ben, study = _found(world, app)
    events, world.now = Events(world, app, deliveries), now
    interactions = Interactions(world, app, deliveries, responses, modals)
    postman = Postman(app, deliveries, now)
    slack = Slack(
        world, app, api, deliveries, sockets, postman, events, responses, modals, interactions,
        files,
        drafts, study, olga, ann, ben,
    )  # fmt: skip
    return slack


def _found(world: World, app: App) -> tuple[Json, Json, Json, Json]:
    campus = fixtures.found(world, "Campus")
    bot = fixtures.install(world, app)
    olga = world.add_user("Olga", campus, is_owner=True, is_primary_owner=True, is_admin=True)
    ann = world.add_user("Ann", campus, is_admin=True)
    ben = world.add_user("Ben", campus)
    study = fixtures.add_channel(world, "study", olga)
    attic, vault = (
        fixtures.add_channel(world, "attic", olga),
        fixtures.add_channel(world, "vault", olga, private=True),
    )
    for user in (ann, ben, bot):
        fixtures.join(world, study, user)
    fixtures.join(world, vault, ann)
    fixtures.archive(world, attic, olga)
    assert (campus["id"], study["id"]) == (CAMPUS, STUDY), (campus["id"], study["id"])
    return olga, ann, ben, study
