"""What people ask of an app beside speaking: commands, presses, modals.

And what its acknowledgement does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.loopback_slack import judge
from tests.loopback_slack.app import App
from tests.loopback_slack.protocol.deliveries import Asked, Deliveries
from tests.loopback_slack.protocol.modals import MOST_ON_EACH_OTHER, Modals
from tests.loopback_slack.protocol.responses import Responses
from tests.loopback_slack.rules import elements, shapes
from tests.loopback_slack.rules.refusals import Refusal
from tests.loopback_slack.world import Said, World

Json = dict[str, Any]
# What was picked or written so far, by the names of block and element.
Held = Mapping[tuple[str, str], Json]
# What an action repeats of its element.
_TOLD: Sequence[str] = ("text", "value", "style", "placeholder")
TROUBLE = "We had some trouble connecting. Try again?"


class Interactions:
    """Asks the app, and does what it says in its acknowledgement (reference, Interaction
    payloads).
    """

    def __init__(
        self, world: World, app: App, deliveries: Deliveries, responses: Responses, modals: Modals
    ) -> None:
        self._world = world
        self._app = app
        self._deliveries = deliveries
        self._responses = responses
        self._modals = modals
        # What a person reads beside the inputs of a modal, by the modal, then by the block; "" for
        # the whole of it.
        self.errors: dict[str, dict[str, str]] = {}
        # What each person picked or wrote so far, by the person and the stamp or the view it stands
        # in.
        self.held: dict[tuple[str, str], dict[tuple[str, str], Json]] = {}

    def slash(self, user: Json, channel: Json, command: str, text: str) -> Asked:
        """A slash command; `text` is as Slack escaped it."""
        asked = Asked(
            "slash_commands",
            {},
            user["id"],
            self._say_what_was_acknowledged,
            self._say_that_it_failed,
        )
        name = "directmessage" if channel.get("is_im") else channel["name"]
        team: Json = self._world.team
        asked.payload = {
            "token": self._app.verification, "team_id": team["id"],
            "team_domain": team["domain"], "channel_id": channel["id"],
            "channel_name": "privategroup" if channel.get("is_private") else name,
            "user_id": user["id"],
            "user_name": user["name"], "command": command, "text": text, "api_app_id": self._app.id,
            "is_enterprise_install": "false", "response_url": self._responses.give(asked, channel,
            "commands"),
            "trigger_id": self._modals.trigger(asked),
        }  # fmt: skip
        return self._deliveries.send(asked)

    def act(
        self, user: Json, place: Said | Json, block: Json, element: Json, picked: Json, held: Held
    ) -> Asked:
        """A press or a pick in a message or in a view.

        `picked` is the state that the element has now.
        """
        asked = Asked("interactive", {}, user["id"], on_silence=self._mark_that_it_failed)
        words: Json = {name: element[name] for name in _TOLD if name in element}
        action = {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            **words,
            "type": element["type"],
        }
        act = {**action, **picked, "action_ts": self._world.stamp()}
        asked.payload = {
            "type": "block_actions", **self._asked_by(asked, user), "actions": [act],
            **self._where(asked, place, held),
        }  # fmt: skip
        return self._deliveries.send(asked)

    def suggest(
        self, user: Json, place: Said | Json, block: Json, element: Json, typed: str, held: Held
    ) -> Asked:
        """Letters are being typed in an external select."""
        asked = Asked(
            "interactive", {}, user["id"], self._check_suggestions, self._mark_that_it_failed
        )
        where = self._where(asked, place, held, can_answer=False)
        which = {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        who = {
            name: part for name, part in self._asked_by(asked, user).items() if name != "trigger_id"
        }
        asked.payload = {"type": "block_suggestion", **who, **which, **where}
        return self._deliveries.send(asked)

    def submit(self, user: Json, view: Json, held: Held) -> Asked:
        """A modal is sent."""
        asked = Asked("interactive", {}, user["id"], self._go_on_from, self._show_trouble)
        self.errors.pop(view["id"], None)
        shown = view | {"state": elements.values(view["blocks"], held)}
        asked.payload = {
            "type": "view_submission", **self._asked_by(asked, user), "view": shown,
            "response_urls": [],
        }  # fmt: skip
        return self._deliveries.send(asked)

    def closed(self, user: Json, view: Json, *, all_of_them: bool) -> Asked:
        """A modal is closed by hand, and wanted its app to know."""
        asked = Asked("interactive", {}, user["id"])
        who = {
            name: part for name, part in self._asked_by(asked, user).items() if name != "trigger_id"
        }
        asked.payload = {"type": "view_closed", **who, "view": view, "is_cleared": all_of_them}
        return self._deliveries.send(asked)

    def shortcut(self, user: Json, callback: str) -> Asked:
        """A global shortcut."""
        asked = Asked("interactive", {}, user["id"], on_silence=self._mark_that_it_failed)
        who = {
            name: part for name, part in self._asked_by(asked, user).items() if name != "api_app_id"
        }
        asked.payload = {
            "type": "shortcut",
            **who,
            "callback_id": callback,
            "action_ts": self._world.stamp(),
        }
        return self._deliveries.send(asked)

    def _asked_by(self, asked: Asked, user: Json) -> Json:
        """Who acts; `team` is theirs, which in a shared channel need not be the one where the app
        is installed.
        """
        team = self._world.teams[user["team_id"]]
        return {
            "user": shapes.brief_person(user), "team": {"id": team["id"], "domain": team["domain"]},
            "api_app_id": self._app.id, "token": self._app.verification,
            "trigger_id": self._modals.trigger(asked),
            "enterprise": None, "is_enterprise_install": False,
        }  # fmt: skip

    def _where(
        self, asked: Asked, place: Said | Json, held: Held, *, can_answer: bool = True
    ) -> Json:
        """The message or the view.

        A message that only one person sees is not in the payload itself.
        """
        if not isinstance(place, Said):
            shown = place | {"state": elements.values(place["blocks"], held)}
            return {"container": {"type": "view", "view_id": place["id"]}, "view": shown}
        channel = self._world.channels[place.channel]
        name = "directmessage" if channel.get("is_im") else channel["name"]
        hidden = bool(place.audience)
        container = {
            "type": "message",
            "message_ts": place.ts,
            "channel_id": place.channel,
            "is_ephemeral": hidden,
        }
        container |= {"thread_ts": place.thread} if place.thread else {}
        made: Json = {"container": container, "channel": {"id": place.channel, "name": name}}
        made["state"] = elements.values(place.body.get("blocks", ()), held)
        if can_answer:
            made["response_url"] = self._responses.give(asked, channel, "actions", place.ts)
        return made if hidden else made | {"message": place.body}

    def _say_what_was_acknowledged(self, asked: Asked) -> None:
        """The answer to a command may stand in its acknowledgement."""
        body = {"text": asked.answer} if isinstance(asked.answer, str) else asked.data
        if not body:
            return
        try:
            self._responses.say(self._responses.of(asked), body)
        except Refusal as refusal:
            asked.fail(f"invalid_command_response: {refusal.body}")
            self._say_that_it_failed(asked)

    def _say_that_it_failed(self, asked: Asked) -> None:
        failed = asked.failed.partition(":")[0]
        words = f"{asked.payload['command']} failed with the error “{failed}”"
        body = {"type": "message", "user": "USLACKBOT", "text": words}
        self._world.add(self._world.channels[asked.payload["channel_id"]], body, asked.person)

    def _mark_that_it_failed(self, asked: Asked) -> None:
        """A sign beside what was pressed, which no test looks at; `asked.failed` tells."""

    def _check_suggestions(self, asked: Asked) -> None:
        complaints = judge.check_suggestions(asked.answer)
        if complaints:
            asked.fail(f"no result: {complaints}")
        asked.answered.set()

    def _show_trouble(self, asked: Asked) -> None:
        self.errors[asked.payload["view"]["id"]] = {"": TROUBLE}

    def _go_on_from(self, asked: Asked) -> None:
        """What becomes of a modal that was sent."""
        view = asked.payload["view"]
        try:
            self._respond(asked, view, asked.data)
        except Refusal as refusal:
            asked.fail(f"{refusal.body}")
            self._show_trouble(asked)
        asked.answered.set()

    def _respond(self, asked: Asked, view: Json, said: Json) -> None:
        if asked.answer and not asked.data:
            raise Refusal("invalid_response")
        match said.get("response_action"):
            case None if not said:
                self._modals.leave(asked.person)
            case "clear":
                self._modals.leave(asked.person, whole=True)
            case "errors":
                self.errors[view["id"]] = _errors_in(view, said.get("errors"))
            case "update":
                self._modals.renew(view, judge.demand_view(said.get("view"), "modal"))
            case "push" if len(self._world.modals[asked.person]) < MOST_ON_EACH_OTHER:
                self._modals.put(
                    asked.person, judge.demand_view(said.get("view"), "modal"), on_top=True
                )
            case _:
                raise Refusal("invalid_response_action")


def _errors_in(view: Json, errors: object) -> dict[str, str]:
    """Errors stand beside inputs, by the names of their blocks."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refusal("invalid_errors")
    if not all(isinstance(words, str) and words for words in errors.values()):
        raise Refusal("invalid_errors")
    return errors
