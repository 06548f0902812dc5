"""What Slack sends, as calls: who acts, where, and what they ask for."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.channels.places import account, place
from adapters.slack.inbound.typed import read_line
from bot.core.call import Call
from bot.core.commands.declaration import Registry
from bot.core.interaction import Address

# The marks on our blocks: a list of which several may be picked does nothing by itself; its button
# takes the picks.
PICKED, TAKE = "picked", "take"

Json = Mapping[str, Any]
# The subtypes under which a person's own words come (Slack's reference, message event).
_WRITTEN = frozenset(("", "thread_broadcast", "file_share", "me_message"))


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody did, and where an answer can go; `idempotency_key` tells it from all else.

    `pressed`: it was done on a message; `own`: which is theirs alone. `view`: the modal it happened
    in, `under`: the modal that this one covers; `home`: it was their App Home.
    """

    call: Call
    user: str
    name: str
    address: Address
    idempotency_key: str
    channel: str = ""
    trigger: str = ""
    response_url: str = ""
    view: str = ""
    under: str = ""
    pressed: bool = False
    own: bool = False
    home: bool = False
    place_name: str = ""
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typing:
    """An option that is being typed, for which suggestions are wanted."""

    asked: Request
    option: str
    typed: str


def read_command(body: Json, team: str, commands: Registry) -> Request:
    """A slash command: its text is a line."""
    user, channel, named = body["user_id"], body["channel_id"], dict[str, str]()
    return Request(
        read_line(body.get("text") or "", team, commands, named),
        user,
        body.get("user_name") or "",
        place(team, channel, user),
        body.get("trigger_id") or "",
        channel,
        body.get("trigger_id") or "",
        body.get("response_url") or "",
        place_name=_name_of(body.get("channel_name")),
        named=_by_account(named),
    )


def read_press(body: Json, team: str) -> Request | None:
    """A press or a pick, in a message or in a view.

    None for what waits until its button is pressed.
    """
    action = body["actions"][0]
    call = _pressed(action, body)
    if call is None:
        return None
    user, view = body["user"], body.get("view") or {}
    box = body.get("container") or {}
    kept = _metadata(view)
    channel = (
        kept.get("channel", "")
        if view
        else (body.get("channel") or {}).get("id") or box.get("channel_id", "")
    )
    thread = kept.get("thread", "") if view else _thread(body.get("message") or {}, box)
    return Request(
        call,
        user["id"],
        user.get("name") or user.get("username") or "",
        place(team, channel, user["id"], thread),
        f"{body.get('trigger_id')}/{action.get('action_ts')}",
        channel,
        body.get("trigger_id") or "",
        body.get("response_url") or "",
        view.get("id", "") if view.get("type") == "modal" else "",
        pressed=not view,
        own=bool(box.get("is_ephemeral")),
        home=view.get("type") == "home",
        place_name=_name_of((body.get("channel") or {}).get("name")),
    )


def read_form(body: Json, team: str) -> Request:
    """A modal that was filled in and sent."""
    view, user = body["view"], body["user"]
    kept, values = _metadata(view), view["state"]["values"]
    call = Call.parse(kept.get("call", ""))
    filled = {o: _value(v, team) for block in values.values() for o, v in block.items()}
    channel = kept.get("channel", "")
    return Request(
        call.given(**{name: value for name, value in filled.items() if value}),
        user["id"],
        user.get("name") or user.get("username") or "",
        place(team, channel, user["id"], kept.get("thread", "")),
        f"{view['id']}/{view.get('hash')}/{_digest(values)}",
        channel,
        body.get("trigger_id") or "",
        kept.get("reply", ""),
        view["id"],
        kept.get("under", ""),
        own=bool(kept.get("reply")),
    )


def read_typing(body: Json, team: str) -> Typing:
    """Letters being typed in a select of a modal."""
    kept, user = _metadata(body.get("view") or {}), body["user"]
    where = place(team, kept.get("channel", ""), user["id"], kept.get("thread", ""))
    request = Request(
        Call.parse(kept.get("call", "")), user["id"], user.get("name") or "", where, ""
    )
    return Typing(request, body["action_id"], body.get("value") or "")


