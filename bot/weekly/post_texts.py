"""Wording of what Roadmate posts by itself: the week, its thread, the recap, reminders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.boards.scoring import shown_name
from bot.core.call import Call
from bot.core.formats import counted, day, duration
from bot.core.markup import at, command, link, plain
from bot.core.message import Button, Choice, Divider, Message, Select, clip, row, say, titled
from bot.core.records import Group, Item, Meeting, Standing, Visibility, Week
from content.model import Discussion, Pack, Question, Section

QUESTIONS_IN_POST = 3
NAMES = 20


def weekly(
    week: Week,
    items: Sequence[Item],
    pack: Pack,
    questions: Sequence[Discussion],
    lead: str,
    meeting: tuple[Meeting, datetime] | None,
) -> Message:
    """The week's post."""
    sections = sections_of(items, pack)
    about = ", ".join(plain(section.title) for section in sections) or "time to catch up"
    sorry = "*Sorry, I am late with this: I was out of reach.*\n" if week.late else ""
    led = f"**{plain(lead)}** leads the discussion.\n" if lead else ""
    asked = [f"- {question.ask.strip()}" for question in questions[:QUESTIONS_IN_POST]]
    talk = "\n**To discuss**\n" + "\n".join(asked) if asked else ""
    meet = f"\n**We meet** {at(meeting[1], 'full')}{_where(meeting[0])}" if meeting else ""
    finished = (
        f"\n{counted(week.finished, 'person')} finished so far." if week.finished == 1 else ""
    )
    finished = f"\n{week.finished} people have finished so far." if week.finished > 1 else finished
    return say(
        f"# Week {week.number}: {about}\n{sorry}{led}{readings(items, pack)}{talk}{meet}"
        f"\n*Until {at(week.planned_close, 'full')}.*{finished}",
        row(
            Button("I've read it", Call("check off", {"week": week.id}), "primary")
            if items
            else None,
            Button("Quiz me", Call("quiz solo")),
            Button("What's next for me?", Call("next")),
        ),
    )


def readings(items: Sequence[Item], pack: Pack) -> str:
    """What a week plans, one line each; or that it brings nothing new."""
    if not items:
        return f"Nothing new this week: {command('next')} shows what is still open for you."
    lines = [_item_line(item, pack) for item in items]
    return "\n".join([f"**To read** ({duration(sum(item.minutes for item in items))})", *lines])


def thread_title(week: Week, items: Sequence[Item], pack: Pack) -> Message:
    """The name of the discussion thread."""
    sections = sections_of(items, pack)
    about = ", ".join(section.title for section in sections) or "catching up"
    return titled(clip(f"Week {week.number}: {about}", 90))


def thread_questions(week: Week, sections: Sequence[Section]) -> Message:
    """The one message in the thread, with all questions."""
    asked = [
        question for section in sections for question in section.discussion if not question.retired
    ]
    listed: list[str] = []
    for number, question in enumerate(asked, 1):
        line = f"**{number}.** {question.ask.strip()}"
        if sum(map(len, listed)) + len(line) > MOST_QUESTION_CHARACTERS:
            listed.append(f"{command('discuss')} shows the rest.")
            break
        listed.append(line)
    choices = tuple(
        Choice(clip(f"{n}. {q.ask.strip()}"), q.id) for n, q in enumerate(asked[:25], 1)
    )
    talk = (
        "Write here whatever the readings made you think; every reply counts as taking part "
        "in the week.\n"
    )
    if not asked:
        return say(f"# Week {week.number}: let's talk\n{talk}")
    return say(
        f"# Week {week.number}: let's talk\n{talk}" + "\n".join(listed),
        Select("What a good answer covers (only you see it)", Call("reveal"), "question", choices),
    )


MOST_QUESTION_CHARACTERS = 3200


@dataclass(frozen=True, slots=True)
class Recap:
    """What a recap tells.

    `regulars`: members active in the last four weeks; `streaks`: names with weeks in a row.
    """

    finishers: Sequence[tuple[str, Visibility]]
    finished: int
    regulars: int
    streaks: Sequence[tuple[str, int]]
    board: Sequence[Standing]
    missed: Question | None


