"""What Discord sends, as calls: who acts, where, and what they ask for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.core.call import Call
from bot.core.interaction import Address, Interaction, User

PLATFORM = "discord"


@dataclass(frozen=True, slots=True)
class Typing:
    """An option that is being typed, for which suggestions are wanted."""

    interaction: Interaction
    option: str
    typed: str


def read(event: discord.Interaction) -> Interaction | Typing | None:
    """An event as a call; None for what Roadmate has no use for."""
    data = cast(Mapping[str, Any], event.data or {})
    match event.type:
        case discord.InteractionType.application_command:
            return _interaction(event, _command(data))
        case discord.InteractionType.component:
            return _interaction(event, _press(data))
        case discord.InteractionType.modal_submit:
            return _interaction(event, _form(data))
        case discord.InteractionType.autocomplete:
            focused = next((option for option in _options(data) if option.get("focused")), None)
            typing = _interaction(event, _command(data))
            return (
                Typing(typing, focused["name"], str(focused.get("value", ""))) if focused else None
            )
        case _:
            return None


def author(user: discord.User | discord.Member | discord.Object, name: str = "") -> User:
    """A user seen outside of an interaction: rights are not known, and so not given."""
    return User(PLATFORM, str(user.id), getattr(user, "display_name", name))


def place(guild: int | None, channel: object, user: int) -> Address:
    """Where something happens; a thread is named beside its parent channel."""
    if guild is None:
        return Address(PLATFORM, "", f"@{user}")
    identifier = str(getattr(channel, "id", ""))
    if isinstance(channel, discord.Thread):
        return Address(PLATFORM, str(guild), str(channel.parent_id), identifier)
    return Address(PLATFORM, str(guild), identifier)


def custom_id(call: Call, option: str = "") -> str:
    """The call as a component carries it; what is picked becomes the option that is still empty."""
    return str(call.given(**{option: ""}) if option else call)


def _interaction(event: discord.Interaction, call: Call) -> Interaction:
    roles = frozenset(str(role.id) for role in getattr(event.user, "roles", ()))
    manager = event.guild_id is not None and event.permissions.manage_guild
    user = User(PLATFORM, str(event.user.id), event.user.display_name, roles, manager)
    here = place(event.guild_id, event.channel, event.user.id)
    return Interaction(call, user, here, place_name=_name(event.channel), named=_named(event))


def _named(event: discord.Interaction) -> tuple[tuple[str, str], ...]:
    """Those whom a command's options name, by the name that they bear here."""
    resolved = cast(Mapping[str, Any], event.data or {}).get("resolved", {})
    inside = resolved.get("members", {})
    return tuple(
        (number, inside.get(number, {}).get("nick") or user.get("global_name") or user["username"])
        for number, user in resolved.get("users", {}).items()
    )


def _name(channel: object) -> str:
    """What people call a channel; in a thread, its parent."""
    named = (channel.parent or channel) if isinstance(channel, discord.Thread) else channel
    return str(getattr(named, "name", None) or "")


def _command(data: Mapping[str, Any]) -> Call:
    sub = next((option["name"] for option in data.get("options", ()) if option["type"] == 1), "")
    args = {option["name"]: str(option.get("value", "")) for option in _options(data)}
    return Call(f"{data['name']} {sub}".strip(), args)


def _options(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for option in data.get("options", ()):
        yield from option.get("options", ()) if option["type"] == 1 else (option,)


def _press(data: Mapping[str, Any]) -> Call:
    call = Call.parse(data["custom_id"])
    picked = ",".join(map(str, data.get("values", ())))
    return Call(call.name, {name: value or picked for name, value in call.args.items()})


def _form(data: Mapping[str, Any]) -> Call:
    call = Call.parse(data["custom_id"])
    return call.given(**dict(_filled(data.get("components", ()))))


def _filled(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What was filled in, by option.

    A label holds one component, a row of older clients several.
    """
    for component in components:
        if "custom_id" in component:
            values = component.get("values")
            yield (
                component["custom_id"],
                ",".join(values) if values is not None else component.get("value", ""),
            )
        inner = component.get("components") or (
            [component["component"]] if "component" in component else []
        )
        yield from _filled(inner)
