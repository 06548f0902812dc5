"""What Slack would refuse as a manifest is refused, with the place; what it takes is taken."""

from copy import deepcopy
from typing import Any

import pytest

from tests.loopback_slack.rules.manifests import check_manifest

Json = dict[str, Any]
URL = "https://example.org/slack/events"
TAKEN: Json = {
    "_metadata": {"major_version": 2, "minor_version": 1},
    "display_information": {
        "name": "Roadmate",
        "description": "Reads along",
        "long_description": "x" * 175,
    },
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Roadmate", "always_online": True},
        "shortcuts": [
            {
                "name": "Next",
                "type": "global",
                "callback_id": "next",
                "description": "What comes next",
            }
        ],
        "slash_commands": [
            {"command": "/roadmate", "description": "All of it", "should_escape": True}
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "im:history"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def changed(path: str, value: object) -> Json:
    """The manifest with another value somewhere."""
    made = deepcopy(TAKEN)
    *above, last = path.split("/")
    part: Any = made
    for name in above:
        part = part[int(name)] if isinstance(part, list) else part[name]
    part[last] = value
    return made


def test_what_slack_takes_is_taken() -> None:
    assert not check_manifest(TAKEN)


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (
            "display_information/name",
            "x" * 36,
            "must be less than 36 characters [json-pointer:/display_information/name]",
        ),
        ("display_information/description", "x" * 141, "must be less than 141 characters"),
        ("display_information/long_description", "x" * 174, "must be more than 174 characters"),
        ("display_information/colour", "red", "invalid additional property: colour"),
        ("features/shortcuts/0/name", "x" * 25, "must be less than 25 characters"),
        ("features/shortcuts/0/description", "x" * 151, "must be less than 151 characters"),
        ("features/shortcuts/0/type", "local", "must be a valid enum value: message, global"),
        (
            "features/slash_commands/0/command",
            "roadmate",
            "must be a slash and a word in lower case",
        ),
        ("features/slash_commands/0/command", f"/{'x' * 32}", "must be less than 33 characters"),
        ("features/slash_commands/0/usage_hint", "", "must be more than 0 characters"),
        (
            "settings/event_subscriptions/bot_events",
            ["message.nowhere"],
            "must be a valid enum value",
        ),
        (
            "settings/event_subscriptions/bot_events",
            ["app_mention"],
            "app_mention needs app_mentions:read",
        ),
        ("settings/interactivity/is_enabled", False, "shortcuts need interactivity"),
        (
            "settings/socket_mode_enabled",
            False,
            "url is required [json-pointer:/features/slash_commands/0]",
        ),
        ("oauth_config/scopes/bot", ["im:history"], "commands and shortcuts need commands"),
    ],
)
def test_a_complaint_names_the_place(path: str, value: object, complaint: str) -> None:
    assert any(complaint in one for one in check_manifest(changed(path, value)))


def test_scopes_are_those_of_a_bot() -> None:
    without = deepcopy(TAKEN)
    del without["features"]["bot_user"]
    assert check_manifest(without) == ["bot scopes need a bot_user [json-pointer:/features]"]
