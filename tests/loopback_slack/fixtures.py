"""What is there before anybody speaks, and what changes beside that.

Workspaces, people, channels, members.
"""

from typing import Any

from tests.loopback_slack.app import App
from tests.loopback_slack.rules import shapes
from tests.loopback_slack.world import World

Json = dict[str, Any]


def found(world: World, name: str) -> Json:
    """A new workspace; the first is the one where the app is installed."""
    made = shapes.team(world.number("T"), name)
    world.teams[made["id"]] = made
    world.team = world.team or made
    return made


def install(world: World, app: App) -> Json:
    """Bring the app into the workspace."""
    bot = world.add_user(
        app.name, world.team, "America/Los_Angeles", is_bot=True, is_app_user=False
    )
    bot["profile"] |= {"bot_id": world.number("B"), "api_app_id": app.id, "always_active": True}
    world.bot = bot
    return bot


def add_channel(world: World, name: str, creator: Json, *, private: bool = False) -> Json:
    made = shapes.channel(
        world.number("C"), world.team["id"], name, creator["id"], world.now(), private=private
    )
    world.channels[made["id"]] = made
    world.members[made["id"]] = [creator["id"]]
    return made


def share(world: World, channel: Json, team: Json) -> None:
    """A channel is opened to another workspace (Slack Connect)."""
    channel |= {
        "is_shared": True,
        "is_ext_shared": True,
        "shared_team_ids": [world.team["id"], team["id"]],
    }


def renumber(world: World, channel: Json) -> None:
    """A private channel is about to be shared.

    It has another id from now on, with all that was said.
    """
    old, new = channel["id"], world.number("C")
    channel["id"] = new
    world.channels[new], world.members[new] = world.channels.pop(old), world.members.pop(old)
    for said in world.said.values():
        said.channel = new if said.channel == old else said.channel
    if world.is_member(new):
        world.tell({"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new})


def join(world: World, channel: Json, user: Json) -> None:
    """Somebody comes into a channel."""
    world.members[channel["id"]].append(user["id"])
    world.tell({"type": "member_joined_channel", "user": user["id"], **_place(world, channel)})


def leave(world: World, channel: Json, user: Json) -> None:
    """Somebody leaves a channel, or is thrown out; the app hears of itself in words of its own."""
    if user["id"] == world.bot["id"]:
        told = {"type": _named(channel, "left"), "channel": channel["id"], "actor_id": "U0"}
    else:
        told = {"type": "member_left_channel", "user": user["id"], **_place(world, channel)}
    world.members[channel["id"]].remove(user["id"])
    world.tell(told)


def archive(world: World, channel: Json, user: Json) -> None:
    """A channel is put away."""
    channel["is_archived"] = True
    world.tell(
        {
            "type": _named(channel, "archive"),
            "channel": channel["id"],
            "user": user["id"],
            "is_moved": 0,
        }
    )


def unarchive(world: World, channel: Json, user: Json) -> None:
    """A channel comes back; the app does not come back with it."""
    channel["is_archived"] = False
    world.tell({"type": _named(channel, "unarchive"), "channel": channel["id"], "user": user["id"]})


def rename(world: World, channel: Json, name: str) -> None:
    channel |= {"name": name, "name_normalized": name}
    told = {
        "id": channel["id"],
        "name": name,
        "name_normalized": name,
        "created": channel["created"],
    }
    world.tell({"type": _named(channel, "rename"), "channel": told})


def delete(world: World, channel: Json) -> None:
    """A channel goes, with all that was said."""
    for said in [said for said in world.said.values() if said.channel == channel["id"]]:
        del world.said[said.ts]
    world.tell({"type": _named(channel, "deleted"), "channel": channel["id"]})
    del world.channels[channel["id"]], world.members[channel["id"]]


def dismiss(world: World, user: Json) -> None:
    """Somebody leaves the workspace."""
    user["deleted"] = True
    for members in world.members.values():
        if user["id"] in members:
            members.remove(user["id"])
    world.tell({"type": "user_change", "user": user, "cache_ts": int(world.now().timestamp())})


def change(world: World, user: Json, **parts: Any) -> None:  # noqa: ANN401 - any part of a person
    """Somebody has another name, another zone, another rank."""
    user |= parts
    world.tell({"type": "user_change", "user": user, "cache_ts": int(world.now().timestamp())})


def revoke(world: World, app: App) -> None:
    """The tokens are good for nothing any more."""
    app.state = "revoked"
    world.tell({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [world.bot["id"]]}})


def revoke_of(world: World, user: Json) -> None:
    """Somebody takes back what they allowed the app to do in their name.

    Its own token stays good.
    """
    world.tell({"type": "tokens_revoked", "tokens": {"oauth": [user["id"]], "bot": []}})


def uninstall(world: World, app: App) -> None:
    """The app is removed from the workspace: two events, in no certain order."""
    app.state = "uninstalled"
    world.tell({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [world.bot["id"]]}})
    world.tell({"type": "app_uninstalled"})


def _place(world: World, channel: Json) -> Json:
    letter = "G" if shapes.kind(channel) == "group" else "C"
    return {"channel": channel["id"], "channel_type": letter, "team": world.team["id"]}


def _named(channel: Json, what: str) -> str:
    return f"{'group' if shapes.kind(channel) == 'group' else 'channel'}_{what}"
