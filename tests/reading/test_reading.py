"""Reading: what comes next, done and undo, setting aside, and points for three readings a local
day.
"""

from datetime import UTC, datetime

import pytest

from tests.play import Play
from tests.roads import road

WAY = ["first-flush", "two-leaves", "withering", "water-temperature", "history-of-pots"]
TITLES = {
    "first-flush": "The First Flush",
    "two-leaves": "Two Leaves and a Bud",
    "withering": "On Withering",
    "water-temperature": "Water, Hot and Not So Hot",
    "history-of-pots": "A History of Pots",
}


async def test_next_shows_the_reading_with_its_link_part_minutes_and_why(play: Play) -> None:
    shown = await play.say("Ben", "next")
    for words in (
        "The First Flush <https://example.org/first-flush>",
        "Whole paper",
        "30 min",
        "Why now",
        "course",
    ):
        assert words in shown
    assert list(shown.calls) == ["I've read it", "Quiz me", "Skip", "Show the section"]


async def test_the_way_is_the_course_then_what_is_optional(play: Play) -> None:
    for name in WAY:
        assert TITLES[name] in await play.say("Ben", "next")
        assert f"{TITLES[name]}: read" in await play.say("Ben", "done")
        play.clock.advance(days=1)
    assert "whole road" in await play.say("Ben", "next")
    assert "read everything" in await play.say("Ben", "done")


async def test_done_says_what_it_did_and_offers_undo(play: Play) -> None:
    shown = await play.say("Ben", "done")
    assert "+10 points" in shown
    assert "1 of 2 readings" in shown
    assert "1 of 4" in shown
    assert "Undo" in shown.calls


@pytest.mark.parametrize(
    "typed", ["withering", "On Withering", "WITHER", "on withering ", "reading:withering"]
)
async def test_a_reading_is_known_by_its_id_and_its_title(play: Play, typed: str) -> None:
    assert "On Withering: read" in await play.say("Ben", f"done {typed}")


async def test_several_that_match_are_offered_and_the_one_that_is_picked_is_marked(
    play: Play,
) -> None:
    before = await play.everything()
    told = await play.say("Ben", "done a")
    assert "Which one is done?" in told
    assert {"Two Leaves and a Bud", "A History of Pots"} <= set(told.calls)
    assert await play.everything() == before
    picked = await play.press("Ben", told, "Two Leaves and a Bud")
    assert "Two Leaves and a Bud: read. +10 points" in picked
    assert "already" in await play.press("Ben", told, "Two Leaves and a Bud")
    assert "open again" in await play.press("Ben", picked, "Undo")


async def test_what_is_read_already_is_offered_last(play: Play) -> None:
    first, *others = (await play.say("Ben", "done a")).calls
    await play.say("Ben", f'done "{first}"')
    assert list((await play.say("Ben", "done a")).calls) == [*others, first]


async def test_of_very_many_that_match_the_first_are_offered(play: Play) -> None:
    play.use(road(40))
    told = await play.say("Ben", "done title")
    assert "first 25" in told
    assert len(told.calls) == 25


@pytest.mark.parametrize("typed", ["1", "4"])
async def test_where_no_week_runs_a_number_is_a_word_like_any_other(play: Play, typed: str) -> None:
    assert "no reading called" in await play.say("Ben", f"done {typed}")


async def test_twice_is_the_same_as_once(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    once = await play.everything()
    play.clock.advance(hours=1)
    again = await play.say("Ben", "done first-flush")
    assert "already" in again
    assert "Undo" in again.calls
    assert await play.everything() == once


async def test_undo_takes_back_the_mark_the_points_and_the_activity(play: Play) -> None:
    shown = await play.say("Ben", "done")
    undone = await play.press("Ben", shown, "Undo")
    assert "10 points for it are taken back" in undone
    assert "The First Flush" in await play.say("Ben", "next")
    assert "Nobody has points" in await play.say("Ann", "leaderboard")
    for table in ("progress", "activities"):
        assert await play.rows(f"SELECT * FROM {table}") == []


async def test_undo_twice_takes_back_once(play: Play) -> None:
    await play.say("Ben", "done withering")
    shown = await play.say("Ben", "done first-flush")
    await play.press("Ben", shown, "Undo")
    assert "nothing to take back" in await play.press("Ben", shown, "Undo")
    assert (await play.board("Ben"))[0] == "1. Ben (you) · 10 points"


async def test_done_after_all_earns_the_points_again_once(play: Play) -> None:
    shown = await play.say("Ben", "done")
    for _ in range(4):
        undone = await play.press("Ben", shown, "Undo")
        shown = await play.press("Ben", undone, "I've read it after all")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]
    assert (await play.board("Ben", "leaderboard readings"))[0] == "1. Ben (you) · 1 reading"


