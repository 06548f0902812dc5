"""A member's own page, the welcome and `group show` say where the group is on its course."""

import pytest

from tests.reading.test_on_course import building
from tests.roads import road
from tests.weekly.group_play import Weekly


@pytest.fixture
async def third_week(weekly: Weekly) -> Weekly:
    """A group in its third of five weeks, the last of which builds on the first."""
    weekly.use(building(road(5), s3="s1"))
    await weekly.begin("course:road-essential pace:60")
    await weekly.say("Ben", "settings boards:visible")
    for _ in range(3):
        await weekly.wait_until_week()
    return weekly


async def test_home_says_how_far_the_course_is(third_week: Weekly) -> None:
    await third_week.say("Ben", "done r1")
    home = await third_week.say("Ben", "home")
    assert "Course: The whole road, its essentials, week 3 of 5" in home
    assert "On the course: 1 of 5 readings, 4 to go" in home


async def test_home_offers_a_task_as_done(weekly: Weekly) -> None:
    await weekly.begin("course:first-cups")
    for _ in range(2):
        await weekly.wait_until_week()
    await weekly.say("Ben", "done withering")
    home = await weekly.say("Ben", "home")
    assert "Do next: Weigh what leaves the leaf" in home
    assert "Weigh what leaves the leaf: done" in await weekly.press("Ben", home, "I've done it")


async def test_home_names_the_course_without_weeks(weekly: Weekly) -> None:
    await weekly.say("Ben", "done")
    assert "Course: First Cups\n" in await weekly.say("Ben", "home")


async def test_the_group_shows_its_week(third_week: Weekly) -> None:
    shown = await third_week.say("Ben", "group show")
    assert "Course: The whole road, its essentials (5 readings, 5 h)" in shown
    assert "Weeks: 3 of 5, 2 to go" in shown


async def test_a_late_joiner_is_told_the_way(third_week: Weekly) -> None:
    """What the group walks, which week of how many, the short way in; not so who was there."""
    told = await third_week.say("Cem", "welcome")
    assert "It walks The whole road, its essentials, and is in week 3 of 5." in told
    assert "The short way in, from before you came: Title of r1 (1 h)" in told
    known = await third_week.say("Ben", "welcome")
    assert "is in week 3 of 5" in known
    assert "short way in" not in known
    assert "Next: Title of r3" in known


async def test_a_newcomer_before_the_start_is_told(weekly: Weekly) -> None:
    await weekly.begin("course:first-cups")
    told = await weekly.say("Cem", "welcome")
    assert "It walks First Cups; the first of 3 weeks is to come." in told


async def test_weeks_of_a_second_course_count_anew(weekly: Weekly) -> None:
    """The number of the post goes on; the week of the course begins with one."""
    await weekly.begin("course:first-cups")
    for _ in range(3):
        await weekly.wait_until_week()
    await weekly.begin("course:all-cups")
    await weekly.wait_until_week()
    home = await weekly.say("Ben", "home")
    assert "Week 4: " in home
    assert "Course: All Cups, week 1 of " in home
