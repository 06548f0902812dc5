"""Wording of the first minute: the welcome, and the terminal's own help."""

from datetime import datetime

from bot.core.call import Call
from bot.core.markup import at, command, plain, visible
from bot.core.message import Button, Message, row, say
from bot.roadmap.progress import Step, Tally
from content.model import Pack

TERMINAL_HELP = f"""\
# This playground
Type a command, or the number of a button; several where several choices are right (`1 3`).
- `:as Ben` speak as another member; `:as Ann` back again
- `:wait 3d`, `:wait until week` let time pass; what falls due happens (`s`, `m`, `h`, `d`, `w`)
- `:wait` alone: until the next thing happens
- `:outage 2d` the same, but Roadmate is out of reach meanwhile
- `:thread` and some words: write in the week's discussion thread
- `#` and some words, on a line of their own or behind a command: a comment
- `:cancel`, or Ctrl-C: leave a form, and nothing of it is kept
- `:help` this page; {command("help")} the commands of Roadmate
- `:quit` leave; everything is kept"""
WRITABLE = "this terminal can be written to"
NOTHING_THERE = (
    f"There is no such number on the screen. {command('help')} lists the commands, `:help` this "
    "playground's own."
)


def saved(path: str) -> str:
    """A file that came with a message was written."""
    return f"Saved as {path}"


def too_many_of(number: int) -> str:
    """Every name that a file could have is taken."""
    return f"{number} files of that name are there already"


def not_saved(path: str, why: str) -> str:
    """A file that came with a message could not be written."""
    return (
        f"I could not write {path}: {why}. Start the playground in a folder you may write to, "
        "and ask again."
    )


def to_everyone(*, changed: bool) -> str:
    """A line above what the whole group reads.

    `changed`: it stands there in another form already.
    """
    return (
        "(changed, for everyone in the group)" if changed else "(everyone in the group sees this)"
    )


def in_thread(title: str, *, changed: bool) -> str:
    """A line above what is said in a thread."""
    return f"(in the thread “{visible(title)}”{', changed' if changed else ''})"


def to_one(user: str) -> str:
    """A line above a direct message."""
    return f"(a direct message to {visible(user)})"


def cannot_wait(typed: str) -> str:
    """`:wait` without a length of time, or for a week that is not coming."""
    if typed.casefold() == "until week":
        return (
            f"No week is coming: {command('group setup')} starts them, {command('group resume')} "
            "ends a break."
        )
    if not typed:
        return "Nothing is coming by itself. Say how long: `:wait 3d`."
    return (
        "Say how long: `:wait 3d`, `:wait 12h`, `:wait 2w` (two years at most), or `:wait "
        "until week`."
    )


def now_is(instant: datetime) -> str:
    """A line: time has passed."""
    return f"It is {at(instant, 'full')} now."


def wrote_in_thread(name: str, title: str) -> str:
    """Somebody replied in a discussion thread."""
    return f"{plain(name)} wrote in the thread “{plain(title)}”."


def no_thread() -> str:
    """`:thread` while no discussion is open, or without words."""
    return (
        "Write something after it, `:thread I think ...`, while a week's discussion is open "
        "(`:wait until week`)."
    )


def speaking_as(name: str) -> str:
    """Another member has the word."""
    return f"You are {plain(name)} now."


def form(*, keeps: bool) -> str:
    """A line above a form. `keeps`: an empty line leaves a thing as it is, rather than the form."""
    if keeps:
        return (
            "*Line by line; an empty one keeps what stands in [...].* `:cancel` *leaves the "
            "form and changes nothing.*"
        )
    return "*An empty line, or* `:cancel`*, leaves it.*"


def left_form() -> str:
    """A form was left before its end."""
    return "Left as it was."


def no_form() -> str:
    """Nothing is asked that could be left."""
    return "Nothing is being asked. `:help` lists what this playground can do."


def no_name() -> str:
    """`:as` without a name."""
    return "Say who: `:as Ben`."


def unknown_directive(typed: str) -> str:
    """A line with a colon that the playground does not know."""
    return f"I don't know {plain(typed)}. `:help` lists what this playground can do."


def welcome(name: str, group: str, pack: Pack, questions: int, walks: str) -> Message:
    """The first thing a newcomer reads. `walks`: what the group walks, if it has weeks."""
    written = (
        f"{len(pack.sections)} sections, {len(pack.readings)} readings, {questions} quiz questions"
    )
    return say(
        f"# Welcome to Roadmate, {plain(name)}\n"
        f"You are in the group **{plain(group)}**, on the road **{plain(pack.title)}**: "
        f"{written}.{_line(walks)}\n"
        "Type a number, or what you would like to do:",
        row(
            Button("Ask me a question", Call("quiz solo", {"count": "3"}), "primary"),
            Button("What should I read?", Call("next")),
            Button("Show me the map", Call("roadmap")),
            Button("What else can you do?", Call("help")),
        ),
    )


def _line(words: str) -> str:
    return f"\n{words}" if words else ""


def welcome_back(name: str, group: str, course: Tally, step: Step | None, walks: str) -> Message:
    """The first thing somebody reads who has been here before; `walks` as above."""
    coming = f" Next: **{plain(step.reading.title)}**." if step else " You have read it all."
    return say(
        f"# Welcome back, {plain(name)}\n"
        f"In **{plain(group)}** you have read {course.done} of {course.total} of your course."
        f"{coming}{_line(walks)}",
        row(
            Button("What should I read?", Call("next"), "primary"),
            Button("Ask me a question", Call("quiz solo")),
            Button("Leaderboard", Call("leaderboard")),
            Button("My progress", Call("progress")),
        ),
    )
