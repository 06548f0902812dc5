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


async def test_a_renamed_reading_stays_done(play: Play) -> None:
    """A renamed reading stays done and earns nothing again."""
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


async def test_a_renamed_reading_can_be_undone(play: Play) -> None:
    """A renamed reading can be taken back, with its points."""
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


async def test_a_moved_reading_stays_done(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    play.use(moved_reading(TEA, "first-flush", "brewing"))
    assert "✓ The First Flush" in await play.say("Ben", "roadmap brewing")
    assert "already" in await play.say("Ben", "done first-flush")


async def test_split_readings_are_both_done(play: Play) -> None:
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


async def test_one_done_makes_merged_done(play: Play) -> None:
    """Merged readings are done if one of them was."""
    await play.say("Ben", "done two-leaves")
    whole = replace(FIRST, id="all", title="All of it", was=("first-flush", "two-leaves"))
    play.use(with_reading(with_reading(TEA, "two-leaves"), "first-flush", whole))
    assert "already" in await play.say("Ben", "done all")
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]


async def test_undoing_merged_readings_takes_all(play: Play) -> None:
    """To take back merged readings takes back what each of them earned."""
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves")
    whole = replace(FIRST, id="all", title="All of it", was=("first-flush", "two-leaves"))
    play.use(with_reading(with_reading(TEA, "two-leaves"), "first-flush", whole))
    assert "1 reading" in await play.say("Ben", "progress")
    assert "20 points" in await play.say("Ben", "undo all")
    assert "Nobody" in await play.say("Ann", "leaderboard")
    assert "All of it" in await play.say("Ben", "next")


async def test_a_renamed_reading_stays_aside(
    play: Play,
) -> None:
    """A reading set aside stays so under its new name and can be brought back."""
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
async def test_a_retired_readings_points_stay(play: Play, done: bool) -> None:
    """A retired reading leaves the way, and its points stay."""
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


async def test_a_vanished_reading_breaks_nothing(play: Play) -> None:
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


