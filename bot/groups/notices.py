"""What organisers should know: told once in a direct message, else kept until one of them looks."""

from bot.accounts import members, organisers
from bot.accounts.alerts import alert
from bot.core.calendar.slots import local_day
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Choice, Message, say
from bot.core.records import Group, Place
from bot.groups import departure, notice_texts
from bot.live import lifecycle as live_lifecycle
from bot.live import rounds
from bot.plan import weeks
from bot.weekly import lifecycle as weekly_lifecycle

_NOTICE = Option("notice", "Which", required=True)
_MESSAGE = Option("message", "The message as the platform calls it")
_THREAD = Option("thread", "The thread as the platform calls it")
_PLACES = (Choice("channel", "channel"), Choice("workspace", "workspace"))
_NOTHING = say("")


async def place_gone(ctx: Context, group: Group, place: Place, why: str = "") -> None:
    """A group's channel, or the workspace around it, is gone.

    It rests, and organisers are told what to do.
    """
    live = await rounds.unended(ctx.tx, group.id)
    if live:
        await live_lifecycle.end(ctx.tx, group, ctx.packs, live, "gone", ctx.now)
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


@command(
    "notice told", "An organiser knows", _NOTICE, _MESSAGE, _THREAD, role="system", listed=False
)
async def notice_told(
    ctx: Context, notice: str, message: str | None, thread: str | None
) -> Message:
    await organisers.told(ctx.tx, notice, ctx.now)
    return _NOTHING


@command(
    "delivery failed",
    "A delivery was given up",
    Option("key", "Which", required=True),
    Option("state", "dead or doubtful", required=True),
    Option("problem", "What went wrong"),
    Option("gone", "What is not there any more", choices=_PLACES),
    role="system",
    listed=False,
)
async def delivery_failed(
    ctx: Context, key: str, state: str, problem: str | None, gone: Place | None
) -> Message:
    place = ctx.interaction.address
    if not ctx.group.id:
        return _NOTHING  # nobody runs a group there who could be told
    if key.startswith("live/") and not (
        await live_lifecycle.failed(ctx.tx, ctx.group, ctx.packs, key, state, ctx.now) or gone
    ):
        return _NOTHING
    if gone and place.channel == ctx.group.channel and not place.thread:
        await place_gone(ctx, ctx.group, gone, problem or "")
        return _NOTHING
    kind, _, rest = key.partition("/")
    if kind == "nudge":
        await members.set_reminders(ctx.tx, rest.split("/")[0], on=False, unreachable=True)
    elif kind != "notice":
        doubt = "doubtful" if state == "doubtful" else "failed"
        await alert(ctx.tx, ctx.group, doubt, f"{key} {problem or ''}".strip(), ctx.now)
    if kind == "recap":
        await _close_if_last(ctx, rest)
    return _NOTHING


async def _close_if_last(ctx: Context, rest: str) -> None:
    """A farewell that nobody can read still ends the last week."""
    week = await weeks.of_number(ctx.tx, ctx.group.id, int(rest.split("/")[1]))
    if (
        week
        and week.state == "open"
        and await weekly_lifecycle.is_last(ctx.tx, ctx.group, ctx.pack)
    ):
        await weekly_lifecycle.close_week(ctx.tx, ctx.group, week, ctx.now)


COMMANDS: tuple[Command, ...] = (post_notice, notice_told, delivery_failed)
