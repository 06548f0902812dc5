"""How a group plays live rounds: their pace, and the one that begins by itself every week.

For organisers.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from bot.core.calendar.slots import WEEKDAYS
from bot.core.calendar.wallclock import HOUR, read_minute
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.errors import NothingToSay
from bot.core.interaction import Context
from bot.core.message import Choice, Message
from bot.live import problem_texts, question_texts, rounds
from bot.live.commands import STYLE, USUAL
from bot.live.lifecycle.advancing import LOBBY
from bot.live.records import Round, RoundStyle, WeeklyRound
from bot.live.settings import pacing, texts, weekly_rounds
from bot.live.settings import store as settings_store
from bot.quiz.solo import COUNT

_OFF = "off"
_BEGINS = Option("begins", "When (UTC seconds)", required=True)


@command(
    "group live",
    "The pace of live rounds",
    Option("seconds", "Seconds a question", "integer", least=10, most=600),
    Option("discussion", "Minutes of discussion", "integer", least=1, most=30),
    Option("low", "Below this percent right, peer explains", "integer", least=0, most=100),
    Option("high", "Above this percent right, peer goes on", "integer", least=0, most=100),
    role="organiser",
)
async def live(
    ctx: Context, seconds: int | None, discussion: int | None, low: int | None, high: int | None
) -> Message:
    if ctx.group.solo or not ctx.group.id:
        raise problem_texts.no_round_here()
    settings = await settings_store.find(ctx.tx, ctx.group.id)
    settings = replace(
        settings,
        seconds=seconds or settings.seconds,
        minutes=discussion or settings.minutes,
        low=settings.low if low is None else low,
        high=settings.high if high is None else high,
    )
    found = pacing.pacing(settings, "peer")
    if found.low > found.high:
        raise problem_texts.thresholds_crossed(found.low, found.high)
    await settings_store.save(ctx.tx, ctx.group.id, settings)
    return texts.pace(settings, found, pacing.SECONDS)


@command(
    "group round",
    "A live round every week, which begins by itself",
    Option(
        "weekday",
        "The day, or off",
        required=True,
        choices=tuple(Choice(d, d) for d in (*WEEKDAYS, _OFF)),
    ),
    Option("hour", "The hour, like 19:00", looks=HOUR),
    COUNT,
    STYLE,
    role="organiser",
)
async def weekly(
    ctx: Context, weekday: str, hour: str | None, count: int | None, style: str | None
) -> Message:
    if ctx.group.solo or not ctx.group.id:
        raise problem_texts.no_round_here()
    if weekday == _OFF:
        await weekly_rounds.keep(ctx.tx, ctx.group, None, ctx.now)
        return texts.no_weekly()
    if hour is None:
        raise problem_texts.which_hour(weekday)
    kept = WeeklyRound(
        WEEKDAYS.index(weekday),
        read_minute(hour),
        count or USUAL,
        cast(RoundStyle, style or "calm"),
    )
    begins = await weekly_rounds.keep(ctx.tx, ctx.group, kept, ctx.now)
    return texts.weekly(kept, ctx.group.zone, begins or ctx.now)


@command("round soon", "A weekly round comes", _BEGINS, role="system", listed=False)
async def soon(ctx: Context, begins: str) -> Message:
    settings, when = (
        await settings_store.find(ctx.tx, ctx.group.id),
        datetime.fromtimestamp(int(begins), UTC),
    )
    if (
        settings.weekly is None
        or not weekly_rounds.is_due(settings, ctx.group, when)
        or when <= ctx.now
    ):
        raise NothingToSay("it has begun, or is not wanted any more")
    return texts.soon(settings.weekly, when)


@command(
    "round weekly",
    "A weekly round begins",
    Option("live", "Which", required=True),
    _BEGINS,
    role="system",
    listed=False,
)
async def begin(ctx: Context, live: str, begins: str) -> Message:
    settings, when = (
        await settings_store.find(ctx.tx, ctx.group.id),
        datetime.fromtimestamp(int(begins), UTC),
    )
    if settings.weekly is None or not weekly_rounds.is_due(settings, ctx.group, when):
        raise NothingToSay("not wanted any more")
    if ctx.now - when > weekly_rounds.LATEST:
        return texts.missed(settings.due_at)
    round_ = await rounds.find(ctx.tx, live)
    if round_ is None:
        round_ = await _made(ctx, live, settings.weekly, when)
        if round_ is None or not await rounds.add(ctx.tx, round_):
            raise NothingToSay("another round runs")
    round_ = replace(round_, starts_at=max(round_.starts_at, ctx.now + LOBBY))
    await rounds.save(ctx.tx, round_)
    return question_texts.lobby(round_, "", "")


async def _made(ctx: Context, name: str, planned: WeeklyRound, begins: datetime) -> Round | None:
    if await rounds.unended(ctx.tx, ctx.group.id):
        return None
    pace = pacing.pacing(await settings_store.find(ctx.tx, ctx.group.id), planned.style)
    group, pack = ctx.group, ctx.pack.id
    return Round(
        name,
        group.id,
        "",
        pack,
        "",
        planned.style,
        planned.count,
        pace,
        group.channel,
        ctx.now,
        begins + LOBBY,
    )


COMMANDS: tuple[Command, ...] = (live, weekly)
BY_ITSELF: tuple[Command, ...] = (soon, begin)
