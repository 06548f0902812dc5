"""The map: all chapters and sections, or one section from near."""

from collections.abc import Mapping

from bot.accounts import members
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Message, clip
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap import texts
from bot.roadmap.progress import Marks, Tally
from bot.roadmap.texts import Share
from content import lookup
from content.courses import course_or_recommended
from content.model import Pack, Section


async def suggest_section(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Sections that match what is typed."""
    found = lookup.sections(ctx.pack, typed) if typed.strip() else list(ctx.pack.sections)
    return tuple(Choice(clip(section.title), section.id) for section in found[:25])


SECTION = Option("section", "A section: its title or a part of it", suggest=suggest_section)
PAGE = Option("page", "Which page of its readings", "integer", listed=False)


def find_section(pack: Pack, typed: str) -> Section:
    """The section a person means, by its title or its number on the map.

    Raises `UserError` for none, or several.
    """
    if typed.isdecimal() and 1 <= int(typed[:4]) <= len(pack.sections):
        return pack.sections[int(typed[:4]) - 1]
    found = lookup.sections(pack, typed)
    if not found:
        raise texts.no_such("section", typed, "roadmap")
    if len(found) > 1:
        raise texts.ambiguous("section", typed, found)
    return found[0]


@command(
    "roadmap",
    "The map of all sections, or one section from near",
    SECTION,
    PAGE,
    reads=True,
)
async def roadmap(ctx: Context, section: str | None, page: int | None) -> Message:
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if section:
        return _one(ctx, find_section(ctx.pack, section), marks, page or 1)
    course = course_or_recommended(ctx.pack, ctx.group.course)
    return texts.whole(ctx.pack, course, _tallies(ctx, marks), await _group_share(ctx))


@command(
    "show roadmap",
    "Show the map to everyone here",
    private=False,
    listed=False,
    reads=True,
)
async def show_roadmap(ctx: Context) -> Message:
    course = course_or_recommended(ctx.pack, ctx.group.course)
    share = await _group_share(ctx)
    return texts.whole(ctx.pack, course, _tallies(ctx, {}), share, for_all=True)


def _one(ctx: Context, section: Section, marks: Marks, page: int) -> Message:
    chapter = next(c for c in ctx.pack.chapters if section in c.sections)
    number = ctx.pack.sections.index(section) + 1
    also = [
        ctx.pack.reading_by_id[name] for name in section.see_also if name in ctx.pack.reading_by_id
    ]
    return texts.section(
        section,
        f"{chapter.title}, section {number}",
        marks,
        also,
        page,
        _tally(section, marks),
    )


def _tallies(ctx: Context, marks: Marks) -> Mapping[str, Tally]:
    """Of each section what the course takes of it; of those beyond it all there is."""
    planned = set(roadmap_progress.planned(ctx.pack, ctx.group.course))
    return {
        section.id: roadmap_progress.tally(planned & set(section.readings), marks)
        if planned & set(section.readings)
        else _tally(section, marks)
        for section in ctx.pack.sections
    }


def _tally(section: Section, marks: Marks) -> Tally:
    return roadmap_progress.tally(
        (reading for reading in section.readings if not reading.retired), marks
    )


async def _group_share(ctx: Context) -> Mapping[str, Share] | None:
    """How much of each section's course the members have read together, of how much."""
    if ctx.group.solo or not ctx.group.id:
        return None
    people = await members.count(ctx.tx, ctx.group.id)
    totals = await roadmap_marks.totals(ctx.tx, ctx.group.id)
    planned = set(roadmap_progress.planned(ctx.pack, ctx.group.course))
    shares: dict[str, Share] = {}
    for section in ctx.pack.sections:
        readings = [reading for reading in section.readings if reading in planned]
        finished = sum(
            min(people, sum(totals.get(name, 0) for name in reading.ids)) for reading in readings
        )
        shares[section.id] = (finished, people * len(readings))
    return shares


COMMANDS = (roadmap, show_roadmap)
