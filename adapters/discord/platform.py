"""Discord, as roadmate.py sees it. Its library is loaded only where it is used."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.discord import settings_texts
from adapters.discord.settings import VARIABLES, DiscordSettings
from bot.operations.command_line import Task
from bot.operations.platform import Platform


def adapter(settings: DiscordSettings) -> Any:  # noqa: ANN401 - see `Platform`
    """The bot of the token."""
    from adapters.discord.adapter import from_settings

    return from_settings(settings)


async def examine(
    settings: DiscordSettings,
    commands: Sequence[Any],
    groups: Sequence[Any],
    now: Callable[[], datetime],
) -> Sequence[Any]:
    """What Discord itself says."""
    from adapters.discord import doctor

    return await doctor.examine(settings, commands, groups, now)


def invite(
    settings: DiscordSettings, options: Mapping[str, str], show: Callable[[str], object]
) -> None:
    """The link with which a server takes Roadmate in."""
    from adapters.discord.channels.permissions import invitation_of

    show(invitation_of(settings.token))


PLATFORM = Platform(
    name="discord",
    variables=VARIABLES,
    settings=DiscordSettings,
    has_tokens=lambda settings: settings.token is not None,
    how_to_get_tokens=settings_texts.HOW_TO_GET_TOKENS,
    adapter=adapter,
    examine=examine,
    tasks=(Task("invite", settings_texts.INVITE, invite),),
)
