"""Wording of places that are gone, and of the group that goes on."""

from datetime import datetime

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import day
from bot.core.markup import at, command, plain
from bot.core.message import Button, Message, row, say


def hello() -> Message:
    """Said once in a place that is new."""
    return say(
        "# Hello, I am Roadmate\n"
        "I walk your group along a learning roadmap: what to read each week, questions to "
        "discuss, quizzes, streaks.\n"
        f"To begin, whoever runs your group types {command('group setup')} in the channel where "
        "it talks. Everybody else can start at once; answers are only for the one who asks.",
        row(Button("What do I read next?", Call("next")), Button("Quiz me", Call("quiz solo"))),
    )


def back(coming: datetime) -> Message:
    """Said once in the channel."""
    return say(
        "Here I am again. Nothing is lost and nobody's streak has suffered. "
        f"The next week begins {at(coming, 'full')}.",
        row(Button("This week", Call("week")), Button("The plan", Call("plan"))),
    )


def carried(coming: datetime | None) -> Message:
    """The group lives in this channel from now on."""
    when = f" The next post comes {at(coming, 'full')}." if coming else ""
    return say(
        "From now on the group lives here, with its weeks, its boards and everybody's "
        f"streaks.{when}"
    )


def gone(name: str, place: str, erased_on: str, why: str = "") -> str:
    """What organisers should know about a group without a place.

    `why`: what a post to it ran into, if one did.
    """
    last = day(erased_on)
    if place == "workspace":
        return (
            f"I am no longer where **{plain(name)}** meets, so its weeks rest; nobody's streak "
            "can suffer from it. "
            f"Invite me again before {last} and the group goes on where it stopped. Then I erase "
            "what I keep about it."
        )
    happened = (
        f"I cannot post where **{plain(name)}** meets: {plain(why)}. Until that is put right its "
        "weeks rest"
        if why
        else f"The channel of **{plain(name)}** is gone, so its weeks rest"
    )
    return (
        f"{happened}; nobody's streak can suffer from it. To go on elsewhere, type "
        f"{command('group setup')} in another channel: there it can go on with all its weeks, or "
        f"begin anew. Should the old channel come back, it goes on there. On {last} I erase what I "
        "keep about it."
    )


def nothing_to_carry() -> UserError:
    """A group that is to go on in another channel."""
    return UserError(
        "That group has a channel again, or this channel has a group already. "
        f"{command('group show')} says what runs here."
    )
