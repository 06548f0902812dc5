"""Wording about readings: what is next, what was marked, what was taken back."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted, duration
from bot.core.markup import command, plain
from bot.core.message import OPTIONS, Button, Choice, Message, Select, clip, row, say
from bot.core.records import Item
from bot.roadmap.progress import Step, Tally, Why
from bot.roadmap.texts import source, title
from content.model import Reading, Section

# Where the group put something of its own into a week.
OWN_SECTION = Section("", "your group's own reading", "outline")

_WHY_NOW: dict[Why, str] = {
    "week": "it is this week's reading",
    "missed": "your group read it since you came, and it is still open",
    "task": "it is what this week gives you to do",
    "way in": "this week builds on it, and your group read it before you came",
    "catch-up": "your group read it before you came; the oldest comes first",
    "course": "the next one of your group's course",
    "deeper": "you have read all of your group's course, and this goes deeper",
    "optional": "everything planned is done; this one is for the curious",
    "skipped": "all else is done, and you had set this one aside",
}


def next_reading(step: Step, section: Section, left: int, due: int) -> Message:
    """The one reading to do now.

    `left`: planned readings still to come, this one included; `due`: reviews.
    """
    reading = step.reading
    note = f"\n*{plain(reading.note)}*" if reading.note else ""
    why = f"\n{reading.why}" if reading.why else ""
    item = step.item
    split = f" (part {item.part} of {item.parts})" if item.parts > 1 else ""
    catch_up = step.why in ("way in", "catch-up") and bool(section.id)
    part = {"part": str(item.part)} if item.parts > 1 else {}
    written_by = f"{source(reading)}\n" if source(reading) else ""
    to_go = f" · {left} to go on the course" if step.why == "course" else ""
    heading, what = ("Do next", "Done when") if step.why == "task" else ("Read next", "Part")
    return say(
        f"# {heading}\n{title(reading)}\n{written_by}"
        f"**{what}:** {plain(step.passage.strip())}{split} · **{duration(item.minutes)}**"
        f"{why}{note}\n"
        f"*Why now: {_WHY_NOW[step.why]}, in {plain(section.title)}{to_go}.*{_due(due)}",
        row(
            Button(_finished(step), Call("done", {"reading": reading.id, **part}), "primary"),
            Button("Quiz me", Call("quiz solo")),
            Button("Skip", Call("skip", {"reading": reading.id})),
            Button("Show the section", _section_call(section)),
            Button("I know this section", Call("know", {"section": section.id}))
            if catch_up
            else None,
        ),
        *([row(Button("Review", Call("quiz review")))] if due else []),
        replace=True,
    )


def _finished(step: Step) -> str:
    return "I've done it" if step.why == "task" else "I've read it"


def known(section: Section, readings: int) -> Message:
    """A whole section was marked as known."""
    return say(
        f"✓ **{plain(section.title)}**: {counted(readings, 'reading')} marked as known, without "
        "points.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Show the section", _section_call(section)),
        ),
        replace=True,
    )


def part_done(reading: Reading, item: Item, section: Section, *, quiz: bool) -> Message:
    """A part of a long reading was marked; the points come with the whole.

    `quiz`: there is something to ask on it.
    """
    return say(
        f"✓ **{plain(reading.title)}**, part {item.part} of {item.parts}: read. The points come "
        "with the last part.",
        row(
            Button("What's next?", Call("next"), "primary"),
            _quiz_button(reading) if quiz else None,
            Button("Undo", Call("undo", {"reading": reading.id, "part": str(item.part)})),
            Button("Show the section", _section_call(section)),
        ),
        replace=True,
    )


def all_done(tally: Tally) -> Message:
    """Nothing is left to read."""
    return say(
        "# You have walked the whole road\n"
        f"{_all_of(tally)}, {duration(tally.minutes)} of study. Well done!\n"
        f"What stays is to keep it fresh: {command('quiz review')} asks what is about to fade.",
        row(
            Button("Review", Call("quiz review"), "primary"),
            Button("My progress", Call("progress")),
        ),
        replace=True,
    )


def _all_of(tally: Tally) -> str:
    if not tally.known:
        return f"All {tally.total} readings"
    return f"{counted(tally.done, 'reading')} done and {tally.known} known before"


def done(
    reading: Reading,
    section: Section,
    points: int,
    in_section: Tally,
    on_course: Tally,
    in_week: tuple[int, int] | None,
    *,
    quiz: bool,
) -> Message:
    """A reading was marked as read. `quiz`: there is something to ask on it."""
    read = f"{in_section.done} of {in_section.total} readings done. " if section.id else ""
    here = f"{plain(section.title)}: {read}" if read else ""
    return say(
        f"✓ **{plain(reading.title)}**: read. {_earned(points)}\n"
        f"{_week_line(in_week)}{here}Your course: {on_course.done} of {on_course.total}.",
        row(
            Button("What's next?", Call("next"), "primary"),
            _quiz_button(reading) if quiz else None,
            Button("Undo", Call("undo", {"reading": reading.id})),
        ),
        replace=True,
    )


def which(typed: str, found: Sequence[Reading]) -> Message:
    """Several readings have this name: all of them to choose from, as far as a list has room."""
    more = f" These are the first {OPTIONS}; more words find fewer." if len(found) > OPTIONS else ""
    choices = tuple(Choice(clip(reading.title), reading.id) for reading in found[:OPTIONS])
    return say(
        f"{len(found)} readings match “{plain(clip(typed))}”. Which one have you read?{more}",
        Select("The one I've read", Call("done"), "reading", choices),
        replace=True,
    )


def done_already(reading: Reading, section: Section) -> Message:
    """It had been marked before; nothing changed."""
    return say(
        f"✓ **{plain(reading.title)}** was marked as read already. Nothing changed.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Show the section", _section_call(section)),
            Button("Undo", Call("undo", {"reading": reading.id})),
        ),
        replace=True,
    )


def known_already(reading: Reading, section: Section) -> Message:
    """What is known need not be set aside; nothing changed."""
    return say(
        f"≈ **{plain(reading.title)}** is marked as known, so it is not offered anyway.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Show the section", _section_call(section)),
            Button("Not known after all", Call("undo", {"reading": reading.id})),
        ),
        replace=True,
    )


def undone(reading: Reading, points: int) -> Message:
    """A reading was taken back, with its points."""
    gone = f" The {points} points for it are taken back too." if points else ""
    return say(
        f"**{plain(reading.title)}** is open again.{gone}",
        row(
            Button("I've read it after all", Call("done", {"reading": reading.id})),
            Button("What's next?", Call("next"), "primary"),
        ),
        replace=True,
    )


def skipped(reading: Reading) -> Message:
    """A reading was set aside."""
    return say(
        f"**{plain(reading.title)}** is set aside. It comes back when all else is done, or "
        "whenever you like.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Bring it back", Call("unskip", {"reading": reading.id})),
        ),
        replace=True,
    )


def unskipped(reading: Reading) -> Message:
    """A reading that was set aside is offered again."""
    return say(
        f"**{plain(reading.title)}** is back on your way.",
        row(Button("What's next?", Call("next"), "primary")),
        replace=True,
    )


def no_discussion(section: str) -> UserError:
    """A section without discussion questions."""
    return UserError(
        f"The discussion questions for **{plain(section)}** are still being written. "
        f"{command('roadmap')} shows its readings."
    )


def nothing_to_undo(title: str) -> UserError:
    """A reading that is not done cannot be undone."""
    return UserError(f"{plain(title)} is not marked as read, so there is nothing to take back.")


def nothing_left() -> UserError:
    """`done` without a reading, and none is left."""
    return UserError(
        f"You have read everything on this roadmap. {command('progress')} shows your way."
    )


def _due(count: int) -> str:
    return f"\n*{counted(count, 'question')} due for review.*" if count else ""


def _week_line(in_week: tuple[int, int] | None) -> str:
    if in_week is None:
        return ""
    done, total = in_week
    return (
        "You have finished this week's reading. "
        if done == total
        else f"This week: {done} of {total}. "
    )


def _quiz_button(reading: Reading) -> Button:
    return Button("Quiz me on it", Call("quiz solo", {"reading": reading.id}))


def _section_call(section: Section) -> Call:
    return Call("roadmap", {"section": section.id} if section.id else {})


def _earned(points: int) -> str:
    return (
        f"+{points} points."
        if points
        else "Marked without points: three readings a day earn some, learning is not limited."
    )
