"""Wording of what Discord itself says when `roadmate doctor` asks it, for whoever runs Roadmate."""

from datetime import timedelta

from bot.operations.doctor_texts import shown

LOGIN = "Discord: the token"
APPLICATION = "Discord application"
GATEWAY = "Discord gateway"
REACHED = "Discord"

INTERACTIONS_ENDPOINT = (
    "its Interactions Endpoint URL is set, so Discord sends commands there and never to "
    "Roadmate. In the Developer "
    "Portal, open your application, then General Information, empty that field, and press Save "
    "Changes"
)
CODE_GRANT = (
    "Requires OAuth2 Code Grant is on, so the link of `roadmate discord invite` does not work. "
    "In the Developer "
    "Portal, open your application, then Bot, and turn it off"
)
NOT_FOR_SERVERS = (
    "servers cannot take it in. In the Developer Portal, open your application, then "
    "Installation, and under "
    "Installation Contexts tick Guild Install"
)
PUBLIC = (
    "Discord application: whoever runs a server can take it in, with the link of `roadmate "
    "discord invite`"
)
PRIVATE = "Discord application: its owner can take it into servers (nobody else: Public Bot is off)"
INTENTS = "Discord intents: Roadmate needs none that must be allowed in the Developer Portal"
INTENTS_SPARE = (
    f"{INTENTS}; those that are on there can be turned off (Bot, Privileged Gateway Intents)"
)
REGISTERED = "Discord commands: registered as they are in this version"
NOT_REGISTERED = (
    "Discord commands: not registered as they are in this version; the next start "
    "of `roadmate run` does it"
)
NO_GROUP = "Discord: no group is set up here yet; `/group setup` in a channel does that"
ASKS_TO_WAIT = (
    "it asks to wait: too many requests came from this machine. Try again in a quarter of an hour"
)
GONE = "it is deleted. Type `/group setup` in the channel where the group talks now"
NOT_IN_SERVER = (
    "Roadmate is not in that server any more. Open the link of `roadmate discord "
    "invite`, and choose the server"
)


def taken(name: str) -> str:
    """The token opened the door."""
    return f"Discord: takes the token; the bot is called {shown(name)}"


def gateway(remaining: int, total: int, reset: timedelta, shards: int) -> tuple[str, str]:
    """How often Roadmate may still be started today."""
    what = f"{GATEWAY}: {remaining:,} of {total:,} starts left"
    minutes = max(1, round(reset.total_seconds() / 60))
    fix = (
        f"no start is left. Do not restart before the new ones come, in {minutes} minutes"
        if remaining < shards
        else ""
    )
    return what, fix


def place(channel: str, server: str) -> str:
    """A group's channel, by the names that Discord shows or, if it shows none, by the group's
    own.
    """
    return f"Discord #{shown(channel)}" + (f" in {shown(server)}" if server else "")


def allowed(where: str, count: int) -> str:
    """Every permission that is needed is there."""
    return f"{where}: all {count} permissions"


def lacking(where: str, what: str) -> str:
    """One permission is not there."""
    return f"{where}: cannot {what.partition(',')[0]}"


def not_looked_at(number: int) -> str:
    """There are more groups than are asked about."""
    return (
        f"Discord: {number:,} older groups were not looked at; `/group doctor` in their "
        "channel looks"
    )


def in_trouble(status: int) -> str:
    """A 5xx, again and again."""
    return (
        f"it has trouble of its own (status {status}), so not everything could be looked at. "
        "Try again later"
    )


def strange(answer: str) -> str:
    """An answer that Discord does not give."""
    return (
        f"its address answers with {answer}. If ROADMATE_DISCORD_API_URL is set, is it right, "
        "up to and with /api/v10?"
    )
