"""Leaderboards: month and all time, three metrics, ties, one's own place, and members who do not
want to be seen.
"""

from datetime import UTC, datetime

import pytest

from tests.by_hand import ByHand
from tests.editions import edited
from tests.play import TEA, Play
from tests.quiz.solo_play import answer, has_read, play_through

READINGS = ("first-flush", "withering", "water-temperature", "two-leaves", "history-of-pots")


async def test_empty_boards_say_how_to_begin(play: Play) -> None:
    """An empty board says how to begin."""
    for by in ("points", "accuracy", "readings"):
        lines = await play.board("Ben", f"leaderboard by:{by}")
        assert lines[0].startswith("Nobody")
        assert "You will appear here" in lines[1]


async def test_ties_share_a_rank(play: Play) -> None:
    """Equal values share a rank, and the next rank is skipped."""
    await _read(play, "Cem", 1)
    await _read(play, "Ann", 1)
    await _read(play, "Ben", 1)
    await _read(play, "Dee", 2)
    await _read(play, "Eve", 2)
    assert await play.board("Ben") == [
        "1. Dee · 20 points",
        "1. Eve · 20 points",
        "3. Cem · 10 points",
        "3. Ann · 10 points",
        "3. Ben (you) · 10 points",
    ]


async def test_who_got_there_first_stands_first(play: Play) -> None:
    await _read(play, "Ben", 1)
    await _read(play, "Ann", 2)
    await play.say("Ben", "done withering")
    assert (await play.board("Ann"))[:2] == ["1. Ann (you) · 20 points", "1. Ben · 20 points"]


async def test_unpaid_learning_costs_no_place(play: Play) -> None:
    """Learning without points costs nobody their place."""
    await _read(play, "Ben", 1)
    await _read(play, "Ann", 1)
    play.clock.advance(minutes=1)
    await answer(play, "Ben", await play.say("Ben", "quiz solo"), right=False)
    assert (await play.board("Ann"))[:2] == ["1. Ben · 10 points", "1. Ann (you) · 10 points"]


async def test_the_three_metrics_are_three_boards(play: Play) -> None:
    for name in READINGS:
        await play.say("Ann", f"done {name}")
    await has_read(play, "Ben")
    for _ in range(2):
        await play_through(play, "Ben")
    assert await play.board("Ann", "leaderboard points") == [
        "1. Ben · 50 points",
        "2. Ann (you) · 30 points",
    ]
    assert (await play.board("Ben", "leaderboard readings"))[0] == "1. Ann · 5 readings"
    assert (await play.board("Ann", "leaderboard accuracy"))[0] == "1. Ben · 100 %"


async def test_accuracy_needs_ten_answers(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben")
    await play_through(play, "Ben", "quiz solo 4", right=False)
    assert "Nobody" in (await play.board("Ann", "leaderboard accuracy"))[0]
    assert "10 answers" in (await play.board("Ben", "leaderboard accuracy"))[1]
    await play_through(play, "Ben", "quiz solo 1")
    assert await play.board("Ben", "leaderboard accuracy") == ["1. Ben (you) · 60 %"]


async def test_the_never_right_are_listed(
    play: Play,
) -> None:
    """Somebody who never answers rightly stands on the accuracy board, too."""
    await has_read(play, "Ben")
    for _ in range(2):
        await play_through(play, "Ben", right=False)
    assert await play.board("Ben", "leaderboard accuracy") == ["1. Ben (you) · 0 %"]


async def test_months_begin_in_groups_zone(play: Play) -> None:
    """The month begins at midnight in the group's zone."""
    tx = ByHand(play.database)
    await tx.execute("UPDATE groups SET zone = 'Asia/Tokyo'")
    await play.say("Ben", "settings zone:Los_Angeles")
    play.clock.now = datetime(2026, 3, 31, 14, 59, tzinfo=UTC)
    await play.say("Ben", "done first-flush")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]
    play.clock.advance(minutes=1)
    assert "Nobody" in (await play.board("Ben"))[0]
    await play.say("Ben", "done withering")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]
    assert await play.board("Ben", "leaderboard all") == ["1. Ben (you) · 20 points"]


