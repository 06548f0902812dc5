"""Wording of setting a group up: how it would be, with a preview, and that it is so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.calendar.slots import WEEKDAYS
from bot.core.calendar.wallclock import write_minute
from bot.core.call import Call
from bot.core.commands.options import Option
from bot.core.errors import UserError
from bot.core.formats import counted, day, duration, every_week
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
from bot.groups.setups import Setup
from bot.plan.planning import PlannedWeek
from bot.weekly.week_texts import planned_line
from content.model import Pack

PREVIEW = 4
_PACES = (45, 60, 90, 120, 180, 240)
_TRACKS = {
    "essential": "essential, about one reading a section",
    "core": "core, the essentials and more",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come: the first weeks with their dates, how many there are, when the last one
    begins.
    """

    first: Sequence[tuple[PlannedWeek, datetime]]
    weeks: int
    ends: datetime | None
    faster: int


def preview(
    setup: Setup,
    pack: Pack,
    coming: Preview,
    findings: Sequence[Finding],
    homeless: Group | None = None,
) -> Message:
    """How the group would be set; nothing is changed yet.

    `homeless`: one without a channel, which could go on here.
    """
    chapters = [c.title for c in pack.chapters if c.id in setup.chapters] or ["all"]
    return say(
        f"# Setting up {plain(setup.name)}{_in_the_way(findings)}",
        Fields(
            (
                ("Roadmap", f"{plain(pack.title)}, {_TRACKS[setup.track]}"),
                ("Chapters", plain(", ".join(chapters))),
                ("Posts", every_week(setup.weekday, setup.minute, setup.zone)),
                ("Pace", f"{duration(setup.pace)} of reading a week"),
                ("From", day(setup.starts_on)),
            )
        ),
        _first_weeks(coming, pack),
        *_selects(pack),
        row(
            Button("Confirm", Call("group confirm"), "primary"),
            Button("Fill in a form", Call("group form")),
            Button("Start date", Call("group start")),
            Button("All chapters", Call("group setup", {"chapters": "all"}))
            if setup.chapters
            else None,
            _go_on(homeless) if homeless else None,
        ),
        replace=True,
    )


def _first_weeks(coming: Preview, pack: Pack) -> Text:
    lines = [planned_line(week, when, pack) for week, when in coming.first]
    ends = f", the last one begins {at(coming.ends, 'date')}" if coming.ends else ""
    faster = (
        f" At twice the pace it would be {counted(coming.faster, 'week')}."
        if coming.faster < coming.weeks
        else ""
    )
    return Text(
        "**The first weeks**\n"
        + "\n".join(lines or ["There is nothing to read with these settings."])
        + f"\n{counted(coming.weeks, 'week')} in all{ends}.{faster}"
    )


def _go_on(homeless: Group) -> Button:
    call = Call("group carry", {"group": homeless.id})
    return Button(clip(f"Go on with {homeless.name} here"), call)


_CALL = Call("group setup")
_DEPTHS = tuple(Choice(clip(words), track) for track, words in _TRACKS.items())
_HOURS = tuple(Choice(write_minute(hour * 60), write_minute(hour * 60)) for hour in range(24))


def nothing_to_confirm() -> UserError:
    """A set-up was confirmed that nobody is looking at."""
    return UserError(
        f"There is nothing to confirm here any more. {command('group setup')} shows the present "
        "values."
    )


def no_such_chapter(given: str, known: Sequence[str]) -> UserError:
    """No chapter has this name."""
    return UserError(
        f"I found no chapter called {quoted(given)}. There are {either(known)}, or `all`.",
        "chapters",
    )


def no_such_pack(given: str, known: Sequence[str]) -> UserError:
    """No roadmap has this name."""
    return UserError(
        f"I found no roadmap called {quoted(given)}. There is {either(known)}.", "pack"
    )


def _selects(pack: Pack) -> tuple[Select, ...]:
    chapters = tuple(Choice(clip(c.title), c.id) for c in pack.chapters if not c.retired)
    return (
        Select("Another weekday", _CALL, "weekday", tuple(Choice(day, day) for day in WEEKDAYS)),
        Select("Another hour", _CALL, "hour", _HOURS),
        Select(
            "Another pace",
            _CALL,
            "pace",
            tuple(Choice(f"{duration(p)} a week", str(p)) for p in _PACES),
        ),
        Select("How deep", _CALL, "track", _DEPTHS),
        Select("Only some chapters", _CALL, "chapters", chapters[:25], many=True),
    )


def rhythm_form(options: Sequence[Option], setup: Setup) -> Form:
    """What most set-ups change, in one form; what stands in it is what the person is looking at."""
    values = {
        "zone": setup.zone,
        "weekday": WEEKDAYS[setup.weekday],
        "hour": write_minute(setup.minute),
        "pace": str(setup.pace),
        "track": setup.track,
    }
    inputs = {
        option.name: wanted(option, values[option.name])
        for option in options
        if option.name in values
    }
    return Form(
        "Set the group up",
        tuple({**inputs, "track": replace(inputs["track"], choices=_DEPTHS)}.values()),
        _CALL,
    )


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
