"""Wording of a member's look at the week, and of the plan."""

from collections.abc import Sequence
from datetime import datetime

from bot.boards.scoring import shown_name
from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted, day, duration
from bot.core.markup import at, command, link, plain
from bot.core.message import Button, File, Message, row, say
from bot.core.records import Group, Item, Schedule, Visibility, Week
from bot.plan.planning import PlannedWeek
from bot.roadmap.progress import Marks, item_state
from bot.weekly.post_texts import sections_of
from content.model import Pack

WEEKS_A_PAGE = 8
_SIGN = {"done": "✓", "skipped": "↷", None: "○"}


def this_week(
    week: Week,
    items: Sequence[Item],
    pack: Pack,
    marks: Marks,
    finishers: Sequence[tuple[str, Visibility]],
    lead: str,
    *,
    for_all: bool,
) -> Message:
    """The week that runs: what to read, who has finished, how long it is open."""
    about = (
        ", ".join(plain(section.title) for section in sections_of(items, pack))
        or "time to catch up"
    )
    lines = [_item(item, pack, {} if for_all else marks, signs=not for_all) for item in items]
    led = [f"**{plain(lead)}** leads the discussion."] if lead else []
    nothing = f"Nothing new this week: {command('next')} shows what is still open for you."
    full, relative = at(week.planned_close, "full"), at(week.planned_close, "relative")
    return say(
        "\n".join(
            [
                f"# Week {week.number}: {about}",
                *(lines or [nothing]),
                *led,
                _finished(week, finishers),
                f"*Open until {full} ({relative}).*",
            ]
        ),
        row(
            Button("Check off what I've read", Call("check off", {"week": week.id}), "primary")
            if items
            else None,
            Button("Quiz me", Call("quiz solo")),
            Button("To discuss", Call("discuss")),
            None if for_all else Button("Show everyone", Call("show week")),
            Button("The plan", Call("plan")),
        ),
        replace=not for_all,
    )


def _finished(week: Week, finishers: Sequence[tuple[str, Visibility]]) -> str:
    names = ", ".join(plain(shown_name(name, visibility)) for name, visibility in finishers)
    hidden = week.finished - len(finishers)
    if hidden <= 0:
        return f"**Finished:** {names}" if names else "Nobody has finished yet."
    more = f"{names} and {hidden} more" if names else counted(hidden, "member")
    return f"**Finished:** {more}"


def no_week(schedule: Schedule | None, group: Group) -> Message:
    """No week runs: why, and what comes."""
    if group.solo:
        return say(
            "On your own you walk at your own pace, without weeks. Weeks come with a group in a "
            "channel.",
            row(Button("What's next for me?", Call("next"), "primary")),
        )
    if schedule is None or schedule.ended_at:
        return say(
            f"**{plain(group.name)}** has no weeks yet. An organiser starts them with "
            f"{command('group setup')}; until then everybody walks at their own pace.",
            row(Button("What's next for me?", Call("next"), "primary")),
        )
    if schedule.paused_at:
        back = f" until {day(schedule.paused_until)}" if schedule.paused_until else ""
        return say(
            f"**{plain(group.name)}** has a break{back}. What you do meanwhile counts for points "
            "all the same."
        )
    when = (
        f"The next one opens {at(schedule.next_due_at, 'full')}."
        if schedule.next_due_at
        else "The plan has ended."
    )
    return say(f"No week is open. {when}", row(Button("The plan", Call("plan"), "primary")))


def check_off(week: Week, items: Sequence[Item], pack: Pack, marks: Marks) -> Message:
    """The week's readings, one button each."""
    lines = [_item(item, pack, marks, signs=True) for item in items]
    open_items = [item for item in items if item_state(pack, item, marks) != "done"]
    if not open_items:
        return say(f"# Week {week.number}: all done\n" + "\n".join(lines), row(_NEXT), replace=True)
    buttons = [
        Button(f"I've read {number}", Call("done", _arguments(item)))
        for number, item in enumerate(items, 1)
        if item in open_items
    ]
    rows = [row(*buttons[first : first + 5]) for first in range(0, min(len(buttons), 25), 5)]
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return say(f"# Week {week.number}: what have you read?\n{numbered}", *rows, replace=True)


_NEXT = Button("What's next?", Call("next"), "primary")


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


def no_calendar() -> Message:
    """The file could not be made."""
    return say(
        "I could not write the calendar file just now. Please try once more.",
        row(Button("Try once more", Call("calendar"))),
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


def no_such_week() -> UserError:
    """A week of this number is not ahead, or not there at all."""
    return UserError(
        f"There is no such week here. {command('plan')} shows the weeks ahead, {command('week')} "
        "the one that runs.",
        "week",
    )


def no_weeks(group: str) -> UserError:
    """The group has no rhythm."""
    return UserError(
        f"**{plain(group)}** has no weeks yet. An organiser starts them with "
        f"{command('group setup')}."
    )


def no_weeks_alone() -> UserError:
    """Weeks, where somebody studies on their own."""
    return UserError(
        f"On your own you walk at your own pace, without weeks: {command('next')} shows what to "
        "read. Weeks come with a group, and a group lives in a channel."
    )


def place_gone(name: str) -> UserError:
    """The group has no channel any more."""
    return UserError(
        f"The channel of {plain(name)} is gone, so its weeks rest. {command('group setup')} begins "
        f"anew in another channel; if the old one is there again, {command('group resume')} in it "
        "goes on where it stopped."
    )


def _item(item: Item, pack: Pack, marks: Marks, *, signs: bool) -> str:
    reading = pack.reading_by_id.get(item.reading)
    title = reading.title if reading else item.title or item.reading
    url = reading.url if reading else item.url
    sign = f"{_SIGN[item_state(pack, item, marks)]} " if signs else ""
    split = f", part {item.part} of {item.parts}" if item.parts > 1 else ""
    return f"{sign}{link(title, url) if url else plain(title)}{split} ({duration(item.minutes)})"


def _arguments(item: Item) -> dict[str, str]:
    return {"reading": item.reading, **({"part": str(item.part)} if item.parts > 1 else {})}
