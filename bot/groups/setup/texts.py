"""Wording of setting a group up: how it would be, with a preview, and that it is so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.calendar.slots import WEEKDAYS
from bot.core.calendar.wallclock import write_minute
from bot.core.call import Call
from bot.core.commands.options import Option
from bot.core.errors import UserError
from bot.core.formats import counted, day, duration
from bot.core.forms import wanted
from bot.core.interaction import Finding
from bot.core.markup import at, command, plain
from bot.core.message import (
    OPTIONS,
    Button,
    Choice,
    Fields,
    Form,
    Message,
    Select,
    Text,
    clip,
    row,
    say,
)
from bot.core.quoting import either, quoted
from bot.core.records import Group
from bot.groups.rhythm_texts import pace, posts
from bot.groups.setup.preview import Preview
from bot.groups.setup.setups import Setup
from bot.roadmap.course_texts import course_name
from bot.weekly.ahead.texts import bare, planned_line
from content.course_model import Course
from content.model import Pack

_PACES = (45, 60, 90, 120, 180, 240)
CADENCES = (Choice("Every week", "1"), Choice("Every second week", "2"))


def preview(
    setup: Setup,
    pack: Pack,
    coming: Preview,
    courses: tuple[Choice, ...],
    findings: Sequence[Finding],
    homeless: Group | None = None,
) -> Message:
    """How the group would be set; nothing is changed yet.

    `courses`: those to choose from; `homeless`: one without a channel, which could go on here.
    """
    own_weeks = Call("group setup", {"course": coming.course.id})
    return say(
        f"# Setting up {plain(setup.name)}{_in_the_way(findings)}",
        Fields(
            (
                ("Roadmap", plain(pack.title)),
                ("Course", plain(course_name(coming.course))),
                ("Posts", posts(coming.schedule, setup.zone)),
                ("Pace", pace(coming.schedule, coming.course)),
                ("From", day(setup.starts_on)),
            )
        ),
        Text("\n".join([*_about(coming.course), *_what_comes(coming, pack)])),
        *_selects(courses),
        row(
            Button("Confirm", Call("group confirm"), "primary") if coming.weeks else None,
            Button("Fill in a form", Call("group form")),
            Button("Start date", Call("group start")),
            Button("The course's own weeks", own_weeks)
            if setup.pace and coming.course.weeks
            else None,
            _go_on(homeless) if homeless else None,
        ),
        replace=True,
    )


def _about(course: Course) -> list[str]:
    lines = [course.about.strip()] if course.about else []
    return [*lines, f"**At its end:** {course.leads_to.strip()}"] if course.leads_to else lines


def _what_comes(coming: Preview, pack: Pack) -> list[str]:
    """The first weeks, how many there are, and what there is to know before Confirm."""
    if not coming.weeks:
        return [_NOTHING]
    lines = [planned_line(week, when, pack) for week, when in coming.first]
    last = f", the last one begins {at(coming.begins_last, 'date')}" if coming.begins_last else ""
    ends = f" and ends {at(coming.ends, 'date')}" if coming.ends else ""
    faster = (
        f" At twice the pace it would be {counted(coming.faster, 'week')}."
        if coming.faster and coming.faster < coming.weeks
        else ""
    )
    gone = "Weeks that you had moved or added for the course before go with it."
    return [
        "**The first weeks**",
        *lines,
        f"{counted(coming.weeks, 'week')} in all{last}{ends}.{faster}",
        *bare(coming.bare),
        *([gone] if coming.loosened else []),
    ]


_NOTHING = (
    "**There is nothing to read with these settings**, so there is nothing to confirm: the group "
    "has had all that this course plans. Choose another course below."
)


def _go_on(homeless: Group) -> Button:
    call = Call("group carry", {"group": homeless.id})
    return Button(clip(f"Go on with {homeless.name} here"), call)


_CALL = Call("group setup")
_HOURS = tuple(Choice(write_minute(hour * 60), write_minute(hour * 60)) for hour in range(24))


def nothing_to_confirm() -> UserError:
    """A set-up was confirmed that nobody is looking at."""
    return UserError(
        f"There is nothing to confirm here any more. {command('group setup')} shows the present "
        "values."
    )


def nothing_to_read(course: Course) -> UserError:
    """A set-up was confirmed whose plan is empty."""
    return UserError(
        f"The group has had all that **{plain(course_name(course))}** plans, so there is nothing "
        f"to confirm. {command('group setup')} offers the other courses."
    )


def no_such_course(value: str, names: Sequence[str]) -> UserError:
    """No course has this name, or several have."""
    return UserError(
        f"I found no single course called {quoted(value)}. There are {either(names)}.", "course"
    )


def begun(course: Course, first: datetime, weeks: int) -> Message:
    """The course that follows has been chosen."""
    return say(
        f"✓ **{plain(course_name(course))}** comes next: {counted(weeks, 'week')}. The first post "
        f"comes {at(first, 'full')}. {command('group setup')} changes hour and pace.",
        row(Button("The plan", Call("plan"), "primary")),
    )


def still_walking(course: Course) -> UserError:
    """A course was to follow before the present one has come to its end."""
    return UserError(
        f"The group is still on its way through **{plain(course_name(course))}**. "
        f"{command('group setup')} changes to another course, if that is what you want."
    )


def no_such_pack(value: str, names: Sequence[str]) -> UserError:
    """No roadmap has this name."""
    return UserError(
        f"I found no roadmap called {quoted(value)}. There is {either(names)}.", "pack"
    )


def _selects(courses: tuple[Choice, ...]) -> tuple[Select, ...]:
    weekdays = tuple(Choice(day, day) for day in WEEKDAYS)
    paces = tuple(Choice(f"{duration(p)} a week", str(p)) for p in _PACES)
    return (
        Select("Another course", _CALL, "course", courses),
        Select("Another weekday", _CALL, "weekday", weekdays),
        Select("Another hour", _CALL, "hour", _HOURS),
        Select("Every week, or every second one", _CALL, "every", CADENCES),
        Select("Another pace", _CALL, "pace", paces),
    )


def rhythm_form(options: Sequence[Option], setup: Setup) -> Form:
    """What most set-ups change, in one form; what stands in it is what the person is looking at."""
    values = {
        "zone": setup.zone,
        "weekday": WEEKDAYS[setup.weekday],
        "hour": write_minute(setup.minute),
        "every": str(setup.every),
        "pace": str(setup.pace) if setup.pace else "",
    }
    inputs = [wanted(option, values[option.name]) for option in options if option.name in values]
    return Form("Set the group up", tuple(inputs), _CALL)


def start_form(options: Sequence[Option], setup: Setup, packs: Sequence[Pack]) -> Form:
    """When the first week may come, and of which roadmap where there are several."""
    by_name = {option.name: option for option in options}
    roadmaps = tuple(Choice(clip(pack.title), pack.id) for pack in packs[:OPTIONS])
    inputs = [wanted(by_name["start"], setup.starts_on)]
    if len(roadmaps) > 1:
        inputs.append(replace(wanted(by_name["pack"], setup.pack), choices=roadmaps))
    return Form("When it begins", tuple(inputs), _CALL)


def _in_the_way(findings: Sequence[Finding]) -> str:
    """What would keep posts from coming, each with what to do."""
    return "".join(f"\n⚠ {plain(found.fix)}" for found in findings if not found.ok)


def confirmed(name: str, first: datetime | None, findings: Sequence[Finding] = ()) -> Message:
    """The group is set."""
    coming = (
        f"The next post comes {at(first, 'full')}." if first else "There is nothing left to post."
    )
    return say(
        f"✓ **{plain(name)}** is set. {coming} {command('group post')} posts at once, "
        f"{command('plan')} shows the weeks ahead, {command('group meeting')} adds your weekly "
        f"meeting.{_in_the_way(findings)}",
        row(
            Button("The plan", Call("plan"), "primary"),
            Button("Can everything be posted?", Call("group doctor")),
        ),
        replace=True,
    )
