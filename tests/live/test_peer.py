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


async def test_a_split_vote_is_discussed_and_the_spread_stays_hidden(weekly: Weekly) -> None:
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=False)
    talking = await close(weekly, 91)
    assert "talk about it" in talking
    assert "4 votes, and you do not agree" in talking
    assert "%" not in talking
    assert "right" not in talking
    assert "The first vote is closed" in await answer(weekly, "Eve", screen)


async def test_the_second_vote_is_a_message_of_its_own_and_both_spreads_are_shown_with_the_gain(
    weekly: Weekly,
) -> None:
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


async def test_points_come_by_the_last_vote_accuracy_and_review_by_the_first(
    weekly: Weekly,
) -> None:
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


async def test_what_few_understood_is_explained_and_the_section_asked_about_once_more(
    weekly: Weekly,
) -> None:
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=False, Ben=False, Cleo=False, Dora=True)
    revealed = await close(weekly, 91)
    assert "1 of 4 got it right" in revealed
    assert "the next question stays with it" in revealed
    section = screen.text.split("\n")[1]
    await weekly.wait(minutes=0.3)
    assert newest(weekly).text.split("\n")[1] == section


async def test_what_most_understood_is_explained_at_once(weekly: Weekly) -> None:
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=True, Dora=False)
    assert "3 of 4 got it right" in await close(weekly, 91)


async def test_of_fewer_than_three_votes_nothing_is_discussed(weekly: Weekly) -> None:
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=False)
    revealed = await close(weekly, 91)
    assert "1 of 2 got it right. No discussion: it takes 3 votes." in " ".join(
        revealed.text.split()
    )


async def test_what_needs_no_discussion_says_nothing_of_votes(weekly: Weekly) -> None:
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=True)
    assert "it takes" not in await close(weekly, 91)


async def test_where_nothing_is_discussed_anyway_few_votes_are_enough(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:1 style:calm")
    await vote(weekly, screen, Ann=True)
    assert "it takes" not in await close(weekly, 91)


async def test_the_second_vote_can_be_called_early(weekly: Weekly) -> None:
    screen = await begin(weekly, PEER)
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=False)
    await close(weekly, 91)
    await press(weekly, "Ann", "Vote now")
    await weekly.wait(minutes=0.01)
    assert "vote again" in newest(weekly)


async def test_stopped_in_the_middle_of_a_discussion_the_first_vote_counts(weekly: Weekly) -> None:
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
def test_the_thresholds_are_within_what_is_discussed(right: int, given: int, comes: str) -> None:
    assert peer_instruction.outcome(Votes(given, right), 35, 70) == comes


@given(st.integers(1, 500), st.data())
def test_the_normalised_gain_is_the_share_of_what_could_be_gained(
    given: int, data: st.DataObject
) -> None:
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
