"""Wording that only Discord needs: the greeting, permissions, what is wrong with a token."""

REFUSED = (
    "Discord does not take what stands in ROADMATE_DISCORD_TOKEN. In the Developer Portal, open your application, then "
    "Bot, then Reset Token, and set the new one."
)
UNSET = (
    "Set ROADMATE_DISCORD_TOKEN first: in Discord's Developer Portal, New Application, then Bot, then Reset Token. "
    "The link is made from it."
)
BAD_INTENTS = (
    "Discord refuses what Roadmate asks to see. It needs no privileged intents: is this Roadmate's own application?"
)
HELLO = (
    "### Hello, I am Roadmate\n"
    "I walk your group along a learning roadmap: what to read each week, questions to discuss, quizzes, streaks.\n"
    "In the channel where your group talks, type `/group setup` (you need Manage Server for it). "
    "Everybody else can start at once with `/next` or `/quiz solo`; answers are only for the one who asks."
)
TOO_SLOW = "That took me too long, and now Discord does not let me ask you the rest. Please try once more."
PERMISSIONS = {
    "view_channel": "see the channel",
    "send_messages": "post in it",
    "create_public_threads": "open the week's discussion thread",
    "send_messages_in_threads": "write in threads",
    "read_message_history": "read history, so that nothing is posted twice and no reply is missed",
    "attach_files": "send files (calendar, export)",
}
SEES_CHANNEL = "see the channel"
CANNOT_SEE = "I cannot see this channel: in its settings, under Permissions, add my role and allow View Channel."


def grant(what: str) -> str:
    """How to give a permission that is missing."""
    return f"in the channel's settings, under Permissions, add my role and allow what it takes to {what}"
