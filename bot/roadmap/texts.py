"""Wording about the map: chapters and sections, and one section from near."""

from collections.abc import Mapping, Sequence

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted, duration, percent
from bot.core.markup import command, link, plain
from bot.core.message import Block, Button, Choice, Message, Select, Text, clip, row, say
from bot.core.quoting import quoted
from bot.roadmap.course_texts import course_name
from bot.roadmap.progress import Marks, Tally, state
from content.course_model import Course
from content.courses import planned_ids
from content.model import Chapter, Pack, Reading, Section

READINGS_A_PAGE = 8
PAGE = 2300  # characters: about one screen of a terminal, and well within what a message holds
_SIGN = {"done": "✓", "known": "≈", "skipped": "↷", None: "○"}
# How many readings, of how many.
Share = tuple[int, int]
_LEVEL = {"essential": "essential", "core": "core", "optional": "optional"}


def whole(
    pack: Pack,
    course: Course,
    tallies: Mapping[str, Tally],
    group: Mapping[str, Share] | None,
    *,
    for_all: bool = False,
) -> Message:
    """Every section: those of the course under their chapters, then the rest.

    `group`: how much of each section it has read; None for one alone.
    """
    planned = planned_ids(course)
    walked = [s for s in pack.sections if any(r.id in planned for r in s.readings)]
    beyond = [section for section in pack.sections if section not in walked]
    numbers = {section.id: number for number, section in enumerate(pack.sections, 1)}

    def line(section: Section) -> str:
        tally = None if for_all else tallies[section.id]
        return _section_line(numbers[section.id], section, tally, group)

    lines = [f"# {plain(pack.title)}", f"*{plain(course_name(course))}*"]
    for chapter in pack.chapters:
        if on_course := [section for section in chapter.sections if section in walked]:
            lines += [f"**{plain(chapter.title)}**", *map(line, on_course)]
    if beyond:
        lines += ["**Beyond the course**", *map(line, beyond)]
    if not for_all:
        lines.append(
            "*✓ done, ≈ known before, ◐ begun, ○ to come, · readings only so far;* "
            f"{command('roadmap', 'section:2')} *opens section 2*"
        )
    buttons = row(
        Button("What's next?", Call("next"), "primary"),
        Button("Show everyone", Call("show roadmap"))
        if group is not None and not for_all
        else None,
    )
    return say("\n".join(lines), *_to_open(pack), buttons, replace=not for_all)


def _to_open(pack: Pack) -> tuple[Select, ...]:
    return tuple(
        Select(
            clip(f"Open a section of {chapter.title}"),
            Call("roadmap"),
            "section",
            _choices(_active(chapter)),
        )
        for chapter in pack.chapters
        if not chapter.retired and _active(chapter)
    )


def section(
    chosen: Section,
    place: str,
    marks: Marks,
    also: Sequence[Reading],
    page: int,
    tally: Tally,
) -> Message:
    """One section: what one learns, what there is to read, what can be asked.

    `place`: where on the map it stands.
    """
    readings = [reading for reading in chosen.readings if not reading.retired]
    read = f"{tally.done} of {tally.total} readings done{_known(tally)}"
    head = f"# {plain(chosen.title)}\n*{plain(place)} · {read}*"
    about = "\n".join(_about(chosen))
    listed = [_reading_lines(reading, marks) for reading in readings]
    if also:
        listed.append("*See also:* " + ", ".join(title(reading) for reading in also))
    pages = _pages(about, listed)
    page = min(page, len(pages))
    counted = f" (page {page} of {len(pages)})" if len(pages) > 1 else ""
    return say(
        f"{head}\n{about}" if page == 1 else head,
        Text(f"**Readings**{counted}\n" + "\n".join(pages[page - 1])),
        *_selects(readings, marks),
        _section_buttons(chosen, page, len(pages)),
        replace=True,
    )


def _known(tally: Tally) -> str:
    return f", {tally.known} known before" if tally.known else ""


def no_such(what: str, value: str, lists: str) -> UserError:
    """No section or reading has this name; `lists`: the command that shows which there are."""
    return UserError(
        f"I found no {what} called {quoted(value)}. {command(lists)} shows them all.", what
    )