def recap(
    group: Group,
    week: Week,
    told: Recap,
    coming: Sequence[str],
    *,
    last: bool,
    pause: str | None = None,
) -> Message:
    """How a week went, the group's goal first.

    `pause`: a break has begun, until that day, or (empty) until told.
    """
    return say(
        "\n".join([*_how_it_went(week, told), *_what_comes(coming, last=last, pause=pause)]),
        Divider(),
        row(
            Button("What's next for me?", Call("next"), "primary"),
            Button("My streak", Call("streak")),
            Button("Leaderboard", Call("leaderboard")),
        ),
    )


def _how_it_went(week: Week, told: Recap) -> list[str]:
    lines = [f"# Week {week.number} is over"]
    if told.regulars >= GOAL_FROM:
        lines.append(
            f"**{100 * told.finished // told.regulars} %** of those who take part finished the "
            "week."
        )
    lines.append(_finishers(told))
    if told.streaks:
        lines.append(
            "**In a row:** "
            + ", ".join(f"{plain(name)} {counted(n, 'week')}" for name, n in told.streaks)
        )
    if told.board:
        lines.append("**Points this week**")
        lines += [
            f"{s.rank}. {plain(shown_name(s.name, s.visibility))} · {s.value}" for s in told.board
        ]
    if told.missed:
        lines.append(f"**The question most people missed:** {clip(told.missed.ask.strip(), 300)}")
    return lines


def _what_comes(coming: Sequence[str], *, last: bool, pause: str | None) -> list[str]:
    if last:
        return [
            (
                "That was the last week of the plan: you have walked the whole road together. "
                "Thank you!"
            )
        ]
    if pause is not None:
        until = f" until {day(pause)}" if pause else ""
        return [
            (
                f"**Now:** a break{until}. Nobody's streak suffers, and the plan goes on where it "
                "stopped."
            )
        ]
    return ["**Next:** " + ", ".join(map(plain, coming))] if coming else []


GOAL_FROM = 3


def meeting_soon(meeting: Meeting, begins: datetime, lead: str) -> Message:
    """An hour before the meeting."""
    led = f" **{plain(lead)}** leads." if lead else ""
    return say(f"We meet {at(begins, 'relative')}, {at(begins, 'time')}{_where(meeting)}.{led}")


def nudge(group: Group, week: Week, items: Sequence[Item], pack: Pack) -> Message:
    """To one member who asked for reminders."""
    titles = ", ".join(plain(_title(item, pack)) for item in items) or "time to catch up"
    return say(
        f"A friendly reminder from **{plain(group.name)}**: week {week.number} is open until "
        f"{at(week.planned_close, 'full')}, with {titles}. A few minutes of anything count.",
        row(
            Button("What should I read?", Call("next"), "primary"),
            Button("Quiz me", Call("quiz solo")),
            Button("No more reminders", Call("settings", {"reminders": "off"})),
        ),
    )


def sections_of(items: Sequence[Item], pack: Pack) -> list[Section]:
    """The sections that a week's readings come from, in reading order."""
    known = (pack.reading_by_id.get(item.reading) for item in items)
    found: Mapping[str, Section] = {
        pack.section_of[r.id].id: pack.section_of[r.id] for r in known if r
    }
    return list(found.values())


def _item_line(item: Item, pack: Pack) -> str:
    reading = pack.reading_by_id.get(item.reading)
    split = f", part {item.part} of {item.parts}" if item.parts > 1 else ""
    if reading is None:
        shown = (
            link(item.title or item.reading, item.url)
            if item.url
            else f"**{plain(item.title or item.reading)}**"
        )
        return f"- {shown} ({duration(item.minutes)})"
    return (
        f"- {link(reading.title, reading.url)}{split} ({duration(item.minutes)}): "
        f"{plain(clip(reading.part, 160))}"
    )


def _title(item: Item, pack: Pack) -> str:
    reading = pack.reading_by_id.get(item.reading)
    return reading.title if reading else item.title or item.reading


def _where(meeting: Meeting) -> str:
    return f", {plain(meeting.where)}" if meeting.where else ""


def _finishers(told: Recap) -> str:
    if not told.finished:
        return (
            f"Nobody finished all of it this time. That is fine: {command('next')} keeps what is "
            "open."
        )
    names = [plain(shown_name(name, visibility)) for name, visibility in told.finishers]
    others = told.finished - len(names)
    more = [f"{others} more" if names else counted(others, "member")] if others else []
    return "**Finished:** " + ", ".join([*names, *more])
