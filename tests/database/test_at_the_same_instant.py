"""The same act by two at the same instant earns once, whatever both had read before."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.call import Call
from bot.database.sqlite import SqliteDatabase
from bot.outbox import deliveries
from tests.by_hand import ByHand
from tests.database.late import Late
from tests.live import round_play
from tests.quiz import solo_play
from tests.weekly.group_play import Weekly

EARNED = "SELECT coalesce(sum(points), 0), coalesce(sum(answers), 0) FROM awards"
ON_BOARDS = "SELECT points, answers FROM scores WHERE period = 'all'"


@pytest.fixture
def late(database: SqliteDatabase, tmp_path: Path) -> Late:
    return Late(database, tmp_path / "roadmate.db")


@pytest.fixture
async def game(late: Late) -> Weekly:
    """Ben is a member already."""
    weekly = Weekly(late)
    await weekly.say("Ben", "settings boards:visible")
    return weekly


async def test_an_answer_earns_once(game: Weekly, late: Late) -> None:
    screen = await game.say("Ben", "quiz solo count:1")
    right, wrong = (solo_play.call_for(game, screen, right=right) for right in (True, False))
    with late.at_once():
        assert "+10 points" in await game.call("Ben", right)
        assert "the first answer stands" in await game.call("Ben", wrong)
    assert await game.rows(EARNED) == [(10, 1)]
    assert await game.rows(ON_BOARDS) == [(10, 1)]
    assert await game.rows("SELECT count(*) FROM activities") == [(1,)]


async def test_a_reading_earns_once_each_time(game: Weekly, late: Late) -> None:
    for _ in range(2):
        with late.at_once():
            assert "+10 points" in await game.say("Ben", "done first-flush")
            assert "already" in await game.say("Ben", "done first-flush")
        assert await game.rows(EARNED) == [(10, 0)]
        assert await game.rows("SELECT finished FROM reading_totals") == [(1,)]
        with late.at_once():
            assert "10 points" in await game.say("Ben", "undo first-flush")
            assert "points" not in await game.say("Ben", "undo first-flush")
        assert await game.rows(EARNED) == [(0, 0)]
        assert await game.rows("SELECT finished FROM reading_totals") == [(0,)]
    assert await game.rows("SELECT sum(points) FROM scores WHERE period = 'all'") == [(0,)]


async def test_replies_earn_once_a_week(game: Weekly, late: Late) -> None:
    await game.begin()
    await game.wait_until_week()
    thread = await game.thread()
    with late.at_once():
        await game.reply("Ben", 1, thread)
        await game.reply("Ben", 2, thread)
    assert await game.rows(EARNED) == [(5, 0)]
    assert await game.rows("SELECT count(*) FROM activities") == [(2,)]


async def test_a_live_question_is_counted_once(game: Weekly, late: Late) -> None:
    screen = await round_play.begin(game, "quiz live count:2")
    await round_play.vote(game, screen, Ann=True, Ben=False)
    game.clock.advance(minutes=2)
    due = await deliveries.claim(
        ByHand(late), "test", game.clock(), 10, timedelta(minutes=5), range(1)
    )
    (closing,) = [delivery for delivery in due if "/close" in delivery.key]
    with late.at_once():
        first = await game.engine.compose(closing)
        cards = await game.rows("SELECT * FROM cards")
        assert await game.engine.compose(closing) == first
    assert await game.rows("SELECT * FROM cards") == cards
    assert await game.rows(EARNED) == [(10, 2)]
    assert await game.rows("SELECT sum(points), sum(answers) FROM scores WHERE period = 'all'") == [
        (10, 2)
    ]


async def test_a_races_first_answer_stands(game: Weekly, late: Late) -> None:
    screen = await round_play.begin(game, "quiz live count:1 style:race")
    with late.at_once():
        told = await round_play.answer(game, "Ben", screen, right=False)
        assert "Your answer" in told
        again = await round_play.answer(game, "Ben", screen)
    assert "stands" in again
    assert await game.rows("SELECT count(*), sum(changes) FROM round_answers") == [(1, 0)]


async def test_withdrawing_and_restoring_count_once(game: Weekly, late: Late) -> None:
    """A question is withdrawn once and brought back once: its points go and come once."""
    screen = await game.say("Ben", "quiz solo count:1")
    question = solo_play.asked(game, screen)
    await solo_play.answer(game, "Ben", screen, right=False)
    for name, points in (("flag withdraw", 10), ("flag restore", 0), ("flag withdraw", 10)):
        with late.at_once():
            for _ in range(2):
                await game.call("Ann", Call(name, {"question": question.id}))
        assert (await game.rows(EARNED))[0][0] == points
        assert (await game.rows(ON_BOARDS))[0][0] == points


async def test_one_round_one_quiz_begin(game: Weekly, late: Late) -> None:
    """Of two starts at the same instant only one begins a round or a quiz."""
    with late.at_once():
        assert "here it comes" in await game.say("Ann", "quiz live")
        assert "already" in await game.say("Ben", "quiz live")
    with late.at_once():
        question = await game.say("Ben", "quiz solo")
        assert (await game.say("Ben", "quiz solo")).text == question.text
    assert await game.rows("SELECT count(*) FROM rounds") == [(1,)]
    assert await game.rows("SELECT count(*) FROM quizzes") == [(1,)]


async def test_a_week_opens_once(game: Weekly, late: Late) -> None:
    await game.begin()
    due = await game.next_due()
    assert due
    game.clock.move_to(due)
    await game.planner.plan()
    (post,) = await deliveries.claim(ByHand(late), "test", due, 10, timedelta(minutes=5))
    await game.engine.compose(post)
    with late.at_once():
        await game.engine.ack(post, "m1", "")
        await game.engine.ack(post, "m2", "")
    assert await game.rows(
        "SELECT w.state, p.post_id FROM weeks w JOIN week_posts p ON p.week_id = w.id"
    ) == [("open", "m1")]
    assert await game.rows("SELECT count(*) FROM deliveries WHERE kind = 'thread'") == [(1,)]
