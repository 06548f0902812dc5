"""Trust in the answer keys.

Reports reach organisers and are never lost, and a withdrawal makes the boards right.
"""

import pytest

from bot.core.message import Buttons
from bot.quiz.reports.commands import LONGEST_NOTE
from tests.play import STUDY, Play, Shown
from tests.quiz.solo_play import answer, asked, play_through
from tests.weekly.group_play import Weekly


async def test_every_question_can_be_reported_before_and_after_the_answer(play: Play) -> None:
    for _ in play.pack.questions:
        question = await play.say("Ben", "quiz solo 12")
        told = await answer(play, "Ben", question)
        assert question.calls["Report"] == told.calls["Report"]
        assert question.calls["Report"].args == {"question": asked(play, question).id}


async def test_a_report_asks_what_is_wrong_and_keeps_the_words(play: Play) -> None:
    told = await _report(play, "Ben", "Two answers are right")
    assert "Thank you" in told
    shown = await play.say("Ann", "group flags")
    assert "Ben: Two answers are right" in shown
    assert play.pack.questions[0].ask.strip() in shown
    assert "Right answer:" in shown
    rows = [block for block in shown.message.blocks if isinstance(block, Buttons)]
    assert {button.style for buttons in rows for button in buttons.buttons} == {"plain"}


async def test_reporting_twice_is_one_report_with_the_last_words(play: Play) -> None:
    await _report(play, "Ben", "Hm")
    await _report(play, "Ben", "The second one is right as well")
    shown = await play.say("Ann", "group flags")
    assert "The second one" in shown
    assert "Hm" not in shown


async def test_hostile_words_in_a_report_are_only_words(play: Play) -> None:
    await _report(play, "Ben", "@everyone **look** [here](https://evil.example)")
    text = (await play.say("Ann", "group flags")).message.blocks[0]
    assert "**look**" not in str(text)
    assert "[here](" not in str(text)


async def test_a_novel_is_refused_and_nothing_is_lost(play: Play) -> None:
    assert f"{LONGEST_NOTE}" in await _report(play, "Ben", "x" * (LONGEST_NOTE + 1))
    assert "Thank you" in await _report(play, "Ben", "x" * LONGEST_NOTE)


async def test_a_report_is_asked_for_under_its_question_without_its_key(play: Play) -> None:
    question = play.pack.questions[0]
    form = (await play.say("Ben", f"report {question.id}")).form
    assert question.ask.strip() in form.text
    assert all(choice in form.text for choice in question.choices)
    assert "Key" not in form.text
    assert await play.rows("SELECT * FROM people") == []


async def test_what_is_no_question_cannot_be_reported(play: Play) -> None:
    assert "no question called" in await play.say("Ben", "report question:nothing note:hm")


async def test_the_question_that_most_people_report_comes_first(play: Play) -> None:
    await _report(play, "Ben", "one", question=0)
    await _report(play, "Cem", "two", question=1)
    await _report(play, "Dee", "three", question=1)
    first = await play.say("Ann", "group flags")
    assert "1 of 2" in first
    assert "Cem: two" in first
    assert "Dee: three" in first
    assert "Ben: one" in await play.press("Ann", first, "Next one")


async def test_organisers_are_told_once_in_a_direct_message(weekly: Weekly) -> None:
    await weekly.begin()
    for name in ("Ben", "Cem"):
        await _report(weekly, name, "wrong")
    await weekly.wait(minutes=1)
    told = [message for message in weekly.direct("Ann") if "reported" in message]
    assert len(told) == 1
    assert "group flags" in told[0]


async def test_where_nobody_can_be_told_the_next_organisers_command_tells(play: Play) -> None:
    await play.set_up("study", STUDY)
    await _report(play, "Ben", "wrong")
    assert "Somebody reported a quiz question" in await play.say("Ann", "group season two")


async def test_whoever_reported_hears_the_answer_once(weekly: Weekly) -> None:
    await weekly.begin()
    await _report(weekly, "Ben", "Is it not 3?")
    shown = await weekly.say("Ann", "group flags")
    told = await _fill(
        weekly, "Ann", shown, "Write to them", text="With both leaves it is 3 indeed: 2 and a bud."
    )
    assert "goes to the one who reported it" in told
    assert "Nothing waits" in told
    await weekly.wait(minutes=2)
    heard = weekly.direct("Ben")
    assert len(heard) == 1
    assert "2 and a bud" in heard[0]


