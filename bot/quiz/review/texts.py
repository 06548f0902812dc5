"""Wording of spaced review: nothing due, enough for today."""

from datetime import datetime

from bot.core.call import Call
from bot.core.formats import counted
from bot.core.markup import at
from bot.core.message import Button, Message, row, say

# What one takes in a review: read, answer, read why.
SECONDS_A_QUESTION = 30


def nothing_due(coming: datetime) -> Message:
    """Nothing that was met is due."""
    return say(
        "# Nothing to review today\n"
        f"Each question comes back when it is about to fade: the next one on {at(coming, 'date')}.",
        row(
            Button("Ask me something new", Call("quiz solo"), "primary"),
            Button("What's next?", Call("next")),
        ),
        replace=True,
    )


def nothing_met() -> Message:
    """There is no card yet."""
    return say(
        "# Nothing to review yet\nQuestions come here once you have met them in a quiz, each "
        "when it is about to fade.",
        row(
            Button("Ask me the first", Call("quiz solo"), "primary"),
            Button("What's next?", Call("next")),
        ),
        replace=True,
    )


def daily(due: int) -> Message:
    """A direct message at the hour that somebody chose."""
    minutes = max(1, round(due * SECONDS_A_QUESTION / 60))
    return say(
        f"{counted(due, 'question')} due today, about {counted(minutes, 'minute')}.",
        row(
            Button("Review", Call("quiz review"), "primary"),
            Button("No more of these", Call("settings", {"daily": "off"})),
        ),
    )


def enough_today(waiting: int) -> Message:
    """The day's measure is full."""
    wait = "waits" if waiting == 1 else "wait"
    return say(
        "# Enough for today\n"
        f"A little every day keeps more than a lot at once. {counted(waiting, 'question')} more "
        f"{wait}, "
        "and tomorrow is early enough.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("5 more anyway", Call("quiz review", {"count": "5"})),
        ),
        replace=True,
    )
