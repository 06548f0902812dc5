"""What people call a course."""

from content.course_model import Course
from content.courses import ROAD_CORE, ROAD_ESSENTIAL

_ROADS = {
    ROAD_ESSENTIAL: "The whole road, its essentials",
    ROAD_CORE: "The whole road, all that matters",
}


def course_name(course: Course) -> str:
    """The name of a course; the two roads have their pack's title, which tells them not apart."""
    return _ROADS.get(course.id, course.title)
