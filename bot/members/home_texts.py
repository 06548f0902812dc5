"""Wording of a member's own page, where a platform has one."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.call import Call
from bot.core.formats import counted, duration
from bot.core.markup import at, command, plain
from bot.core.message import Block, Button, Divider, Fields, Message, Text, row
from bot.core.records import Group, Member, Standing, Week
from bot.members.texts import in_short
from bot.roadmap.progress import Step, Tally
from bot.roadmap.texts import title
from bot.streaks.streaks import Streak


def home(
    week: str,
    step: Step | None,
    facts: Sequence[tuple[str, str]],
    state: Sequence[tuple[str, str]],
    name: str,
) -> Message:
    """What runs this week, the next reading, where one stands.

    `state`: the group's, for those who run it.
    """
    return Message(
        (
            Text(f"# {plain(name)}\n{week}"),
            row(
                Button("This week", Call("week")),
                Button("The plan", Call("plan")),
                Button("To discuss", Call("discuss")),
                Button("The map", Call("roadmap")),
            ),
            Divider(),
            *_next(step),
            Divider(),
            Fields(tuple(facts)),
            row(
                Button("My streak", Call("streak")),
                Button("The board", Call("leaderboard")),
                Button("My progress", Call("progress")),
                Button("Settings", Call("settings")),
            ),
            *_organising(state),
        )
    )


def this_week(week: Week, about: str, done: int, items: int) -> str:
    """The week that runs, and how much of it is read."""
    read = (
        f"You have read {done} of {counted(items, 'reading')}."
        if items
        else "Nothing new to read: time to catch up."
    )
    return (
        f"**Week {week.number}: {plain(about)}**\n{read} Open until "
        f"{at(week.planned_close, 'full')}."
    )


def no_week(coming: datetime | None) -> str:
    """Between weeks, or before the first."""
    return (
        f"The next week begins {at(coming, 'full')}."
        if coming
        else "No week is planned. You can read on by yourself."
    )


def facts(
    course: Tally,
    streak: Streak,
    rank: Standing | None,
    due: int,
    zone: str,
    member: Member,
    *,
    solo: bool,
) -> list[tuple[str, str]]:
    """Where a member stands, and how they have set things."""
    place = (
        f"place {rank.rank}, {counted(rank.value, 'point')}"
        if rank
        else "your first points bring you on it"
    )
    return [
        ("On the course", f"{course.done} of {counted(course.total, 'reading')}"),
        ("Weeks in a row", f"{streak.weeks} (longest: {streak.longest})"),
        *([] if solo else [("This month's board", place)]),
        ("To review", counted(due, "question") if due else "nothing is due"),
        ("Settings", in_short(zone, member, solo=solo)),
    ]


def group_state(
    group: Group, members: int, finished: int, coming: datetime | None
) -> list[tuple[str, str]]:
    """What those who run the group want to know."""
    return [
        ("Group", plain(group.name)),
        ("Members", str(members)),
        ("Next post", at(coming, "full") if coming else "none: a break, or the plan is done"),
        ("Finished this week", str(finished)),
    ]


def _next(step: Step | None) -> tuple[Block, ...]:
    if step is None:
        return (
            Text(f"**You have walked the whole road.** {command('quiz review')} keeps it fresh."),
        )
    reading = step.reading
    item = step.item
    heading = "Do next" if step.why == "task" else "Read next"
    part = {"part": str(item.part)} if item.parts > 1 else {}
    split = f" (part {item.part} of {item.parts})" if item.parts > 1 else ""
    return (
        Text(
            f"**{heading}:** {title(reading)}\n{plain(step.passage.strip())}{split} · "
            f"{duration(item.minutes)}"
        ),
        row(
            Button("I've read it", Call("done", {"reading": reading.id, **part}), "primary"),
            Button("Quiz me", Call("quiz solo")),
            Button("Skip", Call("skip", {"reading": reading.id})),
        ),
    )


def _organising(state: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    if not state:
        return ()
    return (
        Fields(tuple(state)),
        row(
            Button("How it is set", Call("group show")),
            Button("Reported questions", Call("group flags")),
        ),
    )
