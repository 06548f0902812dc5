"""The figures of the shipped first course, over all its weeks: `pytest -s` prints them.

Counted by what everybody sees and by what the pack's files say, never by the rules that choose.
"""

from collections.abc import Iterable
from pathlib import Path

from bot.accounts import context
from bot.core.call import Call
from bot.core.interaction import Interaction
from bot.database.sqlite import SqliteDatabase
from bot.plan import weeks
from bot.quiz import pools
from content.loading.loader import load
from content.model import Discussion, Question
from tests.by_hand import ByHand
from tests.play import STUDY
from tests.weekly.group_play import Weekly

SHIPPED = load(Path(__file__).parents[2] / "content" / "packs" / "generative-ai")
COURSE = SHIPPED.courses[0]
TALKS = {talk.ask.strip(): talk for s in SHIPPED.sections for talk in s.discussion}


async def test_all_that_is_asked_was_planned(database: SqliteDatabase) -> None:
    play = Weekly(database, SHIPPED)
    await play.begin(f"course:{COURSE.id}")
    posted: list[str] = []
    posted_planned, quiz, quiz_planned, pressed = 0, 0, 0, 0
    planned: set[str] = set()
    for number, week in enumerate(COURSE.weeks, 1):
        post = await play.wait_until_week()
        assert f"Week {number}: {week.theme}" in post
        planned |= {entry.reading for entry in week.readings}
        talks = _asked(post.text, play.newest("questions", await play.thread()).text)
        posted += [talk.id for talk in talks]
        posted_planned += len(_on(planned, talks))
        pool = await _quiz_me(play, number)
        quiz += len(pool)
        quiz_planned += len(_on(planned, pool))
        newcomer = f"Newcomer {number}"
        await play.call(newcomer, post.calls["Quiz me"].given(count="20"))
        met = await _met(play, newcomer)
        assert met <= {question.id for question in pool}
        pressed += len(met)
        assert len(talks) >= 2, f"week {number} has too little to discuss"
        assert len(pool) >= 6, f"week {number} has too little of a quiz"

    repeats = len(posted) - len(set(posted))
    print(  # noqa: T201  # the figures are for whoever reads the run
        f"\n{len(COURSE.weeks)} weeks: {posted_planned} of {len(posted)} posted questions rest on"
        f" what was planned, {quiz_planned} of {quiz} that Quiz me can ask ({pressed} of them"
        f" pressed for), {repeats} repeats"
    )
    assert (posted_planned, quiz_planned, repeats) == (len(posted), quiz, 0)
    assert "walked to the end" in await _farewell(play)


def _asked(*shown: str) -> list[Discussion]:
    """The questions that stand in a post or in its thread."""
    return [talk for ask, talk in TALKS.items() if any(f"{ask}\n" in f"{s}\n" for s in shown)]


def _on(planned: set[str], asked: Iterable[Discussion | Question]) -> list[str]:
    """Those that name what they rest on, and all of it was planned."""
    return [entry.id for entry in asked if entry.needs and set(entry.needs) <= planned]


async def _quiz_me(play: Weekly, number: int) -> list[Question]:
    """All that the button under a week's post can ask a newcomer."""
    tx = ByHand(play.database)
    somebody = Interaction(Call("quiz solo"), play.user("Nobody yet"), STUDY)
    ctx = await context.look(tx, somebody, play.engine.packs, play.clock())
    week = await weeks.of_number(tx, ctx.group.id, number)
    assert week
    return [candidate.question for candidate in await pools.of_week(ctx, week)]


async def _met(play: Weekly, name: str) -> set[str]:
    rows = await play.rows(
        "SELECT a.question FROM attempts a JOIN people p ON p.id = a.person_id"
        f" WHERE p.name = '{name}'"
    )
    return {str(question) for (question,) in rows}


async def _farewell(play: Weekly) -> str:
    due = await play.next_due()
    assert due
    await play.wait_until(due)
    return play.newest("recap").text
