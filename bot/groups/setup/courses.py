"""Which course is meant, and how courses are offered."""

from bot.core.interaction import Context
from bot.core.message import OPTIONS, Choice, clip
from bot.groups.setup import texts
from bot.roadmap.course_texts import course_name
from content.course_model import Course
from content.courses import courses_of, find_course
from content.model import Pack


def find(pack: Pack, typed: str) -> Course:
    """The one course that is meant, by its id, its name or a part of it; raises `UserError`."""
    if known := find_course(pack, typed):
        return known
    wanted = typed.casefold()
    offered = courses_of(pack)
    found = [course for course in offered if course_name(course).casefold() == wanted]
    found = found or [course for course in offered if wanted in course_name(course).casefold()]
    if len(found) != 1:
        raise texts.no_such_course(typed, [course_name(course) for course in offered])
    return found[0]


async def suggest(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Courses that match what is typed."""
    return choices(ctx.pack, typed)


def choices(pack: Pack, typed: str = "") -> tuple[Choice, ...]:
    """Courses to choose from, the listed ones first."""
    named = [(course_name(course), course.id) for course in courses_of(pack)]
    found = [name for name in named if typed.casefold() in " ".join(name).casefold()]
    return tuple(Choice(clip(words), name) for words, name in found[:OPTIONS])
