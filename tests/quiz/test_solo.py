"""The solo quiz: five kinds, an order that serves learning, final answers, points for the first one
in a season.
"""

from dataclasses import replace

import pytest

from bot.core.call import Call
from content.model import Kind, Question
from tests.by_hand import ByHand
from tests.play import TEA, Play, Shown
from tests.quiz.solo_play import answer, asked, call_for, has_read, play_through

KINDS: tuple[Kind, ...] = ("single", "multiple", "true-false", "numeric", "text")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("right", [True, False])
async def test_every_kind_is_played_through(play: Play, kind: Kind, right: bool) -> None:
    """Every kind of question is asked, judged and explained."""
    line = _only(play, kind)
    question = await play.say("Ben", line)
    told = await answer(play, "Ben", question, right=right)
    assert ("Right." in told) is right
    assert ("+10 points" in told) is right
    assert ("The answer:" in told) is not right
    assert play.pack.questions[0].explanation in told
    assert play.pack.questions[0].trap.why in told
    assert f"<{play.pack.reading_by_id[play.pack.questions[0].reading].url}>" in told


async def test_a_numeric_question_names_its_unit(play: Play) -> None:
    line = _only(play, "numeric")
    assert "number in g" in await play.say("Ben", line)


async def test_several_choices_are_picked_together(play: Play) -> None:
    line = _only(play, "multiple")
    question = await play.say("Ben", line)
    letters = call_for(play, question, right=True).args["answer"]
    assert "Right." in await play.press("Ben", question, *letters)


async def test_no_answer_costs_nothing(play: Play) -> None:
    """What cannot be read as an answer costs nothing: the question stays open."""
    for kind in KINDS[:4]:
        line = _only(play, kind)
        question = await play.say("Ben", line)
        call = Call("quiz answer", {"answer": "perhaps"})
        assert "Right" not in await play.call("Ben", call)
        assert "Right." in await answer(play, "Ben", question)


async def test_typing_answers_the_open_question(play: Play) -> None:
    line = _only(play, "text")
    await play.say("Ben", line)
    assert "Right." in await play.say("Ben", "quiz answer Withering")


async def test_an_empty_press_asks(play: Play) -> None:
    """A press without an answer opens the form that asks for it."""
    line = _only(play, "numeric")
    question = await play.say("Ben", line)
    form = (await play.press("Ben", question, "Answer")).form
    assert "Right." in await play.call("Ben", form.call.given(answer="250"))


async def test_the_form_holds_its_question(
    play: Play,
) -> None:
    """The form of an answer holds its question; looking at it makes nobody a member."""
    screen = await play.say("Ben", "quiz solo drying")
    form = (await play.call("Ben", Call("quiz answer"))).form
    assert asked(play, screen).ask.strip() in form.text
    assert await play.rows("SELECT * FROM members") == []


@pytest.mark.parametrize("letters", [201, 2001])
async def test_too_long_answers_are_refused(play: Play, letters: int) -> None:
    """An answer longer than its form lets it be is refused at its input."""
    await play.say("Ben", "quiz solo drying")
    form = (await play.call("Ben", Call("quiz answer"))).form
    (wanted,) = form.inputs
    refused = (await play.call("Ben", form.call.given(answer="x" * letters))).message
    assert (wanted.longest, refused.refused, refused.about) == (200, True, "answer")


async def test_a_round_ends_with_its_result(play: Play) -> None:
    await has_read(play, "Ben")
    screens = await play_through(play, "Ben")
    assert len(screens) == 5
    assert "5 of 5 right" in screens[-1]
    assert "+50 points" in screens[-1]
    assert "Another round" in screens[-1].calls


async def test_one_chooses_how_many_questions(play: Play) -> None:
    assert len(await play_through(play, "Ben", "quiz solo 2")) == 2
    assert "Question 1 of 2" in await play.say("Ann", "quiz solo drying 20")


async def test_an_answer_is_final(play: Play) -> None:
    question = await play.say("Ben", "quiz solo")
    await answer(play, "Ben", question, right=False)
    again = await answer(play, "Ben", question, right=True)
    assert "first answer stands" in again
    assert "Not quite" in again
    assert await play.rows("SELECT count(*), sum(points), sum(correct) FROM awards") == [(1, 0, 0)]


