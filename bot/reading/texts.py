"""Wording about readings: what is next, what was marked, what was taken back."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted
from bot.core.markup import command, plain
from bot.core.message import OPTIONS, Button, Choice, Message, Select, clip, row, say
from bot.core.records import Item
from bot.roadmap.progress import TASK, Tally
from bot.roadmap.scopes import Scope
from content.model import Reading, Section

# Where the group put something of its own into a week.
OWN_SECTION = Section("", "your group's own reading", "outline")


def finished(reading: Reading) -> str:
    """On the button of what is to be read, or done."""
    return "I've done it" if reading.kind == TASK else "I've read it"


def _verb(reading: Reading) -> str:
    return "done" if reading.kind == TASK else "read"


def known(scope: Scope, readings: int) -> Message:
    """A whole section or chapter was marked as known."""
    return say(
        f"✓ **{plain(scope.title)}**: {counted(readings, 'reading')} marked as known, without "
        "points.",
        row(
            Button("What's next?", Call("next"), "primary"),
            Button("Show the map", Call("roadmap"))
            if scope.is_chapter
            else Button("Show the section", Call("roadmap", {"section": scope.id})),
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
            _undo(reading, item),
            section_button(section),
        ),
        replace=True,
    )


def done(
    reading: Reading,
    item: Item,
    section: Section,
    points: int,
    in_section: Tally,
    on_course: Tally,
    in_week: tuple[int, int] | None,
    *,
    quiz: bool,
) -> Message:
    """A reading was marked as read, or a task as done.

    `item`: which part of it made it whole; `quiz`: there is something to ask on it.
    """
    read = f"{in_section.done} of {in_section.total} readings done. " if section.id else ""
    here = f"{plain(section.title)}: {read}" if read else ""
    return say(
        f"✓ **{plain(reading.title)}**: {_verb(reading)}. {_earned(points)}\n"
        f"{_week_line(in_week)}{here}Your course: {on_course.done} of {on_course.total}.",
        row(
            Button("What's next?", Call("next"), "primary"),
            _quiz_button(reading) if quiz else None,
            _undo(reading, item),
        ),
        replace=True,
    )


def which(typed: str, found: Sequence[Reading]) -> Message:
    """Several readings have this name: all of them to choose from, as far as a list has room."""
    more = f" These are the first {OPTIONS}; more words find fewer." if len(found) > OPTIONS else ""
    choices = tuple(Choice(clip(reading.title), reading.id) for reading in found[:OPTIONS])
    return say(
        f"{len(found)} titles match “{plain(clip(typed))}”. Which one is done?{more}",
        Select("The one that is done", Call("done"), "reading", choices),
        replace=True,
    )


def done_already(reading: Reading, item: Item, section: Section) -> Message:
    """It, or the part `item` of it, had been marked before; nothing changed."""
    return say(
        f"✓ **{plain(reading.title)}** was marked as {_verb(reading)} already. Nothing changed.",
        row(
            Button("What's next?", Call("next"), "primary"),
            section_button(section),
            _undo(reading, item),
        ),
        replace=True,
    )


def known_already(reading: Reading, section: Section) -> Message:
    """What is known need not be set aside; nothing changed."""
    return say(
        f"≈ **{plain(reading.title)}** is marked as known, so it is not offered anyway.",
        row(
            Button("What's next?", Call("next"), "primary"),
            section_button(section),
            Button("Not known after all", Call("undo", {"reading": reading.id})),
        ),
        replace=True,
    )


def undone(reading: Reading, points: int) -> Message:
    """A reading was taken back, with its points."""
    return say(
        f"**{plain(reading.title)}** is open again.{_gone(points)}",
        row(
            Button(f"{finished(reading)} after all", Call("done", {"reading": reading.id})),
            Button("What's next?", Call("next"), "primary"),
        ),
        replace=True,
    )


def part_undone(reading: Reading, part: int, points: int) -> Message:
    """One part of a reading was taken back, with the points of the whole if it was done."""
    again = Call("done", {"reading": reading.id, "part": str(part)})
    return say(
        f"Part {part} of **{plain(reading.title)}** is open again; its other parts stay as they "
        f"were.{_gone(points)}",
        row(
            Button("I've read it after all", again),
            Button("What's next?", Call("next"), "primary"),
        ),
        replace=True,
    )


def _gone(points: int) -> str:
    return f" The {points} points for it are taken back too." if points else ""


def _undo(reading: Reading, item: Item) -> Button:
    part = {"part": str(item.part)} if item.parts > 1 else {}
    return Button("Undo", Call("undo", {"reading": reading.id, **part}))


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
    return UserError(f"{plain(title)} is still open, so there is nothing to take back.")


def nothing_left() -> UserError:
    """`done` without a reading, and none is left."""
    return UserError(
        f"You have read everything on this roadmap. {command('progress')} shows your way."
    )


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


def section_button(section: Section) -> Button:
    """To the section, or to the map for what stands in none."""
    if not section.id:
        return Button("The map", Call("roadmap"))
    return Button("Show the section", Call("roadmap", {"section": section.id}))


def _earned(points: int) -> str:
    return (
        f"+{points} points."
        if points
        else "Marked without points: three a day earn some, learning is not limited."
    )
