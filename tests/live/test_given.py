"""What a round asks: on what the group was given to read, and nothing it saw answered lately."""

from tests.live.round_play import answer, begin, on_screen
from tests.roads import road
from tests.weekly.group_play import Weekly


async def in_week(weekly: Weekly, number: int) -> None:
    """A group in a week of a road that gives one reading, and one question, a week."""
    weekly.use(road(12))
    await weekly.begin("pace:60 course:road-essential")
    for _ in range(number):
        await weekly.wait_until_week()


async def asked_in_a_round(weekly: Weekly, line: str) -> str:
    """The one question of a round, which Ben answers wrongly: so it would come first again."""
    screen = await begin(weekly, line)
    await answer(weekly, "Ben", screen, right=False)
    await weekly.wait(minutes=10)
    return on_screen(weekly, screen).id


async def test_only_what_the_group_was_given(weekly: Weekly) -> None:
    """Of three weeks three questions, the one on the week that runs first; then it is over."""
    await in_week(weekly, 3)
    await begin(weekly, "quiz live count:9")
    for _ in range(9):
        await weekly.wait(minutes=2)
        rows = await weekly.rows("SELECT state FROM rounds")
        if rows == [("running",)]:
            await weekly.say("Ben", "next")
    found = [
        row[0] for row in await weekly.rows("SELECT question FROM round_questions ORDER BY number")
    ]
    assert found[0] == "q3"
    assert set(found) <= {"q1", "q2", "q3"}


async def test_a_named_section_lifts_the_bounds(weekly: Weekly) -> None:
    await in_week(weekly, 1)
    assert await asked_in_a_round(weekly, "quiz live section:s7 count:1") == "q7"


async def test_before_the_first_week_it_asks_on_it(weekly: Weekly) -> None:
    await in_week(weekly, 0)
    assert await asked_in_a_round(weekly, "quiz live count:1") == "q1"


async def test_what_was_revealed_lately_rests(weekly: Weekly) -> None:
    """It comes again only where nothing else is left, or after thirty days."""
    await in_week(weekly, 2)
    found = [await asked_in_a_round(weekly, "quiz live count:1") for _ in range(3)]
    assert found[:2] == ["q2", "q1"]
    for _ in range(5):
        await weekly.wait_until_week()
    # Week 7: what is new and what was never asked comes before what was wrong long ago.
    assert await asked_in_a_round(weekly, "quiz live count:1") == "q7"
    assert await asked_in_a_round(weekly, "quiz live count:1") in {"q1", "q2"}
