"""Wording about a member's own things: progress and settings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.calendar.wallclock import write_minute
from bot.core.call import Call
from bot.core.commands.options import Option
from bot.core.errors import UserError
from bot.core.formats import counted, duration, percent
from bot.core.forms import wanted
from bot.core.markup import code, command, plain
from bot.core.message import Button, Choice, Fields, Form, Message, Select, row, say
from bot.core.records import Group, Member, Visibility
from bot.roadmap.progress import Tally

_SHOWN_LINES = 20
# Of questions that the roadmap has no more.
PAST_QUESTIONS = "Questions of the past"
_SHOWN: dict[Visibility, str] = {
    "visible": "you are shown by name",
    "initials": "you are shown by initials",
    "hidden": "you are not shown",
}
_BY = {"visible": "name", "initials": "initials"}
_SHOW_ME: dict[Visibility, str] = {
    "visible": "Show me by name",
    "initials": "Show me by initials",
    "hidden": "Don't show me",
}


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often the questions of a section were answered, and how often rightly."""

    section: str
    answers: int
    correct: int


@dataclass(frozen=True, slots=True)
class Way:
    """How far a person is: on the group's course stop by stop, and on the whole roadmap."""

    course: str
    stops: Sequence[tuple[str, Tally]]
    on_course: Tally
    in_all: Tally


def progress(name: str, way: Way, accuracies: Sequence[Accuracy], due: int) -> Message:
    """A person's way along the roadmap. `due`: questions to review today."""
    lines = [f"{_bar(t)} {plain(title)} {t.done}/{t.total}{_known(t)}" for title, t in way.stops]
    quiz = [
        f"- {plain(a.section)}: {a.correct} of {a.answers} right ({percent(a.correct, a.answers)})"
        for a in accuracies
    ]
    answers = quiz or [f"No quiz answers yet. {command('quiz solo')} asks the first."]
    review = [f"**Due for review:** {counted(due, 'question')}"] if quiz else []
    done, total, left = way.on_course.done, way.on_course.total, way.on_course.to_go
    known, read = _known(way.on_course), way.in_all
    text = [
        f"# {plain(name)}'s way",
        f"**{plain(way.course)}:** {done} of {total} readings{known}, {left} to go.",
        *_shortened(lines),
        f"In all you have read {counted(read.done, 'reading')}, {duration(read.minutes)} of study.",
        "**Quiz, by section**",
        *_shortened(answers),
        *review,
    ]
    return say(
        "\n".join(text),
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Quiz me", Call("quiz solo")),
            Button("Review", Call("quiz review")) if due else None,
            Button("The map", Call("roadmap")),
        ),
        replace=True,
    )


def _known(tally: Tally) -> str:
    return f" ({tally.known} known before)" if tally.known else ""


def _shortened(lines: Sequence[str]) -> list[str]:
    """As many as a look takes in, and how many more there are."""
    more = len(lines) - _SHOWN_LINES
    return [*lines[:_SHOWN_LINES], *([f"… and {more} more"] if more > 0 else [])]


def settings(
    zone: str, *, own_zone: bool, member: Member, group: Group, changed: Sequence[str] = ()
) -> Message:
    """A member's settings, with the ways to change them."""
    news = "".join(f"✓ {line}\n" for line in changed)
    unset = f"not chosen by you; {command('settings', 'zone:Berlin')} sets it"
    source = "your choice" if own_zone else unset
    boards = ("Boards", "none: you study on your own")
    if not group.solo:
        boards = (f"Boards of {plain(group.name)}", _SHOWN[member.visibility])
    choices = tuple(Choice(words, value) for value, words in _SHOW_ME.items())
    return say(
        f"{news}# Your settings",
        Fields(
            (
                ("Time zone", f"{code(zone)} ({source})"),
                boards,
                (
                    "Reminders",
                    "on: one direct message before a week ends without you"
                    if member.reminders
                    else "off",
                ),
                ("Each day", _daily(member.daily)),
            )
        ),
        *(
            []
            if group.solo
            else [Select("How boards show you", Call("settings"), "boards", choices)]
        ),
        row(
            Button("Fill in a form", Call("change settings")),
            Button(
                "No more reminders" if member.reminders else "Remind me",
                Call("settings", {"reminders": on_off(on=not member.reminders)}),
            ),
        ),
        replace=True,
    )


def in_short(zone: str, member: Member, *, solo: bool) -> str:
    """A member's settings on one line."""
    reminders = "reminders" if member.reminders else "no reminders"
    shown = [] if solo else [_SHOWN[member.visibility].removeprefix("you are ")]
    return ", ".join([code(zone), *shown, reminders])


def settings_form(options: Sequence[Option], zone: str, member: Member) -> Form:
    """All settings at once; what stands in the form is what holds now."""
    values = {
        "zone": zone,
        "boards": member.visibility,
        "reminders": on_off(on=member.reminders),
        "daily": hour(member.daily),
    }
    labels = {
        "reminders": "Remind me before a week ends without me",
        "daily": "Tell me daily what is due (18:00, or off)",
    }
    inputs = tuple(
        replace(
            wanted(option, values[option.name]), label=labels.get(option.name, option.description)
        )
        for option in options
    )
    return Form("Your settings", inputs, Call("settings", {"shown": zone}))


OFF = "off"


def hour(minute: int | None) -> str:
    """How the hour of the daily message is typed."""
    return OFF if minute is None else write_minute(minute)


def _daily(minute: int | None) -> str:
    if minute is None:
        return f"nothing; {command('settings', 'daily:7pm')} tells you what is due for review"
    return f"what is due for review, at {write_minute(minute)}, when something is"


def daily_set(minute: int | None) -> str:
    """A line: the daily message was turned on or off."""
    if minute is None:
        return "No more daily messages."
    return f"Each day at {write_minute(minute)} I tell you what is due, when something is."


def on_off(*, on: bool) -> str:
    """How reminders are typed."""
    return "on" if on else "off"


def zone_set(zone: str) -> str:
    """A line: the time zone was changed."""
    return f"Your days now end at midnight in {code(zone)}. Past days stay as they were."


def visibility_set(visibility: Visibility) -> str:
    """A line: the appearance on boards was changed."""
    return (
        "Boards don't show you any more."
        if visibility == "hidden"
        else f"Boards now show you by {_BY[visibility]}."
    )


def reminders_set(*, on: bool) -> str:
    """A line: reminders were turned on or off."""
    return (
        "I will remind you once when a week is ending and you have done nothing yet."
        if on
        else "No more reminders."
    )


def group_used(group: Group) -> Message:
    """Another group was chosen for commands in direct messages."""
    return say(
        f"From now on your commands here are about **{plain(group.name)}**.",
        replace=True,
    )


def not_in_group() -> UserError:
    """A group was named that this person is not in."""
    return UserError(
        "You aren't in that group. Use a command in its channel, and you can switch to it here."
    )


def _bar(tally: Tally, width: int = 10) -> str:
    filled = width * tally.done // tally.total if tally.total else 0
    return "█" * filled + "░" * (width - filled)
