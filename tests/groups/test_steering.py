"""Changing the weeks ahead: move, insert, repeat; who leads; the weekly meeting."""

from datetime import UTC, datetime

import pytest

from tests.play import Shown
from tests.roads import road
from tests.weekly.group_play import Weekly


@pytest.fixture
async def second_week(weekly: Weekly) -> Weekly:
    """A group in its second of six weeks."""
    weekly.use(road(6))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    return weekly


def ahead(plan: Shown) -> list[str]:
    """What the weeks ahead are about, each with its number."""
    lines = [line for line in plan.text.split("\n") if line[:1].isdigit()]
    return [f"{line.split('.')[0]} {line.split('+00:00: ')[1].split(' (')[0]}" for line in lines]


async def plan(weekly: Weekly) -> list[str]:
    return ahead(await weekly.say("Ben", "plan"))


async def read_to_the_end(weekly: Weekly) -> list[str]:
    """Every reading in the order in which the group comes to it."""
    for _ in range(20):
        if await weekly.next_due() is None:
            break
        await weekly.wait_until_week()
    rows = await weekly.rows(
        "SELECT reading FROM week_readings r JOIN weeks w ON w.id = r.week_id ORDER BY w.number"
    )
    return [str(name) for (name,) in rows]


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("group move 3 6", ["4", "5", "6", "3"]),
        ("group move 6 3", ["6", "3", "4", "5"]),
        ("group move week:4 to:5", ["3", "5", "4", "6"]),
        ("group move 3 3", ["3", "4", "5", "6"]),
    ],
)
async def test_others_close_up_behind_moves(
    second_week: Weekly, line: str, order: list[str]
) -> None:
    """A week moves, and the others close up behind it."""
    told = await second_week.say("Ann", line)
    wanted = [f"{number} Section {section}" for number, section in enumerate(order, 3)]
    assert ahead(told) == wanted
    assert await plan(second_week) == wanted
    assert await read_to_the_end(second_week) == ["r1", "r2", *(f"r{section}" for section in order)]


async def test_many_moves_lose_nothing(second_week: Weekly) -> None:
    """Weeks moved again and again lose nothing."""
    for line in (
        "group move 3 6",
        "group move 6 4",
        "group move 4 5",
        "group move 3 5",
        "group insert catch-up 4",
    ):
        await second_week.say("Ann", line)
    assert sorted(await read_to_the_end(second_week)) == [f"r{number}" for number in range(1, 7)]


@pytest.mark.parametrize(
    "line", ["group move 2 4", "group move 4 2", "group move 3 99", "group move 99 3"]
)
async def test_only_weeks_ahead_move(second_week: Weekly, line: str) -> None:
    before = await plan(second_week)
    assert "no such week" in await second_week.say("Ann", line)
    assert await plan(second_week) == before


async def test_inserted_readings_are_planned_once(second_week: Weekly) -> None:
    """A reading is inserted earlier and not planned a second time."""
    await second_week.say("Ann", "group insert r5 3")
    assert await plan(second_week) == ["3 Section 5", "4 Section 3", "5 Section 4", "6 Section 6"]


async def test_readings_beyond_get_own_weeks(second_week: Weekly) -> None:
    """A reading beyond the track gets a week of its own."""
    await second_week.say("Ann", "group insert c2")
    assert (await plan(second_week))[:2] == ["3 Section 2", "4 Section 3"]
    assert "Title of c2" in await second_week.wait_until_week()


@pytest.mark.parametrize("words", ["catch-up", "Catch up", "catchup"])
async def test_catch_up_weeks_bring_nothing(second_week: Weekly, words: str) -> None:
    """A week to catch up brings nothing new."""
    await second_week.say("Ann", f"group insert {words}")
    post = await second_week.wait_until_week()
    assert "Week 3: time to catch up" in post
    assert "Nothing new this week" in post
    assert "I've read it" not in post.calls
    await second_week.say("Ben", "done r1")
    assert "Week 4: Section 3" in await second_week.wait_until_week()
    assert "1 week in a row" in await second_week.say("Ben", "streak")


async def test_insertions_join_the_plan(second_week: Weekly) -> None:
    """What is inserted in a far week must join on to the end of the plan."""
    assert "no such week" in await second_week.say("Ann", "group insert catch-up 50")
    await second_week.say("Ann", "group insert catch-up 7")
    assert (await plan(second_week))[-1] == "7 time to catch up"


