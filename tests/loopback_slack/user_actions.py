"""What a person does in Slack's client.

Types, presses, picks, fills a modal in, opens the app's home.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.loopback_slack import screen
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack
from tests.loopback_slack.rules import elements
from tests.loopback_slack.screen import Control
from tests.loopback_slack.world import Said

Json = dict[str, Any]
_LETTERS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_GROUPS = re.compile(r"@(here|channel|everyone)\b")


def command(slack: Slack, user: Json, channel: Json, line: str) -> Asked:
    """Type a slash command. The client knows which there are; in a thread it takes none."""
    name, _, text = line.partition(" ")
    assert name in slack.app.commands, f"{name} is not a valid command"
    assert slack.world.is_member(channel["id"], user["id"]), f"{user['name']} is not there"
    # Slack docs, Slack Connect: guests of a shared channel see no commands of the other workspace's
    # apps.
    assert user["team_id"] == slack.world.team["id"], f"{user['name']} is from elsewhere"
    written = (
        escape(slack, text, with_names=True)
        if slack.app.commands[name]
        else text.translate(_LETTERS)
    )
    return slack.interactions.slash(user, channel, name, written.strip())


def say(slack: Slack, user: Json, channel: Json, words: str, thread: str = "") -> Said:
    """Write in a channel, in a thread, or to the app; whoever is named with an @ is told."""
    assert slack.world.is_member(channel["id"], user["id"]), f"{user['name']} is not there"
    text = _GROUPS.sub(r"<!\1>", escape(slack, words))
    body = {
        "type": "message",
        "user": user["id"],
        "text": text,
        "team": user["team_id"],
        "client_msg_id": "loopback",
    }
    if user["team_id"] != slack.world.team["id"]:
        body |= {"user_team": user["team_id"], "source_team": user["team_id"]}
    said = slack.world.add(channel, body | ({"thread_ts": thread} if thread else {}))
    if f"<@{slack.world.bot['id']}>" in text and not channel.get("is_im"):
        slack.world.tell(
            {**said.body, "type": "app_mention", "channel": channel["id"], "event_ts": said.ts}
        )
    return said


def rewrite(slack: Slack, said: Said, words: str) -> None:
    """Edit a message of one's own."""
    edited = {"user": said.body["user"], "ts": slack.world.stamp()}
    slack.world.change(said, {**said.body, "text": escape(slack, words), "edited": edited})


def press(slack: Slack, user: Json, place: Said | Json, button: Control) -> Asked:
    """Press a button of a message, of a modal or of the home."""
    assert button.element["type"] == elements.BUTTON, button.label
    return slack.interactions.act(
        user, place, button.block, button.element, {}, held(slack, user, place)
    )


def pick(slack: Slack, user: Json, place: Said | Json, *choices: Control) -> Asked | None:
    """Choose in a list, one or several; nothing is told of an input that does not ask for that."""
    element = choices[0].element
    assert all(one.element is element and one.option for one in choices)
    assert len(choices) <= (
        element.get("max_selected_items", 100) if elements.is_several(element) else 1
    )
    chosen = [one.option for one in choices]
    return put(
        slack, user, place, choices[0], chosen if elements.is_several(element) else chosen[0]
    )


def put(
    slack: Slack, user: Json, place: Said | Json, field: Control, value: object
) -> Asked | None:
    """Have this in a field: an option, a text, a person, a day."""
    block, element = field.block, field.element
    state = elements.state(element, value)
    kept = held(slack, user, place)
    kept[block["block_id"], element["action_id"]] = state
    if block["type"] == "input" and not block.get("dispatch_action"):
        return None
    picked = {name: part for name, part in state.items() if name != "type"}
    return slack.interactions.act(user, place, block, element, picked, kept)


def suggest(slack: Slack, user: Json, place: Said | Json, field: Control, typed: str) -> Asked:
    """Type in an external select; the options are in the answer.

    Below its minimum the client asks nobody.
    """
    least = field.element.get("min_query_length", 3)
    assert field.element["type"].endswith("external_select"), field.label
    assert len(typed) >= least, f"the client waits for {least} letters"
    return slack.interactions.suggest(
        user, place, field.block, field.element, typed, held(slack, user, place)
    )


def choose(
    slack: Slack, user: Json, place: Said | Json, field: Control, asked: Asked, label: str
) -> Asked | None:
    """Pick one of the options that came as suggestions."""
    offered = elements.options(asked.data)
    found = next((one for one in offered if one["text"]["text"] == label), None)
    assert found, f"{label} is not among {[one['text']['text'] for one in offered]}"
    return put(slack, user, place, field, [found] if elements.is_several(field.element) else found)


def write(slack: Slack, user: Json, values: Mapping[str, str]) -> None:
    """Fill inputs of the modal on top, by their action_id.

    A text, a label or a value of a list, a name, a day.
    """
    view = slack.modals.top(user["id"])
    assert view, "no modal is open"
    fields = {one.element["action_id"]: one for one in screen.controls(view["blocks"])}
    unknown = values.keys() - fields.keys()
    assert not unknown, f"nobody asks for {unknown}, only for {list(fields)}"
    for name, value in values.items():
        put(slack, user, view, fields[name], _value(slack, fields[name].element, value))


