"""What a person does in Discord's client: types a command, presses, picks, fills a modal in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.loopback_discord.protocol import commands as protocol_commands
from tests.loopback_discord.protocol import components
from tests.loopback_discord.protocol.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Asked,
)
from tests.loopback_discord.protocol.server import Discord

Json = dict[str, Any]
_NO_NUMBER = "1"


def command(
    discord: Discord, user: Json, channel: Json, name: str, values: Mapping[str, str]
) -> Asked:
    """Send a command of one or two words.

    One that is not registered goes out as from a client that is behind.
    """
    made = _options(discord, name, values)
    return discord.interactions.ask(COMMAND, user, channel, _invoked(discord, channel, name, made))


def complete(
    discord: Discord, user: Json, channel: Json, name: str, option: str, typed: str
) -> Asked:
    """Letters are being typed for an option of a command."""
    declared = {one["name"]: one for one in _declared(discord, name)}[option]
    assert declared.get("autocomplete"), f"{option} of {name} is not completed"
    typing = {"name": option, "type": declared["type"], "value": typed, "focused": True}
    return discord.interactions.ask(
        AUTOCOMPLETE, user, channel, _invoked(discord, channel, name, [typing])
    )


def press(discord: Discord, user: Json, message: Json, button: Json) -> Asked:
    """Press a button of a message."""
    assert not button.get("disabled")
    data = {
        "component_type": components.BUTTON,
        "custom_id": button["custom_id"],
        "id": button.get("id", 1),
    }
    return discord.interactions.ask(
        COMPONENT, user, discord.world.channels[message["channel_id"]], data, message
    )


def pick(discord: Discord, user: Json, message: Json, select: Json, values: Sequence[str]) -> Asked:
    """Choose in a select; the client lets nobody choose more or fewer than it may."""
    assert select["min_values"] <= len(values) <= select["max_values"], select
    assert set(values) <= {option["value"] for option in select["options"]}
    data = {
        "component_type": select["type"],
        "custom_id": select["custom_id"],
        "id": select["id"],
        "values": values,
    }
    return discord.interactions.ask(
        COMPONENT, user, discord.world.channels[message["channel_id"]], data, message
    )


def submit(discord: Discord, asked: Asked, values: Mapping[str, str]) -> Asked:
    """Fill in the modal that was the answer to an interaction, and send it."""
    modal = asked.data
    unknown = set(values) - {one["custom_id"] for one in inputs(modal)}
    assert not unknown, f"nobody asks for {unknown}"
    filled = [_filled(one, values) for one in components.numbered(modal["components"])]
    data = {"custom_id": modal["custom_id"], "components": filled}
    channel = discord.world.channels[asked.payload["channel_id"]]
    user = discord.world.users[asked.person]
    return discord.interactions.ask(MODAL, user, channel, data, asked.payload.get("message"))


def inputs(modal: Json) -> list[Json]:
    """What a modal asks for."""
    return [one for one in components.walk(modal["components"]) if "custom_id" in one]


def _filled(one: Json, values: Mapping[str, str]) -> Json:
    """A part of a modal as the client sends it back."""
    match one["type"]:
        case components.LABEL:
            return {
                "type": one["type"],
                "id": one["id"],
                "component": _filled(one["component"], values),
            }
        case components.ROW:
            return {
                "type": 1,
                "id": one["id"],
                "components": [_filled(inner, values) for inner in one["components"]],
            }
        case components.TEXT:
            return {"type": one["type"], "id": one["id"]}
        case components.INPUT:
            value = values.get(one["custom_id"], one.get("value") or "")
            least, most = one.get("min_length") or 0, one.get("max_length") or 4000
            assert value or not one.get("required", True), f"{one['custom_id']} must be filled in"
            assert least <= len(value) <= most or not value, (
                f"{one['custom_id']} takes {least} to {most} characters"
            )
            return _base(one) | {"value": value}
        case _:
            chosen = _chosen(one, values)
            assert chosen or not one.get("required", True), f"{one['custom_id']} must be filled in"
            return _base(one) | (
                {"value": next(iter(chosen), None)} if one["type"] == 21 else {"values": chosen}
            )


def _chosen(one: Json, values: Mapping[str, str]) -> list[str]:
    """What is picked of a list: by label or by value; else what stood picked."""
    options = one.get("options") or []
    wanted = values.get(one["custom_id"])
    if wanted is None:
        return [option["value"] for option in options if option.get("default")]
    if not options:
        return [wanted]
    found = [option["value"] for option in options if wanted in {option["label"], option["value"]}]
    assert found, f"{wanted} is not among the options of {one['custom_id']}"
    return found


def _base(one: Json) -> Json:
    return {"type": one["type"], "id": one["id"], "custom_id": one["custom_id"]}


def _invoked(discord: Discord, channel: Json, name: str, options: list[Json]) -> Json:
    """The data of an invocation, with the subcommand around the options where there is one."""
    first, _, second = name.partition(" ")
    known = discord.commands.find(first)
    data = {"id": known["id"] if known else _NO_NUMBER, "name": first, "type": 1}
    if second:
        options = [{"type": protocol_commands.SUBCOMMAND, "name": second, "options": options}]
    named = {number: discord.world.users[number] for number in _people(options)}
    members = discord.world.members.get(channel.get("guild_id", ""), {})
    inside = {number: _without_user(members[number]) for number in named if number in members}
    resolved = {"resolved": {"users": named, "members": inside}} if named else {}
    return data | ({"options": options} if options else {}) | resolved


def _people(options: Sequence[Json]) -> Iterator[str]:
    """The people whom an invocation names."""
    for option in options:
        if option["type"] == protocol_commands.USER:
            yield option["value"]
        yield from _people(option.get("options") or ())


def _without_user(member: Json) -> Json:
    return {key: value for key, value in member.items() if key != "user"} | {"permissions": "0"}


def _declared(discord: Discord, name: str) -> list[Json]:
    """The options of a registered command, in the order in which the client offers them."""
    first, _, second = name.partition(" ")
    known = discord.commands.find(first) or {}
    found: list[Json] = known.get("options") or []
    if second:
        found = next((one.get("options") or [] for one in found if one["name"] == second), [])
    return [one for one in found if one["type"] != protocol_commands.SUBCOMMAND]


def _options(discord: Discord, name: str, values: Mapping[str, str]) -> list[Json]:
    """Values as the client sends them: numbers as numbers, and people by their numbers."""
    declared = {one["name"]: one["type"] for one in _declared(discord, name)}
    made = []
    for option, value in values.items():
        kind = declared.get(option, protocol_commands.TEXT)
        sent: str | int = int(value) if kind == protocol_commands.INTEGER else value
        if kind == protocol_commands.USER and value not in discord.world.users:
            sent = discord.person(value)["id"]
        made.append({"type": kind, "name": option, "value": sent})
    return made
