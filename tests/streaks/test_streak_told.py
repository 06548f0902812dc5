"""`streak` tells its story: a sentence for every outcome, what is at stake, the daily run, the heat
map.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.play import Play
from tests.roads import road
from tests.weekly.group_play import Weekly


async def lived(weekly: Weekly, habits: str) -> None:
    """A week a letter: `a` active, `m` missed, `s` short.

    Ends in an open week in which nothing happened.
    """
    weekly.use(road(30))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    for number, habit in enumerate(habits, 1):
        if habit == "a":
            await weekly.say("Ben", f"done r{number}")
        if habit == "s":
            await weekly.say("Ann", "group post")
            await weekly.wait(minutes=1)
        else:
            await weekly.wait_until_week()


@pytest.mark.parametrize(
    ("habits", "row", "story"),
    [
        ("", "0 weeks", "Your streak begins with the first week"),
        ("m", "0 weeks", "Your streak begins with the first week"),
        ("a", "1 week", "Week 1 counted: you were active."),
        ("aaaa", "4 weeks", "Week 4 counted: you were active, and a freeze was earned."),
        ("aaaam", "4 weeks", "Week 5 passed without you, and a freeze kept your streak."),
        ("aam", "0 weeks", "Week 3 passed without an activity, so a new streak can begin now."),
        ("aamm", "0 weeks", "Week 4 passed without an activity. The next one is a fresh start."),
        ("as", "1 week", "Week 2 was a short one"),
    ],
)
async def test_the_last_change_is_told(weekly: Weekly, habits: str, row: str, story: str) -> None:
    """The last change is told in a sentence."""
    await lived(weekly, habits)
    told = await weekly.say("Ben", "streak")
    assert told.text.startswith(f"{row} in a row")
    assert story in told


async def test_forgiven_weeks_are_told(weekly: Weekly) -> None:
    await lived(weekly, "aam")
    await weekly.say("Ann", "group forgive Ben")
    told = await weekly.say("Ben", "streak")
    assert told.text.startswith("2 weeks in a row")
    assert "Week 3 was excused by an organiser" in told


@pytest.mark.parametrize(
    ("habits", "stake"),
    [
        ("", "begins a streak"),
        ("a", "one activity before then keeps your streak"),
        ("aaaa", "a freeze keeps your streak"),
        ("am", "begins a streak"),
    ],
)
async def test_the_stake_has_a_deadline(weekly: Weekly, habits: str, stake: str) -> None:
    """What is at stake is told with the end of the week."""
    await lived(weekly, habits)
    due = await weekly.next_due()
    assert due
    told = await weekly.say("Ben", "streak")
    assert stake in told
    assert due.isoformat() in told


async def test_activity_makes_it_safe(
    weekly: Weekly,
) -> None:
    """What is done this week makes it safe, and adds one when the week closes."""
    await lived(weekly, "a")
    await weekly.say("Ben", "done r2")
    told = await weekly.say("Ben", "streak")
    assert told.text.startswith("1 week in a row (+1 when this week closes)")
    assert "safe already: 1 activity" in told
    await weekly.wait_until_week()
    assert (await weekly.say("Ben", "streak")).text.startswith("2 weeks in a row\n")


async def test_two_freezes_are_held_at_most(weekly: Weekly) -> None:
    await lived(weekly, "a" * 12)
    assert "2 freezes held" in await weekly.say("Ben", "streak")


async def test_the_longest_outlives_the_present(weekly: Weekly) -> None:
    await lived(weekly, "aaama")
    told = await weekly.say("Ben", "streak")
    assert told.text.startswith("1 week in a row")
    assert "Longest: 3 weeks" in told


async def test_daily_runs_count_local_days(play: Play) -> None:
    """The daily run counts local days, up to yesterday or today."""
    play.told("Ben", zone="America/New_York")
    play.clock.now = datetime(
        2026, 3, 3, 4, 30, tzinfo=UTC
    )  # still the evening of 2 March in New York
    await play.say("Ben", "done first-flush")
    play.clock.advance(hours=1)  # half past midnight there
    await play.say("Ben", "done two-leaves")
    assert "daily run: 2 days" in await play.say("Ben", "streak")
    play.clock.advance(days=1)
    assert "daily run: 2 days" in await play.say("Ben", "streak")
    play.clock.advance(days=1)
    assert "daily run: 0 days" in await play.say("Ben", "streak")


async def test_changed_zones_keep_past_days(play: Play) -> None:
    """Changing the zone changes no day of the past."""
    await play.say("Ben", "settings zone:Tokyo")
    play.clock.now = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # 3 March in Tokyo
    for reading in ("first-flush", "two-leaves"):
        await play.say("Ben", f"done {reading}")
        play.clock.advance(days=1)
    play.clock.advance(days=-1)
    await play.say("Ben", "settings zone:Honolulu")  # where it is still 3 March
    assert "daily run: 2 days" in await play.say("Ben", "streak")
    assert [str(day) for (day,) in await play.rows("SELECT day FROM activities ORDER BY at")] == [
        "2026-03-03",
        "2026-03-04",
    ]


async def test_the_heat_map_darkens(play: Play) -> None:
    """The heat map shows 26 weeks, darker with more activity."""
    play.clock.now = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
    await play.say("Ben", "done first-flush")
    play.clock.advance(days=-7)
    for reading in ("two-leaves", "withering", "water-temperature", "history-of-pots"):
        await play.say("Ben", f"done {reading}")
    play.clock.advance(days=7)
    told = await play.say("Ben", "streak")
    rows = [line.strip("`") for line in told.text.split("\n") if line.startswith("`")]
    assert [row[:2] for row in rows] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert {len(row) for row in rows} == {3 + 26}
    assert rows[2].endswith("·█░")
    assert rows[3].endswith("· ")  # tomorrow is no idle day
    assert "active on 2 days" in told


async def test_looking_stores_nothing(weekly: Weekly) -> None:
    await lived(weekly, "a")
    before = await weekly.everything()
    await weekly.say("Cem", "streak")
    assert await weekly.everything() == before


async def test_a_day_is_stamped_once(play: Play) -> None:
    play.clock.now = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
    await play.say("Ben", "done first-flush")
    play.clock.now += timedelta(seconds=2)
    await play.say("Ben", "done first-flush")
    assert [str(day) for (day,) in await play.rows("SELECT day FROM activities")] == ["2026-03-02"]
