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


async def test_five_points_once_a_week(begun: Weekly) -> None:
    """A reply is five points once a week, and every one is an activity."""
    thread = await begun.thread()
    for number in range(3):
        await begun.reply("Ben", number, thread)
    assert await points(begun) == ["1. Ben · 5 points"]
    assert len(await days(begun)) == 3
    await begun.wait_until_week()
    await begun.reply("Ben", 9, await begun.thread())
    assert await points(begun) == ["1. Ben · 10 points"]
    assert "1 week in a row (+1" in await begun.say("Ben", "streak")


async def test_reported_twice_counts_once(begun: Weekly) -> None:
    """The same reply reported twice is one."""
    thread = await begun.thread()
    await begun.reply("Ben", 1, thread)
    await begun.reply("Ben", 1, thread)
    assert len(await days(begun)) == 1


@pytest.mark.parametrize(
    "place", [STUDY, replace(STUDY, thread="small talk"), replace(EVENING, thread="x")]
)
async def test_only_discussion_threads_count(begun: Weekly, place: Address) -> None:
    """Only a discussion thread of the group counts."""
    before = await begun.everything()
    await begun.reply("Ben", 1, place)
    assert await begun.everything() == before


async def test_other_groups_threads_count_nothing(begun: Weekly) -> None:
    thread = await begun.thread()
    await begun.begin("pace:60", EVENING)
    await begun.reply("Ben", 1, replace(EVENING, thread=thread.thread))
    assert await days(begun) == []


async def test_old_threads_count_now(begun: Weekly) -> None:
    """A reply in last week's thread counts for the week that is open."""
    old = await begun.thread()
    await begun.wait_until_week()
    await begun.reply("Ben", 1, old)
    assert await days(begun) == [("2026-03-09", 2)]


async def test_missed_replies_keep_their_instant(begun: Weekly) -> None:
    """What was written while we were away counts at its own instant."""
    wrote = begun.clock() + timedelta(days=2)
    await written(begun, "Ben", wrote)
    await begun.be_lost(days=4)
    await begun.planner.start("2026a")
    assert await days(begun) == [("2026-03-04", 1)]
    await begun.planner.start("2026a")
    assert len(await days(begun)) == 1


async def test_threads_are_read_before_closing(begun: Weekly) -> None:
    """Before a week closes its thread is read."""
    await written(begun, "Ben", begun.clock() + timedelta(days=6))
    await begun.wait_until_week()
    assert await days(begun) == [("2026-03-08", 1)]
    assert "1 week in a row" in await begun.say("Ben", "streak")
    assert await points(begun, "week") == []
    assert await points(begun, "all") == ["1. Ben · 5 points"]


async def test_replying_makes_a_member(begun: Weekly) -> None:
    """A reply makes a member, and it counts on their own local day."""
    begun.told("Ben", zone="Pacific/Auckland")
    await begun.reply("Ben", 1, await begun.thread())
    assert await days(begun) == [("2026-03-03", 1)]
    assert "1 member" in await begun.say("Ann", "group show")


async def test_replies_cannot_be_typed(begun: Weekly) -> None:
    """People cannot claim a reply by typing its command."""
    thread = await begun.thread()
    await begun.say("Ben", "replied reply:x", thread)
    assert await days(begun) == []
