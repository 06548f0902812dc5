"""Wording of the plan: the weeks ahead, and the same as a calendar."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.call import Call
from bot.core.formats import counted, duration, ranges
from bot.core.markup import at, plain
from bot.core.message import Button, File, Message, row, say
from bot.core.records import Group
from bot.plan.bare_weeks import Bare
from bot.plan.planned import PlannedWeek
from bot.roadmap.course_texts import course_name
from bot.weekly.post_texts import sections_of
from content.course_model import Course
from content.model import Pack

WEEKS_A_PAGE = 8


def plan(
    group: Group,
    pack: Pack,
    shown: Sequence[tuple[PlannedWeek, datetime | None]],
    page: int,
    pages: int,
    ends: datetime | None,
    leads: dict[int, str],
    *,
    for_all: bool,
) -> Message:
    """The weeks ahead, with dates."""
    lines = [planned_line(week, when, pack, leads.get(week.number, "")) for week, when in shown]
    end = f"\n*It ends with the week of {at(ends, 'date')}.*" if ends else ""
    counted_pages = f" ({page} of {pages})" if pages > 1 else ""
    return say(
        f"# The plan of {plain(group.name)}{counted_pages}\n"
        + "\n".join(lines or ["Nothing is left to plan."])
        + end,
        row(
            Button("Earlier", Call("plan", {"page": str(page - 1)})) if page > 1 else None,
            Button("Later", Call("plan", {"page": str(page + 1)})) if page < pages else None,
            Button("As a calendar", Call("calendar")),
            None if for_all else Button("Show everyone", Call("show plan", {"page": str(page)})),
        ),
        replace=not for_all,
    )


def planned_line(week: PlannedWeek, when: datetime | None, pack: Pack, lead: str = "") -> str:
    """One week ahead in a line or two."""
    date = f"{at(when, 'date')}: " if when else ""
    sections = ", ".join(plain(section.title) for section in sections_of(week.items, pack))
    own = ", ".join(plain(item.title) for item in week.items if item.title)
    about = ", ".join(part for part in (sections, own) if part) or "time to catch up"
    parts = [f"part {item.part} of {item.parts}" for item in week.items if item.parts > 1]
    details = (
        ", ".join([counted(len(week.items), "reading"), duration(week.minutes), *parts])
        if week.items
        else ""
    )
    led = f", {plain(lead)} leads" if lead else ""
    return f"**{week.number}.** {date}{about}{f' ({details}{led})' if details or led else ''}"


def calendar(content: bytes, events: int) -> Message:
    """The plan and the meetings as a file."""
    return say(
        f"{counted(events, 'date')} for your calendar. Import the file again after the plan has "
        "changed: "
        "dates move, and none doubles.",
        File("roadmate.ics", content, "The plan's weeks and the meetings as calendar events"),
    )


def event_title(week: PlannedWeek, pack: Pack) -> str:
    """What a week is called in a calendar."""
    return f"Week {week.number}: " + (
        ", ".join(s.title for s in sections_of(week.items, pack)) or "time to catch up"
    )


def event_text(week: PlannedWeek, pack: Pack) -> str:
    """What a week's calendar entry says."""
    known = [(item, pack.reading_by_id.get(item.reading)) for item in week.items]
    return "\n".join(
        f"{r.title} ({i.minutes} min) {r.url}" if r else f"{i.title or i.reading} {i.url}"
        for i, r in known
    )


