"""A live round as three people play it on a platform.

What every adapter with a scheduler beside it promises.
"""

import pytest

from bot.boards import rebuilding
from tests.adapters.live_hall import Hall
from tests.by_hand import ByHand

LOOKING_ONLY = "Whoever began the round steers it"


class LiveScenarios:
    """Inherited by a platform's test class, which gives the fixture `hall`."""

    async def test_a_calm_round_runs_through(self, hall: Hall) -> None:
        """A calm round is announced, played and ranked."""
        assert "here it comes" in (await hall.type("Ann", "quiz live count:2")).text
        await hall.wait()
        assert "Ann invites everyone" in hall.newest().text
        assert hall.newest().controls == ["Start now", "Call it off"]
        await hall.press("Ann", "Start now")
        await hall.wait()
        assert "Question 1 of 2" in hall.newest().text
        assert hall.newest().thread
        await hall.vote(Ann=True, Ben=False)
        await hall.wait(60)
        assert "1 of 2 got it right" in hall.newest().text
        await hall.wait(12)
        await hall.vote(Ann=True, Ben=True, Cleo=True)
        await hall.wait(60)
        await hall.wait(12)
        result = hall.newest()
        assert "3 players, 2 questions." in result.text
        assert "1. Ann · 2 of 2 right\n2. Ben · 1 of 2 right\n2. Cleo · 1 of 2 right" in result.text
        assert result.controls == ["Review what I missed", "Another round", "Leaderboard"]
        await _boards_are_as_the_record_says(hall)

    async def test_a_question_stays_one_message(self, hall: Hall) -> None:
        """A question is one message from its asking to its reveal."""
        await hall.begin("quiz live count:1")
        await hall.vote(Ann=True, Ben=False, Cleo=True)
        before = len(hall.public())
        await hall.wait(5)
        counting = hall.newest()
        assert "3 answers so far" in counting.text
        assert "%" not in counting.text
        await hall.wait(55)
        assert "2 · 67 %" in hall.newest().text
        assert hall.newest().controls == ["Report"]
        assert len(hall.public()) == before

    async def test_a_private_choice_can_be_changed(self, hall: Hall) -> None:
        """A choice is confirmed to oneself alone and can be changed."""
        await hall.begin("quiz live count:1")
        first = await hall.answer("Ben", right=False)
        assert "Your answer: " in first.text
        assert first.private
        changed = await hall.answer("Ben")
        assert "Changed. Your answer now: " in changed.text
        assert changed.private
        await hall.home.driver.turn_to("Cleo")
        assert "Your answer: " not in hall.sees()
        assert "Your answer now: " not in hall.sees()
        await hall.wait(60)
        assert "1 of 1 got it right" in hall.newest().text

    async def test_racing_counts_first_answers_and_speed(self, hall: Hall) -> None:
        """In a race the first answer stands and speed counts."""
        await hall.begin("quiz live style:race count:1")
        await hall.vote(Ann=True)
        hall.home.stage.clock.advance(seconds=15)
        await hall.vote(Ben=True, Cleo=False)
        assert "In a race the first answer stands" in (await hall.answer("Cleo")).text
        await hall.wait(15)
        assert "Quickest: Ann" in hall.newest().text
        await hall.wait(12)
        assert "1. Ann · 1 of 1 right · 100 speed points" in hall.newest().text
        assert "2. Ben · 1 of 1 right · 75 speed points" in hall.newest().text
        await _boards_are_as_the_record_says(hall)

    async def test_peers_vote_discuss_and_vote_again(self, hall: Hall) -> None:
        await hall.begin("quiz live style:peer count:1")
        await hall.vote(Ann=True, Ben=False, Cleo=True)
        await hall.wait(90)
        talking = hall.newest()
        assert "talk about it" in talking.text
        assert "%" not in talking.text
        assert talking.controls == ["Vote now", "Break", "Stop the round"]
        await hall.wait(180)
        assert "vote again" in hall.newest().text
        assert hall.newest().thread == talking.thread
        await hall.vote(Ann=True, Ben=True, Cleo=True)
        await hall.wait(90)
        revealed = hall.newest().text
        assert "2 · 67 % · first vote" in revealed
        assert "3 · 100 % · second vote" in revealed
        assert "67 % right before, 100 % after, +33 points" in revealed
        await hall.wait(12)
        assert "What discussing gained" in hall.newest().text
        await _boards_are_as_the_record_says(hall)

    async def test_the_end_offers_what_follows(self, hall: Hall) -> None:
        """The end leads to what one missed and to another round."""
        await hall.begin("quiz live section:picking count:1")
        await hall.vote(Ann=True, Ben=False)
        await hall.wait(60)
        await hall.wait(12)
        missed = await hall.press("Ben", "Review what I missed")
        assert (await hall.open()).ask.strip() in missed.text
        assert missed.private
        again = await hall.press("Ben", "Another round")
        assert "in the channel" in again.text
        await hall.wait()
        lobby = hall.newest()
        assert "Ben invites everyone" in lobby.text
        assert not lobby.thread

    async def test_only_starter_and_organisers_steer(self, hall: Hall) -> None:
        """Nobody steers a round but whoever began it or runs the group."""
        await hall.begin("quiz live count:1")
        before = await hall.round_rows()
        for label in ("Close now", "Break", "Stop the round"):
            told = await hall.press("Ben", label)
            assert LOOKING_ONLY in told.text
            assert told.private
        assert await hall.round_rows() == before

    async def test_close_now_a_break_and_stop(self, hall: Hall) -> None:
        await hall.begin("quiz live count:3")
        await hall.vote(Ben=True)
        await hall.press("Ann", "Close now")
        await hall.wait()
        assert "1 of 1 got it right" in hall.newest().text
        await hall.wait(12)
        await hall.press("Ann", "Break")
        await hall.wait(300)
        assert "A break" in hall.newest().text
        await hall.press("Ann", "Go on")
        await hall.wait()
        assert "Question 3 of 3" in hall.newest().text
        await hall.vote(Ben=True)
        await hall.press("Ann", "Stop the round")
        await hall.wait()
        assert "ended early" in hall.newest().text
        assert "1. Ben · 2 of " in hall.newest().text

    async def test_closing_twice_cuts_nothing_short(self, hall: Hall) -> None:
        """A second, impatient press of Close now cuts nobody's reading short."""
        await hall.begin("quiz live count:2")
        await hall.vote(Ben=True)
        ((name,),) = await hall.home.rows("SELECT id FROM rounds")
        await hall.press("Ann", "Close now")
        await hall.wait()
        told = await hall.forge("Ann", f"live close live:{name} number:1 state:open")
        assert "closed already" in told.text
        await hall.wait(5)
        assert "1 of 1 got it right" in hall.newest().text

    @pytest.mark.parametrize(
        ("call", "words"),
        [
            ("live answer live:{round} number:1 vote:1 answer:{mark}", "Time was up"),
            ("live answer live:{round} number:3 vote:1 answer:{mark}", "Time was up"),
            ("live answer live:{round} number:2 vote:2 answer:{mark}", "Time was up"),
            ("live answer live:{round} number:2 vote:1 answer:00000000", "was changed just now"),
            ("live answer live:nothing number:2 vote:1 answer:{mark}", "This round is over"),
            ("live stop live:{round}", LOOKING_ONLY),
            ("live close live:{round} number:2 state:open", LOOKING_ONLY),
            ("round close live:{round} number:2 vote:1", ""),
            ("round end live:{round}", ""),
        ],
    )
    async def test_a_forged_press_changes_nothing(self, hall: Hall, call: str, words: str) -> None:
        await hall.begin("quiz live count:3")
        await hall.vote(Ben=True)
        await hall.wait(60)
        await hall.wait(12)
        ((name,),) = await hall.home.rows("SELECT id FROM rounds")
        ((shown,),) = await hall.home.rows("SELECT shown FROM round_questions WHERE number = 2")
        before = await hall.round_rows()
        told = await hall.forge("Ben", call.format(round=name, mark=str(shown).split()[0]))
        assert words in told.text, told.text
        assert told.private
        assert await hall.round_rows() == before

    async def test_killed_mid_question_it_goes_on(self, hall: Hall) -> None:
        """When Roadmate is killed while a question is open, the round goes on."""
        await hall.begin("quiz live style:peer count:1")
        await hall.vote(Ann=True, Ben=False)
        await hall.home.driver.restart()
        await hall.vote(Cleo=True)
        assert "Changed" in (await hall.answer("Ann", right=False)).text
        assert "Changed" in (await hall.answer("Ann")).text
        await hall.wait(90)
        assert "3 votes, and you do not agree" in hall.newest().text
        await hall.home.driver.restart()
        await hall.wait(180)
        await hall.vote(Ann=True, Ben=True)
        await hall.home.driver.restart()
        hall.home.stage.clock.advance(minutes=10)
        await hall.wait()
        assert "2 · 100 % · second vote" in hall.newest().text
        await hall.wait(12)
        titles = [one.text.split("\n")[0] for one in hall.public()]
        assert titles.count("The round is over") == 1
        assert len([title for title in titles if title.startswith("Question 1")]) == 2


async def _boards_are_as_the_record_says(hall: Hall) -> None:
    tx = ByHand(hall.home.stage.database)
    rows, wrong = await rebuilding.rebuild(tx)
    assert rows
    assert not wrong
