"""A pack edited under a group's feet: no progress lost, no crash, points not given twice."""

from dataclasses import replace

import pytest

from content.model import Question
from tests.editions import edited, moved_question, moved_reading, with_question, with_reading
from tests.play import TEA, Play, Shown
from tests.quiz.solo_play import answer, asked, has_read, play_through

FIRST = TEA.reading_by_id["first-flush"]
TWO = TEA.reading_by_id["two-leaves"]
SINGLE = TEA.question_by_id["pick-bud-leaves"]
TERM = TEA.question_by_id["dry-first-step"]


async def test_a_renamed_reading_stays_done_and_earns_nothing_again(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    play.use(
        with_reading(
            TEA, "first-flush", replace(FIRST, id="spring", title="Spring", was=("first-flush",))
        )
    )
    assert "1 reading" in await play.say("Ben", "progress")
    assert "✓ Spring" in await play.say("Ben", "roadmap picking")
    assert "already" in await play.say("Ben", "done spring")
    assert "already" in await play.say("Ben", "done first-flush")
    assert "group 50 %" in await play.say("Ben", "roadmap")


async def test_a_renamed_reading_can_be_taken_back_with_its_points(play: Play) -> None:
    shown = await play.say("Ben", "done first-flush")
    play.use(
        with_reading(
            TEA, "first-flush", replace(FIRST, id="spring", title="Spring", was=("first-flush",))
        )
    )
    assert "10 points for it are taken back" in await play.press("Ben", shown, "Undo")
    assert "Spring" in await play.say("Ben", "next")
    assert "+10 points" in await play.say("Ben", "done spring")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]


