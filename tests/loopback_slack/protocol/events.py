"""The Events API: what the app subscribed to, may read and is there to see (reference, Events)."""

from typing import Any

from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.deliveries import Asked, Deliveries
from tests.loopback_slack.rules import shapes
from tests.loopback_slack.rules.manifests import EVENTS
from tests.loopback_slack.world import World

Json = dict[str, Any]
_MESSAGES = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
# Told of a channel only to those who are in it.
_FOR_MEMBERS = (
    "message.channels",
    "message.groups",
    "message.im",
    "app_mention",
    "member_joined_channel",
)
_FAREWELLS = ("app_uninstalled", "tokens_revoked")


class Events:
    """Listens to the world and tells the app its share."""

    def __init__(self, world: World, app: App, deliveries: Deliveries) -> None:
        self._world = world
        self._app = app
        self._deliveries = deliveries
        world.listener = self.tell

    def tell(self, event: Json) -> None:
        """Something has happened."""
        name = self._name(event)
        if not self._wanted(name):
            return
        if name in _FOR_MEMBERS and not self._world.is_member(event["channel"]):
            return
        self.send(event)

    def send(self, event: Json) -> Asked:
        """Tell the app, whatever it subscribed to."""
        return self._deliveries.send(
            Asked("events_api", self._callback(event), str(event.get("user", "")))
        )

    def _name(self, event: Json) -> str:
        """What one subscribes to: messages go by the kind of their channel."""
        if event["type"] != "message":
            return str(event["type"])
        return _MESSAGES[shapes.kind(self._world.channels[event["channel"]])]

    def _wanted(self, name: str) -> bool:
        if name not in self._app.events or (self._app.trouble and name not in _FAREWELLS):
            return False
        needed = EVENTS[name]
        return not needed or bool(set(needed) & set(self._app.scopes))

    def _is_shared(self, event: Json) -> bool:
        channel = event.get("channel")
        return isinstance(channel, str) and bool(
            self._world.channels.get(channel, {}).get("is_ext_shared")
        )

    def _callback(self, event: Json) -> Json:
        team, bot = self._world.team["id"], self._world.bot["id"]
        installed = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": bot,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": self._app.verification, "team_id": team, "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self._app.id, "event": event, "type": "event_callback",
            "event_id": self._world.number("Ev"),
            "event_time": int(self._world.now().timestamp()), "authorizations": [installed],
            "is_ext_shared_channel": self._is_shared(event),
            "event_context": f"4-{self._world.number('')}",
        }  # fmt: skip