async def test_nobody_can_take_back_what_another_has_read(play: Play) -> None:
    shown = await play.say("Ann", "done")
    assert "nothing to take back" in await play.press("Ben", shown, "Undo")
    assert (await play.board("Ann"))[0] == "1. Ann (you) · 10 points"


async def test_what_is_set_aside_comes_last_and_can_be_brought_back(play: Play) -> None:
    first = await play.say("Ben", "next")
    aside = await play.press("Ben", first, "Skip")
    assert "Two Leaves" in await play.say("Ben", "next")
    assert "The First Flush" in (await play.say("Ben", "roadmap picking")).calls
    await play.press("Ben", aside, "Bring it back")
    assert "The First Flush" in await play.say("Ben", "next")


async def test_what_is_set_aside_is_offered_when_all_else_is_done(play: Play) -> None:
    await play.say("Ben", "skip first-flush")
    for name in WAY[1:]:
        await play.say("Ben", f"done {name}")
    shown = await play.say("Ben", "next")
    assert "The First Flush" in shown
    assert "set this one aside" in shown
    assert "The First Flush: read" in await play.press("Ben", shown, "I've read it")
    assert "whole road" in await play.say("Ben", "next")


async def test_what_is_done_is_never_set_aside(play: Play) -> None:
    shown = await play.say("Ben", "next")
    await play.press("Ben", shown, "I've read it")
    assert "already" in await play.press("Ben", shown, "Skip")
    await play.say("Ben", "unskip first-flush")
    assert "1 reading" in await play.say("Ben", "progress")


async def test_a_reading_set_aside_earns_its_points_when_it_is_done(play: Play) -> None:
    await play.say("Ben", "skip first-flush")
    assert "+10 points" in await play.say("Ben", "done first-flush")


async def test_the_fourth_reading_of_a_day_is_marked_without_points(play: Play) -> None:
    for name in WAY[:3]:
        assert "+10 points" in await play.say("Ben", f"done {name}")
    assert "without points" in await play.say("Ben", f"done {WAY[3]}")
    assert await play.board("Ben") == ["1. Ben (you) · 30 points"]
    assert (await play.board("Ben", "leaderboard by:readings"))[0] == "1. Ben (you) · 4 readings"


async def test_undone_gives_its_place_among_the_three_back(play: Play) -> None:
    for name in WAY[:4]:
        await play.say("Ben", f"done {name}")
    await play.say("Ben", f"undo {WAY[0]}")
    assert "+10 points" in await play.say("Ben", f"done {WAY[4]}")
    assert "without points" in await play.say("Ben", f"done {WAY[0]}")
    assert await play.board("Ben") == ["1. Ben (you) · 30 points"]


async def test_taking_back_a_reading_without_points_takes_no_points(play: Play) -> None:
    for name in WAY[:4]:
        await play.say("Ben", f"done {name}")
    assert "points" not in await play.say("Ben", f"undo {WAY[3]}")
    assert await play.board("Ben") == ["1. Ben (you) · 30 points"]


async def test_what_is_taken_back_on_a_later_day_frees_no_place_on_that_day(play: Play) -> None:
    await play.say("Ben", f"done {WAY[0]}")
    play.clock.advance(days=1)
    for name in WAY[1:4]:
        await play.say("Ben", f"done {name}")
    await play.say("Ben", f"undo {WAY[0]}")
    assert "without points" in await play.say("Ben", f"done {WAY[4]}")


@pytest.mark.parametrize(
    ("zone", "evening"),
    [
        ("Europe/Berlin", datetime(2026, 3, 2, 22, 59, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 3, 3, 7, 59, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 3, 2, 9, 59, tzinfo=UTC)),
    ],
)
async def test_the_three_are_counted_by_the_members_own_midnight(
    play: Play, zone: str, evening: datetime
) -> None:
    await play.say("Ben", f"settings zone:{zone}")
    play.clock.now = evening
    for name in WAY[:3]:
        await play.say("Ben", f"done {name}")
    assert "without points" in await play.say("Ben", f"done {WAY[3]}")
    play.clock.advance(minutes=1)
    assert "+10 points" in await play.say("Ben", f"done {WAY[4]}")


async def test_the_platforms_zone_counts_where_one_has_chosen_none(play: Play) -> None:
    play.told("Ben", zone="Europe/Berlin")
    play.clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    await play.say("Ben", "done")
    assert await play.rows("SELECT day FROM activities") == [("2026-03-03",)]


async def test_changing_the_zone_changes_nothing_in_the_past(play: Play) -> None:
    play.clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    await play.say("Ben", "done")
    await play.say("Ben", "settings zone:Berlin")
    assert await play.rows("SELECT day FROM activities") == [("2026-03-02",)]
