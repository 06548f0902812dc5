"""`next`: this week's, then what was missed since one came, then the catch-up path, then what is
ahead.
"""

import pytest

from tests.play import Shown
from tests.roads import road
from tests.weekly.group_play import Weekly


@pytest.fixture
async def third_week(weekly: Weekly) -> Weekly:
    """A group in its third of six weeks; Ben came in the second."""
    weekly.use(road(6))
    await weekly.begin("pace:60")
    for number in range(1, 4):
        if number == 2:
            await weekly.say("Ben", "settings boards:visible")
        await weekly.wait_until_week()
    return weekly


async def shown_next(weekly: Weekly, name: str, reading: str, why: str) -> Shown:
    offered = await weekly.say(name, "next")
    assert f"Title of {reading} " in offered, offered.text
    assert why in offered
    return offered


async def test_week_missed_catch_up_ahead(third_week: Weekly) -> None:
    """In order: this week's readings, what was missed, catch-up, what is ahead."""
    for reading, why in (("r3", "this week's"), ("r1", "since you came"), ("r2", "since you came")):
        await shown_next(third_week, "Ben", reading, why)
        await third_week.say("Ben", "done")
    await shown_next(third_week, "Ben", "r4", "next one of your course")


async def test_catch_up_goes_oldest_first(third_week: Weekly) -> None:
    """What the group read before one came is catch-up, oldest first."""
    await third_week.say("Cem", "done r3")
    for reading in ("r1", "r2"):
        offered = await shown_next(third_week, "Cem", reading, "before you came")
        assert "I know this section" in offered.calls
        await third_week.say("Cem", "done")
    assert "I know this section" not in (await shown_next(third_week, "Cem", "r4", "course")).calls


async def test_known_sections_earn_nothing(third_week: Weekly) -> None:
    """Saying that one knows a section marks it without points or activity."""
    await third_week.say("Cem", "done r3")
    offered = await shown_next(third_week, "Cem", "r1", "before you came")
    assert "without points" in await third_week.press("Cem", offered, "I know this section")
    await shown_next(third_week, "Cem", "r2", "before you came")
    assert await third_week.board("Cem") == ["1. Cem (you) · 10 points"]
    ((acts,),) = await third_week.rows("SELECT count(*) FROM activities")
    assert acts == 1


async def test_newcomers_see_this_weeks_first(third_week: Weekly) -> None:
    """Whoever has done nothing yet is shown this week's reading first."""
    await shown_next(third_week, "Dee", "r3", "this week's")


async def test_skipped_readings_come_last(
    third_week: Weekly,
) -> None:
    """A skipped reading of the week is not offered until all else is done."""
    offered = await shown_next(third_week, "Ben", "r3", "this week's")
    await third_week.press("Ben", offered, "Skip")
    await shown_next(third_week, "Ben", "r1", "since you came")
    for number in (1, 2, 4, 5, 6):
        await third_week.say("Ben", f"done r{number}")
    for number in range(1, 7):
        await third_week.say("Ben", f"done c{number}")
    await shown_next(third_week, "Ben", "r3", "set this one aside")


async def test_weekly_parts_bear_their_number(weekly: Weekly) -> None:
    """A part that the week plans is offered with its number."""
    weekly.use(road(1, minutes=120))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    assert "part 2 of 2" in await weekly.say("Ben", "next")
    await weekly.say("Ben", "done")
    assert "part 1 of 2" in await weekly.say("Ben", "next")
    assert "+10 points" in await weekly.say("Ben", "done")
