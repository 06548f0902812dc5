"""Replies in discussion threads.

Points once a week, an activity, at the instant at which they were written.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.interaction import Address
from bot.engine.port import Reply
from tests.play import STUDY
from tests.roads import road
from tests.weekly.group_play import Weekly

EVENING = Address("test", "campus", "evening")


@pytest.fixture
async def begun(weekly: Weekly) -> Weekly:
    """A group in its first week, in whose thread one can write."""
    weekly.use(road(6))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    return weekly


async def points(weekly: Weekly, window: str = "all") -> list[str]:
    return [
        line for line in await weekly.board("Ann", f"leaderboard {window}") if line[:1].isdigit()
    ]


async def written(weekly: Weekly, name: str, at: datetime, number: int = 1) -> None:
    """Somebody wrote while nobody listened."""
    weekly.platform.replied.append(Reply(weekly.user(name), at, f"late {number}"))


async def days(weekly: Weekly) -> list[tuple[str, int]]:
    rows = await weekly.rows(
        "SELECT a.day, w.number FROM activities a LEFT JOIN weeks w ON w.id = a.week_id"
        " ORDER BY a.at"
    )
    return [(str(day), int(number or 0)) for day, number in rows]


async def test_a_reply_is_five_points_once_a_week_and_every_one_an_activity(begun: Weekly) -> None:
    thread = await begun.thread()
    for number in range(3):
        await begun.reply("Ben", number, thread)
    assert await points(begun) == ["1. Ben · 5 points"]
    assert len(await days(begun)) == 3
    await begun.wait_until_week()
    await begun.reply("Ben", 9, await begun.thread())
    assert await points(begun) == ["1. Ben · 10 points"]
    assert "1 week in a row (+1" in await begun.say("Ben", "streak")


async def test_the_same_reply_reported_twice_is_one(begun: Weekly) -> None:
    thread = await begun.thread()
    await begun.reply("Ben", 1, thread)
    await begun.reply("Ben", 1, thread)
    assert len(await days(begun)) == 1


@pytest.mark.parametrize(
    "place", [STUDY, replace(STUDY, thread="small talk"), replace(EVENING, thread="x")]
)
async def test_only_a_discussion_thread_of_the_group_counts(begun: Weekly, place: Address) -> None:
    before = await begun.everything()
    await begun.reply("Ben", 1, place)
    assert await begun.everything() == before


async def test_another_groups_thread_does_not_count_here(begun: Weekly) -> None:
    thread = await begun.thread()
    await begun.begin("pace:60", EVENING)
    await begun.reply("Ben", 1, replace(EVENING, thread=thread.thread))
    assert await days(begun) == []


async def test_a_reply_in_last_weeks_thread_counts_for_the_week_that_is_open(begun: Weekly) -> None:
    old = await begun.thread()
    await begun.wait_until_week()
    await begun.reply("Ben", 1, old)
    assert await days(begun) == [("2026-03-09", 2)]


async def test_what_was_written_while_we_were_away_counts_at_its_own_instant(begun: Weekly) -> None:
    wrote = begun.clock() + timedelta(days=2)
    await written(begun, "Ben", wrote)
    await begun.be_lost(days=4)
    await begun.planner.start("2026a")
    assert await days(begun) == [("2026-03-04", 1)]
    await begun.planner.start("2026a")
    assert len(await days(begun)) == 1


async def test_before_a_week_closes_its_thread_is_read(begun: Weekly) -> None:
    await written(begun, "Ben", begun.clock() + timedelta(days=6))
    await begun.wait_until_week()
    assert await days(begun) == [("2026-03-08", 1)]
    assert "1 week in a row" in await begun.say("Ben", "streak")
    assert await points(begun, "week") == []
    assert await points(begun, "all") == ["1. Ben · 5 points"]


async def test_a_reply_makes_a_member_whose_day_is_their_own(begun: Weekly) -> None:
    begun.told("Ben", zone="Pacific/Auckland")
    await begun.reply("Ben", 1, await begun.thread())
    assert await days(begun) == [("2026-03-03", 1)]
    assert "1 member" in await begun.say("Ann", "group show")


async def test_people_cannot_claim_a_reply_by_typing_it(begun: Weekly) -> None:
    thread = await begun.thread()
    await begun.say("Ben", "replied reply:x", thread)
    assert await days(begun) == []
