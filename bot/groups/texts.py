"""Wording about a group as a whole."""

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted, duration, every_week
from bot.core.markup import at, code, command, plain
from bot.core.message import Button, Fields, Message, row, say
from bot.core.records import Group, Meeting, Schedule
from bot.groups.rhythm_texts import pace, posts
from bot.live.records import WeeklyRound
from bot.live.settings.texts import described
from bot.roadmap.course_texts import course_name
from content.course_model import Course
from content.courses import minutes_of, planned_ids, planned_readings
from content.model import Pack


def shown(
    group: Group,
    pack: Pack,
    course: Course,
    schedule: Schedule | None,
    meeting: Meeting | None,
    live_round: WeeklyRound | None,
    *,
    way: tuple[int, int],
    members: int,
) -> Message:
    """How a group is set. `way`: the weeks of its course that were posted, and those to come."""
    held = counted(len(planned_ids(course)), "reading")
    minutes = duration(sum(minutes_of(entry, pack) for entry in planned_readings(course)))
    rows = [
        ("Roadmap", plain(pack.title)),
        ("Course", f"{plain(course_name(course))} ({held}, {minutes})"),
        ("Time zone", code(group.zone)),
        ("People", "just you" if group.solo else counted(members, "member")),
        *(
            [("Weeks", "none: you walk at your own pace")]
            if group.solo
            else _rhythm(schedule, group, course, way)
        ),
    ]
    if meeting:
        rows.append(("Meeting", _meeting(meeting, group.zone)))
    if live_round:
        rows.append(("Live round", described(live_round, group.zone)))
    return say(
        f"# {plain(group.name)}",
        Fields(tuple(rows)),
        row(Button("What's next?", Call("next"), "primary"), Button("The map", Call("roadmap"))),
        replace=True,
    )


def _meeting(meeting: Meeting, zone: str) -> str:
    where = f", {plain(meeting.where)}" if meeting.where else ""
    return f"{every_week(meeting.weekday, meeting.minute, zone)}{where}"


def no_group_here() -> UserError:
    """A channel that could have a group."""
    return UserError(
        f"This channel has no group yet. {command('group setup')} makes one for everybody in it."
    )


def _rhythm(
    schedule: Schedule | None, group: Group, course: Course, way: tuple[int, int]
) -> list[tuple[str, str]]:
    if schedule is None or schedule.ended_at:
        return [("Weeks", f"none yet; an organiser starts them with {command('group setup')}")]
    coming = (
        at(schedule.next_due_at, "full")
        if schedule.next_due_at
        else "none: a break, or the plan is done"
    )
    had, ahead = way
    return [
        ("Posts", f"{posts(schedule, group.zone)}, {pace(schedule, course)}"),
        ("Weeks", f"{had} of {had + ahead}, {ahead} to go"),
        ("Next post", coming),
    ]
