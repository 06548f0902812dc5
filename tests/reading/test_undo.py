"""Taking a reading back: everywhere while the week is open; what a closed week counted stays."""

import pytest

from bot.core.interaction import Address
from tests.roads import road
from tests.weekly.group_play import Weekly

EVENING = Address("test", "campus", "evening")


async def active_weeks(weekly: Weekly, channel: str = "study") -> list[int]:
    """The weeks in which Ben did something."""
    rows = await weekly.rows(
        "SELECT DISTINCT w.number FROM activities a JOIN weeks w ON w.id = a.week_id"
        " JOIN groups g ON g.id = w.group_id"
        f" JOIN members m ON m.id = a.member_id WHERE g.channel = '{channel}' ORDER BY 1"
    )
    return [int(number) for (number,) in rows]


async def test_open_weeks_are_undone_whole(
    weekly: Weekly,
) -> None:
    """While the week is open, points, activity and the finish are all taken back."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    told = await weekly.say("Ben", "done r1")
    assert "Finished: Ben" in await weekly.say("Ann", "week")
    assert "10 points for it are taken back" in await weekly.press("Ben", told, "Undo")
    assert "Nobody has finished yet" in await weekly.say("Ann", "week")
    assert await active_weeks(weekly) == []
    assert "Nobody has points" in (await weekly.board("Ann", "leaderboard week"))[0]
    assert "0 days" in await weekly.say("Ben", "streak")


async def test_done_again_counts_once(weekly: Weekly) -> None:
    """Done again in the same week, a reading counts again, once."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    for line in ("done r1", "undo r1", "done r1"):
        await weekly.say("Ben", line)
    assert await active_weeks(weekly) == [1]
    assert await weekly.board("Ben", "leaderboard week") == ["1. Ben (you) · 10 points"]


async def test_closed_weeks_keep_the_streak(weekly: Weekly) -> None:
    """After the week has closed the points go and the streak stays."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    await weekly.wait_until_week()
    assert "10 points for it are taken back" in await weekly.say("Ben", "undo r1")
    assert await active_weeks(weekly) == [1]
    assert "1 week in a row" in await weekly.say("Ben", "streak")
    assert [
        tuple(row) for row in await weekly.rows("SELECT number, finished FROM weeks ORDER BY 1")
    ] == [
        (1, 1),
        (2, 0),
    ]


async def test_later_again_is_no_activity(weekly: Weekly) -> None:
    """Doing it again in a later week is no new activity."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    await weekly.wait_until_week()
    await weekly.say("Ben", "undo r1")
    assert "+10 points" in await weekly.say("Ben", "done r1")
    assert await active_weeks(weekly) == [1]


async def test_points_leave_their_own_boards(weekly: Weekly) -> None:
    """Points are taken from the boards on which they stood."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    await weekly.wait_until_week()
    await weekly.say("Ben", "undo r1")
    kept = await weekly.rows("SELECT period, points, readings FROM scores ORDER BY period")
    assert {str(period): (points, readings) for period, points, readings in kept} == dict.fromkeys(
        ("2026-03", "all", "season:1", "week:1"), (0, 0)
    )


async def test_it_reaches_every_planning_group(weekly: Weekly) -> None:
    """It reaches every group whose open week plans the reading."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.begin("pace:60", EVENING)
    await weekly.say("Ben", "settings boards:visible", EVENING)
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    assert "Finished: Ben" in await weekly.say("Ann", "week", EVENING)
    await weekly.say("Ben", "undo r1", EVENING)
    for place in ("study", "evening"):
        assert await active_weeks(weekly, place) == []
    assert "Nobody has finished yet" in await weekly.say("Ann", "week", EVENING)


async def test_two_groups_share_one_payment(
    weekly: Weekly,
) -> None:
    """A reading of two groups is an activity in both, and points in one."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.begin("pace:60", EVENING)
    await weekly.say("Ben", "settings boards:visible", EVENING)
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    assert "already" in await weekly.say("Ben", "done r1", EVENING)
    assert (await active_weeks(weekly), await active_weeks(weekly, "evening")) == ([1], [1])
    assert await weekly.board("Ben") == ["1. Ben (you) · 10 points"]
    assert "Nobody has points" in (await weekly.say("Ann", "leaderboard", EVENING)).text
    await weekly.wait_until_week()
    for place in (EVENING, None):
        told = (
            await weekly.say("Ben", "streak", place) if place else await weekly.say("Ben", "streak")
        )
        assert "1 week in a row" in told


@pytest.mark.parametrize("parts", [2, 3])
async def test_the_open_weeks_parts_go(weekly: Weekly, parts: int) -> None:
    """Taking a long reading back takes its parts of the open week too."""
    weekly.use(road(1, minutes=60 * parts))
    await weekly.begin("pace:60")
    for _ in range(parts - 1):
        await weekly.wait_until_week()
        await weekly.say("Ben", "done")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done")
    assert await active_weeks(weekly) == list(range(1, parts + 1))
    assert "open again" in await weekly.say("Ben", "undo r1")
    assert await active_weeks(weekly) == list(range(1, parts))
    assert "○" in await weekly.say("Ben", "week")
    assert f"part {parts} of {parts}" in await weekly.say("Ben", "next")


async def test_only_done_readings_go_back(weekly: Weekly) -> None:
    """What is not done cannot be taken back."""
    weekly.use(road(3))
    assert "nothing to take back" in await weekly.say("Ben", "undo r1")