async def test_still_final_after_the_round(play: Play) -> None:
    """An answer stays final after the round, too."""
    line = _only(play, "text")
    question = await play.say("Ben", line)
    await answer(play, "Ben", question, right=False)
    again = await answer(play, "Ben", question, right=True)
    assert "first answer stands" in again
    assert "Another round" in again.calls


async def test_marks_alone_are_no_answer(play: Play) -> None:
    """Marks alone are no answer to a question that wants words, and cost nothing."""
    line = _only(play, "text")
    await play.say("Ben", line)
    assert "no word" in await play.say("Ben", "quiz answer ?")
    assert "Right." in await play.say("Ben", "quiz answer withering")


async def test_only_first_answers_earn_points(play: Play) -> None:
    """Only the first answer to a question in a season earns points."""
    line = _only(play, "single")
    await play_through(play, "Ben", line, right=False)
    [again] = await play_through(play, "Ben", line, right=True)
    assert "Right." in again
    assert "+10" not in again
    tx = ByHand(play.database)
    await tx.execute("UPDATE groups SET season = '2'")
    [later] = await play_through(play, "Ben", line, right=True)
    assert "+10 points" in later


async def test_asked_again_earns_nothing_more(play: Play) -> None:
    """A question asked again says so and earns nothing more."""
    line = _only(play, "text")
    await play_through(play, "Ben", line)
    assert "again" in await play.say("Ben", line)
    await play_through(play, "Ben", line)
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]


async def test_missed_questions_come_first_next_time(play: Play) -> None:
    await has_read(play, "Ben")
    missed = []
    screen = await play.say("Ben", "quiz solo")
    for number in range(5):
        if number in (1, 3):
            missed.append(asked(play, screen).id)
        told = await answer(play, "Ben", screen, right=number not in (1, 3))
        play.clock.advance(minutes=1)
        if number < 4:
            screen = await play.press("Ben", told, "Next question")
    assert await _order(play, "quiz solo 2") == missed


async def test_unseen_come_before_right_ones(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben", "quiz solo picking")
    assert await _order(play, "quiz solo 2") == ["dry-first-step", "dry-water-share"]


async def test_a_chosen_section_is_kept_to(play: Play) -> None:
    """A quiz of a section asks only from it."""
    assert set(await _order(play, "quiz solo drying")) == {"dry-water-share", "dry-first-step"}


async def test_an_empty_section_starts_nothing(play: Play) -> None:
    """A section without questions is told as such and starts no quiz."""
    assert "still being written" in await play.say("Ben", "quiz solo brewing")
    assert await play.rows("SELECT * FROM people") == []


async def test_a_lost_message_loses_nothing(play: Play) -> None:
    """A quiz goes on where it was if its message is lost."""
    await has_read(play, "Ben")
    first = await play.say("Ben", "quiz solo")
    told = await answer(play, "Ben", first)
    second = await play.press("Ben", told, "Next question")
    lost = await play.say("Ben", "quiz solo")
    assert asked(play, lost) == asked(play, second)
    assert "Question 2 of 5" in lost
    assert _answer_lines(lost) == _answer_lines(second)


async def test_it_goes_on_after_restart(play: Play) -> None:
    """A quiz goes on in another process."""
    question = await play.say("Ben", "quiz solo")
    play.use(play.pack)
    assert "Right." in await answer(play, "Ben", question)


async def test_one_quiz_at_a_time(play: Play) -> None:
    """Another quiz is not begun while one is open."""
    await play.say("Ben", "quiz solo drying")
    shown = await play.say("Ben", "quiz solo picking")
    assert "still open" in shown
    assert "Drying the Leaf" in shown


async def test_stopping_keeps_the_result(play: Play) -> None:
    """Stopping shows the result so far and keeps it."""
    await answer(play, "Ben", await play.say("Ben", "quiz solo"))
    assert "1 of 1 right" in await play.say("Ben", "quiz stop")
    assert "no quiz open" in await play.say("Ben", "quiz stop")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]


