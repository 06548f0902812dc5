"""The objects that Slack answers and sends, as its reference describes them (Object types)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
NO_STATE: Json = {"values": {}}


def team(identifier: str, name: str) -> Json:
    domain = name.lower()
    icon = {"image_default": True, "image_68": f"https://loopback.invalid/{domain}.png"}
    return {"id": identifier, "name": name, "domain": domain, "email_domain": "", "icon": icon}


def user(identifier: str, team_id: str, name: str, zone: str, now: datetime, **marks: bool) -> Json:
    """Somebody. `marks` are is_admin, is_owner, is_restricted, is_bot, deleted and the like."""
    local = now.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    flags = (
        "is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted",
        "is_bot", "is_app_user",
    )  # fmt: skip
    profile = {
        "real_name": name, "real_name_normalized": name, "display_name": name,
        "display_name_normalized": name,
        "title": "", "status_text": "", "status_emoji": "", "team": team_id,
        "email": f"{name.lower()}@loopback.invalid",
        "image_48": f"https://loopback.invalid/{identifier}.png",
    }  # fmt: skip
    return {
        "id": identifier, "team_id": team_id, "name": name.lower(), "deleted": False,
        "color": "9f69e7",
        "real_name": name, "tz": zone, "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile, "updated": int(now.timestamp()),
        "who_can_share_contact_card": "EVERYONE",
        **dict.fromkeys(flags, False), **marks,
    }  # fmt: skip


def channel(
    identifier: str, team_id: str, name: str, creator: str, now: datetime, *, private: bool
) -> Json:
    made = int(now.timestamp())
    about = {"value": "", "creator": "", "last_set": 0}
    return {
        "id": identifier, "name": name, "name_normalized": name, "is_channel": not private,
        "is_group": private,
        "is_im": False, "is_mpim": False, "is_private": private, "is_archived": False,
        "is_general": False,
        "is_shared": False, "is_ext_shared": False, "is_org_shared": False,
        "is_pending_ext_shared": False,
        "created": made, "updated": made * 1000, "creator": creator, "unlinked": 0,
        "context_team_id": team_id,
        "shared_team_ids": [team_id], "topic": about, "purpose": about, "previous_names": [],
    }  # fmt: skip


def direct_channel(identifier: str, team_id: str, person: str, now: datetime) -> Json:
    """The conversation between a person and the app."""
    return {
        "id": identifier, "created": int(now.timestamp()), "is_im": True, "is_org_shared": False,
        "is_archived": False,
        "context_team_id": team_id, "updated": int(now.timestamp() * 1000), "user": person,
        "is_user_deleted": False,
        "priority": 0,
    }  # fmt: skip


def kind(conversation: Json) -> str:
    """`channel`, `group` or `im`, as in the `channel_type` of events and in the names of scopes."""
    if conversation.get("is_im"):
        return "im"
    return "group" if conversation.get("is_private") else "channel"


def brief_person(one: Json) -> Json:
    """A person in an interaction."""
    return {
        "id": one["id"],
        "username": one["name"],
        "name": one["name"],
        "team_id": one["team_id"],
    }


def view(identifier: str, given: Json, team_id: str, app: str, bot: str, digest: str) -> Json:
    """A modal or a home as Slack answers it; what was not given is there, and empty."""
    return {
        "id": identifier, "team_id": team_id, "type": given["type"], "blocks": given["blocks"],
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "state": NO_STATE, "hash": digest, "title": given.get("title") or plain("View"),
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "close": given.get("close"), "submit": given.get("submit"), "previous_view_id": None,
        "root_view_id": identifier, "app_id": app, "external_id": given.get("external_id", ""),
        "app_installed_team_id": team_id, "bot_id": bot,
    }  # fmt: skip


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words, "emoji": True}


# any maker of names
def with_block_ids(blocks: Sequence[Json], new: Any) -> list[Json]:  # noqa: ANN401
    """Blocks as Slack gives them back.

    Those without a name have one, and so has everything that acts in them.
    """
    return [_named({"type": block["type"], "block_id": new(), **block}, new) for block in blocks]


def _named(block: Json, new: Any) -> Json:  # noqa: ANN401 - any maker of names
    made = dict(block)
    if block["type"] == "actions":
        made["elements"] = [_acting(one, new) for one in block["elements"]]
    for part in ("accessory", "element"):
        if part in block:
            made[part] = _acting(block[part], new)
    return made


def _acting(element: Json, new: Any) -> Json:  # noqa: ANN401 - any maker of names
    return element if element["type"] == "image" else {"action_id": new(), **element}
