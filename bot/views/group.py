"""Wording about a group as a whole."""

from bot.call import Call
from bot.message import Button, Fields, Message, row, say
from bot.model import Group
from bot.text import code, plain
from bot.views.amounts import counted, duration

_TRACK = {
    "essential": "essential: about one reading a section",
    "core": "core: the essential readings and more",
}


def shown(group: Group, pack_title: str, readings: int, minutes: int, members: int) -> Message:
    """How a group is set. `readings` and `minutes`: what its track holds."""
    people = "just you" if group.solo else counted(members, "member")
    return say(
        f"# {plain(group.name)}",
        Fields(
            (
                ("Roadmap", plain(pack_title)),
                (
                    "Track",
                    f"{_TRACK[group.track]} ({counted(readings, 'reading')}, {duration(minutes)})",
                ),
                ("Time zone", code(group.zone)),
                ("People", people),
            )
        ),
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("The map", Call("roadmap")),
        ),
        replace=True,
    )
