"""Wording about what somebody did on their own before they joined a group."""

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted
from bot.core.markup import command, plain
from bot.core.message import Block, Button, Message, Text, row, say
from bot.core.records import Group


def offer(group: Group) -> tuple[Block, ...]:
    """Under the answer that made somebody a member."""
    return (
        Text(
            f"*You have read on your own before. Shall what you did there count in "
            f"{plain(group.name)} too?*"
        ),
        row(Button("Bring it along", Call("bring along"))),
    )


def brought(group: Group, readings: int, points: int) -> Message:
    """It counts here from now on."""
    return say(
        f"✓ What you did on your own counts in **{plain(group.name)}** now: "
        f"{counted(readings, 'reading')}, {counted(points, 'point')}. Your answers came "
        "along; streaks count the group's own weeks.",
        row(Button("My streak", Call("streak")), Button("Leaderboard", Call("leaderboard"))),
    )


def nothing_left(group: Group) -> Message:
    """All of it is here, or there never was any."""
    return say(
        f"Nothing of yours waits outside **{plain(group.name)}**: all you did counts here. "
        f"{command('progress')} shows it."
    )


def not_alone() -> UserError:
    """There is no group to take it to."""
    return UserError(
        "You are on your own here. In a group's channel this takes along what you did."
    )
