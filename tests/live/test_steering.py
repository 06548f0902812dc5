"""Who began a round, or runs the group, steers it.

Nobody else does, and nothing that was answered is lost.
"""

import pytest

from bot.core.errors import DeliveryError
from tests.live.round_play import answer, begin, close, newest, press, vote, with_words
from tests.weekly.group_play import Weekly


@pytest.mark.parametrize("label", ["Close now", "Break", "Stop the round"])
async def test_others_are_told_who_steers(weekly: Weekly, label: str) -> None:
    await begin(weekly)
    before = await weekly.everything()
    assert "Whoever began the round steers it" in await press(weekly, "Ben", label)
    assert await weekly.everything() == before


async def test_whoever_began_it_steers(weekly: Weekly) -> None:
    """Whoever began the round steers it, organiser or not."""
    await weekly.say("Ben", "quiz live count:1")
    await weekly.wait()
    assert "Whoever began" in await press(weekly, "Cleo", "Start now")
    assert "Here we go" in await press(weekly, "Ben", "Start now")
    await weekly.wait()
    assert "Question 1 of 1" in newest(weekly)
    assert "I don't wait" in await press(weekly, "Ann", "Close now")


async def test_close_now_closes_at_once(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ben=True)
    await press(weekly, "Ann", "Close now")
    assert "Time was up" in await answer(weekly, "Cleo", screen)
    await weekly.wait(minutes=0.01)
    assert "1 of 1 got it right" in newest(weekly)


async def test_breaks_hold_the_next_question(weekly: Weekly) -> None:
    """A break holds the next question until somebody goes on."""
    screen = await begin(weekly, "quiz live count:2")
    await press(weekly, "Ann", "Break")
    await vote(weekly, screen, Ben=True)
    await close(weekly, 120)
    assert not with_words(weekly, "Question 2 of 2")
    assert "1 of 1 got it right" in newest(weekly)
    await press(weekly, "Ann", "Go on")
    await weekly.wait(minutes=0.01)
    assert "Question 2 of 2" in newest(weekly)


async def test_breaks_between_questions_hold_too(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ben=True)
    await close(weekly)
    await press(weekly, "Ann", "Break")
    await weekly.wait(minutes=5)
    assert "A break" in newest(weekly)
    await press(weekly, "Ann", "Go on")
    await weekly.wait(minutes=0.01)
    assert "Question 2 of 2" in newest(weekly)
    await weekly.wait(minutes=90)
    assert len(with_words(weekly, "The round is over")) == 1


async def test_forgotten_breaks_end_after_hour(weekly: Weekly) -> None:
    """A forgotten break ends the round after an hour."""
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ben=True)
    await close(weekly)
    await press(weekly, "Ann", "Break")
    await weekly.wait(minutes=59)
    assert not with_words(weekly, "The round is over")
    await weekly.wait(minutes=2)
    assert "The break lasted an hour" in newest(weekly)
    assert "1. Ben · 1 of 1 right" in newest(weekly)


async def test_stopped_midway_answers_count(weekly: Weekly) -> None:
    """Stopped in the middle of a question, what was answered counts."""
    screen = await begin(weekly, "quiz live count:3")
    await vote(weekly, screen, Ben=True)
    assert "What was answered counts" in await weekly.say("Ann", "quiz stop")
    await weekly.wait(minutes=0.01)
    assert "It was ended early" in newest(weekly)
    assert "1. Ben · 1 of 1 right" in newest(weekly)
    assert not with_words(weekly, "Question 2 of 3")


async def test_stopped_between_questions_shows_result(weekly: Weekly) -> None:
    """Stopped between two questions, the result comes at once."""
    screen = await begin(weekly, "quiz live count:3")
    await vote(weekly, screen, Ben=True)
    await close(weekly)
    await weekly.say("Ann", "quiz stop")
    await weekly.wait(minutes=0.01)
    assert "The round is over" in newest(weekly)


async def test_stopped_during_a_break(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:3")
    await vote(weekly, screen, Ben=True)
    await close(weekly)
    await press(weekly, "Ann", "Break")
    await weekly.wait(minutes=1)
    await press(weekly, "Ann", "Stop the round")
    await weekly.wait(minutes=100)
    assert len(with_words(weekly, "The round is over")) == 1
    assert not with_words(weekly, "Question 2 of 3")


async def test_called_off_asks_nothing(weekly: Weekly) -> None:
    """Called off before it begins, nothing is asked."""
    await weekly.say("Ann", "quiz live")
    await weekly.wait(minutes=0.1)
    assert "Called off" in await press(weekly, "Ann", "Call it off")
    await weekly.wait(minutes=5)
    assert with_words(weekly, "It was called off before it began")
    assert not with_words(weekly, "Question 1")
    assert "here it comes" in await weekly.say("Ben", "quiz live")


async def test_stop_means_my_own_quiz_first(weekly: Weekly) -> None:
    await begin(weekly)
    await weekly.say("Ann", "quiz solo")
    assert "Stopped before the first answer" in await weekly.say("Ann", "quiz stop")
    assert "Whoever began the round" in await weekly.say("Ben", "quiz stop")
    assert "ends here" in await weekly.say("Ann", "quiz stop")


async def test_stopped_unconfirmed_answers_count(
    weekly: Weekly,
) -> None:
    """Stopped before the platform has confirmed a question, its answers count."""
    await weekly.say("Ann", "quiz live count:1")

    async def quick(address: object, key: str) -> None:
        if key.endswith("/1"):
            await answer(weekly, "Ben", newest(weekly))
            await weekly.say("Ann", "quiz stop")
            raise DeliveryError("the line broke", retry_after=2)

    weekly.platform.before_confirming = quick
    await weekly.wait(minutes=1)
    weekly.platform.before_confirming = None
    await weekly.wait(minutes=1)
    assert "1. Ben · 1 of 1 right" in newest(weekly)
    assert (await weekly.board("Ben"))[0] == "1. Ben (you) · 10 points"
