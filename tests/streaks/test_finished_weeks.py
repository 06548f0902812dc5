"""Whoever has finished a week was active in it; what left nothing to do cannot be missed."""

import pytest

from bot.core.call import Call
from bot.core.interaction import Address
from tests.by_hand import ByHand
from tests.play import Shown
from tests.roads import road
from tests.weekly.group_play import Weekly

DOOR = Address("test", "", "@ben")


async def begun(weekly: Weekly, weeks: int = 8) -> None:
    """A group in its first week, with Ben in it."""
    weekly.use(road(weeks))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")


async def knows(weekly: Weekly, *sections: str) -> Shown:
    """Ben knows these already."""
    shown = None
    for section in sections:
        shown = await weekly.call("Ben", Call("know", {"section": section}))
    assert shown
    return shown


async def test_reading_ahead_keeps_the_streak(weekly: Weekly) -> None:
    await begun(weekly)
    for reading in ("r2", "r3"):
        await weekly.wait(days=1)
        await weekly.say("Ben", f"done {reading}")
    await weekly.wait_until_week()
    told = await weekly.say("Ben", "streak")
    assert "1 week in a row (+1 when this week closes)" in told
    assert "This week is safe already: you had read all of it before." in told
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    told = await weekly.say("Ben", "streak")
    assert "3 weeks in a row" in told
    assert "Week 3 counted: you had read all of it before." in told
    assert "Finished: Ben" in weekly.newest("recap")


async def test_a_repeated_week_counts_for_its_finishers(weekly: Weekly) -> None:
    await begun(weekly)
    await weekly.say("Ann", "group repeat")
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    assert "2 weeks in a row" in await weekly.say("Ben", "streak")
    assert "Finished: Ben" in weekly.newest("recap")


async def test_never_more_than_all_take_part(weekly: Weekly) -> None:
    """Three read everything at the beginning, and did nothing for six weeks."""
    await begun(weekly)
    for name in ("Cem", "Dee", "Ben"):
        for number in range(1, 8):
            await weekly.say(name, f"done r{number}")
    for _ in range(6):
        await weekly.wait_until_week()
    assert "3 of 3 who take part finished the week" in weekly.newest("recap")


@pytest.mark.parametrize("also", ["", "done r2"])
async def test_what_is_known_is_not_done(weekly: Weekly, also: str) -> None:
    """A week of nothing but known readings is excused, and names nobody."""
    await begun(weekly)
    assert "1 reading marked as known, without points" in await knows(weekly, "s2")
    if also:
        assert "read" in await weekly.say("Ben", also)
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    told = await weekly.say("Ben", "streak")
    if also:
        assert "2 weeks in a row" in told
        assert "Finished: Ben" in weekly.newest("recap")
    else:
        assert "1 week in a row" in told
        assert "Week 2 left you nothing to do, so your streak is as it was." in told
        assert "Nobody finished all of it" in weekly.newest("recap")


async def test_the_rest_finishes_a_known_week(weekly: Weekly) -> None:
    """Where part of a week is known, reading the rest of it finishes it."""
    weekly.use(road(8, minutes=30))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    assert "Nobody has finished yet" in await weekly.say("Ben", "week")
    await knows(weekly, "s2")
    shown = await weekly.say("Ben", "week")
    assert "known before" in shown
    assert "Finished: Ben" in shown
    await weekly.call("Ben", Call("undo", {"reading": "r2"}))
    assert "Nobody has finished yet" in await weekly.say("Ben", "week")


async def test_what_is_known_is_not_offered(weekly: Weekly) -> None:
    await begun(weekly)
    await knows(weekly, "s2", "s3")
    shown = await weekly.say("Ben", "next")
    assert "Title of r4" in shown
    assert "5 to go" in shown


@pytest.mark.parametrize(("left_open", "weeks"), [(False, "2 weeks"), (True, "0 weeks")])
async def test_catch_up_spares_who_has_nothing_open(
    weekly: Weekly, left_open: bool, weeks: str
) -> None:
    await begun(weekly)
    await weekly.wait_until_week()
    if not left_open:
        await weekly.say("Ben", "done r2")
    await weekly.say("Ann", "group insert catch-up")
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    assert f"{weeks} in a row" in await weekly.say("Ben", "streak")
    assert "nothing was caught up with" in weekly.newest("recap")


