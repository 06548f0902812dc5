"""Views: modals in stacks of three, one home for each person, and the triggers that open them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.loopback_slack import judge
from tests.loopback_slack.app import App
from tests.loopback_slack.drafts import Drafts
from tests.loopback_slack.protocol.api import Method, Methods, Request
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.rules import shapes
from tests.loopback_slack.rules.refusals import Refusal
from tests.loopback_slack.world import World

Json = dict[str, Any]
# Slack docs, Modals: three seconds to open one, and three on each other.
TRIGGER_LIVES, MOST_ON_EACH_OTHER = timedelta(seconds=3), 3


@dataclass
class Trigger:
    """What a person did that lets the app open a view; good for once."""

    asked: Asked
    made: datetime
    used: bool = False


class Modals:
    """What stands on people's screens beside messages."""

    def __init__(self, world: World, app: App, drafts: Drafts) -> None:
        self._world = world
        self._app = app
        self._drafts = drafts
        self._triggers: dict[str, Trigger] = {}

    def methods(self) -> Methods:
        return {
            "views.open": Method(self._open),
            "views.push": Method(self._push),
            "views.update": Method(self._update),
            "views.publish": Method(self._publish),
        }

    def trigger(self, asked: Asked) -> str:
        """A new trigger_id."""
        made = self._world.now()
        name = f"{int(made.timestamp())}.{secrets.randbelow(10**12):012d}.{secrets.token_hex(16)}"
        self._triggers[name] = Trigger(asked, made)
        return name

    def top(self, person: str) -> Json | None:
        """The modal that a person looks at."""
        stack = self._world.modals.get(person)
        return self._world.views[stack[-1]] if stack else None

    def put(self, person: str, given: Json, *, on_top: bool) -> Json:
        """A new modal: on the others, or instead of all of them."""
        made = self._made(given)
        stack = self._world.modals.setdefault(person, [])
        if not on_top:
            stack.clear()
        elif stack:
            made |= {"root_view_id": stack[0], "previous_view_id": stack[-1]}
        stack.append(made["id"])
        self._world.stir()
        return made

    def renew(self, view: Json, given: Json) -> Json:
        """Another content for a view that stays the same view."""
        fresh = self._made(given, view["id"])
        kept = {name: view[name] for name in ("root_view_id", "previous_view_id")}
        self._world.views[view["id"]] = fresh | kept
        self._world.stir()
        return self._world.views[view["id"]]

    def leave(self, person: str, *, whole: bool = False) -> None:
        """The top modal closes, or all of them."""
        stack = self._world.modals.get(person, [])
        del stack[0 if whole else -1 :]
        self._world.stir()

    def _made(self, given: Json, identifier: str = "") -> Json:
        external = given.get("external_id")
        others = (view for view in self._world.views.values() if view["id"] != identifier)
        if external and any(view["external_id"] == external for view in others):
            raise Refusal("duplicate_external_id")
        named = given | {"blocks": self._drafts.named(given["blocks"])}
        digest = f"{self._world.stamp()}.{secrets.token_hex(4)}"
        bot = self._world.bot["profile"]["bot_id"]
        name = identifier or self._world.number("V")
        made = shapes.view(name, named, self._world.team["id"], self._app.id, bot, digest)
        self._world.views[name] = made
        return made

    def _taken(self, request: Request) -> Trigger:
        """The trigger of a request, which is used up now."""
        trigger = self._triggers.get(request.text("trigger_id"))
        if trigger is None:
            raise Refusal(
                "invalid_trigger_id" if "trigger_id" in request.args else "invalid_arguments"
            )
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._world.now() - trigger.made > TRIGGER_LIVES:
            raise Refusal("expired_trigger_id")
        return trigger

    def _open(self, request: Request) -> Json:
        return self._enter(request, on_top=False)

    def _push(self, request: Request) -> Json:
        return self._enter(request, on_top=True)

    def _enter(self, request: Request, *, on_top: bool) -> Json:
        given = judge.demand_view(request.structure("view"), "modal")
        trigger = self._taken(request)
        asked = trigger.asked
        depth = len(self._world.modals.get(asked.person, ()))
        if on_top and depth >= MOST_ON_EACH_OTHER:
            raise Refusal("push_limit_reached")
        if on_top and not depth:
            raise Refusal("not_found")
        made = self.put(asked.person, given, on_top=on_top)
        trigger.used = True
        asked.say_more(made)
        return {"view": made}

    def _update(self, request: Request) -> Json:
        given = judge.demand_view(request.structure("view"), "modal")
        identifier, external = request.text("view_id"), request.text("external_id")
        known = self._world.views.values()
        view = next(
            (
                one
                for one in known
                if one["id"] == identifier or (external and one["external_id"] == external)
            ),
            None,
        )
        shown = {name for stack in self._world.modals.values() for name in stack}
        if view is None or view["id"] not in shown:
            raise Refusal("not_found")
        if request.text("hash") and request.text("hash") != view["hash"]:
            raise Refusal("hash_conflict", {"view": view})
        return {"view": self.renew(view, given)}

    def _publish(self, request: Request) -> Json:
        given = judge.demand_view(request.structure("view"), "home")
        person = self._world.users.get(request.text("user_id"))
        if person is None:
            raise Refusal("invalid_arguments")
        if not self._app.has_home:
            raise Refusal("not_enabled")
        before = self._world.views.get(self._world.homes.get(person["id"], ""))
        if before and request.text("hash") and request.text("hash") != before["hash"]:
            raise Refusal("hash_conflict")
        made = self.renew(before, given) if before else self._made(given)
        self._world.homes[person["id"]] = made["id"]
        self._world.stir()
        return {"view": made}
