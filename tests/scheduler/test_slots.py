"""A slot that has come is promised once, whoever looks, however late, on whatever clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.by_hand import ByHand
from tests.play import TEA
from tests.scheduler.term import NINE, Term, weekly

WEEK = timedelta(weeks=1)
SORRY = "Sorry, I am late"


async def test_planning_twice_is_planning_once(term: Term) -> None:
    group = await term.group()
    term.clock.now = NINE
    await term.planner.plan()
    await term.planner.plan()
    assert await term.rows("SELECT key FROM deliveries") == [(weekly(group),)]
    assert (await term.schedule(group)).next_due_at == NINE + WEEK


async def test_a_coming_slot_promises_nothing(term: Term) -> None:
    await term.group()
    term.clock.now = NINE - timedelta(seconds=1)
    await term.go()
    assert not term.platform.said


async def test_two_roadmates_post_once(term: Term) -> None:
    """Two planners and two dispatchers on one database post once."""
    made = [await term.group(f"room-{number}") for number in range(30)]
    other = Term(term.database, term.platform, term.clock)
    term.clock.now = NINE
    await asyncio.gather(term.planner.plan(), other.planner.plan(), term.planner.plan())
    await asyncio.gather(
        *(term.dispatcher.deliver() for _ in range(5)),
        *(other.dispatcher.deliver() for _ in "12345"),
    )
    await asyncio.gather(term.dispatcher.finish(), other.dispatcher.finish())
    assert sorted(term.platform.keys_said("weekly")) == sorted(map(weekly, made))


@pytest.mark.parametrize(
    ("zone", "night", "weekday", "minute"),
    [
        # New York sets its clocks back at two on Sunday 1 November 2026; Lord Howe by half an hour
        # on 5 April.
        ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC), 6, 90),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, tzinfo=UTC), 6, 105),
    ],
)
async def test_a_repeated_hour_posts_once(
    term: Term, zone: str, night: datetime, weekday: int, minute: int
) -> None:
    """A slot in an hour that happens twice posts once."""
    term.clock.now = night - timedelta(hours=1)
    group = await term.group(zone=zone, weekday=weekday, minute=minute)
    posted = []
    for quarter in range(4 * 36):
        await term.at(night + timedelta(minutes=15 * quarter))
        posted.append(len(term.platform.keys_said("weekly")))
    assert posted[-1] == 1
    assert len(await term.weeks(group)) == 1


async def test_a_missing_hour_posts_after_it(term: Term) -> None:
    """A slot in an hour that does not exist posts when the gap ends."""
    # Berlin has no half past two on Sunday 29 March 2026.
    term.clock.now = datetime(2026, 3, 28, 12, tzinfo=UTC)
    await term.group(zone="Europe/Berlin", weekday=6, minute=150)
    await term.at(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC))
    assert not term.platform.said
    await term.at(datetime(2026, 3, 29, 1, 0, tzinfo=UTC))
    assert len(term.platform.keys_said("weekly")) == 1


async def test_a_late_post_apologises(term: Term) -> None:
    """A post that is less than a day late comes with an apology."""
    group = await term.group()
    await term.after_silence(NINE + timedelta(hours=23, minutes=59))
    assert SORRY in term.platform.said[0].text
    (week,) = await term.weeks(group)
    assert (week.late, week.slot_at, week.planned_close) == (True, NINE, NINE + WEEK)


async def test_a_punctual_post_does_not_apologise(term: Term) -> None:
    await term.group()
    await term.at(NINE + timedelta(minutes=14))
    assert SORRY not in term.platform.said[0].text


async def test_a_missed_slot_lengthens_the_week(term: Term) -> None:
    """A slot more than a day ago is not made up for, and the open week lasts longer."""
    group = await term.group()
    await term.at(NINE)
    await term.after_silence(NINE + WEEK + timedelta(hours=24, seconds=1))
    (first,) = await term.weeks(group)
    assert (first.state, first.planned_close) == ("open", NINE + 2 * WEEK)
    assert len(term.platform.said) == 2, "no recap of a week that goes on"
    await term.at(NINE + 2 * WEEK)
    first, second = await term.weeks(group)
    assert (first.state, second.number, second.slot_at) == ("closed", 2, NINE + 2 * WEEK)
    assert SORRY not in term.platform.said[-1].text


async def test_the_newest_missed_slot_counts(term: Term) -> None:
    """After weeks of silence the newest slot counts."""
    group = await term.group()
    await term.at(NINE)
    await term.after_silence(NINE + 3 * WEEK + timedelta(hours=3))
    first, second = await term.weeks(group)
    assert (first.state, first.short) == ("closed", True)
    assert (second.number, second.slot_at, second.late) == (2, NINE + 3 * WEEK, True)
    assert (await term.schedule(group)).next_due_at == NINE + 4 * WEEK
    assert term.platform.keys_said("weekly") == [weekly(group, 1), weekly(group, 2)]


async def test_a_missed_skip_is_used_up(term: Term) -> None:
    """A skipped slot that passed while Roadmate was away is used up."""
    group = await term.group()
    await term.at(NINE)
    await term.organised_by("Ann", group)
    await term.play.say("Ann", "group skip", term.place(group))
    await term.after_silence(NINE + 2 * WEEK + timedelta(hours=3))
    assert [week.number for week in await term.weeks(group)] == [1, 2]
    assert (await term.schedule(group)).skips == ()


async def test_an_old_post_awaits_the_slot(
    term: Term,
) -> None:
    """A post that lay in the outbox for more than a day waits for the next slot."""
    group = await term.group()
    await term.at(NINE)
    term.clock.now = NINE + WEEK
    await term.planner.plan()
    await term.after_silence(NINE + WEEK + timedelta(days=2))
    assert len(term.platform.said) == 2, "neither the post, nor a recap of a week that goes on"
    assert (await term.weeks(group))[0].planned_close == NINE + 2 * WEEK
    await term.at(NINE + 2 * WEEK)
    assert len(term.platform.keys_said("recap")) == 1
    assert term.platform.keys_said("weekly") == [weekly(group, 1), weekly(group, 2)]
    assert SORRY not in next(
        said.text for said in term.platform.said if said.key == weekly(group, 2)
    )


async def test_a_bad_group_stops_no_others(term: Term, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = await term.group("aaa"), await term.group("zzz")
    tx = ByHand(term.database)
    await tx.execute("UPDATE groups SET pack = 'gone' WHERE id = :bad", bad=bad.id)
    await term.at(NINE)
    assert term.platform.keys_said("weekly") == [weekly(good)]
    assert f"on_slot of {bad.id}" in caplog.text
    tx = ByHand(term.database)
    await tx.execute("UPDATE groups SET pack = :pack WHERE id = :bad", pack=TEA.id, bad=bad.id)
    await term.at(NINE + timedelta(minutes=1))
    assert term.platform.keys_said("weekly") == [weekly(good), weekly(bad)]


async def test_new_clocks_move_the_slot(term: Term) -> None:
    """When a government moves the clocks, the next slot moves with them."""
    term.clock.now = NINE - timedelta(days=1)
    group = await term.group(zone="Europe/Berlin")
    await term.planner.start("2026a")
    old = await _next_slot_was(term, group.id, NINE - timedelta(hours=2))
    await term.planner.start("2026a")
    assert (await term.schedule(group)).next_due_at == old, "the same version changes nothing"
    await term.planner.start("2026b")
    assert (await term.schedule(group)).next_due_at == NINE - timedelta(hours=1)


async def test_a_slot_just_over_posts_once(term: Term) -> None:
    """With new clocks a slot may turn out to be over: it is posted at once and only once."""
    group = await term.group(zone="Europe/Berlin")
    await term.planner.start("2026a")
    # With the old clocks it was two hours away; with the new ones it was at eight.
    term.clock.now = NINE - timedelta(minutes=30)
    await _next_slot_was(term, group.id, NINE + timedelta(hours=1))
    await term.planner.start("2026b")
    await term.go()
    assert term.platform.keys_said("weekly") == [weekly(group)]
    for version in ("2026c", "2026d"):
        await term.planner.start(version)
        await term.at(term.clock() + timedelta(hours=1))
    assert term.platform.keys_said("weekly") == [weekly(group)]


async def test_a_due_slot_stays_due(term: Term) -> None:
    """A slot that is due stays due when the clocks change."""
    group = await term.group(zone="Europe/Berlin")
    await term.planner.start("2026a")
    await _next_slot_was(term, group.id, NINE)
    term.clock.now = NINE
    await term.planner.start("2026b")
    await term.go()
    assert term.platform.keys_said("weekly") == [weekly(group)]


async def _next_slot_was(term: Term, group: str, due: datetime) -> datetime:
    tx = ByHand(term.database)
    await tx.execute(
        "UPDATE schedules SET next_due_at = :due WHERE group_id = :group",
        due=int(due.timestamp()),
        group=group,
    )
    return due
