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


async def test_next_shows_link_minutes_why(play: Play) -> None:
    """`next` shows the reading with its link, part, minutes and why."""
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


async def test_optional_readings_come_after_the_course(play: Play) -> None:
    for name in WAY:
        assert TITLES[name] in await play.say("Ben", "next")
        assert f"{TITLES[name]}: read" in await play.say("Ben", "done")
        play.clock.advance(days=1)
    assert "whole road" in await play.say("Ben", "next")
    assert "read everything" in await play.say("Ben", "done")


async def test_done_offers_undo(play: Play) -> None:
    """`done` says what it did and offers to undo it."""
    shown = await play.say("Ben", "done")
    assert "+10 points" in shown
    assert "1 of 2 readings" in shown
    assert "1 of 4" in shown
    assert "Undo" in shown.calls


@pytest.mark.parametrize(
    "typed", ["withering", "On Withering", "WITHER", "on withering ", "reading:withering"]
)
async def test_ids_and_titles_both_work(play: Play, typed: str) -> None:
    """A reading is known by its id and by its title."""
    assert "On Withering: read" in await play.say("Ben", f"done {typed}")


async def test_several_matches_are_offered(
    play: Play,
) -> None:
    """Several readings that match are offered, and the one that is picked is marked."""
    before = await play.everything()
    told = await play.say("Ben", "done a")
    assert "Which one is done?" in told
    assert {"Two Leaves and a Bud", "A History of Pots"} <= set(told.calls)
    assert await play.everything() == before
    picked = await play.press("Ben", told, "Two Leaves and a Bud")
    assert "Two Leaves and a Bud: read. +10 points" in picked
    assert "already" in await play.press("Ben", told, "Two Leaves and a Bud")
    assert "open again" in await play.press("Ben", picked, "Undo")


async def test_already_read_is_offered_last(play: Play) -> None:
    first, *others = (await play.say("Ben", "done a")).calls
    await play.say("Ben", f'done "{first}"')
    assert list((await play.say("Ben", "done a")).calls) == [*others, first]


async def test_many_matches_offer_the_first(play: Play) -> None:
    """Of very many readings that match, the first are offered."""
    play.use(road(40))
    told = await play.say("Ben", "done title")
    assert "first 25" in told
    assert len(told.calls) == 25


@pytest.mark.parametrize("typed", ["1", "4"])
async def test_without_week_numbers_are_words(play: Play, typed: str) -> None:
    """Where no week runs, a number is a word like any other."""
    assert "no reading called" in await play.say("Ben", f"done {typed}")


async def test_twice_is_the_same_as_once(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    once = await play.everything()
    play.clock.advance(hours=1)
    again = await play.say("Ben", "done first-flush")
    assert "already" in again
    assert "Undo" in again.calls
    assert await play.everything() == once


async def test_undo_takes_everything_back(play: Play) -> None:
    """Undo takes back the mark, the points and the activity."""
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


async def test_done_again_earns_once_more(play: Play) -> None:
    """A reading done after all, once undone, earns its points again, once."""
    shown = await play.say("Ben", "done")
    for _ in range(4):
        undone = await play.press("Ben", shown, "Undo")
        shown = await play.press("Ben", undone, "I've read it after all")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]
    assert (await play.board("Ben", "leaderboard readings"))[0] == "1. Ben (you) · 1 reading"


async def test_others_readings_cannot_be_undone(play: Play) -> None:
    """Nobody can take back what another has read."""
    shown = await play.say("Ann", "done")
    assert "nothing to take back" in await play.press("Ben", shown, "Undo")
    assert (await play.board("Ann"))[0] == "1. Ann (you) · 10 points"


