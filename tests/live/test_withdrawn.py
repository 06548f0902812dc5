"""Points of live rounds in the record.

Boards can be made anew from it, and a withdrawal makes good what it asked.
"""

import pytest

from bot.boards import rebuilding
from bot.core.call import Call
from bot.core.database_port import Row
from tests.by_hand import ByHand
from tests.live.round_play import begin, close, newest, on_screen, vote
from tests.weekly.group_play import Weekly

LENGTHS = {"calm": 60, "race": 30, "peer": 90}
BOARD = (
    "SELECT p.name, s.points, s.answers, s.correct FROM scores s JOIN members m"
    " ON m.id = s.member_id"
    " JOIN people p ON p.id = m.person_id WHERE s.period = 'all' ORDER BY p.name"
)


@pytest.mark.parametrize("style", LENGTHS)
async def test_boards_made_anew_agree(weekly: Weekly, style: str) -> None:
    """After rounds of each style, boards made anew from the events are the same."""
    await _play(weekly, style)
    await _play(weekly, style)
    assert await _wrong_rows(weekly) == 0


@pytest.mark.parametrize("style", LENGTHS)
async def test_withdrawn_after_pays_everyone(weekly: Weekly, style: str) -> None:
    """Withdrawn after a round, everyone who answered holds its points."""
    question = await _play(weekly, style)
    before = await weekly.rows(BOARD)
    assert {(name, points) for name, points, *_ in before} >= {("Ann", 10), ("Ben", 0)}
    await weekly.call("Ann", Call("flag withdraw", {"question": question}))
    assert await weekly.rows(BOARD) == [(name, 10, 0, 0) for name in ("Ann", "Ben", "Cleo", "Dora")]
    assert await _wrong_rows(weekly) == 0
    await weekly.call("Ann", Call("flag restore", {"question": question}))
    assert await weekly.rows(BOARD) == before
    assert await _wrong_rows(weekly) == 0


async def test_withdrawn_while_discussed_counts_nothing(weekly: Weekly) -> None:
    """Withdrawn during the discussion, a question counts for nobody."""
    screen = await begin(weekly, "quiz live style:peer count:1")
    await vote(weekly, screen, Ann=True, Ben=False, Cleo=True)
    await close(weekly, 91)
    await weekly.call("Ann", Call("flag withdraw", {"question": on_screen(weekly, screen).id}))
    await weekly.wait(minutes=10)
    assert "The round is over" in newest(weekly)
    assert await weekly.rows(
        "SELECT coalesce(sum(points), 0), coalesce(sum(answers), 0) FROM awards"
    ) == [(0, 0)]
    assert await _points(weekly) == []


async def _play(weekly: Weekly, style: str) -> str:
    """A round of one question, of which two are right; in `peer` Ben stays wrong.

    Returns the question.
    """
    screen = await begin(weekly, f"quiz live section:picking style:{style} count:1")
    question = on_screen(weekly, screen).id
    await vote(weekly, screen, Ann=True, Ben=False, Cleo=True, Dora=False)
    await close(weekly, LENGTHS[style] + 1)
    if style == "peer":
        await weekly.wait(minutes=3)
        await vote(weekly, newest(weekly), Ann=True, Ben=False, Dora=True)
        await close(weekly, LENGTHS[style] + 1)
    await weekly.wait(minutes=1)
    assert "The round is over" in newest(weekly)
    return question


async def _wrong_rows(weekly: Weekly) -> int:
    tx = ByHand(weekly.database)
    rows, wrong = await rebuilding.rebuild(tx)
    assert rows
    return wrong


async def _points(weekly: Weekly) -> list[Row]:
    return [row for row in await weekly.rows(BOARD) if row[1]]
