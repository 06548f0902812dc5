"""What Slack takes as an app's manifest.

Its schema (slackapi/manifest-schema 2.0.0), and what works only together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.loopback_slack.rules.schema import (
    Check,
    Wrong,
    address,
    both,
    flag,
    many,
    one_of,
    shape,
    whole,
    words,
)

Json = dict[str, Any]

# Everything that this server can tell of, with what a token needs for it, one of them.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "message.channels": ("channels:history",), "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "app_mention": ("app_mentions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    **{f"channel_{what}": ("channels:read",) for what in ("left", "archive", "unarchive", "deleted",
    "rename")},
    **{f"group_{what}": ("groups:read",) for what in ("left", "archive", "unarchive", "deleted",
    "rename")},
    "channel_id_changed": ("groups:read",),
    "user_change": ("users:read",), "team_join": ("users:read",),
    "app_home_opened": (), "app_uninstalled": (), "tokens_revoked": (),
}  # fmt: skip


def begins_with_a_slash(value: object, at: str, wrong: Wrong) -> None:
    """`/roadmate`: lower case and without spaces (Slack docs, Slash commands)."""
    if not isinstance(value, str) or value[:1] != "/" or value != value.lower() or " " in value:
        wrong.say("must be a slash and a word in lower case", at)


_ABOUT = shape({"name": words(35)}, {
    "description": words(140), "long_description": words(4000, 175), "background_color": words(7,
    4),
})  # fmt: skip
_COMMAND = shape({"command": both(words(32, 2), begins_with_a_slash), "description": words(2000)}, {
    "url": address(), "usage_hint": words(1000), "should_escape": flag,
})  # fmt: skip
_SHORTCUT = shape({
    "name": words(24), "type": one_of("message", "global"), "callback_id": words(255),
    "description": words(150),
})  # fmt: skip
_FEATURES = shape({}, {
    "app_home": shape({}, dict.fromkeys(
        ("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"), flag
    )),
    "bot_user": shape({"display_name": words(80)}, {"always_online": flag}),
    "shortcuts": many(_SHORTCUT, 10), "slash_commands": many(_COMMAND, 50),
})  # fmt: skip
_SETTINGS = shape({}, {
    "event_subscriptions": shape({}, {"request_url": address(), "bot_events": many(one_of(*EVENTS),
    100)}),
    "interactivity": shape({"is_enabled": flag}, {"request_url": address(),
    "message_menu_options_url": address()}),
    "org_deploy_enabled": flag, "socket_mode_enabled": flag, "token_rotation_enabled": flag,
})  # fmt: skip
_SCOPES: Check = shape({}, {"bot": many(words(255), 255)})
_MANIFEST = shape({"display_information": _ABOUT}, {
    "_metadata": shape({}, {"major_version": whole(1, 2), "minor_version": whole(0, 9)}),
    "features": _FEATURES, "oauth_config": shape({}, {"scopes": _SCOPES,
    "redirect_urls": many(address(), 1000)}),
    "settings": _SETTINGS,
})  # fmt: skip


def check_manifest(manifest: Json) -> list[str]:
    """What is wrong with it, each with its place."""
    wrong = Wrong()
    _MANIFEST(manifest, "", wrong)
    return wrong.complaints or [*_unreachable(manifest), *_unheard(manifest)]


def _unreachable(manifest: Json) -> Iterator[str]:
    """Without Socket Mode, Slack must know where to send each thing."""
    settings, features = manifest.get("settings", {}), manifest.get("features", {})
    if settings.get("socket_mode_enabled"):
        return
    events, presses = settings.get("event_subscriptions", {}), settings.get("interactivity", {})
    if events.get("bot_events") and "request_url" not in events:
        yield "request_url is required [json-pointer:/settings/event_subscriptions]"
    if presses.get("is_enabled") and "request_url" not in presses:
        yield "request_url is required [json-pointer:/settings/interactivity]"
    for number, command in enumerate(features.get("slash_commands", ())):
        if "url" not in command:
            yield f"url is required [json-pointer:/features/slash_commands/{number}]"


def _unheard(manifest: Json) -> Iterator[str]:
    """Each event needs one of its scopes, commands and shortcuts theirs, and every scope a bot."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    held = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))
    for event in settings.get("event_subscriptions", {}).get("bot_events", ()):
        if EVENTS[event] and not held & set(EVENTS[event]):
            yield (
                f"{event} needs {' or '.join(EVENTS[event])} "
                "[json-pointer:/oauth_config/scopes/bot]"
            )
    if (features.get("slash_commands") or features.get("shortcuts")) and "commands" not in held:
        yield "commands and shortcuts need commands [json-pointer:/oauth_config/scopes/bot]"
    if held and "bot_user" not in features:
        yield "bot scopes need a bot_user [json-pointer:/features]"
    if features.get("shortcuts") and not settings.get("interactivity", {}).get("is_enabled"):
        yield "shortcuts need interactivity [json-pointer:/settings/interactivity]"
