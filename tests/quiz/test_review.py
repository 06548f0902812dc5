"""Spaced review: what was met comes back when it is about to fade, a gentle number a day, and earns
a little.
"""

from dataclasses import replace
from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.records import Card
from bot.quiz.review.spacing import A_DAY, rated
from content.model import Pack, Question
from tests.play import MONDAY, TEA, Play, Shown
from tests.quiz.solo_play import answer, asked, has_read, play_through

# Long enough for every first card to be due.
LATER = 60


async def test_newcomers_hear_where_to_begin(play: Play) -> None:
    """Whoever has met no question yet is told where to begin."""
    told = await play.say("Ben", "quiz review")
    assert "Nothing to review yet" in told
    assert "Question 1" in await play.press("Ben", told, "Ask me the first")


async def test_nothing_returns_the_same_day(
    play: Play,
) -> None:
    """Nothing is due on the day it was met, and the day it comes back is told."""
    await play_through(play, "Ben", "quiz solo 1", right=False)
    told = await play.say("Ben", "quiz review")
    assert "Nothing to review today" in told
    assert "2026-03-03" in told


async def test_missed_returns_at_next_midnight(play: Play) -> None:
    """What was missed comes back the next day, from its first minute."""
    first = await play.say("Ben", "quiz solo 1")
    missed = asked(play, first)
    await answer(play, "Ben", first, right=False)
    play.clock.move_to(MONDAY.replace(day=3, hour=0, minute=1))
    again = await play.say("Ben", "quiz review")
    assert asked(play, again) == missed
    assert "Question 1 of 1" in again


async def test_the_day_is_the_members_own(play: Play) -> None:
    await play.say("Ben", "settings zone:Auckland")
    await play_through(play, "Ben", "quiz solo 1", right=False)
    # Ten past eleven in the evening in UTC is the next noon in Auckland.
    play.clock.move_to(MONDAY.replace(hour=23, minute=10))
    assert "Question 1" in await play.say("Ben", "quiz review")


async def test_right_returns_later_each_time(play: Play) -> None:
    screen = await play.say("Ben", "quiz solo 1")
    question = asked(play, screen)
    gaps = []
    for _ in range(4):
        await answer(play, "Ben", screen)
        (due,) = (await play.rows("SELECT due_at FROM cards"))[0]
        gaps.append(due - play.clock.now.timestamp())
        play.clock.move_to(play.clock.now + timedelta(seconds=gaps[-1]))
        screen = await play.say("Ben", "quiz review")
        assert asked(play, screen) == question
    assert gaps == sorted(set(gaps))


async def test_points_are_ten_five_two(play: Play) -> None:
    """Ten points first, five once in a due review, two in every later one."""
    screen = await play.say("Ben", "quiz solo 1")
    earned = []
    for _ in range(4):
        earned.append(await answer(play, "Ben", screen))
        play.clock.advance(days=LATER * (1 + len(earned)) ** 2)
        screen = await play.say("Ben", "quiz review")
    assert ["+10 points" in told for told in earned] == [True, False, False, False]
    assert ["+5 points" in told for told in earned] == [False, True, False, False]
    assert ["+2 points" in told for told in earned] == [False, False, True, True]


async def test_reviewing_early_earns_nothing(play: Play) -> None:
    """Asking again before it is due earns nothing."""
    _keep(play, 1)
    await play_through(play, "Ben", "quiz solo picking 1")
    again = (await play_through(play, "Ben", "quiz solo picking 1"))[-1]
    assert "Right." in again
    assert "+0 points" in again


async def test_solo_begins_with_the_due(play: Play) -> None:
    """A solo quiz begins with the questions that are due."""
    right = [asked_of(play, screen) for screen in await play_through(play, "Ben", "quiz solo 2")]
    play.clock.advance(days=LATER)
    first = await play.say("Ben", "quiz solo 3")
    assert asked(play, first).id in {question.id for question in right}


async def test_next_and_progress_count_due(play: Play) -> None:
    """`next` and `progress` say how many questions are due."""
    await play_through(play, "Ben", "quiz solo picking 3")
    assert "due for review" not in await play.say("Ben", "next")
    assert "Due for review: 0 questions" in await play.say("Ben", "progress")
    play.clock.advance(days=LATER)
    shown = await play.say("Ben", "next")
    assert "3 questions due for review" in shown
    assert "Question 1 of 3" in await play.press("Ben", shown, "Review")
    assert "Due for review: 3 questions" in await play.say("Ben", "progress")


async def test_a_solo_quiz_stays_open(play: Play) -> None:
    """A review and a solo quiz can be open at the same time."""
    await has_read(play, "Ben")
    await play_through(play, "Ben", "quiz solo 2", right=False)
    play.clock.advance(days=LATER)
    solo = await play.say("Ben", "quiz solo 4")
    review = await play.say("Ben", "quiz review")
    assert "of 2" in review
    told = await answer(play, "Ben", review)
    assert "Question 2 of 2" in await play.press("Ben", told, "Next question")
    assert "Question 2 of 4" in await play.press(
        "Ben", await answer(play, "Ben", solo), "Next question"
    )