async def test_set_aside_can_come_back(play: Play) -> None:
    """What is set aside comes last and can be brought back."""
    first = await play.say("Ben", "next")
    aside = await play.press("Ben", first, "Skip")
    assert "Two Leaves" in await play.say("Ben", "next")
    assert "The First Flush" in (await play.say("Ben", "roadmap picking")).calls
    await play.press("Ben", aside, "Bring it back")
    assert "The First Flush" in await play.say("Ben", "next")


async def test_set_aside_is_offered_last(play: Play) -> None:
    """What is set aside is offered when all else is done."""
    await play.say("Ben", "skip first-flush")
    for name in WAY[1:]:
        await play.say("Ben", f"done {name}")
    shown = await play.say("Ben", "next")
    assert "The First Flush" in shown
    assert "set this one aside" in shown
    assert "The First Flush: read" in await play.press("Ben", shown, "I've read it")
    assert "whole road" in await play.say("Ben", "next")


async def test_done_is_never_set_aside(play: Play) -> None:
    shown = await play.say("Ben", "next")
    await play.press("Ben", shown, "I've read it")
    assert "already" in await play.press("Ben", shown, "Skip")
    await play.say("Ben", "unskip first-flush")
    assert "1 reading" in await play.say("Ben", "progress")


async def test_set_aside_earns_when_done(play: Play) -> None:
    """A reading set aside earns its points when it is done."""
    await play.say("Ben", "skip first-flush")
    assert "+10 points" in await play.say("Ben", "done first-flush")


async def test_the_fourth_earns_nothing(play: Play) -> None:
    """The fourth reading of a day is marked, without points."""
    for name in WAY[:3]:
        assert "+10 points" in await play.say("Ben", f"done {name}")
    assert "without points" in await play.say("Ben", f"done {WAY[3]}")
    assert await play.board("Ben") == ["1. Ben (you) · 30 points"]
    assert (await play.board("Ben", "leaderboard by:readings"))[0] == "1. Ben (you) · 4 readings"


async def test_undoing_frees_a_place(play: Play) -> None:
    """A reading undone gives its place among the day's three back."""
    for name in WAY[:4]:
        await play.say("Ben", f"done {name}")
    await play.say("Ben", f"undo {WAY[0]}")
    assert "+10 points" in await play.say("Ben", f"done {WAY[4]}")
    assert "without points" in await play.say("Ben", f"done {WAY[0]}")
    assert await play.board("Ben") == ["1. Ben (you) · 30 points"]


async def test_undoing_unpaid_costs_nothing(play: Play) -> None:
    """Taking back a reading that earned no points takes no points."""
    for name in WAY[:4]:
        await play.say("Ben", f"done {name}")
    assert "points" not in await play.say("Ben", f"undo {WAY[3]}")
    assert await play.board("Ben") == ["1. Ben (you) · 30 points"]


async def test_undoing_later_frees_no_place(play: Play) -> None:
    """What is taken back on a later day frees no place on that day."""
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
async def test_ones_own_midnight_counts(play: Play, zone: str, evening: datetime) -> None:
    """A day's three readings are counted by the member's own midnight."""
    await play.say("Ben", f"settings zone:{zone}")
    play.clock.now = evening
    for name in WAY[:3]:
        await play.say("Ben", f"done {name}")
    assert "without points" in await play.say("Ben", f"done {WAY[3]}")
    play.clock.advance(minutes=1)
    assert "+10 points" in await play.say("Ben", f"done {WAY[4]}")


async def test_unset_the_platforms_zone_counts(play: Play) -> None:
    """The platform's zone counts where one has chosen none."""
    play.told("Ben", zone="Europe/Berlin")
    play.clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    await play.say("Ben", "done")
    assert await play.rows("SELECT day FROM activities") == [("2026-03-03",)]


async def test_changed_zones_keep_the_past(play: Play) -> None:
    """Changing the zone changes nothing in the past."""
    play.clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    await play.say("Ben", "done")
    await play.say("Ben", "settings zone:Berlin")
    assert await play.rows("SELECT day FROM activities") == [("2026-03-02",)]