@pytest.mark.parametrize("line", ["group insert catch-up 1", "group insert nothing-like-it"])
async def test_what_cannot_be_inserted_is_told(second_week: Weekly, line: str) -> None:
    before = await plan(second_week)
    assert "✓" not in await second_week.say("Ann", line)
    assert await plan(second_week) == before


async def test_a_week_is_read_once_more(second_week: Weekly) -> None:
    await second_week.say("Ben", "done r1")
    await second_week.say("Ann", "group repeat 1")
    post = await second_week.wait_until_week()
    assert "Week 3: Section 1" in post
    assert "Week 4: Section 3" in await second_week.wait_until_week()


async def test_the_latest_repeats_without_number(second_week: Weekly) -> None:
    """Without a number the latest week is repeated."""
    await second_week.say("Ann", "group repeat")
    assert (await plan(second_week))[0] == "3 Section 2"
    assert "no such week" in await second_week.say("Ann", "group repeat 5")


async def test_added_weeks_revive_ended_plans(second_week: Weekly) -> None:
    """An ended plan goes on with a week that is added."""
    await read_to_the_end(second_week)
    assert "Nothing is left" in await second_week.say("Ann", "group post")
    await second_week.say("Ann", "group insert c1")
    assert "Week 7" in await second_week.wait_until_week()


async def test_the_leader_is_named_everywhere(second_week: Weekly) -> None:
    """Who leads is named in the plan, in the post and in the week."""
    await second_week.say("Ben", "done r1")
    assert "Ben leads week 3" in await second_week.say("Ann", "group lead Ben 3")
    assert "Week 3: Ben" in await second_week.say("Ann", "group lead")
    assert "Ben leads" in await second_week.say("Ann", "plan")
    assert "Ben leads the discussion" in await second_week.wait_until_week()
    assert "Ben leads the discussion" in await second_week.say("Ann", "week")


async def test_only_members_can_lead(second_week: Weekly) -> None:
    assert "Nobody called" in await second_week.say("Ann", "group lead Zoe 3")
    assert "Nobody is named yet" in await second_week.say("Ann", "group lead")


async def test_meetings_are_reminded_of(second_week: Weekly) -> None:
    """The channel is reminded an hour before every meeting."""
    await second_week.say("Ben", "done r1")
    await second_week.say("Ann", "group lead Ben 2")
    told = await second_week.say("Ann", "group meeting Wednesday 19:00 the Library")
    assert "2026-03-11T19:00" in told
    await second_week.wait(days=9)
    assert [post.at for post in second_week.posted("meeting")] == [
        datetime(2026, 3, 11, 18, tzinfo=UTC),
        datetime(2026, 3, 18, 18, tzinfo=UTC),
    ]
    assert "We meet" in second_week.newest("meeting")
    assert "Library" in second_week.newest("meeting")
    assert "We meet 2026-03-18T19:00" in second_week.newest("weekly")
    assert "Wednesdays at 19:00, `UTC`, the Library" in await second_week.say("Ben", "group show")


async def test_set_too_late_reminds_next_week(
    second_week: Weekly,
) -> None:
    """A meeting set within its last hour is reminded of from the next week on."""
    await second_week.wait_until(datetime(2026, 3, 11, 18, 30, tzinfo=UTC))
    await second_week.say("Ann", "group meeting weekday:Wednesday hour:19:00")
    await second_week.wait(days=8)
    assert [post.at.day for post in second_week.posted("meeting")] == [18]


async def test_missed_meetings_are_not_announced(
    second_week: Weekly,
) -> None:
    """A meeting that began while we were away is not announced."""
    await second_week.say("Ann", "group meeting weekday:Wednesday hour:19:00")
    await second_week.wait_until(datetime(2026, 3, 11, 17, 0, tzinfo=UTC))
    await second_week.be_lost(hours=3)
    assert second_week.posted("meeting") == []
    await second_week.wait(days=7)
    assert [post.at.day for post in second_week.posted("meeting")] == [18]


async def test_meetings_need_day_and_hour(second_week: Weekly) -> None:
    assert [
        asked.option for asked in (await second_week.say("Ann", "group meeting")).form.inputs
    ] == [
        "weekday",
        "hour",
    ]
    assert "time of day" in await second_week.say("Ann", "group meeting weekday:Monday hour:late")
