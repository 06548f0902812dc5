"""Wording of leaderboards."""

from collections.abc import Sequence

from bot.boards.scoring import ENOUGH_ANSWERS, shown_name
from bot.core.call import Call
from bot.core.formats import counted, percent
from bot.core.markup import command, plain
from bot.core.message import Button, Message, row, say
from bot.core.records import Member, Metric, Standing

_TITLE = {"week": "This week", "month": "This month", "season": "This season", "all": "All time"}
_METRICS: tuple[Metric, ...] = ("points", "accuracy", "readings", "streak")
_FIRST: dict[Metric, str] = {
    "points": "your first points",
    "accuracy": f"{ENOUGH_ANSWERS} answers",
    "readings": "your first reading",
    "streak": "your first active week",
}
_EMPTY: dict[Metric, str] = {
    "points": "Nobody has points here yet. A quiz or a finished reading makes you the first.",
    "accuracy": f"Nobody has {ENOUGH_ANSWERS} answers here yet. {command('quiz solo')} is the way.",
    "readings": f"Nobody has finished a reading here yet. {command('next')} says where to begin.",
    "streak": "No streak is running here yet. It begins with a week in which somebody does "
    "something.",
}


def board(
    window: str,
    by: Metric,
    standings: Sequence[Standing],
    own: Standing | None,
    member: Member,
    *,
    for_all: bool,
) -> Message:
    """The first ten, and the reader's own place."""
    lines = [_line(standing, by, member, for_all=for_all) for standing in standings] or [_EMPTY[by]]
    if not for_all:
        lines += _own_lines(by, standings, own, member)
    return say(
        f"# {_TITLE[window]}, by {by}\n" + "\n".join(lines),
        row(
            *(
                Button(f"By {m}", Call("leaderboard", {"window": window, "by": m}))
                for m in _METRICS
                if m != by
            )
        ),
        row(
            *(
                Button(t, Call("leaderboard", {"window": w, "by": by}))
                for w, t in _TITLE.items()
                if w != window
            ),
            None
            if for_all
            else Button("Show everyone", Call("show leaderboard", {"window": window, "by": by})),
        ),
        replace=not for_all,
    )


def alone() -> Message:
    """A private group has no boards."""
    return say(
        f"Boards are for groups, and here you study on your own. {command('progress')} shows how "
        "far you are.",
        row(Button("My progress", Call("progress"), "primary")),
        replace=True,
    )


def _line(standing: Standing, by: Metric, member: Member, *, for_all: bool) -> str:
    mine = not for_all and standing.member == member.id
    name = plain(standing.name if mine else shown_name(standing.name, standing.visibility))
    return (
        f"{standing.rank}. {f'**{name}** (you)' if mine else name} · {_value(standing.value, by)}"
    )


def _own_lines(
    by: Metric, standings: Sequence[Standing], own: Standing | None, member: Member
) -> list[str]:
    if own is None:
        return [f"*You will appear here with {_FIRST[by]}.*"]
    if member.visibility == "hidden":
        return [f"*You are hidden. You would be in place {own.rank} with {_value(own.value, by)}.*"]
    if any(standing.member == member.id for standing in standings):
        return []
    return [
        "…",
        f"{own.rank}. **{plain(member.name)}** (you) · {_value(own.value, by)}",
    ]


def _value(value: int, by: Metric) -> str:
    match by:
        case "accuracy":
            return percent(value, 1_000_000)
        case "readings":
            return counted(value, "reading")
        case "streak":
            return counted(value, "week")
        case "points":
            return counted(value, "point")
