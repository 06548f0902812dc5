"""Trust in the answer keys.

Reports reach organisers and are never lost, and a withdrawal makes the boards right.
"""

import pytest

from bot.core.message import Buttons
from bot.quiz.reports.commands import LONGEST_NOTE
from tests.play import STUDY, Play, Shown
from tests.quiz.solo_play import answer, asked, play_through
from tests.weekly.group_play import Weekly


async def test_reporting_works_before_and_after_answering(play: Play) -> None:
    for _ in play.pack.questions:
        question = await play.say("Ben", "quiz solo 12")
        told = await answer(play, "Ben", question)
        assert question.calls["Report"] == told.calls["Report"]
        assert question.calls["Report"].args == {"question": asked(play, question).id}


async def test_a_report_keeps_its_words(play: Play) -> None:
    """A report asks what is wrong and keeps the words."""
    told = await _report(play, "Ben", "Two answers are right")
    assert "Thank you" in told
    shown = await play.say("Ann", "group flags")
    assert "Ben: Two answers are right" in shown
    assert play.pack.questions[0].ask.strip() in shown
    assert "Right answer:" in shown
    rows = [block for block in shown.message.blocks if isinstance(block, Buttons)]
    assert {button.style for buttons in rows for button in buttons.buttons} == {"plain"}


async def test_reporting_twice_keeps_last_words(play: Play) -> None:
    """Reporting twice is one report, with the last words."""
    await _report(play, "Ben", "Hm")
    await _report(play, "Ben", "The second one is right as well")
    shown = await play.say("Ann", "group flags")
    assert "The second one" in shown
    assert "Hm" not in shown


async def test_hostile_words_are_only_words(play: Play) -> None:
    await _report(play, "Ben", "@everyone **look** [here](https://evil.example)")
    text = (await play.say("Ann", "group flags")).message.blocks[0]
    assert "**look**" not in str(text)
    assert "[here](" not in str(text)


async def test_a_novel_is_refused_without_loss(play: Play) -> None:
    """Words that are too long are refused, and nothing that was typed is lost."""
    assert f"{LONGEST_NOTE}" in await _report(play, "Ben", "x" * (LONGEST_NOTE + 1))
    assert "Thank you" in await _report(play, "Ben", "x" * LONGEST_NOTE)


async def test_the_form_shows_no_key(play: Play) -> None:
    """The form of a report shows the question and its choices, never the key."""
    question = play.pack.questions[0]
    form = (await play.say("Ben", f"report {question.id}")).form
    assert question.ask.strip() in form.text
    assert all(choice in form.text for choice in question.choices)
    assert "Key" not in form.text
    assert await play.rows("SELECT * FROM people") == []


async def test_only_questions_can_be_reported(play: Play) -> None:
    assert "no question called" in await play.say("Ben", "report question:nothing note:hm")


async def test_the_most_reported_comes_first(play: Play) -> None:
    await _report(play, "Ben", "one", question=0)
    await _report(play, "Cem", "two", question=1)
    await _report(play, "Dee", "three", question=1)
    first = await play.say("Ann", "group flags")
    assert "1 of 2" in first
    assert "Cem: two" in first
    assert "Dee: three" in first
    assert "Ben: one" in await play.press("Ann", first, "Next one")


async def test_organisers_hear_once_directly(weekly: Weekly) -> None:
    """Organisers are told once, in a direct message."""
    await weekly.begin()
    for name in ("Ben", "Cem"):
        await _report(weekly, name, "wrong")
    await weekly.wait(minutes=1)
    told = [message for message in weekly.direct("Ann") if "reported" in message]
    assert len(told) == 1
    assert "group flags" in told[0]


async def test_else_the_next_command_tells(play: Play) -> None:
    """Where no direct message reaches an organiser, their next command tells of the report."""
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


async def test_a_confirmed_question_stays(play: Play) -> None:
    """A question that stands is asked on, and its report is settled."""
    await _report(play, "Ben", "wrong")
    assert "The question stands" in await play.press(
        "Ann", await play.say("Ann", "group flags"), "It stands"
    )
    assert "Nothing waits" in await play.say("Ann", "group flags")


async def test_withdrawn_is_neither_asked_nor_due(
    play: Play,
) -> None:
    """A withdrawn question is asked no more in this group and is due for nobody there."""
    await play.set_up("study", STUDY)
    question = asked(play, await _wrong(play, "Ben"))
    await play.say("Ann", f"flag withdraw {question.id}")
    play.clock.advance(days=3)
    assert "due for review" not in await play.say("Ben", "next")
    for _ in range(2):
        screens = await play_through(play, "Ben", "quiz solo 20")
        assert all(question.explanation.strip() not in screen for screen in screens)


async def test_withdrawn_on_screen_makes_room(
    play: Play,
) -> None:
    """A question on the screen when it is withdrawn makes room for the next one."""
    await play.set_up("study", STUDY)
    screen = await play.say("Ben", "quiz solo 3")
    await play.say("Ann", f"flag withdraw {asked(play, screen).id}")
    after = await answer(play, "Ben", screen)
    assert asked(play, after) != asked(play, screen)
    assert (await play.rows("SELECT count(*) FROM awards"))[0] == (0,)


async def test_withdrawn_pays_everyone_who_answered(
    play: Play,
) -> None:
    """Its points go to everyone who answered, and accuracy keeps no trace of it."""
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


async def test_who_was_right_gains_nothing_more(play: Play) -> None:
    """Withdrawing gives whoever had it right no more than they held before."""
    await play.set_up("study", STUDY)
    screen = await play.say("Ben", "quiz solo 1")
    await answer(play, "Ben", screen)
    await play.say("Ann", f"flag withdraw {asked(play, screen).id}")
    assert (await _scores(play))["Ben"] == (10, 0, 0)


async def test_withdrawing_and_back_changes_nothing(play: Play) -> None:
    """Withdrawing and asking again, many times over, leaves everything as it was."""
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
