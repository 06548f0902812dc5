"""Wording of a group's rhythm: when its posts come, and how much it reads from one to the next."""

from bot.core.formats import duration, every_second_week, every_week
from bot.core.records import Schedule
from bot.plan.planning import USUAL_PACE
from content.course_model import Course


def posts(schedule: Schedule, zone: str) -> str:
    """When a group's posts come."""
    if schedule.every == 1:
        return every_week(schedule.weekday, schedule.minute, zone)
    return every_second_week(schedule.weekday, schedule.minute, zone)


def pace(schedule: Schedule, course: Course) -> str:
    """How much a group reads from one post to the next."""
    if schedule.pace or not course.weeks:
        return f"{duration(schedule.pace or USUAL_PACE)} of reading a week"
    return f"the course's own weeks, {duration(course.minutes[0])} to {duration(course.minutes[1])}"
