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


async def test_while_the_week_is_open_it_takes_back_points_activity_and_the_finish(
    weekly: Weekly,
) -> None:
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


async def test_done_again_in_the_same_week_it_counts_again_once(weekly: Weekly) -> None:
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    for line in ("done r1", "undo r1", "done r1"):
        await weekly.say("Ben", line)
    assert await active_weeks(weekly) == [1]
    assert await weekly.board("Ben", "leaderboard week") == ["1. Ben (you) · 10 points"]


async def test_after_the_week_has_closed_points_go_and_the_streak_stays(weekly: Weekly) -> None:
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


async def test_doing_it_again_in_a_later_week_is_no_new_activity(weekly: Weekly) -> None:
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    await weekly.wait_until_week()
    await weekly.say("Ben", "undo r1")
    assert "+10 points" in await weekly.say("Ben", "done r1")
    assert await active_weeks(weekly) == [1]


async def test_points_are_taken_from_the_boards_on_which_they_stood(weekly: Weekly) -> None:
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


async def test_it_reaches_every_group_whose_open_week_plans_the_reading(weekly: Weekly) -> None:
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


async def test_a_reading_of_two_groups_is_an_activity_in_both_and_points_in_one(
    weekly: Weekly,
) -> None:
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
async def test_taking_a_long_reading_back_takes_the_parts_of_the_open_week_too(
    weekly: Weekly, parts: int
) -> None:
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


async def test_what_is_not_done_cannot_be_taken_back(weekly: Weekly) -> None:
    weekly.use(road(3))
    assert "nothing to take back" in await weekly.say("Ben", "undo r1")
