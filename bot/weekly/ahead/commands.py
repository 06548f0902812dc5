"""The weeks ahead of a group, with their dates."""

from datetime import datetime
from itertools import islice

from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Schedule
from bot.plan import pins, schedules, weeks
from bot.plan.bare_weeks import bare_weeks
from bot.plan.given import readings_of
from bot.plan.planned import PlannedWeek
from bot.weekly import upcoming, week_texts
from bot.weekly.ahead import texts
from content.courses import course_or_recommended

PAGE = Option("page", "Which page", "integer")


@command("plan", "The weeks ahead, with dates", PAGE, reads=True)
async def plan(ctx: Context, page: int | None) -> Message:
    return await _plan(ctx, page or 1, for_all=False)


@command(
    "show plan", "Show the plan to everyone here", PAGE, private=False, listed=False, reads=True
)
async def show_plan(ctx: Context, page: int | None) -> Message:
    return await _plan(ctx, page or 1, for_all=True)


async def dated(
    ctx: Context, schedule: Schedule
) -> tuple[list[tuple[PlannedWeek, datetime | None]], datetime | None]:
    """The weeks ahead, each with its date, and when the last one closes.

    A group that rests has no dates.
    """
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack)
    first = ahead[0].number if ahead else 1
    days: list[datetime | None] = list(
        islice(upcoming.dates(schedule, ctx.group, first), len(ahead) + 1)
    )
    *begins, ends = days or [None] * (len(ahead) + 1)
    return list(zip(ahead, begins, strict=True)), ends if ahead else None


async def _plan(ctx: Context, page: int, *, for_all: bool) -> Message:
    schedule = await schedule_of(ctx)
    ahead, ends = await dated(ctx, schedule)
    pages = max(1, -(-len(ahead) // texts.WEEKS_A_PAGE))
    page = min(page, pages)
    shown = ahead[(page - 1) * texts.WEEKS_A_PAGE : page * texts.WEEKS_A_PAGE]
    leads = {number: name for number, (_, name) in (await pins.leads(ctx.tx, ctx.group.id)).items()}
    course = course_or_recommended(ctx.pack, ctx.group.course)
    had = readings_of(ctx.pack, [item for _, item in await weeks.history(ctx.tx, ctx.group.id)])
    bare = bare_weeks(ctx.pack, course, [planned for planned, _ in ahead], had)
    return texts.plan(
        ctx.group,
        ctx.pack,
        course,
        shown,
        leads,
        page=page,
        pages=pages,
        ends=ends,
        bare_weeks=bare,
        for_all=for_all,
    )


async def schedule_of(ctx: Context) -> Schedule:
    """The group's rhythm; raises `UserError` where it has none."""
    if ctx.group.solo:
        raise week_texts.no_weeks_alone()
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    if schedule is None or schedule.ended_at:
        raise week_texts.no_weeks(ctx.group.name)
    return schedule


COMMANDS = (plan, show_plan)
