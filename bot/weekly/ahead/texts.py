"""Wording of the plan: the weeks ahead, and the same as a calendar."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.call import Call
from bot.core.formats import counted, duration, ranges
from bot.core.markup import at, command, plain
from bot.core.message import Button, File, Message, row, say
from bot.core.records import Group
from bot.plan.bare_weeks import Bare
from bot.plan.planned import PlannedWeek
from bot.roadmap.course_texts import course_name
from bot.weekly.subject_texts import item_title, subject
from content.course_model import Course
from content.model import Pack

WEEKS_A_PAGE = 8


def plan(
    group: Group,
    pack: Pack,
    course: Course,
    shown: Sequence[tuple[PlannedWeek, datetime | None]],
    leads: Mapping[int, str],
    *,
    page: int,
    pages: int,
    ends: datetime | None,
    bare_weeks: Bare,
    for_all: bool,
) -> Message:
    """The weeks ahead, with dates. `ends`: when the last one closes."""
    lines = [planned_line(week, when, pack, leads.get(week.number, "")) for week, when in shown]
    end = [f"*It ends {at(ends, 'date')}.*"] if ends else []
    counted_pages = f" ({page} of {pages})" if pages > 1 else ""
    text = [
        f"# The plan of {plain(group.name)}{counted_pages}",
        f"*{plain(course_name(course))}*",
        *(lines or [f"Nothing is left to plan. {command('group setup')} offers other courses."]),
        *end,
        *bare(bare_weeks),
    ]
    return say(
        "\n".join(text),
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
    about = plain(subject(week.theme, week.items, pack))
    parts = [f"part {item.part} of {item.parts}" for item in week.items if item.parts > 1]
    details = (
        [counted(len(week.items), "reading"), duration(week.minutes), *parts] if week.items else []
    )
    led = [f"{plain(lead)} leads"] if lead else []
    in_brackets = ", ".join([*details, *led])
    return f"**{week.number}.** {date}{about}{f' ({in_brackets})' if in_brackets else ''}"


def bare(weeks: Bare) -> list[str]:
    """What of the weeks ahead has no questions yet, said before people count on them."""
    both = tuple(number for number in weeks.talks if number in weeks.quiz)
    kinds = [
        (both, "nothing to discuss and no quiz yet"),
        (tuple(n for n in weeks.talks if n not in both), "nothing to discuss yet"),
        (tuple(n for n in weeks.quiz if n not in both), "no quiz yet"),
    ]
    return [f"*{_week(numbers)} {ranges(numbers)}: {what}.*" for numbers, what in kinds if numbers]


def _week(numbers: Sequence[int]) -> str:
    return "Week" if len(numbers) == 1 else "Weeks"


def calendar(content: bytes, events: int) -> Message:
    """The plan and the meetings as a file."""
    return say(
        f"{counted(events, 'date')} for your calendar. Import the file again after the plan has "
        "changed: "
        "dates move, and none doubles.",
        File("roadmate.ics", content, "The plan's weeks and the meetings as calendar events"),
    )


def no_calendar() -> Message:
    """The file could not be made."""
    return say(
        "I could not write the calendar file just now. Please try once more.",
        row(Button("Try once more", Call("calendar"))),
    )


def event_title(week: PlannedWeek, pack: Pack) -> str:
    """What a week is called in a calendar."""
    return f"Week {week.number}: {subject(week.theme, week.items, pack)}"


def event_text(week: PlannedWeek, pack: Pack) -> str:
    """What a week's calendar entry says."""
    known = [(item, pack.reading_by_id.get(item.reading)) for item in week.items]
    return "\n".join(
        f"{item_title(item, pack)} ({item.minutes} min) {reading.url if reading else item.url}"
        for item, reading in known
    )
