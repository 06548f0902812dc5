"""What follows once a platform has confirmed what the week brings."""

from bot.accounts.alerts import alert
from bot.core.commands.events import Event, on
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.records import FIRST_PLACE
from bot.plan import schedules, weeks
from bot.streaks import activity
from bot.weekly import opening, reminders, upcoming
from bot.weekly.ending import closing

_WEEK = Option("week", "Which week")
_NUMBER = Option("number", "The number of the week", "integer", most=9999)
_PLACE = Option("place", "Which place of the group, if not its first")
_MESSAGE = Option("message", "The message as the platform calls it")
_THREAD = Option("thread", "The thread as the platform calls it")


@on("week opened", _NUMBER, _PLACE, _MESSAGE)
async def week_opened(ctx: Context, number: int, place: str | None, message: str | None) -> None:
    """The week's post stands in a place."""
    where = place or FIRST_PLACE
    week = await opening.week_opened(
        ctx.tx, ctx.group, ctx.pack, number, where, message or "", ctx.now
    )
    if week:
        await activity.finished_early(ctx, week)
        await reminders.enqueue_all(ctx, week)
        await _warn_of_end(ctx)


@on("thread opened", _WEEK, _PLACE, _THREAD)
async def thread_opened(ctx: Context, week: str, place: str | None, thread: str | None) -> None:
    """The week's discussion is open in a place."""
    where = place or FIRST_PLACE
    await opening.thread_opened(ctx.tx, ctx.group, week, where, thread or "", ctx.now)


@on("last week closed", _WEEK)
async def last_week_closed(ctx: Context, week: str) -> None:
    """The farewell is out: the last week of the plan is over."""
    found = await weeks.find(ctx.tx, week)
    if found and found.state != "closed":
        await closing.close_week(ctx.tx, ctx.group, ctx.pack, found, ctx.now)


async def _warn_of_end(ctx: Context) -> None:
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    if schedule is None or schedule.warned:
        return
    most = upcoming.WARN_WEEKS_BEFORE_END
    ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack, most=most)
    if len(ahead) < most:
        await upcoming.set_warned(ctx.tx, schedule)
        await alert(ctx.tx, ctx.group, "ending", str(len(ahead)), ctx.now)


EVENTS: tuple[Event, ...] = (week_opened, thread_opened, last_week_closed)
