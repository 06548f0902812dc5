"""Why Discord did not take something, as organisers are told."""

# Developer docs, JSON Error Codes.
REFUSED = {
    10003: "the channel is gone",
    10004: "the server is gone",
    10008: "the message is gone",
    50001: "I may not see the channel",
    50007: "they do not take direct messages from me",
    50013: "I lack a permission there",
    50278: "they do not take direct messages from me",
    50083: "the thread is archived",
}
WAITS = "Discord asks to wait"
TAKES_NOTHING = "Discord takes nothing now"
UNREACHED = "Discord could not be reached"
NOT_CONNECTED = "Discord is not connected"
NO_TOKEN = "Discord does not take the token any more"  # noqa: S105 - words, and no token
OLD_EDITS = "too many edits of an old message"
LEFT = "I am not in the server any more"
NO_HISTORY = "I may not read the channel's history"
TOO_MUCH_SAID = "too much was said in the channel since"


def unreached(kind: str) -> str:
    """The connection broke, in a way that has a name."""
    return f"{UNREACHED} ({kind})"


def refused(code: int) -> str:
    """It will be refused the next time too."""
    return f"Discord refused it ({code})"


def answered(status: int, code: int) -> str:
    """A status that says little."""
    return f"Discord answered {status} ({code})"
