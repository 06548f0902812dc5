"""What Slack takes as blocks and elements, with all limits, from its reference of Block Kit.

https://docs.slack.dev/reference/block-kit/blocks, .../block-elements and .../composition-objects;
each table names its page. What this server has not been taught (video, table, workflow buttons ...)
it refuses.
"""

from tests.loopback_slack.rules.schema import (
    Check,
    Json,
    Wrong,
    address,
    anything,
    both,
    by_type,
    chosen,
    either,
    flag,
    many,
    number_words,
    one_of,
    plain,
    shape,
    text,
    whole,
    words,
)

# Messages hold 50 blocks, modals and homes 100 (.../blocks).
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
# No page says it: 9,597 characters were taken and 11,341 were not (slackapi/bolt-js issue 2867).
MOST_TEXT_OF_BLOCKS = 10_000
# chat.postMessage, "Truncating content": 40,000 characters, better 4,000. chat.update refuses more
# than 4,000.
MOST_TEXT, MOST_TEXT_OF_UPDATE = 40_000, 4_000
# Slack docs, Message metadata: 16 kB for the payload.
MOST_METADATA = 16_000
# Reference of views: 250 kB.
MOST_VIEW = 250_000

_NAME = words(255)
_STYLE = one_of("primary", "danger")

# composition-objects/confirmation-dialog-object
_CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": _STYLE},
)
# composition-objects/option-object, option-group-object
_OPTION = shape({"text": plain(75), "value": words(150)}, {"description": plain(75)})
_MARKED_OPTION = shape({"text": text(75), "value": words(150)}, {"description": text(75)})
_OVERFLOW_OPTION = shape(
    {"text": plain(75), "value": words(150)}, {"description": plain(75), "url": address()}
)
_GROUP = shape({"label": plain(75), "options": many(_OPTION, 100)})
# composition-objects/conversation-filter-object, dispatch-action-configuration-object
_FILTER = shape({}, {
    "include": many(one_of("im", "mpim", "private", "public"), 4),
    "exclude_external_shared_channels": flag,
    "exclude_bot_users": flag,
})  # fmt: skip
_DISPATCH = shape(
    {}, {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)}
)


def stands_among_options(value: Json, at: str, wrong: Wrong) -> None:
    """What stands chosen from the start is one of the options."""
    groups = value.get("option_groups") or ()
    options = [
        *(value.get("options") or ()),
        *(one for group in groups for one in group.get("options", ())),
    ]
    first = value.get(
        "initial_options", [value["initial_option"]] if "initial_option" in value else []
    )
    if not all(chosen(one, options) for one in first if isinstance(one, dict)):
        wrong.say("initial option must match an option", at)


def _select(
    kind: str, required: dict[str, Check], optional: dict[str, Check], first: dict[str, Check]
) -> Check:
    """A select; several can be picked from one whose type begins with `multi_`."""
    shared = {
        "action_id": _NAME,
        "placeholder": plain(150),
        "confirm": _CONFIRM,
        "focus_on_load": flag,
    }
    several: dict[str, Check] = (
        {"max_selected_items": whole(1, 100)} if kind.startswith("multi_") else {}
    )
    return shape({"type": one_of(kind), **required}, {**shared, **optional, **first, **several})


def _selects() -> dict[str, Check]:
    """block-elements/select-menu-element and multi-select-menu-element."""
    options: dict[str, Check] = {"options": many(_OPTION, 100), "option_groups": many(_GROUP, 100)}
    answered = {"response_url_enabled": flag}
    found: dict[str, Check] = {}
    for several, initial in ((False, "initial_option"), (True, "initial_options")):
        prefix, stands = ("multi_", many(_OPTION, 100)) if several else ("", _OPTION)
        static = _select(f"{prefix}static_select", {}, options, {initial: stands})
        found[f"{prefix}static_select"] = both(
            static, either("options", "option_groups"), stands_among_options
        )
        least = {"min_query_length": whole(0, 100)}
        found[f"{prefix}external_select"] = _select(
            f"{prefix}external_select", {}, least, {initial: stands}
        )
        for what in ("user", "conversation", "channel"):
            kind = f"{prefix}{what}s_select"
            first = (
                {f"initial_{what}s": many(words(20), 100)}
                if several
                else {f"initial_{what}": words(20)}
            )
            more: dict[str, Check] = {} if several or what == "user" else dict(answered)
            if what == "conversation":
                more |= {"filter": _FILTER, "default_to_current_conversation": flag}
            found[kind] = _select(kind, {}, more, first)
    return found


def _picker(kind: str, most: int, check: Check = _OPTION) -> Check:
    """Checkboxes, radio buttons, the overflow menu."""
    several = kind == "checkboxes"
    initial: dict[str, Check] = (
        {"initial_options": many(check, most)} if several else {"initial_option": check}
    )
    optional = {"action_id": _NAME, "confirm": _CONFIRM}
    if kind != "overflow":
        optional |= {"focus_on_load": flag, **initial}
    return both(
        shape({"type": one_of(kind), "options": many(check, most)}, optional), stands_among_options
    )


def _input(kind: str, **more: Check) -> Check:
    """An element in which one writes."""
    shared = {"placeholder": plain(150), "focus_on_load": flag, "dispatch_action_config": _DISPATCH}
    return shape({"type": one_of(kind)}, {"action_id": _NAME, **shared, **more})


