"""What a pack holds beyond its sections: courses, terms, and readings long not looked up."""

from collections.abc import Iterator

from content.course_model import Course
from content.courses import minutes_of, planned_readings
from content.model import Pack

MOST_LISTED = 10


def overview(pack: Pack) -> str:
    """A line for each course, one for the glossary, and the readings checked longest ago."""
    courses = (_course(course, pack) for course in pack.courses if not course.retired)
    terms = sum(not term.retired for term in pack.glossary)
    return "\n".join((*courses, f"terms in the glossary: {terms}", *_checked(pack)))


def _course(course: Course, pack: Pack) -> str:
    minutes = sum(minutes_of(entry, pack) for entry in planned_readings(course))
    counts = {
        "weeks": len(course.weeks),
        "readings": len(planned_readings(course)),
        "minutes": minutes,
        "questions": sum(len(week.questions) for week in course.weeks),
        "tasks": sum(bool(week.task) for week in course.weeks),
    }
    return f"course {course.id}: {', '.join(f'{count} {what}' for what, count in counts.items())}"


def _checked(pack: Pack) -> Iterator[str]:
    never = sum(not reading.checked for reading in pack.readings)
    dated = sorted((reading.checked, reading.id) for reading in pack.readings if reading.checked)
    yield f"readings never checked: {never} of {len(pack.readings)}"
    if dated:
        oldest = ", ".join(f"{name} ({day})" for day, name in dated[:MOST_LISTED])
        yield f"checked longest ago: {oldest}"
