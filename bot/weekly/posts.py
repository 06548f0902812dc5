"""What Roadmate posts by itself; only the scheduler calls these."""

from datetime import UTC, datetime, timedelta

from bot.boards import scores
from bot.core.calendar.slots import Slot, following_slot, next_slot
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import FIRST_PLACE, Item, Meeting, Week
from bot.plan import finishers, pins, schedules, weeks
from bot.quiz import quizzes
from bot.quiz.reports import withdrawals
from bot.weekly import on_slot, opening, post_texts, recaps, upcoming
from content.model import Discussion

_WEEK = Option("week", "Which week", required=True)
_NUMBER = Option("number", "The number of the week", "integer", required=True, most=9999)
_PLACE = Option("place", "Which place of the group, if not its first")
TOP = 5


@command(
    "post weekly",
    "The week's post",
    _NUMBER,
    Option("again", "Its present form"),
    _PLACE,
    role="system",
    listed=False,
)
async def post_weekly(ctx: Context, number: int, again: str | None, place: str | None) -> Message:
    if again:
        week = await weeks.of_number(ctx.tx, ctx.group.id, number)
        week = week if week and week.state == "open" else None
    else:
        week = await opening.begin_week(
            ctx.tx, ctx.group, ctx.pack, number, place or FIRST_PLACE, ctx.now
        )
    if week is None:
        raise NothingToSay(f"week {number}")
    items = await weeks.items(ctx.tx, week.id)
    lead = (await pins.leads(ctx.tx, ctx.group.id)).get(number, ("", ""))[1]
    return post_texts.weekly(
        week, items, ctx.pack, _questions(ctx, items), lead, await _meeting(ctx)
    )


@command("post thread", "The discussion's name", _WEEK, role="system", listed=False)
async def post_thread(ctx: Context, week: str) -> Message:
    found, items = await _week(ctx, week)
    return post_texts.thread_title(found, items, ctx.pack)


@command("post questions", "All questions of the week", _WEEK, role="system", listed=False)
async def post_questions(ctx: Context, week: str) -> Message:
    found, items = await _week(ctx, week)
    return post_texts.thread_questions(found, post_texts.sections_of(items, ctx.pack))


@command(
    "post recap",
    "How the week went",
    _WEEK,
    Option("last", "The plan's last"),
    role="system",
    listed=False,
)
async def post_recap(ctx: Context, week: str, last: str | None) -> Message:
    found, _ = await _week(ctx, week)
    if not last and await on_slot.recap_waits(ctx.tx, ctx.group, found, ctx.now):
        raise NothingToSay(f"week {found.number} goes on")
    since = ctx.now - timedelta(weeks=4)
    missed = await quizzes.most_missed(ctx.tx, ctx.group.id, found.opens_at or found.slot_at)
    told = post_texts.Recap(
        await finishers.names(ctx.tx, found.id, post_texts.NAMES),
        found.finished,
        await recaps.regulars(ctx.tx, ctx.group.id, since),
        await recaps.streaks(ctx.tx, ctx.group.id, found.id),
        await scores.board(ctx.tx, ctx.group.id, f"week:{found.number}", "points", TOP),
        None
        if missed in await withdrawals.of_group(ctx.tx, ctx.group.id)
        else ctx.pack.question_by_id.get(missed),
    )
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    coming = (
        await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack, most=1)
        if schedule and not last
        else []
    )
    titles = [
        section.title
        for planned in coming
        for section in post_texts.sections_of(planned.items, ctx.pack)
    ]
    pause = schedule.paused_until if schedule and schedule.paused_at else None
    return post_texts.recap(ctx.group, found, told, titles, last=bool(last), pause=pause)


@command(
    "post meeting",
    "We meet soon",
    Option("begins", "When", required=True),
    role="system",
    listed=False,
)
async def post_meeting(ctx: Context, begins: str) -> Message:
    meeting = await schedules.meeting(ctx.tx, ctx.group.id)
    starts = datetime.fromtimestamp(int(begins), UTC)
    if meeting is None or starts <= ctx.now:
        raise NothingToSay("the meeting has begun, or is gone")
    week = await weeks.current(ctx.tx, ctx.group.id)
    leads = await pins.leads(ctx.tx, ctx.group.id)
    return post_texts.meeting_soon(
        meeting, starts, leads.get(week.number, ("", ""))[1] if week else ""
    )


async def preview_next(ctx: Context) -> Message | None:
    """How the next post would look; None where nothing is left."""
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack, most=1) if schedule else []
    if schedule is None or schedule.next_due_at is None or not ahead:
        return None
    slot = upcoming.slot_of(schedule, ctx.group)
    closes = following_slot(schedule.next_due_at, slot, schedule.every)
    week = Week(
        "preview",
        ctx.group.id,
        ahead[0].number,
        "opening",
        schedule.next_due_at,
        closes,
        course=ctx.group.course,
        theme=ahead[0].theme,
        questions=ahead[0].questions,
        task=ahead[0].task,
    )
    lead = (await pins.leads(ctx.tx, ctx.group.id)).get(week.number, ("", ""))[1]
    return post_texts.weekly(
        week, ahead[0].items, ctx.pack, _questions(ctx, ahead[0].items), lead, await _meeting(ctx)
    )


def _questions(ctx: Context, items: tuple[Item, ...]) -> list[Discussion]:
    return [
        q
        for section in post_texts.sections_of(items, ctx.pack)
        for q in section.discussion
        if not q.retired
    ]


async def _week(ctx: Context, week: str) -> tuple[Week, tuple[Item, ...]]:
    found = await weeks.find(ctx.tx, week)
    if found is None:
        raise NothingToSay(f"week {week} is gone")
    return found, await weeks.items(ctx.tx, week)


async def _meeting(ctx: Context) -> tuple[Meeting, datetime] | None:
    meeting = await schedules.meeting(ctx.tx, ctx.group.id)
    if meeting is None:
        return None
    return meeting, next_slot(ctx.now, Slot(meeting.weekday, meeting.minute, ctx.group.zone))


COMMANDS: tuple[Command, ...] = (
    post_weekly,
    post_thread,
    post_questions,
    post_recap,
    post_meeting,
)
