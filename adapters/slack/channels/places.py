"""People and places, as Slack numbers them and as everybody else knows them."""

from bot.core.interaction import Address

PLATFORM = "slack"


def account(team: str, user: str) -> str:
    """A person's id on the platform: only with the workspace it is unique."""
    return f"{team}-{user}"


def slack_id(name: str) -> str:
    """The workspace's own id of an account."""
    return name.rpartition("-")[2]


def place(team: str, channel: str, user: str, thread: str = "") -> Address:
    """Where something happens.

    Without a channel, or in a conversation of two, it is a direct message.
    """
    if not channel or channel.startswith("D"):
        return Address(PLATFORM, "", f"@{account(team, user)}")
    return Address(PLATFORM, team, channel, thread)