def read_shortcut(body: Json, team: str) -> Request:
    """The global shortcut, whose callback is a line."""
    user = body["user"]
    name = user.get("name") or user.get("username") or ""
    where = place(team, "", user["id"])
    return Request(
        Call(body["callback_id"]),
        user["id"],
        name,
        where,
        body["trigger_id"],
        trigger=body["trigger_id"],
    )


def read_words(body: Json, team: str, bot: str, commands: Registry) -> Request | None:
    """Words in a direct message, or after our name in a channel.

    None for what no person wrote to us.
    """
    event = body["event"]
    if not is_written(event):
        return None
    text, ours = re.subn(
        rf"^\s*<@{re.escape(bot)}(?:\|[^>]*)?>[\s:,]*", "", event.get("text") or ""
    )
    if not ours and not event["channel"].startswith("D"):
        return None  # they speak of us, not to us
    where = place(team, event["channel"], event["user"], event.get("thread_ts") or "")
    named = dict[str, str]()
    call = read_line(text, team, commands, named)
    key = f"{event['channel']}/{event['ts']}"
    return Request(call, event["user"], "", where, key, event["channel"], named=_by_account(named))


def is_written(event: Json) -> bool:
    """Whether a person wrote this, rather than a program or Slack itself."""
    return (
        bool(event.get("user"))
        and not event.get("bot_id")
        and (event.get("subtype") or "") in _WRITTEN
    )


def is_reply(event: Json) -> bool:
    """Whether this stands in a thread, under its first message."""
    return bool(event.get("thread_ts")) and event["thread_ts"] != event["ts"]


def with_choice(call: Call, option: str) -> str:
    """The call as a part carries it from which something is picked, which becomes the option that
    is still empty.
    """
    return str(call.given(**{option: ""}))


def _pressed(action: Json, body: Json) -> Call | None:
    identifier = str(action.get("action_id") or "")
    mark, _, rest = identifier.partition(" ")
    if action["type"] == "button":
        call = Call.parse(str(action.get("value") or ""))
        return _filled(call, _picked(rest, body)) if mark == TAKE else call
    if mark == PICKED:
        return None
    return _filled(Call.parse(rest), _value(action, ""))


def _picked(block: str, body: Json) -> str:
    """What stands picked in a block of the message or view."""
    values = (body.get("state") or (body.get("view") or {}).get("state") or {}).get("values") or {}
    return next((_value(one, "") for one in values.get(block, {}).values()), "")


def _filled(call: Call, picked: str) -> Call:
    return Call(call.name, {name: value or picked for name, value in call.args.items()})


def _value(element: Json, team: str) -> str:
    """What was typed or picked in one element, whatever its kind."""
    if element.get("selected_user"):
        return account(team, element["selected_user"])
    if "selected_options" in element:
        return ",".join(option["value"] for option in element["selected_options"] or ())
    return str((element.get("selected_option") or {}).get("value") or element.get("value") or "")


def _digest(values: Json) -> str:
    """Tells what was filled in from what was filled in before it, in the same view."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _by_account(named: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((known, shown.removeprefix("@")) for shown, known in named.items())


def _name_of(name: str | None) -> str:
    """A channel's name; of private ones and conversations Slack tells only that they are such."""
    return name if name and name not in {"privategroup", "directmessage"} else ""


def _thread(message: Json, box: Json) -> str:
    root = message.get("thread_ts") or box.get("thread_ts") or ""
    return "" if root == (message.get("ts") or box.get("message_ts")) else root


def _metadata(view: Json) -> Mapping[str, str]:
    """What we wrote down in a view; nothing in one that is not ours."""
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return (
        {name: value for name, value in kept.items() if isinstance(value, str)}
        if isinstance(kept, dict)
        else {}
    )
