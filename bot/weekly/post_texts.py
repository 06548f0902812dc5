"""Wording of what Roadmate posts by itself: the week, its thread, the meeting, reminders."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.call import Call
from bot.core.formats import duration
from bot.core.markup import at, command, length, link, plain
from bot.core.message import CHARACTERS, Button, Choice, Message, Select, clip, row, say, titled
from bot.core.records import Group, Item, Meeting, Week
from bot.weekly.subject_texts import fitting, item_line, item_title, subject
from content.model import Discussion, Pack, Task

_MOST_CHARACTERS = 3200  # of a thread's questions, so that all of its message fits
_THREAD_TITLE = 90
_MOST_TITLES = 1000  # characters of a nudge


def weekly(
    week: Week,
    items: Sequence[Item],
    pack: Pack,
    questions: Sequence[Discussion],
    task: Task | None,
    lead: str,
    meeting: tuple[Meeting, datetime] | None,
) -> Message:
    """The week's post. `questions`: those that stand in it."""
    above = [
        f"# Week {week.number}: {plain(subject(week.theme, items, pack))}",
        *(["*Sorry, I am late with this: I was out of reach.*"] if week.late else []),
        *([f"**{plain(lead)}** leads the discussion."] if lead else []),
    ]
    below = [
        *([_task(task)] if task else []),
        *_to_discuss(items, questions),
        *([f"**We meet** {at(meeting[1], 'full')}{_where(meeting[0])}"] if meeting else []),
        f"*Until {at(week.planned_close, 'full')}.*",
        *_finished(week.finished),
    ]
    room = CHARACTERS - sum(length(line) + 1 for line in (*above, *below))
    return say(
        "\n".join([*above, readings(items, pack, room), *below]),
        row(
            Button("I've read it", Call("check off", {"week": week.id}), "primary")
            if items
            else None,
            Button("Quiz me", Call("quiz solo", {"week": week.id})),
            Button("What's next for me?", Call("next")),
        ),
    )


def readings(items: Sequence[Item], pack: Pack, room: int) -> str:
    """What a week plans, one line each, in so many characters; or that it brings nothing new."""
    if not items:
        return f"Nothing new this week: {command('next')} shows what is still open for you."
    heading = f"**To read** ({duration(sum(item.minutes for item in items))})"
    lines = [item_line(item, pack) for item in items]
    return "\n".join([heading, *fitting(lines, room - len(heading) - 1, "week")])


def _task(task: Task) -> str:
    """What there is to do by hand."""
    title = link(task.title, task.starter) if task.starter else f"**{plain(task.title)}**"
    bring = f" Bring: {plain(task.bring.strip())}" if task.bring else ""
    return f"**To do** ({duration(task.minutes)})\n- {title}.{bring}"


def _to_discuss(items: Sequence[Item], questions: Sequence[Discussion]) -> list[str]:
    if questions:
        return ["**To discuss**", *(f"- {question.ask.strip()}" for question in questions)]
    if items:
        return [f"No new question this week: {command('discuss')} shows those there are."]
    return []


def _finished(number: int) -> list[str]:
    if not number:
        return []
    return [
        "1 person has finished so far." if number == 1 else f"{number} people have finished so far."
    ]


def thread_title(week: Week, items: Sequence[Item], pack: Pack) -> Message:
    """The name of the discussion thread."""
    about = subject(week.theme, items, pack)
    return titled(clip(f"Week {week.number}: {about}", _THREAD_TITLE))


def thread_questions(week: Week, questions: Sequence[Discussion]) -> Message:
    """The one message in the thread, with all of this week's questions."""
    listed: list[str] = []
    for number, question in enumerate(questions, 1):
        line = f"**{number}.** {question.ask.strip()}"
        if sum(map(len, listed)) + len(line) > _MOST_CHARACTERS:
            listed.append(f"{command('discuss')} shows the rest.")
            break
        listed.append(line)
    choices = tuple(
        Choice(clip(f"{n}. {q.ask.strip()}"), q.id) for n, q in enumerate(questions[:25], 1)
    )
    talk = (
        "Write here whatever the readings made you think; every reply counts as taking part "
        "in the week.\n"
    )
    if not questions:
        return say(f"# Week {week.number}: let's talk\n{talk}")
    return say(
        f"# Week {week.number}: let's talk\n{talk}" + "\n".join(listed),
        Select("What a good answer covers (only you see it)", Call("reveal"), "question", choices),
    )


def meeting_soon(meeting: Meeting, begins: datetime, lead: str) -> Message:
    """An hour before the meeting."""
    led = f" **{plain(lead)}** leads." if lead else ""
    return say(f"We meet {at(begins, 'relative')}, {at(begins, 'time')}{_where(meeting)}.{led}")


def nudge(group: Group, week: Week, items: Sequence[Item], pack: Pack) -> Message:
    """To one member who asked for reminders."""
    titles = plain(clip(", ".join(item_title(item, pack) for item in items), _MOST_TITLES))
    titles = titles or "time to catch up"
    return say(
        f"A friendly reminder from **{plain(group.name)}**: week {week.number} is open until "
        f"{at(week.planned_close, 'full')}, with {titles}. A few minutes of anything count.",
        row(
            Button("What should I read?", Call("next"), "primary"),
            Button("Quiz me", Call("quiz solo", {"week": week.id})),
            Button("No more reminders", Call("settings", {"reminders": "off"})),
        ),
    )


def _where(meeting: Meeting) -> str:
    return f", {plain(meeting.where)}" if meeting.where else ""
