"""Wording for whoever comes to a group that is on its way."""

from collections.abc import Sequence

from bot.core.markup import plain
from bot.reading.next_texts import way_in
from bot.roadmap.course_texts import course_name
from content.course_model import Course


def walks(course: Course, had: int, ahead: int, near: Sequence[tuple[str, int]]) -> str:
    """What a group walks, in which week of how many it is, and the short way in.

    `had`: the weeks of its course that were posted, the present one too; `near`: titles and minutes
    of what its week builds on and this person has not read.
    """
    name, weeks = plain(course_name(course)), had + ahead
    if not had:
        return f"It walks **{name}**; the first of {weeks} weeks is to come."
    return f"It walks **{name}**, and is in week {had} of {weeks}.{way_in(near)}"
