"""Wording of what Slack says when `roadmate doctor` asks it, and of where we listen, for whoever
runs Roadmate.
"""

from bot.operations.doctor_texts import shown

REACHED = "Slack"
BOT, APP, SCOPES = "Slack: the bot token", "Slack: the app-level token", "Slack: the scopes"
SOCKET_MODE = "Slack: takes the app-level token, and Socket Mode is on"
OTHER_APP = (
    "it is another app's than the bot token, so Roadmate would connect and hear nothing. At "
    "api.slack.com/apps, open "
    "one app, and copy both there: Basic Information, App-Level Tokens; and OAuth & Permissions, "
    "Bot User OAuth Token"
)
APP_LATER = "Slack: asks to wait before it says more of the app-level token; ask again in a minute"
SCOPES_UNTOLD = "Slack: does not say which scopes the token has"
ELSEWHERE = (
    "it is in another workspace. A token serves the one it was made in: run a Roadmate "
    "of its own there"
)
NO_SUCH_ADDRESS = "there is no such address"
PORT_TAKEN = (
    "another program listens there. Stop it, or set another port in ROADMATE_HTTP_PORT, and "
    "where Slack's requests are "
    "passed on"
)


def taken(bot: str, workspace: str) -> str:
    """The token opened the door."""
    return (
        f"Slack: takes the bot token; the bot is called {shown(bot)}, in the workspace "
        f"{shown(workspace)}"
    )


def scopes(number: int) -> str:
    """Every scope of the manifest is there."""
    return f"Slack: all {number} scopes of the manifest"


def over_http(host: str, port: int) -> str:
    """No Socket Mode."""
    return f"Slack over HTTP, at {host} port {port}"


def not_over_http(host: str, port: int, why: str) -> str:
    """Roadmate was to listen there, and cannot."""
    return f"{over_http(host, port)}: {why}"


def free(where: str, path: str) -> str:
    """Roadmate can listen there."""
    return (
        f"{where}: free to listen at. The manifest must name an https address that leads "
        f"there, ending in {path}"
    )


def ours(where: str) -> str:
    """Roadmate listens there already."""
    return f"{where}: a running Roadmate listens"


def cannot_listen(why: str) -> str:
    """The system does not let us."""
    return (
        f"Roadmate cannot listen there ({why}). Set ROADMATE_HTTP_HOST and ROADMATE_HTTP_PORT "
        "to what this machine has"
    )


def place(channel: str) -> str:
    """A group's channel."""
    return f"Slack #{shown(channel)}"


def in_channel(where: str) -> str:
    """The bot is there."""
    return f"{where}: Roadmate is in it"


def no_group(command: str) -> str:
    """There is nothing to look at. `command`: what people type after the slash."""
    return f"Slack: no group is set up here yet; `/{command} group setup` in a channel does that"


def not_looked_at(number: int, command: str) -> str:
    """There are more groups than are asked about."""
    return (
        f"Slack: {number:,} older groups were not looked at; `/{command} group doctor` in "
        "their channel looks"
    )


def asks_to_wait(seconds: float | None) -> str:
    """A 429."""
    when = f"in {seconds:.0f} seconds" if seconds else "in a minute"
    return (
        "it asks to wait: too many requests came from this app, so not everything could be "
        f"looked at. Try again {when}"
    )


def in_trouble(answer: str) -> str:
    """A 5xx, or a word that means the same."""
    return (
        f"it has trouble of its own ({shown(answer)}), so not everything could be looked at. "
        "Try again later"
    )


def strange(answer: str) -> str:
    """An answer that Slack does not give, or one that nobody expects."""
    return (
        f"its address answers with {shown(answer)}. If ROADMATE_SLACK_API_URL is set, is it "
        "right, up to and with /api/?"
    )
