"""`group setup` once more: it shows the present values, and a change halfway keeps the past and
gives a sane future.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core.database_port import Row
from content.model import Pack
from tests.play import TEA
from tests.roads import road
from tests.weekly.group_play import Weekly

READ = (
    "SELECT w.number, r.reading, r.part, r.parts, w.opens_at FROM weeks w JOIN week_readings r"
    " ON r.week_id = w.id"
    " ORDER BY w.number, r.position"
)


async def live_to_the_end(weekly: Weekly) -> list[Row]:
    """Everything the group ever read, week by week."""
    for _ in range(40):
        if await weekly.next_due() is None:
            return await weekly.rows(READ)
        await weekly.wait_until_week()
    raise AssertionError("the plan does not end")


async def halfway(weekly: Weekly, pack: Pack, options: str = "pace:60") -> list[Row]:
    """A group that is in its third week, two days after its post; what it has read."""
    weekly.use(pack)
    await weekly.begin(options)
    for _ in range(3):
        await weekly.wait_until_week()
    await weekly.wait(days=2)
    return await weekly.rows(READ)


async def test_it_shows_the_present_values(weekly: Weekly) -> None:
    await weekly.begin("zone:Berlin weekday:Thursday hour:19:30 pace:45 course:chapter-leaf")
    await weekly.wait_until_week()
    preview = await weekly.say("Ann", "group setup")
    for words in (
        "Thursdays at 19:30, `Europe/Berlin`",
        "Pace: 45 min",
        "Course: The Leaf",
    ):
        assert words in preview
    assert preview.text.split("The first weeks\n")[1].startswith("2. ")


async def test_confirmed_without_a_change_nothing_changes(weekly: Weekly) -> None:
    await halfway(weekly, road(6))
    due, plan = await weekly.next_due(), (await weekly.say("Ben", "plan")).text
    await weekly.begin("")
    assert await weekly.next_due() == due
    assert (await weekly.say("Ben", "plan")).text == plan


@pytest.mark.parametrize(
    "change",
    [
        "pace:15",
        "pace:240",
        "weekday:Friday",
        "hour:03:00",
        "zone:Auckland",
        "zone:Honolulu",
        "course:road-core",
        "Sunday course:road-core pace:90",
    ],
)
async def test_halfway_changes_lose_nothing(weekly: Weekly, change: str) -> None:
    """A change halfway keeps the past, drops nothing and crowds no posts."""
    pack = road(7)
    past = await halfway(weekly, pack)
    await weekly.begin(change)
    read = await live_to_the_end(weekly)
    assert read[: len(past)] == past
    essential = [(row[1], row[2]) for row in read if str(row[1]).startswith("r")]
    parts = {row[1]: row[3] for row in read if str(row[1]).startswith("r")}
    assert len(essential) == len(set(essential))
    assert set(parts) == {reading.id for reading in pack.readings if reading.level == "essential"}
    assert set(essential) == {
        (name, part) for name, last in parts.items() for part in range(1, last + 1)
    }
    opened = sorted({int(row[4]) for row in read})
    apart = [timedelta(seconds=later - earlier) for earlier, later in pairwise(opened)]
    assert min(apart) >= timedelta(days=4)
    assert max(apart) < timedelta(days=11)


async def test_going_deeper_adds_passed_readings(
    weekly: Weekly,
) -> None:
    """Going deeper adds what the coming sections hold, and what was passed over."""
    await halfway(weekly, road(5))
    await weekly.begin("course:road-core")
    read = {str(row[1]) for row in await live_to_the_end(weekly)}
    assert read == {f"{kind}{number}" for kind in "rc" for number in range(1, 6)}


async def test_left_out_chapters_leave_weeks(
    weekly: Weekly,
) -> None:
    """Leaving chapters out leaves their readings out of the weeks ahead."""
    past = await halfway(weekly, road(7))
    await weekly.begin("course:chapter-far")
    read = await live_to_the_end(weekly)
    assert [row[1] for row in read] == [*[row[1] for row in past], "r5", "r6", "r7"]


async def test_another_roadmap_continues_the_numbers(weekly: Weekly) -> None:
    """Another roadmap begins after the weeks so far."""
    weekly.use(road(5), TEA)
    await weekly.begin("pace:60 pack:road")
    for _ in range(2):
        await weekly.wait_until_week()
    await weekly.say("Ben", "done r2")
    past = await weekly.rows(READ)
    preview = await weekly.begin("pack:tea pace:30")
    assert "is set" in preview
    shown = await weekly.say("Ben", "week")
    assert "went wrong" not in shown
    read = await live_to_the_end(weekly)
    assert read[:2] == past
    assert [row[1] for row in read[2:]][:1] == ["first-flush"]
    assert (await weekly.week_states())[-1][1] == "closed"


async def test_begun_readings_keep_their_parts(
    weekly: Weekly,
) -> None:
    """A long reading that was begun keeps its parts, whatever the new pace."""
    weekly.use(road(2, minutes=240))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.begin("pace:240")
    read = await live_to_the_end(weekly)
    assert [tuple(row[1:4]) for row in read] == [
        *(("r1", part, 4) for part in (1, 2, 3, 4)),
        ("r2", 1, 1),
    ]


async def test_a_new_zone_moves_at_once(weekly: Weekly) -> None:
    """A new zone moves the coming post at once."""
    await weekly.begin("pace:60 zone:UTC")
    assert await weekly.next_due() == datetime(2026, 3, 2, 18, tzinfo=UTC)
    await weekly.begin("zone:New_York")
    assert await weekly.next_due() == datetime(2026, 3, 2, 23, tzinfo=UTC)


async def test_todays_post_survives_new_paces(weekly: Weekly) -> None:
    """A new pace on the day of the post does not cost the post."""
    weekly.use(road(6))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.wait(days=6, hours=18)
    due = await weekly.next_due()
    await weekly.begin("pace:120")
    assert await weekly.next_due() == due


@pytest.mark.parametrize("change", ["weekday:Tuesday", "zone:Honolulu"])
async def test_the_open_week_reaches_posts(weekly: Weekly, change: str) -> None:
    """The open week lasts until the moved post and is never cut."""
    await halfway(weekly, road(6))
    await weekly.begin(change)
    ((close,),) = await weekly.rows("SELECT planned_close FROM weeks WHERE state = 'open'")
    due = await weekly.next_due()
    assert due
    assert close == int(due.timestamp())


async def test_an_earlier_slot_shortens_it(weekly: Weekly) -> None:
    """A week that an earlier slot ends is a short one."""
    weekly.use(road(6))
    await weekly.begin("pace:60 Monday")
    await weekly.wait_until_week()
    await weekly.begin("Friday")
    assert await weekly.next_due() == datetime(2026, 3, 6, 18, tzinfo=UTC)
    await weekly.wait_until_week()
    assert [
        tuple(row)
        for row in await weekly.rows("SELECT number, short FROM weeks WHERE state = 'closed'")
    ] == [(1, 1)]


async def test_a_break_outlasts_a_change(weekly: Weekly) -> None:
    weekly.use(road(6))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ann", "group pause")
    await weekly.begin("pace:120")
    await weekly.wait(days=30)
    assert await weekly.week_states() == [(1, "closed")]
    await weekly.say("Ann", "group resume")
    assert "Week 2" in await weekly.wait_until_week()


async def test_ended_it_begins_again(weekly: Weekly) -> None:
    """After its end the group begins again, with the next week number."""
    weekly.use(road(6))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ann", "group end sure:yes")
    await weekly.wait(minutes=1)
    await weekly.begin("")
    assert "Week 2: Section 2" in await weekly.wait_until_week()


async def test_added_chapters_continue_finished_plans(weekly: Weekly) -> None:
    """A finished plan goes on when chapters are added."""
    weekly.use(road(6))
    await weekly.begin("pace:60 course:chapter-near")
    await live_to_the_end(weekly)
    await weekly.begin("course:road-essential")
    assert "Week 5: Section 5" in await weekly.wait_until_week()


async def test_the_meeting_moves_with_the_zone(weekly: Weekly) -> None:
    weekly.use(road(6))
    await weekly.begin("pace:60 zone:UTC")
    await weekly.say("Ann", "group meeting Wednesday hour:19:00")
    await weekly.begin("zone:Tokyo")
    await weekly.wait_until(datetime(2026, 3, 4, 9, 0, tzinfo=UTC))
    assert len(weekly.posted("meeting")) == 1
