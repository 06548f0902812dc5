"""Which permissions Roadmate needs in a channel, and the link that asks for them and no more."""

import base64
import binascii
from urllib.parse import urlencode

import discord

from adapters.discord import texts
from bot.core.errors import SettingsError
from bot.core.interaction import Finding
from bot.operations.variables import Secret

# What each is for stands in adapters/discord/texts.py.
NEEDED = (
    "view_channel",
    "send_messages",
    "create_public_threads",
    "send_messages_in_threads",
    "read_message_history",
    "attach_files",
)


def invitation(application: str) -> str:
    """The address at which somebody who runs a server adds Roadmate."""
    permissions = discord.Permissions(**dict.fromkeys(NEEDED, True)).value
    query = {
        "client_id": application,
        "scope": "bot applications.commands",
        "permissions": permissions,
    }
    return "https://discord.com/oauth2/authorize?" + urlencode(query)


def application_of(token: str) -> str:
    """The application's number, which is the first part of a bot's token.

    Raises `SettingsError`.
    """
    try:
        number = base64.b64decode(token.partition(".")[0] + "==").decode()
    except (binascii.Error, UnicodeDecodeError) as fault:
        raise SettingsError(texts.REFUSED) from fault
    if not number.isdecimal():
        raise SettingsError(texts.REFUSED)
    return number


def findings_for(channel: object, me: discord.Member | None = None) -> list[Finding]:
    """One finding a permission; a channel that we cannot see is one finding.

    `me`: us there, if nobody else knows.
    """
    if not isinstance(channel, discord.abc.GuildChannel):
        return [Finding(texts.SEES_CHANNEL, texts.CANNOT_SEE)]
    held = channel.permissions_for(me or channel.guild.me)
    return [
        Finding(texts.PERMISSIONS[name], "" if getattr(held, name) else texts.grant(name))
        for name in NEEDED
    ]


def invitation_of(token: Secret | None) -> str:
    """The link for whoever runs Roadmate. Raises `SettingsError` where the token is no token."""
    if token is None:
        raise SettingsError(texts.UNSET)
    return invitation(application_of(token.reveal()))
