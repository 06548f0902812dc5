"""Wording about a person's own data: handing it over, and erasing it."""

from bot.core.call import Call
from bot.core.markup import command, plain
from bot.core.message import Button, File, Message, row, say

ABOUT = (
    "Everything Roadmate holds about you on this platform. Instants are UTC; ids are ours "
    "and mean nothing elsewhere."
)


def nothing() -> Message:
    """We hold nothing about this person."""
    return say("I hold nothing about you: you have only looked around so far.")


def exported(content: bytes, rows: int) -> Message:
    """The file with all of it."""
    return say(
        f"Here is everything I hold about you on this platform: {rows:,} entries, each field "
        "explained inside.",
        File(
            "roadmate-export.json",
            content,
            "Your data on this platform as a JSON file, with an explanation of each field",
        ),
    )


def not_exported() -> Message:
    """The file could not be made."""
    return say(
        "I could not write your file just now. Everything is still there: please try once more.",
        row(Button("Try once more", Call("export"))),
    )


def confirm_forget(name: str) -> Message:
    """What erasing means, before it is done."""
    return say(
        f"# Erase everything about you, {plain(name)}?\n"
        "Your progress, answers, points, streaks and settings on this platform go, in every "
        "group, and cannot be brought back. Other people's points and places stay as they are. "
        f"{command('export')} gives you a copy first.",
        row(
            Button("Erase everything", Call("forget", {"sure": "yes"}), "danger"),
            Button("Give me a copy first", Call("export")),
            Button("Keep it all", Call("progress")),
        ),
        replace=True,
    )


def forgotten() -> Message:
    """It is done."""
    return say(
        "Done: I have erased everything about you on this platform. For 90 days I keep a "
        "fingerprint of your account's "
        "number and nothing else, so that what you wrote in a thread before is not counted anew. "
        "You are welcome back any time.",
        replace=True,
    )
