"""Interactions: what people ask of a bot, what it may answer, and when it is too late for that."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.loopback_discord import drafts
from tests.loopback_discord.drafts import Draft
from tests.loopback_discord.protocol import components, shapes
from tests.loopback_discord.protocol.commands import check_choices
from tests.loopback_discord.protocol.refusals import Form, Refusal
from tests.loopback_discord.protocol.rest import Request, Routes
from tests.loopback_discord.world import World

Json = dict[str, Any]

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
SAY, WAIT, WAIT_SILENTLY, REPLACE, SUGGEST, ASK = 4, 5, 6, 7, 8, 9
_MAY_ANSWER: Mapping[int, tuple[int, ...]] = {
    COMMAND: (SAY, WAIT, ASK),
    COMPONENT: (SAY, WAIT, WAIT_SILENTLY, REPLACE, ASK),
    AUTOCOMPLETE: (SUGGEST,),
    MODAL: (SAY, WAIT),
}
_TOKENS_LIVE = timedelta(minutes=15)


@dataclass
class Asked:
    """An interaction as Discord keeps it.

    `answered`: the first word came; `done`: the last that must come.
    """

    payload: Json
    person: str
    too_late: float
    answer: Json | None = None
    original: str = ""
    later: list[str] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def token(self) -> str:
        return str(self.payload["token"])

    @property
    def kind(self) -> int:
        """What was answered first; 0 so far."""
        return int(self.answer["type"]) if self.answer else 0

    @property
    def data(self) -> Json:
        """What was answered first: the message, the modal, the choices."""
        return (self.answer or {}).get("data") or {}


class Interactions:
    """Asks the bot over the gateway and takes its answers over REST."""

    def __init__(self, world: World, application: str) -> None:
        self._world = world
        self._application = application
        # How long people wait for a first answer, in seconds.
        self.patience = 3.0
        self.asked: dict[str, Asked] = {}

    def routes(self) -> Routes:
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        return {
            "POST /interactions/{interaction_id}/{interaction_token}/callback": self._callback,
            f"POST {hook}": self._follow_up,
            **{
                f"{method} {hook}/messages/{which}": handler
                for which in ("@original", "{message_id}")
                for method, handler in (
                    ("GET", self._read),
                    ("PATCH", self._edit),
                    ("DELETE", self._delete),
                )
            },
        }

    def ask(
        self, kind: int, user: Json, channel: Json, data: Json, message: Json | None = None
    ) -> Asked:
        """Somebody does something in a channel; the bot hears of it."""
        payload = self._payload(kind, user, channel, data) | (
            {"message": message} if message else {}
        )
        made = Asked(payload, user["id"], asyncio.get_running_loop().time() + self.patience)
        self.asked[made.token] = made
        self.again(made)
        return made

    def again(self, asked: Asked) -> None:
        """The gateway delivers it, perhaps not for the first time."""
        self._world.tell("INTERACTION_CREATE", asked.payload, asked.payload.get("guild_id", ""))

    def _payload(self, kind: int, user: Json, channel: Json, data: Json) -> Json:
        guild, number = channel.get("guild_id"), self._world.number()
        may = self._world.may(user["id"], channel)
        made = {
            "id": number,
            "application_id": self._application,
            "type": kind,
            "token": f"{number}.{secrets.token_urlsafe(96)}",
            "version": 1,
            "channel_id": channel["id"],
            "channel": channel | {"permissions": str(may)},
            "locale": "en-GB",
            "app_permissions": str(self._world.may(self._world.bot["id"], channel)),
            "attachment_size_limit": 10 * 1024 * 1024,
            "authorizing_integration_owners": {"0": guild or "0"},
            "entitlements": [],
            "context": 0 if guild else 1,
            "data": data,
        }
        if not guild:
            return made | {"user": user}
        place = {
            "guild_id": guild,
            "guild": {"id": guild, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
        }
        return (
            made
            | place
            | {"member": self._world.members[guild][user["id"]] | {"permissions": str(may)}}
        )

    def _callback(self, request: Request) -> Json | None:
        asked = self.asked.get(request.path["interaction_token"])
        if asked is None or asked.payload["id"] != request.path["interaction_id"]:
            raise Refusal(10062)
        if asked.answer is not None:
            raise Refusal(40060)
        if asyncio.get_running_loop().time() > asked.too_late:
            raise Refusal(10062)
        kind = request.fields["type"]
        allowed = _MAY_ANSWER[asked.payload["type"]]
        if asked.payload["type"] == MODAL and "message" in asked.payload:
            allowed += (WAIT_SILENTLY, REPLACE)
        form = Form()
        form.one_of(kind, allowed, "type")
        form.judge()
        message = self._answer(asked, kind, request)
        asked.answer = request.fields
        asked.answered.set()
        if kind not in {WAIT, WAIT_SILENTLY}:
            asked.done.set()
        return (
            self._told(asked, kind, message)
            if request.query.get("with_response") in {"1", "true"}
            else None
        )

    def _answer(self, asked: Asked, kind: int, request: Request) -> Json | None:
        form = Form()
        with form.at("data"):
            draft = Draft(request.fields.get("data") or {}, request.uploads, form)
            if kind == SAY:
                return self._say(asked, draft)
            if kind == WAIT:
                return self._promise(asked, draft)
            if kind in {WAIT_SILENTLY, REPLACE}:
                return self._take_its_place(asked, draft if kind == REPLACE else None)
            if kind == SUGGEST:
                _check_suggestions(form, draft.body, asked.payload["data"])
            else:
                _check_modal(form, draft.body)
        form.judge()
        return None

    def _take_its_place(self, asked: Asked, draft: Draft | None) -> Json:
        """The message that was pressed is the one to be changed, now or later."""
        pressed: Json = asked.payload["message"]
        message = self._world.messages.get(pressed["id"], pressed)
        asked.original = message["id"]
        if draft:
            drafts.change(self._world, message, draft)
            self._world.change_message(message)
        return message

    def _say(self, asked: Asked, draft: Draft) -> Json:
        """An answer needs no permission to speak in the channel."""
        channel = self._world.channels[asked.payload["channel_id"]]
        made = drafts.create(self._world, draft, channel, self._world.bot, drafts.IN_ANSWERS)
        return self._keep(asked, made)

    def _promise(self, asked: Asked, draft: Draft) -> Json:
        """“Roadmate is thinking…”."""
        made = shapes.message(
            self._world.number(), asked.payload["channel_id"], self._world.bot, self._world.now()
        )
        if draft.flags & ~shapes.EPHEMERAL & ~shapes.COMPONENTS_V2:
            draft.form.wrong("BASE_TYPE_CHOICES", "These flags cannot be used here.", "flags")
        draft.form.judge()
        return self._keep(asked, made | {"flags": shapes.LOADING | draft.flags & shapes.EPHEMERAL})

    def _keep(self, asked: Asked, message: Json) -> Json:
        message |= {"application_id": self._application, "webhook_id": self._application}
        asked.original = asked.original or message["id"]
        return self._world.add_message(
            message, asked.person if message["flags"] & shapes.EPHEMERAL else ""
        )

    def _told(self, asked: Asked, kind: int, message: Json | None) -> Json:
        told: Json = {
            "id": asked.payload["id"],
            "type": asked.payload["type"],
            "channel_id": asked.payload["channel_id"],
        }
        if message:
            told |= {
                "response_message_id": message["id"],
                "response_message_loading": bool(message["flags"] & shapes.LOADING),
                "response_message_ephemeral": bool(message["flags"] & shapes.EPHEMERAL),
            }
        resource = (
            {"resource": {"type": kind, "message": message}} if kind in {SAY, REPLACE} else {}
        )
        return {"interaction": told} | resource

    def _by_token(self, request: Request) -> Asked:
        """The interaction of a token, which is good for a quarter of an hour after the first answer
        came.
        """
        asked = self.asked.get(request.path["webhook_token"])
        if asked is None or request.path["webhook_id"] != self._application or not asked.answer:
            raise Refusal(10015)
        if self._world.older_than(asked.payload["id"], _TOKENS_LIVE):
            raise Refusal(50027)
        return asked

    def _follow_up(self, request: Request) -> Json:
        asked, draft = self._by_token(request), Draft(request.fields, request.uploads)
        promised = self._world.messages.get(asked.original)
        if promised and promised["flags"] & shapes.LOADING:
            drafts.change(self._world, promised, draft)
            self._world.change_message(promised)
            made = promised
        else:
            made = self._say(asked, draft)
            asked.later.append(made["id"])
        asked.done.set()
        return made

    def _message(self, asked: Asked, request: Request) -> Json:
        number = request.path.get("message_id", asked.original)
        if number not in {asked.original, *asked.later} or number not in self._world.messages:
            raise Refusal(10008)
        return self._world.messages[number]

    def _read(self, request: Request) -> Json:
        return self._message(self._by_token(request), request)

    def _edit(self, request: Request) -> Json:
        asked = self._by_token(request)
        message = self._message(asked, request)
        drafts.change(self._world, message, Draft(request.fields, request.uploads))
        self._world.change_message(message)
        asked.done.set()
        return message

    def _delete(self, request: Request) -> None:
        asked = self._by_token(request)
        self._world.delete_message(self._message(asked, request))
        asked.done.set()


def _check_modal(form: Form, modal: Json) -> None:
    form.length(modal.get("custom_id"), 1, 100, "custom_id")
    form.length(modal.get("title"), 1, 45, "title")
    components.check_modal(form, modal.get("components") or [])


def _check_suggestions(form: Form, data: Json, asked: Json) -> None:
    choices = data.get("choices") or []
    if len(choices) > 25:
        form.wrong("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.", "choices")
    check_choices(form, choices, _focused(asked.get("options", ())), "choices")


def _focused(options: Sequence[Json]) -> int:
    """The type of the option that is being typed."""
    for option in options:
        if option.get("focused"):
            return int(option["type"])
        if inner := _focused(option.get("options", ())):
            return inner
    return 0
