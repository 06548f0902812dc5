"""What organisers should know: told once in a direct message, else kept until one of them looks."""

from bot.accounts import members, organisers
from bot.accounts.alerts import alert
from bot.core.calendar.slots import local_day
from bot.core.commands.declaration import Command, command
from bot.core.commands.events import Event, on
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Choice, Message
from bot.core.records import Group, PlaceKind
from bot.groups import departure, notice_texts
from bot.live import rounds
from bot.live.lifecycle import advancing, failures
from bot.outbox import keys
from bot.outbox.key import Key
from bot.outbox.keys import DailyReview, NoticeMessage, Nudge, Recap
from bot.outbox.round_keys import RoundStep
from bot.plan import weeks
from bot.weekly import upcoming
from bot.weekly.ending import closing

_NOTICE = Option("notice", "Which", required=True)
_PLACES = (Choice("channel", "channel"), Choice("workspace", "workspace"))


async def place_departed(ctx: Context, group: Group, place: PlaceKind, why: str = "") -> None:
    """A group's channel, or the workspace around it, is gone.

    It rests, and organisers are told what to do.
    """
    live = await rounds.unended(ctx.tx, group.id)
    if live:
        await advancing.end(ctx.tx, group, ctx.packs, live, "gone", ctx.now)
    if await departure.leave(ctx.tx, group, place, ctx.now):
        day = local_day(await departure.erased_on(ctx.tx, ctx.now), group.zone)
        await alert(ctx.tx, group, "gone", f"{place} {day} {why}".strip(), ctx.now)


@command(
    "post notice",
    "Something organisers should know",
    _NOTICE,
    role="system",
    listed=False,
    rights=True,
)
async def post_notice(ctx: Context, notice: str) -> Message:
    found = await organisers.find_notice(ctx.tx, notice)
    if found is None:
        raise NothingToSay("told already")
    return notice_texts.notice(ctx.group, found)


@on("notice delivered", _NOTICE)
async def notice_delivered(ctx: Context, notice: str) -> None:
    """An organiser knows."""
    await organisers.delivered(ctx.tx, notice, ctx.now)


@on(
    "delivery failed",
    Option("key", "Which"),
    Option("state", "dead or doubtful"),
    Option("problem", "What went wrong"),
    Option("gone", "What is not there any more", choices=_PLACES),
)
async def delivery_failed(
    ctx: Context, key: str, state: str, problem: str | None, gone: PlaceKind | None
) -> None:
    """A delivery was given up."""
    place = ctx.interaction.address
    if not ctx.group.id:
        return  # nobody runs a group there who could be told
    failed = keys.parse(key)
    if isinstance(failed, RoundStep) and not (
        await failures.failed(ctx.tx, ctx.group, ctx.packs, failed, state, ctx.now) or gone
    ):
        return
    if gone and place.channel == ctx.group.channel and not place.thread:
        await place_departed(ctx, ctx.group, gone, problem or "")
    elif failed:
        await _alert_of(ctx, failed, state, problem or "")


async def _alert_of(ctx: Context, failed: Key, state: str, problem: str) -> None:
    match failed:
        case Nudge(member=member):
            await members.set_reminders(ctx.tx, member, on=False, unreachable=True)
        case DailyReview(member=member):
            await members.set_daily(ctx.tx, member, None)
            await members.set_reminders(ctx.tx, member, on=False, unreachable=True)
        case NoticeMessage():
            pass  # it stands under the next organiser's command
        case _:
            doubt = "doubtful" if state == "doubtful" else "failed"
            detail = notice_texts.detail_of(failed, problem)
            await alert(ctx.tx, ctx.group, doubt, detail, ctx.now)
    if isinstance(failed, Recap):
        await _close_if_last(ctx, failed.number)


async def _close_if_last(ctx: Context, number: int) -> None:
    """A farewell that nobody can read still ends the last week."""
    week = await weeks.of_number(ctx.tx, ctx.group.id, number)
    if week and week.state == "open" and await upcoming.is_last(ctx.tx, ctx.group, ctx.pack):
        await closing.close_week(ctx.tx, ctx.group, ctx.pack, week, ctx.now)


COMMANDS: tuple[Command, ...] = (post_notice,)
EVENTS: tuple[Event, ...] = (notice_delivered, delivery_failed)
