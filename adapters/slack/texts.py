"""Wording that only Slack needs.

The app's own description, what a file or a form turns into, what a token lacks.
"""

from collections.abc import Sequence

from bot.core.markup import plain
from bot.core.message import Button, Form, Message, row, say

ABOUT = "A study companion: what to read each week, questions to discuss, quizzes, streaks."
COMMAND = "Everything Roadmate can do: try next, quiz solo, help"
HINT = "next | quiz solo | week | help"
SHORTCUT, SHORTCUT_ABOUT = "What do I read next?", "Roadmate shows your next reading"
TITLE, SEND, CANCEL, DONE = "Roadmate", "Send", "Cancel", "Close"
TAKE = "OK, these"
TYPE_TO_SEARCH = "Type a few letters"
SOMEBODY, SOMEWHERE = "A member", "this channel"
NOTIFICATION = "Roadmate has something for you"
UNTOLD_RIGHTS = (
    "Slack did not tell me just now whether you run this place. Please try once more in a minute."
)
REFUSED = (
    "Slack does not take what stands in ROADMATE_SLACK_BOT_TOKEN. At api.slack.com/apps, open "
    "your app, then "
    "OAuth & Permissions, and copy the Bot User OAuth Token (xoxb-...); if there is none, press "
    "Install to Workspace."
)
REFUSED_APP = (
    "Slack does not take what stands in ROADMATE_SLACK_APP_TOKEN. At api.slack.com/apps, open "
    "your app, then Basic "
    "Information, App-Level Tokens, and make one with the scope connections:write (xapp-...)."
)
NO_SOCKET_MODE = (
    "Socket Mode is off. At api.slack.com/apps, open your app, then Socket Mode, and enable it."
)
BAD_URL = (
    "Slack only calls addresses that begin with https://, like --url "
    "https://roadmate.example.org/slack/events"
)
UNTOLD_CHANNEL = (
    "Slack did not tell me just now whether I am in this channel. Please try once more in a minute."
)
ALIVE, DEAD = (
    "hear what people say (the connection to Slack)",
    "there is no connection just now; it is being rebuilt",
)
SCOPES, CHANNEL = "have the scopes of the manifest", "be in the channel"
INVITE = "I am not in this channel: type /invite @Roadmate in it"
ARCHIVED = "this channel is archived: a member can unarchive it, or set the group up in another one"
GONE = "I cannot see this channel: if it is private, type /invite @Roadmate in it"


def lacking_scopes(missing: Sequence[str]) -> str:
    """How to give scopes that are missing."""
    return (
        f"missing: {', '.join(missing)}. At api.slack.com/apps, open your app, App Manifest, "
        "paste what "
        "`roadmate slack manifest` prints, save, and reinstall the app"
    )


def file_sent(name: str, alt: str) -> str:
    """Where a file is that a private answer cannot carry."""
    return f"📎 **{plain(name)}** ({plain(alt)}): I have sent it to you as a direct message."


def file_attached(name: str, alt: str) -> str:
    """A file that follows in the same place."""
    return f"📎 **{plain(name)}** ({plain(alt)})"


def file_lost(name: str, alt: str) -> str:
    """A file that Slack would not take."""
    return (
        f"📎 **{plain(name)}** ({plain(alt)}): Slack did not take it from me just now. Please "
        "try once more."
    )


def offer(form: Form) -> Message:
    """A form where none can be opened: a button that opens it."""
    return say(
        f"{plain(form.title)}: I need to know a little more.", row(Button("Tell me", form.call))
    )
