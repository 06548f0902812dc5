"""Who may do what where, by the algorithm of the Developer docs (Permissions, Permission
Overwrites).
"""

from typing import Any

Json = dict[str, Any]

BITS = {
    "administrator": 1 << 3,
    "manage_channels": 1 << 4,
    "manage_guild": 1 << 5,
    "add_reactions": 1 << 6,
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "manage_messages": 1 << 13,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "mention_everyone": 1 << 17,
    "use_application_commands": 1 << 31,
    "manage_threads": 1 << 34,
    "create_public_threads": 1 << 35,
    "send_messages_in_threads": 1 << 38,
}
ALL = sum(BITS.values())
# What a new server lets everyone do.
EVERYONE = ALL & ~sum(BITS[name] for name in (
    "administrator", "manage_channels", "manage_guild", "manage_messages", "mention_everyone",
    "manage_threads",
))  # fmt: skip


def bits(*names: str) -> int:
    """Permissions by their names, as one number."""
    return sum(BITS[name] for name in names)


def base(guild: Json, member: Json) -> int:
    """What a member may do in a server before a channel has its say."""
    if member["user"]["id"] == guild["owner_id"]:
        return ALL
    held = 0
    for role in guild["roles"]:
        if role["id"] == guild["id"] or role["id"] in member["roles"]:
            held |= int(role["permissions"])
    return ALL if held & BITS["administrator"] else held


def within(guild: Json, member: Json, channel: Json) -> int:
    """What a member may do in a channel; for a thread, give its parent."""
    held = base(guild, member)
    if held == ALL:
        return held
    by_id = {one["id"]: one for one in channel.get("permission_overwrites", ())}
    held = _apply(held, [by_id[guild["id"]]] if guild["id"] in by_id else [])
    held = _apply(held, [by_id[role] for role in member["roles"] if role in by_id])
    held = _apply(held, [by_id[member["user"]["id"]]] if member["user"]["id"] in by_id else [])
    return held if held & BITS["view_channel"] else 0


def _apply(held: int, overwrites: list[Json]) -> int:
    denied = allowed = 0
    for one in overwrites:
        denied, allowed = denied | int(one["deny"]), allowed | int(one["allow"])
    return (held & ~denied) | allowed
