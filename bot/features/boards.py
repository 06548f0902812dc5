"""Leaderboards: the first ten, and one's own place."""

from typing import cast

from bot.calendar import local_month
from bot.commands import Option, command
from bot.interaction import Context
from bot.message import Choice, Message
from bot.model import Metric
from bot.store import scores
from bot.views import boards as views

TOP = 10
WINDOW = Option(
    "window",
    "Since when",
    choices=(Choice("This month", "month"), Choice("All time", "all")),
)
BY = Option(
    "by",
    "What counts",
    choices=(
        Choice("Points", "points"),
        Choice("Accuracy", "accuracy"),
        Choice("Readings", "readings"),
    ),
)


@command("leaderboard", "Who leads, and where I stand", WINDOW, BY, reads=True)
async def leaderboard(ctx: Context, window: str | None, by: str | None) -> Message:
    return await _board(ctx, window or "month", cast(Metric, by or "points"), for_all=False)


@command(
    "show leaderboard",
    "Show the board to everyone here",
    WINDOW,
    BY,
    private=False,
    listed=False,
    reads=True,
)
async def show_leaderboard(ctx: Context, window: str | None, by: str | None) -> Message:
    return await _board(ctx, window or "month", cast(Metric, by or "points"), for_all=True)


async def _board(ctx: Context, window: str, by: Metric, *, for_all: bool) -> Message:
    if ctx.group.solo:
        return views.alone()
    period = "all" if window == "all" else local_month(ctx.now, ctx.group.zone)
    standings = await scores.board(ctx.tx, ctx.group.id, period, by, TOP)
    own = await scores.own(ctx.tx, ctx.member, period, by) if ctx.member.id else None
    return views.board(window, by, standings, own, ctx.member, for_all=for_all)


COMMANDS = (leaderboard, show_leaderboard)