async def test_a_question_that_stands_is_asked_on(play: Play) -> None:
    await _report(play, "Ben", "wrong")
    assert "The question stands" in await play.press(
        "Ann", await play.say("Ann", "group flags"), "It stands"
    )
    assert "Nothing waits" in await play.say("Ann", "group flags")


async def test_a_withdrawn_question_is_asked_no_more_in_this_group_and_is_not_due(
    play: Play,
) -> None:
    await play.set_up("study", STUDY)
    question = asked(play, await _wrong(play, "Ben"))
    await play.say("Ann", f"flag withdraw {question.id}")
    play.clock.advance(days=3)
    assert "due for review" not in await play.say("Ben", "next")
    for _ in range(2):
        screens = await play_through(play, "Ben", "quiz solo 20")
        assert all(question.explanation.strip() not in screen for screen in screens)


async def test_a_question_that_is_on_the_screen_when_it_is_withdrawn_makes_room_for_the_next(
    play: Play,
) -> None:
    await play.set_up("study", STUDY)
    screen = await play.say("Ben", "quiz solo 3")
    await play.say("Ann", f"flag withdraw {asked(play, screen).id}")
    after = await answer(play, "Ben", screen)
    assert asked(play, after) != asked(play, screen)
    assert (await play.rows("SELECT count(*) FROM awards"))[0] == (0,)


async def test_its_points_go_to_everyone_who_answered_and_it_leaves_no_trace_in_accuracy(
    play: Play,
) -> None:
    await play.set_up("study", STUDY)
    screen = await _wrong(play, "Ben")
    question = asked(play, screen)
    before = await _scores(play)
    assert before["Ben"] == (0, 1, 0)
    told = await play.say("Ann", f"flag withdraw {question.id}")
    assert "the one who had answered it holds its points" in told
    assert (await _scores(play))["Ben"] == (10, 0, 0)
    again = await play.say("Ann", f"flag withdraw {question.id}")
    assert "Withdrawn" in again
    assert (await _scores(play))["Ben"] == (10, 0, 0)
    await play.press("Ann", again, "Ask it again")
    assert await _scores(play) == before
    assert "was not withdrawn" in await play.say("Ann", f"flag restore {question.id}")


async def test_who_had_it_right_holds_no_more_than_before(play: Play) -> None:
    await play.set_up("study", STUDY)
    screen = await play.say("Ben", "quiz solo 1")
    await answer(play, "Ben", screen)
    await play.say("Ann", f"flag withdraw {asked(play, screen).id}")
    assert (await _scores(play))["Ben"] == (10, 0, 0)


async def test_withdrawing_and_back_again_many_times_changes_nothing(play: Play) -> None:
    await play.set_up("study", STUDY)
    question = asked(play, await _wrong(play, "Ben"))
    before = await _scores(play)
    for _ in range(3):
        await play.say("Ann", f"flag withdraw {question.id}")
        await play.say("Ann", f"flag restore {question.id}")
    assert await _scores(play) == before


@pytest.mark.parametrize(
    "what",
    ["group flags", "flag answer q hello", "flag withdraw q", "flag dismiss q", "flag restore q"],
)
async def test_only_organisers_settle_reports(play: Play, what: str) -> None:
    await play.set_up("study", STUDY)
    before = await play.everything()
    assert "for the group's organisers" in await play.say("Ben", what)
    assert await play.everything() == before


async def _report(play: Play, name: str, note: str, question: int = 0) -> Shown:
    known = play.pack.questions[question]
    return await play.call(name, play.engine.read(f"report {known.id}").given(note=note))


async def _wrong(play: Play, name: str) -> Shown:
    """One question, answered wrongly; the screen it was asked on."""
    screen = await play.say(name, "quiz solo 1")
    await answer(play, name, screen, right=False)
    return screen


async def _fill(play: Play, name: str, on: Shown, button: str, **fields: str) -> Shown:
    form = (await play.press(name, on, button)).form
    return await play.call(name, form.call.given(**fields))


async def _scores(play: Play) -> dict[str, tuple[int, ...]]:
    """Each member's points, answers and right answers of all time."""
    rows = await play.rows(
        "SELECT p.name, s.points, s.answers, s.correct FROM scores s JOIN members m"
        " ON m.id = s.member_id"
        " JOIN people p ON p.id = m.person_id WHERE s.period = 'all'"
    )
    return {str(name): tuple(map(int, rest)) for name, *rest in rows}