async def test_renamed_questions_pay_once(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben")
    play.use(
        with_question(TEA, "dry-first-step", replace(TERM, id="step-one", was=("dry-first-step",)))
    )
    screens = await play_through(play, "Ben", "quiz solo drying")
    assert not any("+10 points" in screen for screen in screens)
    assert await play.board("Ben") == ["1. Ben (you) · 50 points"]


async def test_renamed_on_screen_is_answered(play: Play) -> None:
    """A question renamed while it is on the screen can be answered there."""
    question = await _ask(play, TERM)
    play.use(
        with_question(
            play.pack, "dry-first-step", replace(TERM, id="step-one", was=("dry-first-step",))
        )
    )
    assert "+10 points" in await answer(play, "Ben", question)
    [again] = await play_through(play, "Ben")
    assert "+10 points" not in again


async def test_split_questions_pay_once(play: Play) -> None:
    await play_through(play, "Ben", "quiz solo drying")
    parts = [
        replace(TERM, id=f"step-{n}", ask=f"Which step is number {n}?", was=("dry-first-step",))
        for n in (1, 2)
    ]
    play.use(with_question(TEA, "dry-first-step", *parts))
    screens = await play_through(play, "Ben", "quiz solo drying")
    assert len(screens) == 3
    assert await play.board("Ben") == ["1. Ben (you) · 20 points"]


async def test_merged_questions_pay_once(play: Play) -> None:
    """A merged question is not paid again if a part of it was answered."""
    await play_through(play, "Ben", "quiz solo drying")
    merged = replace(TERM, id="both", was=("dry-first-step", "dry-water-share"))
    play.use(with_question(with_question(TEA, "dry-water-share"), "dry-first-step", merged))
    await play_through(play, "Ben", "quiz solo drying")
    assert await play.board("Ben") == ["1. Ben (you) · 20 points"]


async def test_a_renamed_miss_stays_missed(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben", "quiz solo picking")
    await play_through(play, "Ben", "quiz solo drying", right=False)
    await _retire_all_but(play, replace(TERM, id="step-one", was=("dry-first-step",)), SINGLE)
    assert asked(play, await play.say("Ben", "quiz solo")).id == "step-one"


async def test_moved_questions_pay_once(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben")
    play.use(moved_question(TEA, "dry-first-step", "brewing"))
    [again] = await play_through(play, "Ben", "quiz solo brewing")
    assert "+10 points" not in again
    assert "Brewing: 1 of 1 right" in (await play.say("Ben", "progress")).text.replace(
        "2 of 2", "1 of 1"
    )


async def test_reordered_choices_stay_on_screen(play: Play) -> None:
    question = await _ask(play, SINGLE)
    play.use(
        with_question(
            play.pack, SINGLE.id, replace(SINGLE, choices=("Two", "Seven", "None"), right=(0,))
        )
    )
    lost = await play.say("Ben", "quiz solo")
    assert lost.text == question.text
    assert "Right." in await answer(play, "Ben", question)


async def test_changed_choices_are_shown_anew(play: Play) -> None:
    """A question whose choices changed is shown anew instead of judged."""
    question = await _ask(play, SINGLE)
    play.use(with_question(play.pack, SINGLE.id, replace(SINGLE, choices=("None", "Two", "Eight"))))
    anew = await answer(play, "Ben", question)
    assert "Eight" in anew
    assert await play.rows("SELECT * FROM awards") == []
    assert "Right." in await answer(play, "Ben", anew)


@pytest.mark.parametrize("right", [True, False])
async def test_changed_choices_keep_the_answer(play: Play, right: bool) -> None:
    """An answer given before the choices changed can still be shown."""
    question = await _ask(play, SINGLE)
    await answer(play, "Ben", question, right=right)
    play.use(
        with_question(play.pack, SINGLE.id, replace(SINGLE, choices=("None", "Three", "Eight")))
    )
    again = await play.press("Ben", question, "A")
    assert "first answer stands" in again
    assert ("Right." in again) is right


@pytest.mark.parametrize("right", [True, False])
async def test_a_changed_kind_keeps_answers(play: Play, right: bool) -> None:
    """An answer given before the kind of question changed can still be shown."""
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
async def test_a_changed_kind_is_shown_anew(play: Play, before: Question, after: Question) -> None:
    question = await _ask(play, before)
    play.use(with_question(play.pack, before.id, replace(after, id=before.id)))
    call = question.calls.get("Answer") or question.calls["A"]
    anew = await play.call("Ben", call.given(answer="A"))
    assert after.ask in anew
    assert "Right." in await answer(play, "Ben", anew)


async def test_a_stopped_quiz_stays_stopped(play: Play) -> None:
    """An old press in a stopped quiz does not bring it back."""
    question = await _ask(play, SINGLE)
    await play.say("Ben", "quiz stop")
    play.use(with_question(play.pack, SINGLE.id, replace(SINGLE, choices=("None", "Two", "Eight"))))
    assert "over" in await play.press("Ben", question, "A")
    play.use(with_question(play.pack, SINGLE.id))
    assert "over" in await play.press("Ben", question, "A")


async def test_retired_questions_leave_the_quiz(play: Play) -> None:
    """Questions that left the pack leave the open quiz."""
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


async def test_retiring_the_rest_ends_quizzes(play: Play) -> None:
    """A quiz whose last questions were retired ends with its result."""
    screen = await play.say("Ben", "quiz solo drying")
    first = asked(play, screen)
    other = next(question for question in TEA.section_by_id["drying"].quiz if question != first)
    told = await answer(play, "Ben", screen)
    play.use(with_question(TEA, other.id, replace(other, retired="2026-03-01")))
    assert "1 of 1 right" in await play.press("Ben", told, "Next question")
    assert await play.rows("SELECT kind FROM activities") == [("quiz",)]


async def test_an_emptied_quiz_counts_nothing(play: Play) -> None:
    """A quiz of which nothing is left is no activity."""
    await _ask(play, SINGLE)
    play.use(
        with_question(
            play.pack, SINGLE.id, replace(SINGLE, retired="2026-03-01"), replace(TERM, id="new")
        )
    )
    assert "nothing was counted" in await play.say("Ben", "quiz solo")
    assert await play.rows("SELECT * FROM activities") == []
    assert "first step" in await play.say("Ben", "quiz solo")


async def test_another_pack_breaks_no_quiz(play: Play) -> None:
    """When a group takes another pack, an open quiz is over and breaks nothing."""
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
