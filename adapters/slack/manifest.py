"""The app's manifest, made from the command list.

All that an app at api.slack.com needs, and no more.
"""

import json
from collections.abc import Iterable
from typing import Any

from adapters.slack import texts
from bot.core.commands.declaration import Command
from bot.core.errors import SettingsError
from bot.core.message import clip
from bot.engine.all_commands import COMMANDS

# What each is for: answering; mentions; direct messages and threads; the doctor; names, zones and
# admins; files.
SCOPES = (
    "commands",
    "chat:write",
    "app_mentions:read",
    "im:history",
    "im:write",
    "channels:history",
    "groups:history",
    "channels:read",
    "groups:read",
    "users:read",
    "files:write",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
)
# Slack docs, App manifest reference.
_LONGEST_ABOUT = 4000
SHORTCUT = "next"

Json = dict[str, Any]


def manifest(commands: Iterable[Command], command: str = "roadmate", url: str = "") -> Json:
    """The whole app. `command` is what people type after the slash.

    `url`: where Slack reaches us over HTTP.
    """
    slash: Json = {
        "command": f"/{command}",
        "description": texts.COMMAND,
        "usage_hint": texts.HINT,
        "should_escape": True,
    }
    shortcut = {
        "name": texts.SHORTCUT,
        "type": "global",
        "callback_id": SHORTCUT,
        "description": texts.SHORTCUT_ABOUT,
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Roadmate",
            "description": texts.ABOUT,
            "long_description": _about(commands, command),
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Roadmate", "always_online": True},
            "shortcuts": [shortcut],
            "slash_commands": [{**slash, "url": url} if url else slash],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": _settings(url),
    }


def as_json(command: str, url: str) -> str:
    """What Slack takes at "create from manifest". Raises `SettingsError`."""
    if url and not url.startswith("https://"):
        raise SettingsError(texts.BAD_URL)
    return json.dumps(manifest(COMMANDS, command, url), indent=2, ensure_ascii=False)


def _settings(url: str) -> Json:
    """Where events and presses go."""
    events: Json = {"bot_events": list(EVENTS)}
    interactivity: Json = {"is_enabled": True}
    if url:
        events |= {"request_url": url}
        interactivity |= {"request_url": url, "message_menu_options_url": url}
    return {
        "event_subscriptions": events,
        "interactivity": interactivity,
        "org_deploy_enabled": False,
        "socket_mode_enabled": not url,
        "token_rotation_enabled": False,
    }


def _about(commands: Iterable[Command], command: str) -> str:
    """What the app's page in Slack says: every command there is, a line each."""
    listed = [one for one in commands if one.listed]
    lines = [f"/{command} {one.name}: {clip(one.description)}" for one in listed]
    whole = "\n".join((texts.ABOUT, *lines))
    if len(whole) <= _LONGEST_ABOUT:
        return whole
    return clip(
        "\n".join((texts.ABOUT, *(f"/{command} {one.name}" for one in listed))), _LONGEST_ABOUT
    )
