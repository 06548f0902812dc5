"""What Roadmate posts by itself; only the scheduler calls these."""

from datetime import UTC, datetime

from bot.core.calendar.slots import Slot, following_slot, next_slot
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import FIRST_PLACE, Item, Meeting, Week
from bot.plan import pins, schedules, weeks
from bot.weekly import opening, post_texts, upcoming, week_questions
from content.model import Discussion

_WEEK = Option("week", "Which week", required=True)
_NUMBER = Option("number", "The number of the week", "integer", required=True, most=9999)
_PLACE = Option("place", "Which place of the group, if not its first")


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
    return await _drawn(ctx, week, await weeks.items(ctx.tx, week.id))


@command("post thread", "The discussion's name", _WEEK, role="system", listed=False)
async def post_thread(ctx: Context, week: str) -> Message:
    found, items = await _week(ctx, week)
    return post_texts.thread_title(found, items, ctx.pack)


@command("post questions", "All questions of the week", _WEEK, role="system", listed=False)
async def post_questions(ctx: Context, week: str) -> Message:
    found, _ = await _week(ctx, week)
    return post_texts.thread_questions(found, _questions(ctx, found))


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
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack) if schedule else []
    if schedule is None or schedule.next_due_at is None or not ahead:
        return None
    coming = await week_questions.with_questions(ctx.tx, ctx.group, ctx.pack, ahead)
    slot = upcoming.slot_of(schedule, ctx.group)
    closes = following_slot(schedule.next_due_at, slot, schedule.every)
    week = weeks.as_planned(coming, ctx.group, schedule.next_due_at, closes)
    return await _drawn(ctx, week, coming.items)


async def _drawn(ctx: Context, week: Week, items: tuple[Item, ...]) -> Message:
    lead = (await pins.leads(ctx.tx, ctx.group.id)).get(week.number, ("", ""))[1]
    questions = _questions(ctx, week)[: week_questions.IN_POST]
    task = ctx.pack.task_by_id.get(week.task)
    task = task if task and not task.retired else None
    meeting = await _meeting(ctx)
    return post_texts.weekly(week, items, ctx.pack, questions, task, lead, meeting)


def _questions(ctx: Context, week: Week) -> list[Discussion]:
    """What a week asks, without what has left the pack since."""
    known = (ctx.pack.discussion_by_id.get(name) for name in week.questions)
    return [question for question in known if question and not question.retired]


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
    post_meeting,
)
