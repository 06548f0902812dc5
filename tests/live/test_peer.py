"""Peer instruction.

Vote alone, discuss where opinions are split, vote again, see what it gained.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.live import peer_instruction
from bot.live.records import Votes
from tests.live.round_play import answer, begin, close, newest, press, vote, with_words
from tests.weekly.group_play import Weekly

PEER = "quiz live style:peer count:2"


async def test_split_votes_are_discussed_unseen(weekly: Weekly) -> None:
    """A split vote is discussed, and its spread stays hidden meanwhile."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=False)
    talking = await close(weekly, 91)
    assert "talk about it" in talking
    assert "4 votes, and you do not agree" in talking
    assert "%" not in talking
    assert "right" not in talking
    assert "The first vote is closed" in await answer(weekly, "Eve", screen)


async def test_both_votes_show_their_gain(
    weekly: Weekly,
) -> None:
    """The second vote is its own message; both spreads are shown with the gain."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=False)
    await close(weekly, 91)
    await weekly.wait(minutes=3)
    again = newest(weekly)
    assert "vote again" in again
    assert {call.args["vote"] for call in again.calls.values() if call.name == "live answer"} <= {
        "2"
    }
    await vote(weekly, again, Ann=True, Ben=True, Cleo=True, Dora=False)
    revealed = await close(weekly, 91)
    assert "2 · 50 % · first vote" in revealed
    assert "3 · 75 % · second vote" in revealed
    assert (
        "The discussion: 50 % right before, 75 % after, +25 points (normalised gain 0.50)."
        in revealed
    )
    kept = await weekly.rows(
        "SELECT first_votes, first_right, second_votes, second_right FROM round_questions"
    )
    assert kept[0] == (4, 2, 4, 3)
    await weekly.wait(minutes=10)
    result = with_words(weekly, "The round is over")[-1]
    assert "What discussing gained: 50 % right before, 75 % after" in result
    assert "Knew this time what they had missed before: Cleo (1)" in result


async def test_points_follow_the_last_vote(
    weekly: Weekly,
) -> None:
    """Points come by the last vote, accuracy and review by the first."""
    screen = await begin(weekly, "quiz live style:peer count:1")
    await vote(weekly, screen, Ann=True, Ben=False, Cleo=True, Dora=False)
    await close(weekly, 91 + 180)
    await vote(weekly, newest(weekly), Ann=False, Ben=True, Eve=True)
    await close(weekly, 91)
    rows = await weekly.rows(
        "SELECT p.name, s.points, s.answers, s.correct FROM scores s JOIN members m"
        " ON m.id = s.member_id"
        " JOIN people p ON p.id = m.person_id WHERE s.period = 'all' ORDER BY p.name"
    )
    # Dora did not vote again, so her first vote was her last; Eve came for the second only.
    assert rows == [
        ("Ann", 0, 1, 1),
        ("Ben", 10, 1, 0),
        ("Cleo", 10, 1, 1),
        ("Dora", 0, 1, 0),
        ("Eve", 10, 0, 0),
    ]
    assert await weekly.rows("SELECT count(*) FROM cards") == [(4,)]


async def test_few_right_means_another_question(
    weekly: Weekly,
) -> None:
    """What few understood is explained, and the section is asked about once more."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=False, Ben=False, Cleo=False, Dora=True)
    revealed = await close(weekly, 91)
    assert "1 of 4 got it right" in revealed
    assert "the next question stays with it" in revealed
    section = screen.text.split("\n")[1]
    await weekly.wait(minutes=0.3)
    assert newest(weekly).text.split("\n")[1] == section


async def test_most_right_is_explained_directly(weekly: Weekly) -> None:
    """What most understood is explained at once, without a discussion."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=True, Dora=False)
    assert "3 of 4 got it right" in await close(weekly, 91)


async def test_fewer_than_three_discuss_nothing(weekly: Weekly) -> None:
    """With fewer than three votes nothing is discussed."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=False)
    revealed = await close(weekly, 91)
    assert "1 of 2 got it right. No discussion: it takes 3 votes." in " ".join(
        revealed.text.split()
    )


async def test_agreed_answers_mention_no_votes(weekly: Weekly) -> None:
    """What needs no discussion says nothing of how many votes one takes."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=True)
    assert "it takes" not in await close(weekly, 91)


async def test_calm_rounds_ask_no_votes_more(weekly: Weekly) -> None:
    """A style that discusses nothing never asks for more votes."""
    screen = await begin(weekly, "quiz live count:1 style:calm")
    await vote(weekly, screen, Ann=True)
    assert "it takes" not in await close(weekly, 91)


async def test_the_second_vote_comes_early(weekly: Weekly) -> None:
    """Who steers can call the second vote early."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=False)
    await close(weekly, 91)
    await press(weekly, "Ann", "Vote now")
    await weekly.wait(minutes=0.01)
    assert "vote again" in newest(weekly)


async def test_stopped_discussing_first_votes_count(weekly: Weekly) -> None:
    """Stopped in the middle of a discussion, the first vote counts."""
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=False)
    await close(weekly, 91)
    await press(weekly, "Ann", "Stop the round")
    await weekly.wait(minutes=1)
    assert "1. Ann · 1 of 1 right\n1. Ben · 1 of 1 right" in newest(weekly)
    assert (await weekly.board("Eve"))[:2] == ["1. Ann · 10 points", "1. Ben · 10 points"]


@pytest.mark.parametrize(
    ("right", "given", "comes"),
    [
        (0, 2, "too few"),
        (1, 3, "below"),
        (2, 3, "discuss"),
        (7, 20, "discuss"),
        (14, 20, "discuss"),
        (15, 20, "above"),
    ],
)
def test_thresholds_themselves_are_discussed(right: int, given: int, comes: str) -> None:
    """A share right on either threshold is still discussed."""
    assert peer_instruction.outcome(Votes(given, right), 35, 70) == comes


@given(st.integers(1, 500), st.data())
def test_gain_is_share_of_possible(given: int, data: st.DataObject) -> None:
    """The normalised gain is the share won of what could be gained."""
    before, after = (Votes(given, data.draw(st.integers(0, given))) for _ in range(2))
    gained, normalised = (
        peer_instruction.gain(before, after),
        peer_instruction.normalised_gain(before, after),
    )
    assert gained == pytest.approx(100 * (after.right - before.right) / given)
    if before.right == given:
        assert normalised is None
    else:
        assert normalised == pytest.approx((after.right - before.right) / (given - before.right))
