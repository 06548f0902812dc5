"""Leaderboards: the first ten, and one's own place."""

from typing import cast

from bot.boards import scores, streak_boards, texts
from bot.core.calendar.slots import local_month
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Message
from bot.core.records import Metric
from bot.plan import weeks

TOP = 10
WINDOW = Option(
    "window",
    "Since when",
    choices=(
        Choice("This week", "week"),
        Choice("This month", "month"),
        Choice("This season", "season"),
        Choice("All time", "all"),
    ),
)
BY = Option(
    "by",
    "What counts",
    choices=(
        Choice("Points", "points"),
        Choice("Accuracy", "accuracy"),
        Choice("Readings", "readings"),
        Choice("Streak", "streak"),
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
        return texts.alone()
    period = await _period(ctx, window)
    if by == "streak":
        standings = await streak_boards.board(ctx.tx, ctx.group.id, TOP)
        own = await streak_boards.own(ctx.tx, ctx.member)
    else:
        standings = await scores.board(ctx.tx, ctx.group.id, period, by, TOP)
        own = await scores.own(ctx.tx, ctx.member, period, by) if ctx.member.id else None
    return texts.board(window, by, standings, own, ctx.member, for_all=for_all)


async def _period(ctx: Context, window: str) -> str:
    match window:
        case "week":
            week = await weeks.current(ctx.tx, ctx.group.id)
            return f"week:{week.number if week else 0}"
        case "season":
            return f"season:{ctx.group.season}"
        case "all":
            return "all"
        case _:
            return local_month(ctx.now, ctx.group.zone)


COMMANDS = (leaderboard, show_leaderboard)
