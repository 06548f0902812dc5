"""A calm round from its announcement to its result, as the people in the channel live it."""

import pytest

from bot.core.interaction import Address
from tests.live.round_play import answer, begin, close, newest, press, said, vote, where, with_words
from tests.play import STUDY, shown
from tests.weekly.group_play import Weekly


async def test_one_line_then_a_countdown(
    weekly: Weekly,
) -> None:
    """The answer is one line for all, and the announcement counts down to the start."""
    answered = await weekly.say("Ann", "quiz live count:2")
    assert not answered.message.private
    assert "\n" not in answered.text
    await weekly.wait()
    (lobby,) = said(weekly)
    assert lobby.address == STUDY
    screen = shown(lobby.message)
    assert "Ann invites everyone" in screen
    assert "2026-03-02T09:01:00" in screen
    assert list(screen.calls) == ["Start now", "Call it off"]


async def test_it_begins_after_a_minute(weekly: Weekly) -> None:
    """It begins by itself after a minute, in a thread."""
    await weekly.say("Ann", "quiz live count:2")
    await weekly.wait(minutes=0.9)
    assert not with_words(weekly, "Question 1 of 2")
    await weekly.wait(minutes=0.2)
    question = next(posted for posted in said(weekly) if "Question 1 of 2" in shown(posted.message))
    assert question.address.thread.startswith("thread of live/")


async def test_answers_are_private_and_changeable(weekly: Weekly) -> None:
    """An answer is told to oneself alone and can be changed."""
    screen = await begin(weekly)
    first = await answer(weekly, "Ben", screen, right=False)
    assert first.message.private
    assert "Your answer: " in first
    assert not first.message.replace
    changed = await answer(weekly, "Ben", screen)
    assert "Changed. Your answer now: " in changed
    assert "Yes, that is your answer" in await answer(weekly, "Ben", screen)
    revealed = await close(weekly)
    assert "1 of 1 got it right" in revealed


async def test_open_questions_show_only_counts(weekly: Weekly) -> None:
    """Before the close only the number of answers is shown."""
    screen = await begin(weekly)
    await vote(weekly, screen, Ann=True, Ben=False)
    await weekly.wait(minutes=0.2)
    counting = newest(weekly)
    assert "2 answers so far" in counting
    assert "%" not in counting
    assert "right)" not in counting
    assert counting.calls == screen.calls


async def test_the_close_explains_the_answer(weekly: Weekly) -> None:
    """The close shows the spread, the right answer and why."""
    screen = await begin(weekly, "quiz live section:picking count:1")
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False, Dora=True)
    revealed = await close(weekly)
    assert "(right)\n█████████░░░ 3 · 75 %" in revealed
    assert "3 of 4 got it right" in revealed
    assert "Tempting: " in revealed or "Why one could doubt it: " in revealed
    assert "https://example.org/" in revealed
    assert list(revealed.calls) == ["Report"]


async def test_questions_follow_without_repeats(weekly: Weekly) -> None:
    """After a pause the next question comes, and none comes twice."""
    await begin(weekly, "quiz live count:3")
    asked = set()
    for number in (1, 2, 3):
        screen = newest(weekly)
        assert f"Question {number} of 3" in screen
        asked.add(screen.text.split("\n")[3])
        await answer(weekly, "Ben", screen)
        await close(weekly, 75)
    assert len(asked) == 3
    assert "The round is over" in newest(weekly)


async def test_the_result_ranks_and_offers(
    weekly: Weekly,
) -> None:
    """The result ranks, names the hardest question and offers what was missed."""
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=False)
    await close(weekly, 75)
    hard = newest(weekly)
    await vote(weekly, hard, Ann=True, Ben=False, Cleo=False)
    result = await close(weekly, 120)
    assert "3 players, 2 questions." in result
    assert "1. Ann · 2 of 2 right\n2. Ben · 1 of 2 right\n3. Cleo · 0 of 2 right" in result
    assert f"The hardest: {hard.text.split(chr(10))[3][:40]}" in result
    missed = await press(weekly, "Ben", "Review what I missed")
    assert "Question 1 of 1" in missed
    assert hard.text.split("\n")[3] in missed
    assert "You missed nothing" in await press(weekly, "Ann", "Review what I missed")
    assert list(result.calls) == ["Review what I missed", "Another round", "Leaderboard"]


async def test_ties_share_hidden_stay_hidden(weekly: Weekly) -> None:
    """Equal results share a rank, and who is hidden is not shown."""
    await weekly.say("Cleo", "settings boards:hidden")
    await weekly.say("Ben", "settings boards:initials")
    screen = await begin(weekly, "quiz live count:1")
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=True)
    result = await close(weekly, 120)
    assert "3 players" in result
    assert "1. Ann · 1 of 1 right\n1. B. · 1 of 1 right" in result
    assert "Cleo" not in result
    assert "C." not in result


