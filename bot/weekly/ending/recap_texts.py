"""Wording of the recap: how a week went, and what comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.boards.scoring import shown_name
from bot.core.call import Call
from bot.core.formats import counted, day
from bot.core.markup import command, plain
from bot.core.message import ROW, Button, Divider, Message, clip, row, say
from bot.core.records import Standing, Visibility, Week
from bot.plan.planned import PlannedWeek
from bot.roadmap.course_texts import course_name
from bot.weekly.ending.walked import Together, Walked
from bot.weekly.subject_texts import subject
from content.model import Pack, Question

NAMES = 20
GOAL_FROM = 3


@dataclass(frozen=True, slots=True)
class Recap:
    """What a recap tells.

    `regulars`: members active in the last four weeks, the finishers among them; `streaks`: names
    with weeks in a row; `caught_up`: readings of earlier weeks that were read, where the week
    planned nothing new, else None.
    """

    finishers: Sequence[tuple[str, Visibility]]
    finished: int
    regulars: int
    streaks: Sequence[tuple[str, int]]
    caught_up: int | None
    board: Sequence[Standing]
    missed: Question | None


def recap(
    week: Week,
    facts: Recap,
    way: Walked,
    coming: Sequence[PlannedWeek],
    pack: Pack,
    *,
    pause: str | None = None,
) -> Message:
    """How a week went, the group's goal first.

    `pause`: a break has begun, until that day, or (empty) until told.
    """
    lines = [*_how_it_went(week, facts), *_chapters(way), *_what_comes(coming, pack, pause)]
    return say("\n".join(lines), Divider(), row(*_BUTTONS))


def farewell(week: Week, facts: Recap, way: Walked, group: Together) -> Message:
    """How the last week of a course went, what the group did on it, and what could follow."""
    lines = [
        *_how_it_went(week, facts),
        f"# {plain(course_name(way.course))}: walked to the end",
        (
            f"That was the last of {counted(way.weeks, 'week')} and "
            f"{counted(way.readings, 'reading')}. Counted over everybody, "
            f"{group.readings_done:,} were read. Thank you all!"
        ),
        *_all_of_it(group),
        "Streaks, boards and this group go on. What comes next? An organiser starts it here:",
    ]
    offered = [
        Button(clip(course_name(course)), Call("group course", {"course": course.id}))
        for course in group.following[:ROW]
    ]
    return say("\n".join(lines), row(*offered), Divider(), row(*_BUTTONS))


def ended(week: Week, facts: Recap, way: Walked) -> Message:
    """How the last week went of a group that organisers have ended."""
    lines = [
        *_how_it_went(week, facts),
        (
            f"The group ends here, after week {week.number}. Boards, streaks and what everybody "
            "has read stay. Thank you for reading together!"
        ),
    ]
    return say("\n".join(lines), Divider(), row(*_BUTTONS))


_BUTTONS = (
    Button("What's next for me?", Call("next"), "primary"),
    Button("My streak", Call("streak")),
    Button("Leaderboard", Call("leaderboard")),
)


def _how_it_went(week: Week, facts: Recap) -> list[str]:
    lines = [f"# Week {week.number} is over"]
    if facts.caught_up is not None:
        lines.append(_caught_up(facts.caught_up))
    else:
        if facts.regulars >= GOAL_FROM:
            lines.append(
                f"**{facts.finished} of {facts.regulars}** who take part finished the week."
            )
        lines.append(_finishers(facts))
    if facts.streaks:
        lines.append(
            "**In a row:** "
            + ", ".join(f"{plain(name)} {counted(n, 'week')}" for name, n in facts.streaks)
        )
    if facts.board:
        lines.append("**Points this week**")
        lines += [
            f"{s.rank}. {plain(shown_name(s.name, s.visibility))} · {s.value}" for s in facts.board
        ]
    if facts.missed:
        lines.append(f"**The question most people missed:** {clip(facts.missed.ask.strip(), 300)}")
    return lines


def _chapters(way: Walked) -> list[str]:
    """How far the group has come, where a chapter is over."""
    if not way.chapters:
        return []
    titles = ", ".join(plain(title) for title in way.chapters)
    return [
        (
            f"That was this course's last week on **{titles}**. So far: {way.weeks} of "
            f"{counted(way.all_weeks, 'week')}, {way.readings} of "
            f"{counted(way.all_readings, 'reading')}."
        )
    ]


def _all_of_it(group: Together) -> list[str]:
    """Who has read all that the course gave."""
    if not group.finished:
        return []
    names = [plain(shown_name(name, seen)) for name, seen in group.finishers[:NAMES]]
    others = group.finished - len(names)
    more = [f"{others} more" if names else counted(others, "member")] if others else []
    return ["**Read all of it:** " + ", ".join([*names, *more])]


def _what_comes(coming: Sequence[PlannedWeek], pack: Pack, pause: str | None) -> list[str]:
    if pause is not None:
        until = f" until {day(pause)}" if pause else ""
        return [
            (
                f"**Now:** a break{until}. Nobody's streak suffers, and the plan goes on where it "
                "stopped."
            )
        ]
    return [f"**Next:** {plain(subject(week.theme, week.items, pack))}" for week in coming]


def _caught_up(readings: int) -> str:
    """A week that planned nothing new: what became of it."""
    if not readings:
        return "It planned nothing new, and nothing was caught up with. That is fine, too."
    return f"It planned nothing new: {counted(readings, 'earlier reading')} caught up with."


def _finishers(facts: Recap) -> str:
    if not facts.finished:
        return (
            f"Nobody finished all of it this time. That is fine: {command('next')} keeps what is "
            "open."
        )
    names = [plain(shown_name(name, visibility)) for name, visibility in facts.finishers]
    others = facts.finished - len(names)
    more = [f"{others} more" if names else counted(others, "member")] if others else []
    return "**Finished:** " + ", ".join([*names, *more])