async def test_undoing_reaches_its_own_month(play: Play) -> None:
    """What is taken back in another month leaves the month it was in."""
    await play.say("Ben", "done first-flush")
    play.clock.advance(days=40)
    await play.say("Ben", "done withering")
    await play.say("Ben", "undo first-flush")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]
    assert await play.board("Ben", "leaderboard all") == ["1. Ben (you) · 10 points"]


async def test_below_ten_one_sees_oneself(play: Play) -> None:
    """One sees one's own place below the first ten."""
    for number in range(11):
        await _read(play, f"Member {number:02}", 2)
    await _read(play, "Ben", 1)
    lines = await play.board("Ben")
    assert len(lines) == 12
    assert lines[9] == "1. Member 09 · 20 points"
    assert lines[10:] == ["…", "12. Ben (you) · 10 points"]


async def test_hidden_members_are_not_counted(
    play: Play,
) -> None:
    """A hidden member is not counted and sees the place they would have."""
    await _read(play, "Ben", 2)
    await _read(play, "Ann", 1)
    await play.say("Ben", "settings boards:hidden")
    assert await play.board("Ann") == ["1. Ann (you) · 10 points"]
    assert await play.board("Ben") == [
        "1. Ann · 10 points",
        "You are hidden. You would be in place 1 with 20 points.",
    ]
    await play.say("Ben", "settings boards:visible")
    assert await play.board("Ann") == ["1. Ben · 20 points", "2. Ann (you) · 10 points"]


async def test_hidden_early_stays_hidden(play: Play) -> None:
    """Who is hidden before their first points stays hidden."""
    await play.say("Ben", "settings boards:hidden")
    await _read(play, "Ben", 1)
    assert "Nobody" in (await play.board("Ann"))[0]
    play.clock.advance(days=40)
    await play.say("Ben", "done withering")
    assert "Nobody" in (await play.board("Ann"))[0]


async def test_initials_are_for_others(play: Play) -> None:
    """Initials are shown to others, and the name to oneself."""
    play.told("Ben", name="Ben ben Benoît")
    await _read(play, "Ben", 1)
    await play.say("Ben", "settings boards:initials")
    assert (await play.board("Ann"))[0] == "1. B. B. B. · 10 points"
    assert (await play.board("Ben"))[0] == "1. Ben ben Benoît (you) · 10 points"


async def test_shared_boards_keep_privacy(play: Play) -> None:
    """Shown to everyone, a board keeps private things private."""
    await _read(play, "Ben", 1)
    await _read(play, "Ann", 1)
    await play.say("Ann", "settings boards:hidden")
    await play.say("Ben", "settings boards:initials")
    shown = await play.press("Ann", await play.say("Ann", "leaderboard"), "Show everyone")
    assert not shown.message.private
    assert shown.text.split("\n")[1:] == ["1. B. · 10 points"]


async def test_buttons_lead_to_other_boards(play: Play) -> None:
    await _read(play, "Ben", 1)
    shown = await play.say("Ben", "leaderboard")
    assert "All time, by points" in (all_time := await play.press("Ben", shown, "All time"))
    assert "All time, by readings" in await play.press("Ben", all_time, "By readings")


async def test_new_names_show_at_once(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    play.told("Ben", name="Benjamin")
    await play.say("Ben", "done withering")
    assert (await play.board("Ann"))[0] == "1. Benjamin · 20 points"


@pytest.mark.parametrize("section", ["picking", "drying"])
async def test_pack_changes_keep_boards(play: Play, section: str) -> None:
    """Boards do not change when a section or reading of the pack is retired."""
    await _read(play, "Ben", 2)
    before = await play.board("Ben")
    play.use(
        edited(TEA, section, lambda s: type(s)(s.id, s.title, "outline", retired="2026-03-01"))
    )
    assert await play.board("Ben") == before


async def _read(play: Play, name: str, readings: int) -> None:
    for reading in READINGS[:readings]:
        play.clock.advance(seconds=1)
        await play.say(name, f"done {reading}")