async def test_stopped_unanswered_counts_nothing(play: Play) -> None:
    """Stopping before the first answer counts nothing."""
    question = await play.say("Ben", "quiz solo")
    assert "nothing was counted" in await play.press("Ben", question, "Stop here")
    assert await play.rows("SELECT * FROM activities") == []


async def test_stopped_takes_no_more_answers(play: Play) -> None:
    question = await play.say("Ben", "quiz solo")
    await play.say("Ben", "quiz stop")
    assert "over" in await answer(play, "Ben", question)
    assert await play.rows("SELECT * FROM awards") == []


async def test_only_finished_ones_are_activities(play: Play) -> None:
    """A finished quiz is one activity, and a stopped one is none."""
    await play_through(play, "Ben", "quiz solo 2")
    await play.say("Ben", "quiz solo")
    await play.say("Ben", "quiz stop")
    assert await play.rows("SELECT kind, day FROM activities") == [("quiz", "2026-03-02")]


async def test_somebody_elses_quiz_cannot_be_answered(play: Play) -> None:
    question = await play.say("Ann", "quiz solo")
    before = await play.everything()
    assert "isn't yours" in await answer(play, "Ben", question)
    await play.say("Ben", "next")
    assert await play.everything() == before


@pytest.mark.parametrize(
    "forged",
    [
        {"quiz": "nonsense", "answer": "A"},
        {"number": "99", "answer": "A"},
        {"number": "0", "answer": "A"},
        {"number": "-1", "answer": "A"},
        {"number": "1; DROP TABLE people", "answer": "A"},
        {"number": "9" * 40, "answer": "A"},
        {"answer": "A", "correct": "1"},
        {"answer": "A", "points": "1000"},
        {"answer": "F"},
    ],
)
async def test_a_forged_press_changes_nothing(play: Play, forged: dict[str, str]) -> None:
    line = _only(play, "single")
    await play.say("Ben", line)
    before = await play.everything()
    told = await play.call("Ben", Call("quiz answer", forged))
    assert "went wrong" not in told
    assert await play.everything() == before


async def test_unasked_questions_take_no_answer(play: Play) -> None:
    await has_read(play, "Ben")
    first = await play.say("Ben", "quiz solo")
    for number in "2345":
        told = await play.call("Ben", Call("quiz answer", {"number": number, "answer": "250"}))
        assert asked(play, told) == asked(play, first)
    assert await play.rows("SELECT * FROM awards") == []


async def test_choices_are_shuffled_each_time(play: Play) -> None:
    """Choices stand differently for different people and times."""
    line = _only(play, "single")
    seen = set()
    for number in range(12):
        seen.add(tuple(_answer_lines(await play.say(f"Member {number}", line))))
    assert len(seen) > 1


async def test_fractions_are_taken_as_numbers(play: Play) -> None:
    line = _only(play, "numeric")
    await play.say("Ben", line)
    assert "Right." in await play.say("Ben", "quiz answer 500/2")


def _only(play: Play, kind: Kind) -> str:
    """The tea pack with nothing but its question of one kind; the line that asks it."""
    chapters = [
        replace(
            chapter, sections=tuple(replace(s, quiz=_of(s.quiz, kind)) for s in chapter.sections)
        )
        for chapter in TEA.chapters
    ]
    play.use(replace(TEA, chapters=tuple(chapters)))
    return f"quiz solo {play.pack.section_of[play.pack.questions[0].id].id}"


def _of(quiz: tuple[Question, ...], kind: Kind) -> tuple[Question, ...]:
    return tuple(question for question in quiz if question.kind == kind)


async def _order(play: Play, line: str) -> list[str]:
    """The ids of a round's questions, in the order in which they will be asked."""
    await play.say("Ben", line)
    found = await play.rows(
        "SELECT question FROM attempts JOIN quizzes ON id = quiz_id WHERE ended_at IS NULL"
        " ORDER BY number"
    )
    return [str(name) for (name,) in found]


def _answer_lines(screen: Shown) -> list[str]:
    return [line for line in screen.text.split("\n") if line[1:3] == ". "]
