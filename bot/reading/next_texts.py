"""Wording of what comes next: the one reading to do now, and why now."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.formats import counted, duration
from bot.core.markup import command, plain
from bot.core.message import Button, Message, row, say
from bot.reading.texts import finished, section_button
from bot.roadmap.progress import TASK, Step, Tally, Why
from bot.roadmap.texts import source, title
from content.model import Section

_WHY_NOW: dict[Why, str] = {
    "week": "it is this week's reading",
    "missed": "your group read it since you came, and it is still open",
    "task": "it is what this week gives you to do",
    "way in": "this week builds on it, and your group read it before you came",
    "catch-up": "your group read it before you came; the oldest comes first",
    "course": "it is the next one of your course",
    "deeper": "your course is done, and this goes deeper",
    "optional": "your course is done, and this is for the curious",
    "skipped": "all else is done, and you had set this one aside",
}
_BEYOND_WHAT_IS_LEFT: dict[Why, str] = {
    "deeper": "of your course only what you set aside is left, and this goes deeper",
    "optional": "of your course only what you set aside is left, and this is for the curious",
}
_SHOWN_TITLES = 3


def next_reading(
    step: Step, section: Section, left: int, due: int, near: Sequence[tuple[str, int]]
) -> Message:
    """The one reading to do now.

    `left`: planned readings still to come, this one included; `due`: reviews; `near`: titles and
    minutes of what this week builds on and this person has not read.
    """
    reading = step.reading
    note = f"\n*{plain(reading.note)}*" if reading.note else ""
    why = f"\n{reading.why}" if reading.why else ""
    beyond = _BEYOND_WHAT_IS_LEFT.get(step.why) if left else None
    item = step.item
    split = f" (part {item.part} of {item.parts})" if item.parts > 1 else ""
    catch_up = step.why in ("way in", "catch-up") and bool(section.id)
    part = {"part": str(item.part)} if item.parts > 1 else {}
    by_hand = reading.kind == TASK
    written_by = f"{source(reading)}\n" if source(reading) and not by_hand else ""
    place = f", in {plain(section.title)}" if section.id else ""
    to_go = f" · {left} to go on the course" if step.why == "course" else ""
    ahead = way_in(near) if step.why in ("week", "task", "missed") else ""
    heading, what = ("Do next", "Done when") if by_hand else ("Read next", "Part")
    return say(
        f"# {heading}\n{title(reading)}\n{written_by}"
        f"**{what}:** {plain(step.passage.strip())}{split} · **{duration(item.minutes)}**"
        f"{why}{note}\n"
        f"*Why now: {beyond or _WHY_NOW[step.why]}{place}{to_go}.*{ahead}{_due(due)}",
        row(
            Button(finished(reading), Call("done", {"reading": reading.id, **part}), "primary"),
            Button("Quiz me", Call("quiz solo")),
            Button("Skip", Call("skip", {"reading": reading.id})),
            section_button(section),
            Button("I know this section", Call("know", {"section": section.id}))
            if catch_up
            else None,
        ),
        *([row(Button("Review", Call("quiz review")))] if due else []),
        replace=True,
    )


def way_in(near: Sequence[tuple[str, int]]) -> str:
    """A line more: the readings of the short way in by their titles, and their minutes in all."""
    if not near:
        return ""
    titles = ", ".join(f"**{plain(name)}**" for name, _ in near[:_SHOWN_TITLES])
    more = f" and {len(near) - _SHOWN_TITLES} more" if len(near) > _SHOWN_TITLES else ""
    minutes = duration(sum(minutes for _, minutes in near))
    return f"\n*The short way in, from before you came:* {titles}{more} ({minutes})."


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


def _due(count: int) -> str:
    return f"\n*{counted(count, 'question')} due for review.*" if count else ""
