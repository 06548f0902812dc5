"""Placement: five questions tell whether somebody knows a section or chapter already."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.placement.spread import FEWEST, MOST, is_passed, spread
from bot.quiz.questions import Seen
from content.model import Question, Trap
from tests.play import TEA, Play, Shown
from tests.quiz.solo_play import answer, asked


async def test_what_is_known_is_marked_with_one_press(play: Play) -> None:
    end = await placed(play, "quiz placement The Leaf")
    assert "5 of 5 right" in end
    assert "mark 3 readings of your course" in end
    told = await play.press("Ben", end, "I know it: mark it")
    assert "The Leaf: 3 readings marked as known, without points" in told
    assert "Water" in await play.say("Ben", "next")
    assert await play.board("Ben") == ["1. Ben (you) · 50 points"]  # for the answers


async def test_four_of_five_are_enough(play: Play) -> None:
    end = await placed(play, "quiz placement The Leaf", wrong=1)
    assert "4 of 5 right" in end
    assert "I know it: mark it" in end.calls


async def test_with_less_it_says_what_to_read(play: Play) -> None:
    end = await placed(play, "quiz placement picking", wrong=1)
    assert "2 of 3 right" in end
    assert "I know it: mark it" not in end.calls
    assert "still has something for you" in end
    [missed] = await play.rows("SELECT question FROM attempts WHERE correct = 0")
    reading = TEA.question_by_id[str(missed[0])].reading
    assert f"- {TEA.reading_by_id[reading].title}" in end
    assert "Read next" in await play.press("Ben", end, "What's next?")


async def test_what_is_behind_one_is_not_offered_again(play: Play) -> None:
    for name in ("first-flush", "two-leaves"):
        await play.say("Ben", f"done {name}")
    end = await placed(play, "quiz placement picking")
    assert "Nothing of your course is left" in end
    assert "I know it: mark it" not in end.calls


async def test_without_a_name_it_is_on_the_present_chapter(play: Play) -> None:
    assert "Question 1 of 5" in await play.say("Ben", "quiz placement")
    found = await play.rows("SELECT section, kind FROM quizzes")
    assert found == [("chapter-leaf", "placement")]


@pytest.mark.parametrize("name", ["drying", "The Cup"])
async def test_too_few_questions_tell_nothing(play: Play, name: str) -> None:
    assert "too few easy questions" in await play.say("Ben", f"quiz placement {name}")
    assert await play.rows("SELECT * FROM quizzes") == []


async def test_a_chapter_is_named_by_title_id_or_choice(play: Play) -> None:
    assert await play.suggest("Ben", "quiz placement", "section", "leaf") == [
        "chapter-leaf", "picking", "drying",
    ]  # fmt: skip
    for name in ("The Leaf", "the leaf", "chapter-leaf"):
        assert "of 5" in await play.say("Ben", f"quiz placement {name}")
        await play.say("Ben", "quiz stop")
    told = await play.say("Ben", "quiz placement leaf")
    assert all(title in told for title in ("The Leaf", "Picking the Leaf", "Drying the Leaf"))
    assert "no section called" in await play.say("Ben", "quiz placement coffee")


async def test_it_is_open_beside_other_quizzes_and_goes_on(play: Play) -> None:
    await play.say("Ben", "quiz solo drying")
    first = await play.say("Ben", "quiz placement picking")
    assert asked(play, await play.say("Ben", "quiz placement")) == asked(play, first)
    assert "still open" in await play.say("Ben", "quiz placement The Leaf")
    told = await answer(play, "Ben", first)
    assert "Question 2 of 3" in await play.press("Ben", told, "Next question")


async def test_stopped_early_it_offers_nothing(play: Play) -> None:
    await answer(play, "Ben", await play.say("Ben", "quiz placement picking"))
    stopped = await play.say("Ben", "quiz stop")
    assert "1 of 1 right" in stopped
    assert "I know it: mark it" not in stopped.calls
    assert "Question 1 of 3" in await play.press("Ben", stopped, "Another round")


async def test_a_placement_is_an_activity_and_feeds_the_review(play: Play) -> None:
    await placed(play, "quiz placement picking")
    assert await play.rows("SELECT kind FROM activities") == [("quiz",)]
    assert len(await play.rows("SELECT * FROM cards")) == 3


async def test_a_section_that_left_ends_like_any_quiz(play: Play) -> None:
    screen = await play.say("Ben", "quiz placement picking")
    leaf = TEA.chapters[0]
    gone = replace(leaf.sections[0], retired="2026-03-01")
    drying = replace(leaf.sections[1], quiz=(*leaf.sections[0].quiz, *leaf.sections[1].quiz))
    play.use(replace(TEA, chapters=(replace(leaf, sections=(gone, drying)), *TEA.chapters[1:])))
    told = await finished(play, screen)
    assert "3 of 3 right" in told
    assert "I know it: mark it" not in told.calls


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3), st.booleans()), max_size=40),
    st.sets(st.integers(0, 8)),
)
def test_questions_are_easy_and_from_readings_far_apart(
    found: list[tuple[int, int, bool]], planned: set[int]
) -> None:
    pool = [_question(n, f"r{reading}", level) for n, (reading, level, _) in enumerate(found)]
    seen = {f"q{n}": Seen(1, True, 1) for n, (_, _, met) in enumerate(found) if met}
    chosen = spread(pool, {f"r{n}" for n in planned}, seen, "ben")
    fit = [question for question in pool if question.difficulty < 3]
    assert len(chosen) == len(set(chosen)) == min(MOST, len(fit))
    assert [q.difficulty for q in chosen] == sorted(q.difficulty for q in chosen)
    assert set(chosen) <= set(fit)
    # No reading is asked on twice while another, of those that are meant, is not asked on at all.
    within = [question for question in fit if question.reading in {f"r{n}" for n in planned}]
    meant = {question.reading for question in (within if len(within) >= MOST else fit)}
    times = Counter(question.reading for question in chosen)
    assert set(times) <= meant
    assert max(times.values(), default=0) <= 1 or set(times) == meant


@pytest.mark.parametrize(
    ("asked", "fewest"), [(1, None), (2, None), (FEWEST, 3), (4, 4), (MOST, 4)]
)
def test_four_of_five_pass(asked: int, fewest: int | None) -> None:
    passed = [right for right in range(asked + 1) if is_passed(right, asked)]
    assert (passed[0] if passed else None) == fewest


async def placed(play: Play, line: str, *, wrong: int = 0) -> Shown:
    """The result of a placement in which Ben misses so many."""
    return await finished(play, await play.say("Ben", line), wrong=wrong)


async def finished(play: Play, screen: Shown, *, wrong: int = 0) -> Shown:
    """The last screen of a quiz whose first question is shown."""
    told = await answer(play, "Ben", screen, right=not wrong)
    if "Next question" not in told.calls:
        return told
    screen = await play.press("Ben", told, "Next question")
    return await finished(play, screen, wrong=max(0, wrong - 1))


def _question(number: int, reading: str, difficulty: int) -> Question:
    return Question(
        f"q{number}",
        "text",
        "Which?",
        "So.",
        Trap("this", "no"),
        reading,
        accepted=("that",),
        difficulty=difficulty,
    )
