"""Many presses at once: each counts once, and nobody disturbs anybody."""

import asyncio

from tests.play import Play


async def test_fifty_presses_count_once(play: Play) -> None:
    reading = await play.say("Ben", "next")
    answers = await asyncio.gather(*(play.press("Ben", reading, "I've read it") for _ in range(50)))
    assert sum("+10 points" in answer for answer in answers) == 1
    assert sum("already" in answer for answer in answers) == 49
    assert await play.board("Ben") == ["1. Ben (you) · 10 points"]


async def test_fifty_answers_count_once(play: Play) -> None:
    await play.say("Ben", "quiz solo drying")
    question = await play.say("Ben", "quiz solo")
    call = question.calls["Answer"].given(answer="withering" if "first step" in question else "250")
    answers = await asyncio.gather(*(play.call("Ben", call) for _ in range(50)))
    assert sum("the first answer stands" in answer for answer in answers) == 49
    assert await play.rows("SELECT count(*), sum(points) FROM awards") == [(1, 10)]


async def test_fifty_starts_are_one_quiz(play: Play) -> None:
    await asyncio.gather(*(play.say("Ben", "quiz solo") for _ in range(50)))
    assert await play.rows("SELECT count(*) FROM quizzes") == [(1,)]
    assert await play.rows("SELECT count(*) FROM members") == [(0,)]


async def test_members_do_not_disturb_each_other(play: Play) -> None:
    evening = (
        "done first-flush",
        "done two-leaves",
        "quiz solo picking",
        "settings boards:initials",
        "undo two-leaves",
    )
    for line in evening:
        await asyncio.gather(*(play.say(name, line) for name in ("Ann", "Ben")))
    for name in ("Ann", "Ben"):
        assert "1 reading, 30 min" in await play.say(name, "progress")
    lines = await play.board("Cem")
    assert sorted(lines[:2]) == ["1. A. · 10 points", "1. B. · 10 points"]
