"""What people do to a server by hand: found it, invite the bot, take rights away, delete, write."""

from typing import Any

from tests.loopback_discord.protocol import permissions, shapes
from tests.loopback_discord.world import World

Json = dict[str, Any]


def found(world: World, name: str, owner: Json) -> Json:
    """A server in which only its owner is."""
    number = world.number()
    everyone = shapes.role(number, "@everyone", permissions.EVERYONE, position=0)
    world.guilds[number] = shapes.guild(number, name, owner["id"], [everyone], world.now())
    world.members[number] = {}
    join(world, world.guilds[number], owner)
    return world.guilds[number]


def join(world: World, guild: Json, user: Json, *roles: Json) -> Json:
    """Somebody becomes a member, or a member with other roles."""
    made = shapes.member(user, [role["id"] for role in roles], world.now())
    world.members[guild["id"]][user["id"]] = made
    return made


def leave(world: World, guild: Json, user: Json) -> None:
    """Somebody leaves a server, of which only bots with the privileged intent are told."""
    del world.members[guild["id"]][user["id"]]


def hide(world: World, channel: Json, user: Json) -> None:
    """A channel is hidden from somebody who is in the server."""
    denied = str(permissions.bits("view_channel"))
    theirs = {"id": user["id"], "type": 1, "allow": "0", "deny": denied}
    channel["permission_overwrites"] = [*channel["permission_overwrites"], theirs]
    world.tell("CHANNEL_UPDATE", channel, channel["guild_id"])


def add_role(world: World, guild: Json, name: str, *names: str, managed: bool = False) -> Json:
    """A role with these permissions."""
    held = permissions.bits(*names)
    made = shapes.role(world.number(), name, held, position=len(guild["roles"]), managed=managed)
    guild["roles"].append(made)
    if world.bot["id"] in world.members[guild["id"]]:
        world.tell("GUILD_ROLE_CREATE", {"guild_id": guild["id"], "role": made}, guild["id"])
    return made


def add_channel(world: World, guild: Json, name: str) -> Json:
    made = shapes.text_channel(world.number(), guild["id"], name)
    world.channels[made["id"]] = made
    if world.bot["id"] in world.members[guild["id"]]:
        world.tell("CHANNEL_CREATE", made, guild["id"])
    return made


def invite(world: World, guild: Json, *names: str) -> None:
    """Bring the bot in, with a role of its own that has these permissions."""
    join(world, guild, world.bot, add_role(world, guild, "Roadmate", *names, managed=True))
    # One that was there before says that it is available again; a new one says nothing about that.
    new = {key: value for key, value in whole(world, guild).items() if key != "unavailable"}
    world.tell("GUILD_CREATE", new, guild["id"])


def throw_out(world: World, guild: Json) -> None:
    """Remove the bot from a server."""
    del world.members[guild["id"]][world.bot["id"]]
    world.tell("GUILD_DELETE", {"id": guild["id"]}, guild["id"])


def deny(world: World, channel: Json, *names: str) -> None:
    """Take these permissions in a channel from the bot, and give it all others back."""
    own = {"id": world.bot["id"], "type": 1, "allow": "0", "deny": str(permissions.bits(*names))}
    others = [one for one in channel["permission_overwrites"] if one["id"] != world.bot["id"]]
    channel["permission_overwrites"] = [*others, own] if names else others
    world.tell("CHANNEL_UPDATE", channel, channel["guild_id"])


def delete(world: World, channel: Json) -> None:
    """A channel or a thread goes, with its threads and all that was said."""
    for thread in [one for one in world.channels.values() if one.get("parent_id") == channel["id"]]:
        delete(world, thread)
    for message in world.said_in(channel["id"]):
        del world.messages[message["id"]]
    del world.channels[channel["id"]]
    is_thread = channel["type"] == shapes.PUBLIC_THREAD
    world.tell("THREAD_DELETE" if is_thread else "CHANNEL_DELETE", channel, channel["guild_id"])


def archive(world: World, thread: Json, *, archived: bool = True, locked: bool = False) -> None:
    """A thread falls asleep, or wakes up."""
    now = world.now().isoformat()
    thread["thread_metadata"] |= {"archived": archived, "locked": locked, "archive_timestamp": now}
    world.tell("THREAD_UPDATE", thread, thread["guild_id"])


def write(world: World, user: Json, channel: Json, words: str) -> Json:
    """A person writes in a channel, in a thread, or to the bot."""
    if channel.get("thread_metadata", {}).get("archived"):
        archive(world, channel, archived=False)
    made = shapes.message(world.number(), channel["id"], user, world.now())
    return world.add_message(made | {"content": words})


def whole(world: World, guild: Json) -> Json:
    """A server as GUILD_CREATE carries it to a bot that may not see its members."""
    members = world.members[guild["id"]]
    own = [one for one in world.channels.values() if one.get("guild_id") == guild["id"]]
    empty = (
        "voice_states", "presences", "stage_instances", "guild_scheduled_events",
        "soundboard_sounds",
    )  # fmt: skip
    return guild | {
        "channels": [one for one in own if one["type"] == shapes.TEXT_CHANNEL],
        "threads": world.threads(guild["id"]),
        "members": [members[world.bot["id"]]],
        "member_count": len(members),
        "large": len(members) > 250,
        "unavailable": False,
        **{name: [] for name in empty},
    }