def _instant(kind: str, initial: str, check: Check, **more: Check) -> Check:
    optional = {"action_id": _NAME, initial: check, "confirm": _CONFIRM, "focus_on_load": flag}
    return shape({"type": one_of(kind)}, {**optional, **more})


_IMAGE = both(
    shape(
        {"type": one_of("image"), "alt_text": words(2000)},
        {"image_url": address(), "slack_file": anything},
    ),
    either("image_url", "slack_file"),
)
# block-elements/..., a page each.
ELEMENTS: dict[str, Check] = {
    "button": shape({"type": one_of("button"), "text": plain(75)}, {
        "action_id": _NAME, "url": address(), "value": words(2000), "style": _STYLE,
        "confirm": _CONFIRM,
        "accessibility_label": words(75),
    }),
    **_selects(),
    "overflow": _picker("overflow", 5, _OVERFLOW_OPTION),
    "checkboxes": _picker("checkboxes", 10, _MARKED_OPTION),
    "radio_buttons": _picker("radio_buttons", 10, _MARKED_OPTION),
    "datepicker": _instant("datepicker", "initial_date", words(10, 10), placeholder=plain(150)),
    "timepicker": _instant("timepicker", "initial_time", words(5, 5), placeholder=plain(150),
    timezone=words(100)),
    "datetimepicker": _instant("datetimepicker", "initial_date_time", whole(1_000_000_000,
    9_999_999_999)),
    "plain_text_input": _input(
        "plain_text_input", initial_value=words(3000, 0), multiline=flag, min_length=whole(0, 3000),
        max_length=whole(1, 3000),
    ),
    "number_input": shape({"type": one_of("number_input"), "is_decimal_allowed": flag}, {
        "action_id": _NAME, "initial_value": number_words, "min_value": number_words,
        "max_value": number_words,
        "placeholder": plain(150), "focus_on_load": flag, "dispatch_action_config": _DISPATCH,
    }),
    "email_text_input": _input("email_text_input", initial_value=words(3000)),
    "url_text_input": _input("url_text_input", initial_value=words(3000)),
    "image": _IMAGE,
}  # fmt: skip
_SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_IN_SECTION = (
    "button", *_SELECTS, "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker",
    "image",
)  # fmt: skip
_IN_ACTIONS = (
    "button", *_SELECTS, "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker",
    "datetimepicker",
)  # fmt: skip
IN_INPUT = (
    *_SELECTS, "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker",
    "plain_text_input",
    "number_input", "email_text_input", "url_text_input",
)  # fmt: skip


def _block(
    kind: str, required: dict[str, Check] | None = None, optional: dict[str, Check] | None = None
) -> Check:
    return shape(
        {"type": one_of(kind), **(required or {})}, {"block_id": _NAME, **(optional or {})}
    )


def _context_element() -> Check:
    return by_type(
        {
            "image": _IMAGE,
            "plain_text": shape({"type": anything, "text": words(3000)}, {"emoji": flag}),
            "mrkdwn": shape({"type": anything, "text": words(3000)}, {"verbatim": flag}),
        }
    )


# blocks/..., a page each.
BLOCKS: dict[str, Check] = {
    "section": both(
        _block("section", {}, {
            "text": text(3000), "fields": many(text(2000), 10), "accessory": by_type(ELEMENTS,
            *_IN_SECTION),
            "expand": flag,
        }),
        either("text", "fields"),
    ),
    "divider": _block("divider"),
    "header": _block("header", {"text": plain(150)}, {"level": whole(1, 4)}),
    "context": _block("context", {"elements": many(_context_element(), 10)}),
    "actions": _block("actions", {"elements": many(by_type(ELEMENTS, *_IN_ACTIONS), 25)}),
    "input": _block("input", {"label": plain(2000), "element": by_type(ELEMENTS, *IN_INPUT)}, {
        "hint": plain(2000), "optional": flag, "dispatch_action": flag,
    }),
    "image": both(
        _block("image", {"alt_text": words(2000)}, {
            "image_url": address(), "slack_file": anything, "title": plain(2000),
        }),
        either("image_url", "slack_file"),
    ),
    "markdown": _block("markdown", {"text": words(12_000)}),
    "rich_text": _block("rich_text", {"elements": many(anything, 100)}),
}  # fmt: skip
# A markdown block is for messages only (blocks/markdown-block).
TAKES = {
    "message": by_type(BLOCKS),
    "modal": by_type({name: check for name, check in BLOCKS.items() if name != "markdown"}),
    "home": by_type({name: check for name, check in BLOCKS.items() if name != "markdown"}),
}

# reference/views/modal-views and home-tab-views
_VIEW: dict[str, Check] = {
    "private_metadata": words(3000, 0),
    "callback_id": words(255, 0),
    "external_id": words(255, 0),
}
VIEWS = {
    "modal": shape({"type": one_of("modal"), "title": plain(24), "blocks": many(anything, 100)}, {
        **_VIEW, "submit": plain(24), "close": plain(24), "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    }),
    "home": shape({"type": one_of("home"), "blocks": many(anything, 100)}, _VIEW),
}  # fmt: skip
# apis/message-metadata
METADATA = shape({"event_type": words(255), "event_payload": anything}, {"entities": anything})
# reference/interaction-payloads/block_suggestion-payload: what the app answers while somebody is
# typing.
SUGGESTIONS = both(
    shape({}, {"options": many(_OPTION, 100, 0), "option_groups": many(_GROUP, 100, 0)}),
    either("options", "option_groups"),
)