async def test_who_learnt_since_is_named(weekly: Weekly) -> None:
    """Who now knows what they had missed in an earlier round is named."""
    for right in (False, True):
        screen = await begin(weekly, "quiz live section:picking count:1")
        while "In which seasons" not in screen:  # both questions of the section take their turn
            await close(weekly, 120)
            screen = await begin(weekly, "quiz live section:picking count:1")
        await answer(weekly, "Ben", screen, right=right)
        await close(weekly, 120)
    assert "Knew this time what they had missed before: Ben (1)" in newest(weekly)


async def test_only_first_right_answers_pay(weekly: Weekly) -> None:
    """Points come for the first right answer to a question in a season only."""
    for _ in range(2):
        screen = await begin(weekly, "quiz live section:picking count:3")
        for _ in range(3):
            await vote(weekly, screen, Ben=True)
            await close(weekly, 75)
            screen = newest(weekly)
        await weekly.wait(minutes=3)
    assert (await weekly.board("Ben"))[0] == "1. Ben (you) · 30 points"
    rows = await weekly.rows("SELECT answers, correct, points FROM scores WHERE period = 'all'")
    assert rows == [(6, 6, 30)]


async def test_taking_part_is_an_activity(weekly: Weekly) -> None:
    """Taking part is an activity, once a round, and makes a member."""
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ben=True)
    await close(weekly, 75)
    await vote(weekly, newest(weekly), Ben=False)
    assert await weekly.rows("SELECT kind, count(*) FROM activities GROUP BY kind") == [("live", 1)]
    assert "2 members" not in await weekly.say("Ann", "group show")
    assert "1 member" in await weekly.say("Ann", "group show")


async def test_two_silent_questions_end_it_kindly(weekly: Weekly) -> None:
    await begin(weekly, "quiz live count:3")
    await weekly.wait(minutes=5)
    assert "Nobody answered two in a row" in newest(weekly)
    assert not with_words(weekly, "Question 3 of 3")
    assert "here it comes" in await weekly.say("Ann", "quiz live")


async def test_who_comes_late_is_welcome(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ann=True)
    await close(weekly, 75)
    await vote(weekly, newest(weekly), Ben=True)
    assert "2. Ben" not in await close(weekly, 120)
    assert "1. Ann · 1 of 2 right\n1. Ben · 1 of 2 right" in newest(weekly)


async def test_a_late_press_is_refused_kindly(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ann=True)
    await close(weekly, 75)
    assert "Time was up for this one" in await answer(weekly, "Ben", screen)
    await close(weekly, 300)
    assert "This round is over" in await answer(weekly, "Ben", screen)


async def test_the_closing_second_is_late(weekly: Weekly) -> None:
    """A press on the very second of the close is late."""
    screen = await begin(weekly, "quiz live count:2")
    weekly.clock.advance(seconds=59)
    assert "Your answer" in await answer(weekly, "Ann", screen)
    weekly.clock.advance(seconds=1)
    assert "Time was up" in await answer(weekly, "Ben", screen)


async def test_one_round_at_a_time(weekly: Weekly) -> None:
    """One round at a time in a channel."""
    await weekly.say("Ann", "quiz live")
    again = await weekly.say("Ben", "quiz live race")
    assert "is on here already" in again
    assert again.message.private


@pytest.mark.parametrize("line", ["quiz live", "quiz live style:peer"])
async def test_groupless_it_names_the_place(weekly: Weekly, line: str) -> None:
    """Without a group it says where rounds are played."""
    for place in (Address("test", "", "@ben"), Address("test", "campus", "elsewhere")):
        told = await weekly.say("Ben", line, place)
        assert "played in a group's channel" in told
        assert told.message.private


async def test_solo_quiz_and_review_know(
    weekly: Weekly,
) -> None:
    """What is answered in a round is known to the private quiz and comes for review."""
    screen = await begin(weekly, "quiz live section:picking count:1")
    await vote(weekly, screen, Ben=False)
    ask = screen.text.split("\n")[3]
    await close(weekly, 120)
    solo = await weekly.say("Ben", "quiz solo picking")
    assert ask in solo
    assert "again" in solo
    assert await weekly.rows("SELECT count(*) FROM cards") == [(1,)]


async def test_other_workspaces_cannot_press(weekly: Weekly) -> None:
    """A press from another workspace is no answer to our round."""
    screen = await begin(weekly)
    call = (
        next(call for call in screen.calls.values() if call.name == "live answer")
        if not screen.many
        else None
    )
    # one of both is there
    call = call or screen.many.picked([screen.many.choices[0].value])  # type: ignore[union-attr]
    assert "This round is over" in await weekly.call("Eve", call, Address("test", "other", "study"))
    assert where().channel == STUDY.channel
