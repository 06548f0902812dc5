"""The objects of Discord's API, as it sends them.

Users, members, roles, channels, servers, the application.
"""

from datetime import datetime
from typing import Any

Json = dict[str, Any]

TEXT_CHANNEL, DIRECT, PUBLIC_THREAD = 0, 1, 11
EPHEMERAL, LOADING, HAS_THREAD, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 5, 1 << 15


def user(identifier: str, name: str, *, bot: bool = False) -> Json:
    """A person, or a bot; `name` is what is shown."""
    return {
        "id": identifier,
        "username": "".join(letter for letter in name.casefold() if letter.isalnum())
        or f"user{identifier}",
        "global_name": None if bot else name,
        "discriminator": "0001" if bot else "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
        **({"bot": True} if bot else {}),
    }


def member(of: Json, roles: list[str], joined: datetime) -> Json:
    """A user in a server."""
    return {
        "user": of,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": roles,
        "joined_at": joined.isoformat(),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }


def role(
    identifier: str, name: str, permissions: int, *, position: int = 1, managed: bool = False
) -> Json:
    return {
        "id": identifier,
        "name": name,
        "permissions": str(permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def text_channel(identifier: str, guild: str, name: str) -> Json:
    return {
        "id": identifier,
        "type": TEXT_CHANNEL,
        "guild_id": guild,
        "name": name,
        "position": 0,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "permission_overwrites": [],
        "flags": 0,
    }


def direct_channel(identifier: str, recipient: Json) -> Json:
    return {
        "id": identifier,
        "type": DIRECT,
        "last_message_id": None,
        "recipients": [recipient],
        "flags": 0,
    }


def thread(under: Json, message: str, name: str, owner: str, minutes: int, now: datetime) -> Json:
    """A public thread that begins at a message, whose number it bears."""
    return {
        "id": message,
        "type": PUBLIC_THREAD,
        "guild_id": under["guild_id"],
        "parent_id": under["id"],
        "owner_id": owner,
        "name": name,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": now.isoformat(),
            "auto_archive_duration": minutes,
            "locked": False,
            "create_timestamp": now.isoformat(),
        },
    }


def message(identifier: str, channel: str, author: Json, now: datetime) -> Json:
    """A message without words."""
    return {
        "id": identifier,
        "channel_id": channel,
        "author": author,
        "type": 0,
        "content": "",
        "timestamp": now.isoformat(),
        "edited_timestamp": None,
        "flags": 0,
        "components": [],
        "attachments": [],
        "embeds": [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
    }


def guild(identifier: str, name: str, owner: str, roles: list[Json], now: datetime) -> Json:
    """A server without its channels and members, which only GUILD_CREATE carries."""
    nothing = (
        "icon", "description", "home_header", "splash", "discovery_splash", "banner",
        "application_id",
        "afk_channel_id", "system_channel_id", "widget_channel_id", "vanity_url_code",
        "rules_channel_id",
        "safety_alerts_channel_id", "public_updates_channel_id", "incidents_data", "max_presences",
    )  # fmt: skip
    numbers = (
        "system_channel_flags", "verification_level", "default_message_notifications", "mfa_level",
        "explicit_content_filter", "premium_tier", "premium_subscription_count", "nsfw_level",
    )  # fmt: skip
    return {
        "id": identifier,
        "name": name,
        "owner_id": owner,
        "roles": roles,
        "features": [],
        "emojis": [],
        "stickers": [],
        "region": "deprecated",
        "afk_timeout": 300,
        "widget_enabled": False,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "joined_at": now.isoformat(),
        **dict.fromkeys(nothing),
        **dict.fromkeys(numbers, 0),
    }


def application(identifier: str, bot: Json, owner: Json, guilds: int) -> Json:
    return {
        "id": identifier,
        "name": bot["username"],
        "icon": None,
        "description": "",
        "type": None,
        "bot": bot,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": owner,
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }
