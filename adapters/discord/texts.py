"""Wording that only Discord needs: the greeting, permissions, what is wrong with a token."""

REFUSED = (
    "Discord does not take what stands in ROADMATE_DISCORD_TOKEN. In the Developer Portal, open "
    "your application, then "
    "Bot, then Reset Token, and set the new one."
)
UNSET = (
    "Set ROADMATE_DISCORD_TOKEN first: in Discord's Developer Portal, New Application, then Bot, "
    "then Reset Token. "
    "The link is made from it."
)
BAD_INTENTS = (
    "Discord refuses what Roadmate asks to see. It needs no privileged intents: is "
    "this Roadmate's own application?"
)
TOO_SLOW = (
    "That took me too long, and now Discord does not let me ask you the rest. Please try once more."
)
PERMISSIONS = {
    "view_channel": "see the channel",
    "send_messages": "post in it",
    "create_public_threads": "open the week's discussion thread",
    "send_messages_in_threads": "write in threads",
    "read_message_history": "read history, so that nothing is posted twice and no reply is missed",
    "attach_files": "send files (calendar, export)",
}
# What Discord's client calls them in a channel's settings.
CALLED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
}
SEES_CHANNEL = "see the channel"
CANNOT_SEE = (
    "I cannot see this channel: in its settings, under Permissions, add my role and "
    "allow View Channel."
)


def grant(permission: str) -> str:
    """How to give a permission that is missing."""
    return (
        f"in the channel's settings, under Permissions, add my role and allow {CALLED[permission]}"
    )
