"""What a person sees.

The messages of a channel as the client draws them, with all that can be pressed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.loopback_discord.protocol import components, markdown, shapes
from tests.loopback_discord.world import World

Json = dict[str, Any]
THINKING = "Roadmate is thinking…"


@dataclass(frozen=True, slots=True)
class Seen:
    """One message. `controls` are labels; `thread` is the name of the thread it stands in."""

    message: Json
    text: str
    controls: Sequence[str]
    private: bool
    thread: str


def look(world: World, user: Json, guild: Json | None) -> list[Seen]:
    """Everything that somebody sees in a server, or in the direct messages with the bot.

    Oldest first.
    """
    here = [one for one in world.messages.values() if _is_here(world, one, user, guild)]
    return [
        draw(world, one) for one in here if world.audience.get(one["id"], user["id"]) == user["id"]
    ]


def draw(world: World, message: Json) -> Seen:
    """One message as it is shown."""
    channel = world.channels.get(message["channel_id"], {})
    private = bool(message["flags"] & shapes.EPHEMERAL) or channel.get("type") == shapes.DIRECT
    thread = channel["name"] if channel.get("type") == shapes.PUBLIC_THREAD else ""
    if message["flags"] & shapes.LOADING:
        return Seen(message, THINKING, (), private, thread)
    texts = [markdown.read(message["content"], _names(world))]
    texts += [part for one in components.walk(message["components"]) for part in _texts(world, one)]
    if not message["flags"] & shapes.COMPONENTS_V2:
        texts += [one["filename"] for one in message["attachments"]]
    return Seen(message, "\n".join(filter(None, texts)), list(_controls(message)), private, thread)


def pressable(message: Json) -> Iterator[tuple[str, Json, str]]:
    """What can be pressed or picked: a label, its component, and for a choice its value."""
    for one in components.walk(message["components"]):
        if one.get("disabled"):
            continue
        if one["type"] == components.BUTTON:
            yield one.get("label", ""), one, ""
        elif one["type"] == components.SELECT:
            yield from ((option["label"], one, option["value"]) for option in one["options"])


def _is_here(world: World, message: Json, user: Json, guild: Json | None) -> bool:
    channel = world.channels[message["channel_id"]]
    if message["type"]:
        return False
    if guild is None:
        return bool(
            channel["type"] == shapes.DIRECT and channel["recipients"][0]["id"] == user["id"]
        )
    return bool(channel.get("guild_id") == guild["id"])


def _texts(world: World, one: Json) -> list[str]:
    match one["type"]:
        case components.TEXT:
            return [markdown.read(one["content"], _names(world))]
        case components.SELECT:
            return [one.get("placeholder") or "Make a selection"]
        case components.FILE:
            return [one["name"]]
        case _:
            return []


def _controls(message: Json) -> Iterator[str]:
    yield from (label for label, _, _ in pressable(message))


def _names(world: World) -> dict[str, str]:
    users = {
        number: user["global_name"] or user["username"] for number, user in world.users.items()
    }
    roles = {role["id"]: role["name"] for guild in world.guilds.values() for role in guild["roles"]}
    channels = {
        number: channel["name"] for number, channel in world.channels.items() if "name" in channel
    }
    return users | roles | channels
