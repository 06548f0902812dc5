"""Elements in which one picks or writes.

What Slack says of their state (reference, View interaction payloads).
"""

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]
BUTTON = "button"
_WRITTEN = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
# How the state of each type is called, and how what it begins with.
_KEYS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(_WRITTEN, ("value", "initial_value")),
    **dict.fromkeys(
        ("static_select", "external_select", "radio_buttons"), ("selected_option", "initial_option")
    ),
    **dict.fromkeys(
        ("multi_static_select", "multi_external_select", "checkboxes"),
        ("selected_options", "initial_options"),
    ),
    "overflow": ("selected_option", ""),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}


def is_written(element: Json) -> bool:
    return element["type"] in _WRITTEN


def is_several(element: Json) -> bool:
    """Whether more than one can be picked."""
    return str(element["type"]).startswith("multi_") or element["type"] == "checkboxes"


def options(element: Json) -> list[Json]:
    """What can be picked, if it stands in the element itself."""
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(one for group in groups for one in group["options"])]


def state(element: Json, value: object) -> Json:
    """The state of an element with this in it: a text, an option, several, a person ..."""
    return {"type": element["type"], _KEYS[element["type"]][0]: value}


def initial(element: Json) -> Json:
    """The state of an element that nobody has touched."""
    first = element.get(_KEYS[element["type"]][1])
    return state(element, [] if first is None and is_several(element) else first)


def is_empty(held: Json) -> bool:
    """Whether nothing was picked or written."""
    return not any(part for name, part in held.items() if name != "type")


def stateful(blocks: Sequence[Json]) -> list[tuple[Json, Json]]:
    """Every element that has a state, after its block."""
    found: list[tuple[Json, Json]] = []
    for block in blocks:
        inside = block.get("elements", ()) if block["type"] == "actions" else ()
        every = (*inside, block.get("accessory"), block.get("element"))
        found += [
            (block, one)
            for one in every
            if one and one["type"] in _KEYS and one["type"] != "overflow"
        ]
    return found


def values(blocks: Sequence[Json], held: Mapping[tuple[str, str], Json]) -> Json:
    """The state of all blocks, by the names of block and element.

    `held` is what was picked or written so far.
    """
    made: dict[str, Json] = {}
    for block, one in stateful(blocks):
        place = (block["block_id"], one["action_id"])
        made.setdefault(place[0], {})[place[1]] = held.get(place) or initial(one)
    return {"values": made}
