"""Leaderboards by week, season and streak, as the weeks and seasons of a group come and go."""

import pytest

from tests.roads import road
from tests.weekly.group_play import Weekly


@pytest.fixture
async def begun(weekly: Weekly) -> Weekly:
    weekly.use(road(12))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    return weekly


async def lines(weekly: Weekly, line: str, name: str = "Ann") -> list[str]:
    return [
        shown for shown in await weekly.board(name, f"leaderboard {line}") if shown[:1].isdigit()
    ]


async def test_weeks_begin_anew(begun: Weekly) -> None:
    """The week's board begins anew with every week."""
    await begun.say("Ben", "done r1")
    assert await lines(begun, "week") == ["1. Ben · 10 points"]
    await begun.wait_until_week()
    assert await lines(begun, "week") == []
    await begun.say("Cem", "done r2")
    assert await lines(begun, "week") == ["1. Cem · 10 points"]
    assert await lines(begun, "all") == ["1. Ben · 10 points", "1. Cem · 10 points"]


async def test_between_weeks_it_is_empty(begun: Weekly) -> None:
    """Between weeks the week's board is empty."""
    await begun.say("Ben", "done r1")
    await begun.say("Ann", "group pause")
    await begun.say("Ben", "done r2")
    assert await lines(begun, "week") == []
    assert await lines(begun, "all") == ["1. Ben · 20 points"]


async def test_seasons_begin_anew(begun: Weekly) -> None:
    """The season's board begins anew with the season."""
    await begun.say("Ben", "done r1")
    assert await lines(begun, "season") == ["1. Ben · 10 points"]
    told = await begun.say("Ann", "group season Spring of Tea")
    assert "Spring of Tea" in told
    assert await lines(begun, "season") == []
    await begun.say("Cem", "done r1")
    await begun.say("Cem", "done r2")
    assert await lines(begun, "season") == ["1. Cem · 20 points"]
    await begun.say("Ann", "group season Summer")
    assert await lines(begun, "season") == []
    assert await lines(begun, "all") == ["1. Cem · 20 points", "2. Ben · 10 points"]


async def test_undoing_reaches_the_old_season(begun: Weekly) -> None:
    """What is taken back in a new season leaves the old season's board."""
    await begun.say("Ben", "done r1")
    await begun.say("Ann", "group season Spring")
    await begun.say("Ben", "undo r1")
    kept = {
        str(period): points
        for period, points in await begun.rows("SELECT period, points FROM scores")
    }
    assert kept["season:1"] == 0
    assert "season:2" not in kept


async def test_a_season_needs_a_name(begun: Weekly) -> None:
    assert [asked.option for asked in (await begun.say("Ann", "group season")).form.inputs] == [
        "name"
    ]


async def test_streaks_rank_by_weeks(
    begun: Weekly,
) -> None:
    """Streaks rank by weeks in a row, then by who got there first."""
    for week in range(1, 4):
        await begun.say("Ben", f"done r{week}")
        if week > 1:
            await begun.say("Cem", f"done r{week}")
        if week == 3:
            await begun.say("Dee", f"done r{week}")
        await begun.wait_until_week()
    wanted = ["1. Ben · 3 weeks", "2. Cem · 2 weeks", "3. Dee · 1 week"]
    assert await lines(begun, "by:streak") == wanted
    await begun.say("Dee", "done r4")
    await begun.wait_until_week()
    # Ben's and Cem's ended; nobody with nothing stands on a board.
    assert await lines(begun, "by:streak") == ["1. Dee · 2 weeks"]


async def test_hidden_members_see_their_place(begun: Weekly) -> None:
    """A hidden member sees the place they would have."""
    await begun.say("Cem", "settings boards:hidden")
    for name in ("Ben", "Cem"):
        await begun.say(name, "done r1")
    await begun.wait_until_week()
    assert await lines(begun, "by:streak") == ["1. Ben · 1 week"]
    assert "You would be in place 1 with 1 week" in await begun.say("Cem", "leaderboard by:streak")


@pytest.mark.parametrize("line", ["week", "season streak", "all readings"])
async def test_shared_boards_omit_ones_place(begun: Weekly, line: str) -> None:
    """Every board can be shown to everyone, without one's own place."""
    await begun.say("Ben", "done r1")
    await begun.wait_until_week()
    shown = await begun.press("Ben", await begun.say("Ben", f"leaderboard {line}"), "Show everyone")
    assert not shown.message.private
    assert "(you)" not in shown