async def test_catch_up_is_told_in_numbers(weekly: Weekly) -> None:
    await begun(weekly)
    await weekly.wait_until_week()
    await weekly.say("Ann", "group insert catch-up")
    await weekly.wait_until_week()
    for name in ("Ben", "Cem"):
        await weekly.say(name, "done r2")
    await weekly.wait_until_week()
    assert "2 earlier readings caught up with" in weekly.newest("recap")


async def test_closed_weeks_stay_as_they_were(weekly: Weekly) -> None:
    await begun(weekly)
    for _ in range(2):
        await weekly.wait_until_week()
    await weekly.say("Ben", "done r2")
    await weekly.wait_until_week()
    finished = await weekly.rows("SELECT number, finished FROM weeks ORDER BY number")
    assert [tuple(row) for row in finished][:2] == [(1, 1), (2, 0)]


async def test_streaks_of_before_only_grow(weekly: Weekly) -> None:
    """Weeks that were finished ahead counted for nothing; folded anew they count."""
    await begun(weekly)
    await weekly.say("Ben", "done r2")
    for _ in range(3):
        await weekly.wait_until_week()
    tx = ByHand(weekly.database)
    await tx.execute("UPDATE members SET streak = 0, longest = 1")
    await weekly.say("Ben", "done r4")
    await weekly.wait_until_week()
    assert "0 weeks" not in await weekly.say("Ben", "streak")
    assert await weekly.rows("SELECT longest FROM members WHERE longest < 2") == []


@pytest.mark.parametrize("number", [1, 2])
async def test_an_undone_part_unfinishes_the_week(weekly: Weekly, number: int) -> None:
    """Each half of a long reading is a week's, and can be taken back while that week is open."""
    weekly.use(road(4, minutes=180))
    await weekly.begin("pace:90")
    for _ in range(number):
        await weekly.wait_until_week()
    await weekly.call("Ben", Call("done", {"reading": "r1", "part": str(number)}))
    assert "Finished: Ben" in await weekly.say("Ben", "week")
    await weekly.call("Ben", Call("undo", {"reading": "r1", "part": str(number)}))
    assert "Nobody has finished yet" in await weekly.say("Ben", "week")


async def test_what_is_known_can_be_opened_again(weekly: Weekly) -> None:
    await begun(weekly)
    await knows(weekly, "s2")
    assert "marked as known" in await weekly.call("Ben", Call("skip", {"reading": "r2"}))
    shown = await weekly.say("Ben", "roadmap 2")
    assert "≈ Title of r2" in shown
    assert " · known before\n" in shown
    assert "0 of 2 readings done, 1 known before" in shown
    opened = await weekly.press("Ben", shown, "Title of r2")
    assert "Title of r2 is open again" in opened
    assert "Title of r2" in await weekly.say("Ben", "next")


async def test_nobody_is_nudged_about_a_safe_week(weekly: Weekly) -> None:
    """Ben had read week 2, knows week 3; week 4 is open for him."""
    await begun(weekly)
    await weekly.say("Ben", "settings reminders:on")
    await weekly.say("Ben", "done r2")
    await knows(weekly, "s3")
    for told in ("you had read all of it", "leaves you nothing to do"):
        await weekly.wait_until_week()
        assert told in await weekly.say("Ben", "streak")
        await weekly.wait(days=6.9)
        assert weekly.direct("Ben") == []
    await weekly.wait_until_week()
    await weekly.wait(days=6.9)
    assert "week 4" in weekly.direct("Ben")[0]


async def test_whoever_came_with_all_read_has_finished(weekly: Weekly) -> None:
    """Ben read the week's reading on his own, and then joined by a reply."""
    weekly.use(road(8))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1", DOOR)
    await weekly.reply("Ben", 1, await weekly.thread())
    await weekly.wait_until_week()
    assert "Finished: Ben" in weekly.newest("recap")


async def test_a_course_that_was_known_was_not_read(weekly: Weekly) -> None:
    weekly.use(road(2))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await knows(weekly, "s1", "s2")
    await weekly.say("Cem", "done r1")
    await weekly.call("Cem", Call("know", {"section": "s2"}))
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    farewell = weekly.newest("recap")
    assert "Read all of it: Cem" in farewell
    assert "Ben" not in farewell