def ambiguous(what: str, value: str, found: Sequence[Reading] | Sequence[Section]) -> UserError:
    """Several sections or readings have this name: all of them to choose from."""
    shown = "\n".join(f"- {plain(thing.title)}" for thing in found[:8])
    more = f"\n… and {len(found) - 8} more" if len(found) > 8 else ""
    return UserError(
        f"Several {what}s match {quoted(value)}. Which one?\n{shown}{more}",
        what,
        [(thing.title, thing.id) for thing in found],
    )


def _pages(about: str, listed: Sequence[str]) -> list[list[str]]:
    """Readings on pages that a message can hold; the first page has the introduction on it."""
    pages: list[list[str]] = [[]]
    room = PAGE - len(about)
    for lines in listed:
        if pages[-1] and (room < len(lines) or len(pages[-1]) >= READINGS_A_PAGE):
            pages.append([])
            room = PAGE
        pages[-1].append(lines)
        room -= len(lines) + 1
    return pages


def _about(chosen: Section) -> list[str]:
    if chosen.status == "outline":
        return [
            (
                "The readings stand; introduction, discussion and quiz for this section are still "
                "being written."
            )
        ]
    questions = (
        f"{counted(len(chosen.discussion), 'discussion question')} · "
        f"{counted(len(chosen.quiz), 'quiz question')}"
    )
    return [
        chosen.introduction.strip(),
        "",
        "**You will be able to**",
        *(f"- {o}" for o in chosen.objectives),
        questions,
    ]


def _reading_lines(reading: Reading, marks: Marks) -> str:
    return (
        f"{_SIGN[state(reading, marks)]} {title(reading)}\n"
        f"  {source(reading)} · {_LEVEL[reading.level]} · {duration(reading.minutes)} · "
        f"{plain(reading.part)}"
    )


def _selects(readings: Sequence[Reading], marks: Marks) -> list[Block]:
    unread = [reading for reading in readings if state(reading, marks) != "done"]
    aside = [reading for reading in readings if state(reading, marks) == "skipped"]
    selects: list[Block] = []
    if unread:
        selects.append(Select("Mark a reading as read", Call("done"), "reading", _choices(unread)))
    if aside:
        selects.append(
            Select(
                "Bring back what was set aside",
                Call("unskip"),
                "reading",
                _choices(aside),
            )
        )
    return selects


def _section_buttons(chosen: Section, page: int, pages: int) -> Block:
    here = {"section": chosen.id}
    return row(
        Button("Quiz me", Call("quiz solo", here), "primary") if chosen.quiz else None,
        Button("Earlier readings", Call("roadmap", {**here, "page": str(page - 1)}))
        if page > 1
        else None,
        Button("More readings", Call("roadmap", {**here, "page": str(page + 1)}))
        if page < pages
        else None,
        Button("The whole map", Call("roadmap")),
    )


def _section_line(
    number: int, section: Section, tally: Tally | None, group: Mapping[str, Share] | None
) -> str:
    written = "" if section.status == "complete" else " ·"
    read, of = group.get(section.id, (0, 0)) if group else (0, 0)
    together = f" · group {percent(read, of)}" if read else ""
    if tally is None:
        return f"{number}. {plain(section.title)}{together}"
    sign = _section_sign(tally)
    return f"{sign} {number}. {plain(section.title)} {tally.done}/{tally.total}{written}{together}"


def _section_sign(tally: Tally) -> str:
    if tally.total and not tally.to_go:
        return "✓" if tally.done else "≈"
    return "◐" if tally.done or tally.known else "○"


def _active(chapter: Chapter) -> list[Section]:
    return [section for section in chapter.sections if not section.retired]


def _choices(things: Sequence[Reading] | Sequence[Section]) -> tuple[Choice, ...]:
    return tuple(Choice(clip(thing.title), thing.id) for thing in things[:25])


def title(reading: Reading) -> str:
    """The linked title."""
    return (
        f"**{link(reading.title, reading.url)}**" if reading.url else f"**{plain(reading.title)}**"
    )


def source(reading: Reading) -> str:
    """Who wrote it, where and when, in one line."""
    dated = [str(reading.year)] if reading.year and str(reading.year) not in reading.venue else []
    return plain(
        " · ".join(part for part in (reading.authors, reading.venue, *dated, reading.kind) if part)
    )