async def test_stop_ends_the_quiz_begun_last(play: Play) -> None:
    await play_through(play, "Ben", "quiz solo 2", right=False)
    play.clock.advance(days=LATER)
    await play.say("Ben", "quiz solo 4")
    play.clock.advance(minutes=1)
    await play.say("Ben", "quiz review")
    await play.say("Ben", "quiz stop")
    assert "still open" in await play.say("Ben", "quiz solo 4")
    assert "still open" not in await play.say("Ben", "quiz review 2")


async def test_a_finished_review_is_an_activity(play: Play) -> None:
    await play_through(play, "Ben", "quiz solo 1", right=False)
    play.clock.advance(days=LATER)
    await play_through(play, "Ben", "quiz review")
    kinds = await play.rows("SELECT kind FROM activities ORDER BY at")
    assert kinds == [("quiz",), ("review",)]


async def test_a_days_measure_can_be_passed(play: Play) -> None:
    """After a day's measure there is enough for today, and more only on purpose."""
    _many(play, A_DAY + 6)
    await has_read(play, "Ben")
    for _ in range(2):
        await play_through(play, "Ben", "quiz solo 13")
    play.clock.advance(days=LATER)
    assert len(await play_through(play, "Ben", "quiz review")) == 10
    assert len(await play_through(play, "Ben", "quiz review")) == 10
    enough = await play.say("Ben", "quiz review")
    assert "Enough for today" in enough
    assert "6 questions more wait" in enough
    assert "Question 1 of 5" in await play.press("Ben", enough, "5 more anyway")
    play.clock.advance(days=1)
    assert "Question 1" in await play.say("Ben", "quiz review")


async def test_a_retired_question_is_not_due(play: Play) -> None:
    _keep(play, 2)
    await play_through(play, "Ben", "quiz solo 2", right=False)
    play.clock.advance(days=LATER)
    gone = play.pack.questions[0]
    play.use(_with(play.pack, [replace(gone, retired="2026-03-03"), play.pack.questions[1]]))
    assert "1 question due" in await play.say("Ben", "next")
    assert asked(play, await play.say("Ben", "quiz review")).id != gone.id


async def test_cards_follow_renamed_questions(play: Play) -> None:
    """A card goes with its question when that gets another id."""
    _keep(play, 1)
    await play_through(play, "Ben", "quiz solo picking 1")
    old = play.pack.questions[0]
    play.use(_with(play.pack, [replace(old, id="renamed", was=(old.id,))]))
    play.clock.advance(days=LATER)
    assert "1 question due" in await play.say("Ben", "next")
    await play_through(play, "Ben", "quiz review")
    assert await play.rows("SELECT question FROM cards") == [("renamed",)]


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 400)), min_size=1, max_size=30)
)
def test_cards_return_within_a_year(
    answers: list[tuple[bool, bool, int]],
) -> None:
    """Whatever is answered when, a card is back within a year and never the same day."""
    card: Card | None = None
    now = MONDAY
    for correct, changed, days in answers:
        now += timedelta(days=days)
        card = rated(card, "q", correct=correct, changed=changed, now=now)
        assert timedelta(days=1) <= card.due_at - now <= timedelta(days=365)
        assert card.due_at.tzinfo is UTC
        assert card.stability > 0
        assert 1 <= card.difficulty <= 10


@given(st.integers(1, 100))
def test_worse_answers_return_no_later(days: int) -> None:
    """Wrong comes back no later than hard, and hard no later than good."""
    card = rated(None, "q", correct=True, changed=False, now=MONDAY)
    now = MONDAY + timedelta(days=days)
    wrong = rated(card, "q", correct=False, changed=False, now=now)
    hard = rated(card, "q", correct=True, changed=True, now=now)
    good = rated(card, "q", correct=True, changed=False, now=now)
    assert wrong.due_at <= hard.due_at <= good.due_at


def asked_of(play: Play, told: Shown) -> Question:
    """The question an explanation belongs to."""
    return next(
        question for question in play.pack.questions if question.explanation.strip() in told.text
    )


def _keep(play: Play, count: int) -> None:
    play.use(_with(TEA, list(TEA.questions[:count])))


def _many(play: Play, count: int) -> None:
    text = next(question for question in TEA.questions if question.kind == "text")
    play.use(
        _with(
            TEA,
            [
                replace(text, id=f"q-{number}", ask=f"Number {number:02}?")
                for number in range(count)
            ],
        )
    )


def _with(pack: Pack, questions: list[Question]) -> Pack:
    chapter = pack.chapters[0]
    section = replace(chapter.sections[0], quiz=tuple(questions))
    others = tuple(replace(other, quiz=()) for other in chapter.sections[1:])
    rest = tuple(
        replace(c, sections=tuple(replace(s, quiz=()) for s in c.sections))
        for c in pack.chapters[1:]
    )
    return replace(pack, chapters=(replace(chapter, sections=(section, *others)), *rest))