async def test_a_reading_in_another_section_stays_done(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    play.use(moved_reading(TEA, "first-flush", "brewing"))
    assert "✓ The First Flush" in await play.say("Ben", "roadmap brewing")
    assert "already" in await play.say("Ben", "done first-flush")


async def test_a_split_reading_leaves_both_parts_done(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    parts = [
        replace(FIRST, id=f"flush-{n}", title=f"Flush {n}", was=("first-flush",)) for n in (1, 2)
    ]
    play.use(with_reading(TEA, "first-flush", *parts))
    assert "2 readings" in await play.say("Ben", "progress")
    assert "already" in await play.say("Ben", "done flush-2")
    assert "10 points for it are taken back" in await play.say("Ben", "undo flush-2")
    assert "points" not in (await play.say("Ben", "undo flush-1")).text.replace(
        "nothing to take back", ""
    )


async def test_merged_readings_are_done_if_one_of_them_was(play: Play) -> None:
    await play.say("Ben", "done two-leaves")
    whole = replace(FIRST, id="all", title="All of it", was=("first-flush", "two-leaves"))
    play.use(with_reading(with_reading(TEA, "two-leaves"), "first-flush", whole))
    assert "already" in await play.say("Ben", "done all")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]


async def test_taking_back_merged_readings_takes_back_what_each_of_them_earned(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves")
    whole = replace(FIRST, id="all", title="All of it", was=("first-flush", "two-leaves"))
    play.use(with_reading(with_reading(TEA, "two-leaves"), "first-flush", whole))
    assert "1 reading" in await play.say("Ben", "progress")
    assert "20 points" in await play.say("Ben", "undo all")
    assert "Nobody" in await play.say("Ann", "leaderboard")
    assert "All of it" in await play.say("Ben", "next")


async def test_a_reading_set_aside_stays_so_under_its_new_name_and_can_be_brought_back(
    play: Play,
) -> None:
    await play.say("Ben", "skip first-flush")
    play.use(
        with_reading(
            TEA, "first-flush", replace(FIRST, id="spring", title="Spring", was=("first-flush",))
        )
    )
    assert "Two Leaves" in await play.say("Ben", "next")
    await play.say("Ben", "unskip spring")
    assert "Spring" in await play.say("Ben", "next")


@pytest.mark.parametrize("done", [True, False])
async def test_a_retired_reading_leaves_the_way_and_its_points_stay(play: Play, done: bool) -> None:
    offered = await play.say("Ben", "next")
    if done:
        await play.press("Ben", offered, "I've read it")
    play.use(with_reading(TEA, "first-flush", replace(FIRST, retired="2026-03-01")))
    assert "Two Leaves" in await play.say("Ben", "next")
    assert "First Flush" not in await play.say("Ben", "roadmap picking")
    assert "went wrong" not in await play.press("Ben", offered, "I've read it")
    assert "went wrong" not in await play.press("Ben", offered, "Skip")
    lines = await play.board("Ben")
    assert (lines[0] == "1. Ben (you) · 10 points") is done


async def test_a_reading_that_vanished_altogether_breaks_nothing(play: Play) -> None:
    shown = await play.say("Ben", "done first-flush")
    play.use(with_reading(TEA, "first-flush"))
    for line in (
        "next",
        "progress",
        "roadmap",
        "roadmap picking",
        "leaderboard",
        "done",
        "group show",
    ):
        assert "went wrong" not in await play.say("Ben", line)
    assert "went wrong" not in await play.press("Ben", shown, "Undo")


async def test_a_retired_section_leaves_the_map(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "quiz solo picking")
    play.use(edited(TEA, "picking", lambda section: replace(section, retired="2026-03-01")))
    for line in ("next", "progress", "roadmap", "leaderboard", "welcome", "quiz solo", "quiz stop"):
        assert "went wrong" not in await play.say("Ben", line)
    assert "Picking" not in await play.say("Ben", "roadmap")


async def test_a_renamed_question_is_not_paid_again(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben")
    play.use(
        with_question(TEA, "dry-first-step", replace(TERM, id="step-one", was=("dry-first-step",)))
    )
    screens = await play_through(play, "Ben", "quiz solo drying")
    assert not any("+10 points" in screen for screen in screens)
    assert await play.board("Ben") == ["1. Ben (you) · 50 points"]


async def test_a_question_renamed_while_it_is_on_the_screen_is_answered(play: Play) -> None:
    question = await _ask(play, TERM)
    play.use(
        with_question(
            play.pack, "dry-first-step", replace(TERM, id="step-one", was=("dry-first-step",))
        )
    )
    assert "+10 points" in await answer(play, "Ben", question)
    [again] = await play_through(play, "Ben")
    assert "+10 points" not in again


async def test_parts_of_a_split_question_are_not_paid_again(play: Play) -> None:
    await play_through(play, "Ben", "quiz solo drying")
    parts = [
        replace(TERM, id=f"step-{n}", ask=f"Which step is number {n}?", was=("dry-first-step",))
        for n in (1, 2)
    ]
    play.use(with_question(TEA, "dry-first-step", *parts))
    screens = await play_through(play, "Ben", "quiz solo drying")
    assert len(screens) == 3
    assert await play.board("Ben") == ["1. Ben (you) · 20 points"]


async def test_a_merged_question_is_not_paid_again_if_a_part_of_it_was_answered(play: Play) -> None:
    await play_through(play, "Ben", "quiz solo drying")
    merged = replace(TERM, id="both", was=("dry-first-step", "dry-water-share"))
    play.use(with_question(with_question(TEA, "dry-water-share"), "dry-first-step", merged))
    await play_through(play, "Ben", "quiz solo drying")
    assert await play.board("Ben") == ["1. Ben (you) · 20 points"]


async def test_a_missed_question_is_still_missed_under_its_new_name(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben", "quiz solo picking")
    await play_through(play, "Ben", "quiz solo drying", right=False)
    await _retire_all_but(play, replace(TERM, id="step-one", was=("dry-first-step",)), SINGLE)
    assert asked(play, await play.say("Ben", "quiz solo")).id == "step-one"


async def test_a_question_in_another_section_is_not_paid_again(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben")
    play.use(moved_question(TEA, "dry-first-step", "brewing"))
    [again] = await play_through(play, "Ben", "quiz solo brewing")
    assert "+10 points" not in again
    assert "Brewing: 1 of 1 right" in (await play.say("Ben", "progress")).text.replace(
        "2 of 2", "1 of 1"
    )


async def test_choices_reordered_in_the_pack_stay_where_they_are_on_the_screen(play: Play) -> None:
    question = await _ask(play, SINGLE)
    play.use(
        with_question(
            play.pack, SINGLE.id, replace(SINGLE, choices=("Two", "Seven", "None"), right=(0,))
        )
    )
    lost = await play.say("Ben", "quiz solo")
    assert lost.text == question.text
    assert "Right." in await answer(play, "Ben", question)


async def test_a_question_whose_choices_changed_is_shown_anew_instead_of_judged(play: Play) -> None:
    question = await _ask(play, SINGLE)
    play.use(with_question(play.pack, SINGLE.id, replace(SINGLE, choices=("None", "Two", "Eight"))))
    anew = await answer(play, "Ben", question)
    assert "Eight" in anew
    assert await play.rows("SELECT * FROM awards") == []
    assert "Right." in await answer(play, "Ben", anew)


@pytest.mark.parametrize("right", [True, False])
async def test_an_answer_given_before_the_choices_changed_can_still_be_shown(
    play: Play, right: bool
) -> None:
    question = await _ask(play, SINGLE)
    await answer(play, "Ben", question, right=right)
    play.use(
        with_question(play.pack, SINGLE.id, replace(SINGLE, choices=("None", "Three", "Eight")))
    )
    again = await play.press("Ben", question, "A")
    assert "first answer stands" in again
    assert ("Right." in again) is right


@pytest.mark.parametrize("right", [True, False])
async def test_an_answer_given_before_the_kind_changed_can_still_be_shown(
    play: Play, right: bool
) -> None:
    question = await _ask(play, SINGLE)
    told = await answer(play, "Ben", question, right=right)
    play.use(with_question(play.pack, SINGLE.id, replace(TERM, id=SINGLE.id)))
    again = await play.press("Ben", question, "A")
    assert "first answer stands" in again
    assert not [
        mark for (mark,) in await play.rows("SELECT answer FROM attempts") if mark in again.text
    ]
    assert "went wrong" not in told


@pytest.mark.parametrize(("before", "after"), [(SINGLE, TERM), (TERM, SINGLE)])
async def test_a_question_that_became_another_kind_is_shown_anew(
    play: Play, before: Question, after: Question
) -> None:
    question = await _ask(play, before)
    play.use(with_question(play.pack, before.id, replace(after, id=before.id)))
    call = question.calls.get("Answer") or question.calls["A"]
    anew = await play.call("Ben", call.given(answer="A"))
    assert after.ask in anew
    assert "Right." in await answer(play, "Ben", anew)


async def test_an_old_press_in_a_stopped_quiz_does_not_bring_it_back(play: Play) -> None:
    question = await _ask(play, SINGLE)
    await play.say("Ben", "quiz stop")
    play.use(with_question(play.pack, SINGLE.id, replace(SINGLE, choices=("None", "Two", "Eight"))))
    assert "over" in await play.press("Ben", question, "A")
    play.use(with_question(play.pack, SINGLE.id))
    assert "over" in await play.press("Ben", question, "A")


async def test_questions_that_left_the_pack_leave_the_quiz(play: Play) -> None:
    await has_read(play, "Ben")
    screen = await play.say("Ben", "quiz solo")
    second = (await play.rows("SELECT question FROM attempts WHERE number = 2"))[0][0]
    play.use(with_question(TEA, second))
    told = await answer(play, "Ben", screen)
    third = await play.press("Ben", told, "Next question")
    assert asked(play, third).id != second
    number, total = _place(third.text), _place(await _resumed(play))
    assert number == total
    assert number[0] <= number[1]


async def test_a_quiz_whose_last_questions_were_retired_ends_with_its_result(play: Play) -> None:
    screen = await play.say("Ben", "quiz solo drying")
    first = asked(play, screen)
    other = next(question for question in TEA.section_by_id["drying"].quiz if question != first)
    told = await answer(play, "Ben", screen)
    play.use(with_question(TEA, other.id, replace(other, retired="2026-03-01")))
    assert "1 of 1 right" in await play.press("Ben", told, "Next question")
    assert await play.rows("SELECT kind FROM activities") == [("quiz",)]


async def test_a_quiz_of_which_nothing_is_left_is_no_activity(play: Play) -> None:
    await _ask(play, SINGLE)
    play.use(
        with_question(
            play.pack, SINGLE.id, replace(SINGLE, retired="2026-03-01"), replace(TERM, id="new")
        )
    )
    assert "nothing was counted" in await play.say("Ben", "quiz solo")
    assert await play.rows("SELECT * FROM activities") == []
    assert "first step" in await play.say("Ben", "quiz solo")


async def test_another_pack_leaves_an_open_quiz_alone(play: Play) -> None:
    question = await _ask(play, SINGLE)
    play.use(replace(TEA, id="coffee"))
    assert "over" in await play.press("Ben", question, "A")
    assert "went wrong" not in await play.say("Ben", "quiz solo")


async def _ask(play: Play, question: Question) -> Shown:
    """The question on Ben's screen; it is the only one there is."""
    await has_read(play, "Ben")
    await _retire_all_but(play, question)
    return await play.say("Ben", "quiz solo")


async def _retire_all_but(play: Play, *kept: Question) -> None:
    pack = TEA
    for question in TEA.questions:
        left = [other for other in kept if question.id in other.ids]
        pack = with_question(pack, question.id, *left)
    play.use(pack)


async def _resumed(play: Play) -> str:
    return (await play.say("Ben", "quiz solo")).text


def _place(text: str) -> tuple[int, int]:
    """`Question 3 of 5`."""
    words = text[text.index("Question ") :].split()
    return int(words[1]), int(words[3])
