"""Breaks, skipped slots and posts out of turn.

Dates shift, nothing is dropped, nobody is harmed.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.roads import road
from tests.weekly.group_play import Weekly


@pytest.fixture
async def second_week(weekly: Weekly) -> Weekly:
    """A group a day into its second of eight weeks; Ben was active in the first."""
    weekly.use(road(8))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done r1")
    await weekly.wait_until_week()
    await weekly.wait(days=1)
    return weekly


async def closed(weekly: Weekly) -> list[tuple[int, int]]:
    """The closed weeks, each with whether it was a short one."""
    rows = await weekly.rows(
        "SELECT number, short FROM weeks WHERE state = 'closed' ORDER BY number"
    )
    return [(int(number), int(short)) for number, short in rows]


async def test_pausing_closes_short_and_silent(
    second_week: Weekly,
) -> None:
    """A pause closes the week as a short one and posts nothing."""
    told = await second_week.say("Ann", "group pause")
    assert "`group resume` ends it" in told
    assert await closed(second_week) == [(1, 0), (2, 1)]
    await second_week.wait(days=60)
    assert len(second_week.posted("weekly")) == 2
    assert "1 week in a row" in await second_week.say("Ben", "streak")
    assert "short one" in await second_week.say("Ben", "streak")


async def test_a_paused_week_has_recap(second_week: Weekly) -> None:
    """The week that a pause ends has its recap."""
    await second_week.say("Ben", "done r2")
    await second_week.say("Ann", "group pause")
    await second_week.wait(minutes=1)
    assert "Week 2 is over" in second_week.newest("recap")
    assert "Finished: Ben" in second_week.newest("recap")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("group pause", "Now: a break. "),
        ("group pause until:2026-04-06", "Now: a break until 6 April 2026. "),
    ],
)
async def test_the_recap_tells_the_break(second_week: Weekly, line: str, told: str) -> None:
    """The channel reads of the break in the recap."""
    await second_week.say("Ann", line)
    await second_week.wait(minutes=1)
    recap = second_week.newest("recap")
    assert told in recap
    assert "Next:" not in recap


async def test_ended_breaks_are_not_told(second_week: Weekly) -> None:
    """A break that is over before its recap comes is not told."""
    await second_week.say("Ann", "group pause")
    await second_week.say("Ann", "group resume")
    await second_week.wait(minutes=1)
    assert "Next: Section 3" in second_week.newest("recap")


async def test_the_plan_resumes_after(second_week: Weekly) -> None:
    """After a break the plan goes on where it stopped."""
    await second_week.say("Ann", "group pause")
    await second_week.wait(days=60)
    told = await second_week.press(
        "Ann", await second_week.say("Ann", "group pause"), "End the break"
    )
    assert "goes on" in told
    assert "Week 3: Section 3" in await second_week.wait_until_week()


async def test_dated_breaks_end_by_themselves(
    second_week: Weekly,
) -> None:
    """A break until a day ends by itself, at the first slot from then on."""
    await second_week.say("Ann", "group pause until:2026-04-06")
    assert await second_week.next_due() == datetime(2026, 4, 6, 18, tzinfo=UTC)
    assert "Week 3" in await second_week.wait_until_week()
    assert "Week 4" in await second_week.wait_until_week()


@pytest.mark.parametrize("day", ["2020-01-01", "2026-03-10", "soon"])
async def test_past_days_are_no_break(second_week: Weekly, day: str) -> None:
    """A break needs a day that is still to come."""
    assert (
        "break" not in (await second_week.say("Ann", f"group pause until:{day}")).text.split("`")[0]
    )
    assert await second_week.week_states() == [(1, "closed"), (2, "open")]


async def test_break_activity_counts_no_week(second_week: Weekly) -> None:
    """What is done in a break counts for points and days only."""
    await second_week.say("Ann", "group pause")
    assert "+10 points" in await second_week.say("Ben", "done r2")
    told = await second_week.say("Ben", "streak")
    assert "1 week in a row" in told
    assert "daily run: 1 day" in told
    assert "nothing is at stake" in told


async def test_only_breaks_can_be_ended(second_week: Weekly) -> None:
    """There is no break to end where there is none."""
    assert "not having a break" in await second_week.say("Ann", "group resume")


async def test_skipping_lengthens_the_open_week(second_week: Weekly) -> None:
    told = await second_week.say("Ann", "group skip")
    assert "2026-03-23T18:00" in told
    assert "Open until 2026-03-23T18:00" in await second_week.say("Ben", "week")
    await second_week.wait(days=8)
    assert await second_week.week_states() == [(1, "closed"), (2, "open")]
    assert "Week 3" in await second_week.wait_until_week()
    assert await closed(second_week) == [(1, 0), (2, 0)]


async def test_later_slots_can_be_skipped(second_week: Weekly) -> None:
    await second_week.say("Ann", "group skip 4")
    for _ in range(3):
        await second_week.wait_until_week()
    assert [post.at.day for post in second_week.posted("weekly")] == [2, 9, 16, 30]


async def test_two_skips_let_two_slots_pass(second_week: Weekly) -> None:
    await second_week.say("Ann", "group skip")
    assert "2026-03-30T18:00" in await second_week.say("Ann", "group skip")
    for _ in range(3):
        await second_week.wait_until_week()
    assert [post.at.day for post in second_week.posted("weekly")] == [2, 9, 30]


async def test_past_weeks_cannot_be_skipped(second_week: Weekly) -> None:
    assert "no such week" in await second_week.say("Ann", "group skip 1")


async def test_posting_now_shortens_the_week(
    second_week: Weekly,
) -> None:
    """A post now ends the week as a short one; the next post keeps its distance."""
    await second_week.wait(days=4)
    now = second_week.clock()
    assert "within the minute" in await second_week.say("Ann", "group post")
    await second_week.wait(minutes=1)
    assert "Week 3: Section 3" in second_week.newest("weekly")
    assert "Week 2 is over" in second_week.newest("recap")
    assert await closed(second_week) == [(1, 0), (2, 1)]
    due = await second_week.next_due()
    assert due
    assert due - now >= timedelta(days=4)


async def test_a_post_now_ends_a_break(second_week: Weekly) -> None:
    await second_week.say("Ann", "group pause")
    await second_week.wait(days=20)
    await second_week.say("Ann", "group post")
    await second_week.wait(minutes=1)
    assert "Week 3" in second_week.newest("weekly")
    assert "Week 4" in await second_week.wait_until_week()


async def test_outages_post_late_with_apology(
    second_week: Weekly,
) -> None:
    """An outage over the slot posts late, with a word of apology."""
    due = await second_week.next_due()
    assert due
    await second_week.wait_until(due - timedelta(hours=3))
    await second_week.be_lost(hours=20)
    assert "Sorry, I am late" in second_week.newest("weekly")
    assert await closed(second_week) == [(1, 0), (2, 1)]


async def test_day_long_outages_skip_slots(second_week: Weekly) -> None:
    """An outage longer than a day lets the slot pass."""
    due = await second_week.next_due()
    assert due
    await second_week.wait_until(due - timedelta(hours=1))
    await second_week.be_lost(hours=26)
    assert len(second_week.posted("weekly")) == 2
    post = await second_week.wait_until_week()
    assert "Week 3: Section 3" in post
    assert "Sorry" not in post


@pytest.mark.parametrize(
    "line",
    [
        "group pause",
        "group resume",
        "group skip",
        "group post",
        "group move 3 4",
        "group season x",
        "group end",
    ],
)
async def test_only_organisers_may(second_week: Weekly, line: str) -> None:
    """Members who do not run the group may steer none of its breaks."""
    before = await second_week.everything()
    assert "organisers" in await second_week.say("Ben", line)
    assert await second_week.everything() == before


@pytest.mark.parametrize(
    "line", ["group pause", "group skip", "group post", "group insert x", "group repeat"]
)
async def test_without_weeks_nothing_to_steer(weekly: Weekly, line: str) -> None:
    assert "no weeks yet" in await weekly.say("Ann", line)
