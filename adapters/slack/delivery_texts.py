"""Why Slack did not take something, as organisers are told."""

# Slack's reference: the errors of chat.postMessage, chat.update, conversations.open and
# conversations.history.
REFUSED = {
    "channel_not_found": "the channel is gone, or I was removed from it",
    "is_archived": "the channel is archived",
    "not_in_channel": "I am not in the channel; somebody there can type /invite @Roadmate",
    "restricted_action": "the workspace lets nobody but its admins post there",
    "message_not_found": "the message is gone",
    "cant_update_message": "the message is not mine any more",
    "edit_window_closed": "the message is too old to be changed",
    "thread_not_found": "the thread is gone",
    "no_permission": "I may not post there; somebody there can type /invite @Roadmate",
    "missing_scope": "the app lacks a scope; the manifest must be renewed and the app reinstalled",
    "user_not_found": "they are not in the workspace any more",
    "users_not_found": "they are not in the workspace any more",
    "user_disabled": "they are not in the workspace any more",
    "user_not_visible": "the app may not see them",
    "cannot_dm_bot": "a program takes no direct messages",
    "messages_tab_disabled": "direct messages to the app are switched off",
}
WAITS = "Slack asks to wait"
TOO_BUSY = "too much is asked of Slack just now"
UNREACHED = "Slack could not be reached"
NOT_CONNECTED = "Slack is not connected"
NO_TOKEN = "Slack does not take the token any more"  # noqa: S105 - words, and no token
NO_HISTORY = "I may not read the channel's history"
TOO_MUCH_SAID = "too much was said in the channel since"
ANSWER_NOT_TAKEN = "a response_url did not take the answer"


def unreached(kind: str) -> str:
    """The connection broke, in a way that has a name."""
    return f"{UNREACHED} ({kind})"


def refused(word: str) -> str:
    """It will be refused the next time too; Slack's own word for why."""
    return f"Slack refused it ({word})"


def answered(what: str | int) -> str:
    """Slack's word, or its status, for what passes."""
    return f"Slack answered {what}"


def file_refused(status: int) -> str:
    """A file that was sent, in vain."""
    return f"Slack did not take a file ({status})"


def answer_refused(status: int) -> str:
    """An answer that came too late, or in vain."""
    return f"a response_url answered {status}"