def submit(slack: Slack, user: Json, values: Mapping[str, str] | None = None) -> Asked:
    """Send the modal on top; the client lets nobody send what is not filled in."""
    write(slack, user, values or {})
    view = slack.modals.top(user["id"])
    assert view, "no modal is open"
    assert view["submit"] or any(block["type"] == "input" for block in view["blocks"]), (
        "nothing to send"
    )
    kept = held(slack, user, view)
    for block in (block for block in view["blocks"] if block["type"] == "input"):
        element = block["element"]
        _demand_filled(
            block,
            element,
            kept.get((block["block_id"], element["action_id"])) or elements.initial(element),
        )
    return slack.interactions.submit(user, view, kept)


def close(slack: Slack, user: Json, *, all_of_them: bool = False) -> Asked | None:
    """Close the modal on top by its cross; its app hears of it only if it asked to."""
    view = slack.modals.top(user["id"])
    assert view, "no modal is open"
    slack.modals.leave(user["id"], whole=all_of_them or view["clear_on_close"])
    return (
        slack.interactions.closed(user, view, all_of_them=all_of_them)
        if view["notify_on_close"]
        else None
    )


def open_home(slack: Slack, user: Json, tab: str = "home") -> None:
    """Go to the app's home, or to its messages."""
    assert slack.app.has_home, "the app has no home"
    view = slack.world.views.get(slack.world.homes.get(user["id"], ""))
    shown = {"view": view} if view and tab == "home" else {}
    channel = slack.world.direct(user["id"])["id"]
    slack.world.tell(
        {"type": "app_home_opened", "user": user["id"], "channel": channel, "tab": tab, **shown}
    )


def shortcut(slack: Slack, user: Json, callback: str) -> Asked:
    """Use the global shortcut."""
    assert not slack.app.shortcuts or callback in slack.app.shortcuts, (
        f"there is no shortcut {callback}"
    )
    return slack.interactions.shortcut(user, callback)


def held(slack: Slack, user: Json, place: Said | Json) -> dict[tuple[str, str], Json]:
    """What somebody picked or wrote so far in a message or a view."""
    identifier = place.ts if isinstance(place, Said) else place["id"]
    return slack.interactions.held.setdefault((user["id"], identifier), {})


def escape(slack: Slack, words: str, *, with_names: bool = False) -> str:
    """A text as the client sends it.

    Three letters escaped, people and channels by number (and name, in a command).
    """
    text = words.translate(_LETTERS)
    people = {
        f"@{user['name']}": ("@", number, user["name"])
        for number, user in slack.world.users.items()
    }
    named = [channel for channel in slack.world.channels.values() if "name" in channel]
    places = {f"#{channel['name']}": ("#", channel["id"], channel["name"]) for channel in named}

    def by_number(match: re.Match[str]) -> str:
        sign, number, name = {**people, **places}[match[0].lower()]
        return f"<{sign}{number}|{name}>" if with_names else f"<{sign}{number}>"

    every = "|".join(re.escape(one) for one in sorted((*people, *places), key=len, reverse=True))
    return re.sub(rf"(?:{every})\b", by_number, text, flags=re.IGNORECASE)


def _value(slack: Slack, element: Json, given: str) -> object:
    """What a field holds when a person means this."""
    if choices := elements.options(element):
        wanted = [one for one in choices if given in {one["text"]["text"], one["value"]}]
        assert wanted, f"{given} is not among the options of {element['action_id']}"
        return wanted[:1] if elements.is_several(element) else wanted[0]
    if element["type"] == "users_select":
        return slack.person(given)["id"]
    if element["type"] in {"channels_select", "conversations_select"}:
        return next(
            one["id"]
            for one in slack.world.channels.values()
            if given in {one["id"], one.get("name")}
        )
    assert not element["type"].endswith("external_select"), "use suggest and choose"
    return given


def _demand_filled(block: Json, element: Json, state: Json) -> None:
    name = element["action_id"]
    assert block.get("optional") or not elements.is_empty(state), f"{name} must be filled in"
    text = state.get("value")
    if text and element["type"] == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        assert least <= len(text) <= most, f"{name} takes {least} to {most} characters"
    if text and element["type"] == "number_input":
        whole = text.removeprefix("-").replace(".", "", 1 if element["is_decimal_allowed"] else 0)
        assert whole.isdigit(), f"{name} takes numbers only"


def labelled(seen: Sequence[screen.Seen], label: str) -> tuple[screen.Seen, Control]:
    """The newest place on which something of this label can be pressed, picked or filled in."""
    for one in reversed(seen):
        for control in one.controls:
            if control.label == label:
                return one, control
    raise AssertionError(f"{label} is nowhere: {[one.labels for one in seen]}")
