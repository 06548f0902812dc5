"""A member's own page, on platforms that have one: this week, what comes next, where they stand."""

from dataclasses import replace

from bot.accounts import authority, groups, members, organisers
from bot.boards import scores
from bot.core.calendar.slots import local_month
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Member, Schedule
from bot.members import home_texts
from bot.plan import schedules, weeks
from bot.quiz.review import spacing
from bot.reading import order
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.streaks.commands import streak_of
from bot.weekly import upcoming
from bot.weekly.subject_texts import subject
from content.courses import course_or_recommended


@command("home", "My own page", listed=False, reads=True, rights=True)
async def home(ctx: Context) -> Message:
    ctx = await _where_it_matters(ctx)
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    step = roadmap_progress.next_step(ctx.pack, marks, ctx.group.course, await order.queue(ctx))
    schedule = await schedules.find(ctx.tx, ctx.group.id) if ctx.group.id else None
    runs = authority.runs(ctx) and bool(ctx.group.id) and not ctx.group.solo
    state = await _state(ctx, schedule) if runs else ()
    return home_texts.home(
        await _week(ctx, marks, schedule), step, await _facts(ctx, marks), state, ctx.group.name
    )


async def _where_it_matters(ctx: Context) -> Context:
    """Whoever runs a group and has done nothing in it yet is no member.

    Their page is about it all the same, for as long as they run it.
    """
    own = await organisers.run_by(ctx.tx, ctx.person.id) if ctx.group.solo and ctx.person.id else ""
    group = await groups.by_id(ctx.tx, own) if own else None
    if group is None or not authority.runs(ctx, group):
        return ctx
    pack = ctx.packs.get(group.pack, ctx.pack)
    return replace(
        ctx, group=group, pack=pack, member=Member("", group.id, ctx.person.id, ctx.person.name)
    )


async def _week(ctx: Context, marks: roadmap_progress.Marks, schedule: Schedule | None) -> str:
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current is None:
        return home_texts.no_week(
            schedule.next_due_at if schedule and not schedule.ended_at else None
        )
    items = await weeks.items(ctx.tx, current.id)
    done = sum(1 for item in items if roadmap_progress.item_state(ctx.pack, item, marks) == "done")
    about = subject(current.theme, items, ctx.pack)
    return home_texts.this_week(current, about, done, len(items))


async def _facts(ctx: Context, marks: roadmap_progress.Marks) -> list[tuple[str, str]]:
    course = roadmap_progress.tally(roadmap_progress.planned(ctx.pack, ctx.group.course), marks)
    month = local_month(ctx.now, ctx.group.zone)
    rank = await scores.own(ctx.tx, ctx.member, month, "points") if ctx.member.id else None
    streak, due = await streak_of(ctx, ctx.member.id), len(await spacing.due(ctx))
    facts = home_texts.facts(course, streak, rank, due, ctx.zone, ctx.member, solo=ctx.group.solo)
    return [await _course(ctx), *facts]


async def _course(ctx: Context) -> tuple[str, str]:
    walked = course_or_recommended(ctx.pack, ctx.group.course)
    had, ahead = await upcoming.way(ctx.tx, ctx.group, ctx.pack) if ctx.group.id else (0, 0)
    return home_texts.course(walked, had, ahead)


async def _state(ctx: Context, schedule: Schedule | None) -> list[tuple[str, str]]:
    current = await weeks.current(ctx.tx, ctx.group.id)
    people = await members.count(ctx.tx, ctx.group.id)
    coming = schedule.next_due_at if schedule else None
    return home_texts.group_state(ctx.group, people, current.finished if current else 0, coming)


COMMANDS = (home,)
