"""A group, or a whole platform, that fails or hangs delays nobody else."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.errors import DeliveryError
from bot.core.interaction import User
from bot.database.sqlite import SqliteDatabase
from bot.engine.port import Reply
from bot.plan import week_posts, weeks
from scheduler.dispatcher import MOST_AT_ONCE
from scheduler.threads import AT_ONCE, SILENT
from tests.by_hand import ByHand
from tests.scheduler.platform import Platform
from tests.scheduler.term import NINE, Term, weekly

NOW_OR_NEVER = timedelta()


@pytest.fixture
def slack() -> Platform:
    return Platform("slack")


@pytest.fixture
def both(database: SqliteDatabase, slack: Platform) -> Term:
    """Two platforms, and little patience with either."""
    return Term(database, more={"slack": slack}, patience=NOW_OR_NEVER)


async def test_a_failing_channel_delays_nobody(term: Term) -> None:
    """A group whose channel always fails delays nobody, and posts when it works again."""
    bad = await term.group("aaa")
    others = [await term.group(f"room-{number}") for number in range(9)]
    for week in range(1, 4):
        term.platform.faults[bad.channel] = [DeliveryError("down again") for _ in range(999)]
        slot = NINE + timedelta(weeks=week - 1)
        await term.at(slot)
        assert {key for key in term.platform.keys_said("weekly") if key.endswith(f"/{week}")} == {
            weekly(group, week) for group in others
        }
        while (await term.state(weekly(bad)))[0] != "dead":
            await term.at(await term.next_try(weekly(bad)))
    assert (await term.state(weekly(bad)))[0] == "dead"
    term.platform.faults.clear()
    await term.at(NINE + timedelta(weeks=3))
    assert weekly(bad) in term.platform.keys_said("weekly"), "it is tried again when it may work"


async def test_a_channel_that_hangs_delays_nobody(term: Term) -> None:
    bad = await term.group("aaa")
    others = [await term.group(f"room-{number}") for number in range(9)]
    term.platform.hangs.add(bad.channel)
    term.clock.now = NINE
    await term.planner.plan()
    while await term.dispatcher.deliver():
        await term.platform.until_tried(len(others) + 1)
    assert sorted(term.platform.keys_said("weekly")) == sorted(map(weekly, others))
    term.platform.opened.set()
    await term.dispatcher.finish()
    assert weekly(bad) in term.platform.keys_said("weekly")


async def test_a_hanging_channel_is_tried_again(both: Term) -> None:
    """A channel that hangs is given up for now and tried again, with a look for the post."""
    bad = await both.group()
    both.platform.hangs.add(bad.channel)
    await both.at(NINE)
    assert await both.state(weekly(bad)) == ("waiting", 1)
    assert "did not answer in time" in str(await both.rows("SELECT problem FROM deliveries"))
    both.platform.opened.set()
    await both.at(NINE + timedelta(seconds=30))
    assert both.platform.tries[:2] == [(weekly(bad), False), (weekly(bad), True)]
    assert await both.state(weekly(bad)) == ("sent", 2)


async def test_a_hanging_platform_delays_nobody(term: Term, slack: Platform) -> None:
    """A platform that hangs delays no other platform."""
    term.more = {"slack": slack}
    term.restart()
    hanging = [
        await term.group(f"slack-{number:03}", platform="slack")
        for number in range(MOST_AT_ONCE + 10)
    ]
    slack.hangs |= {group.channel for group in hanging}
    term.clock.now = NINE
    await term.planner.plan()
    await term.dispatcher.deliver()
    await slack.until_tried(MOST_AT_ONCE)
    for minute in range(1, 4):
        group = await term.group(f"room-{minute}", minute=540 + minute)
        term.clock.now = NINE + timedelta(minutes=minute)
        await term.planner.plan()
        await term.dispatcher.deliver()
        await term.platform.until_tried(3 * minute - 2)
        assert term.platform.keys_said("weekly")[-1] == weekly(group)
        while len(term.platform.tries) < 3 * minute:
            await term.dispatcher.deliver()
            await asyncio.sleep(0)
    slack.opened.set()
    await term.dispatcher.finish()
    await term.deliver()
    assert len(slack.keys_said("weekly")) == len(hanging)


async def test_posts_wait_for_their_platform(term: Term, slack: Platform) -> None:
    """What is meant for a platform that does not run waits until it does."""
    there, here = await term.group("there", platform="slack"), await term.group("here")
    await term.at(NINE)
    assert term.platform.keys_said("weekly") == [weekly(here)]
    assert await term.state(weekly(there)) == ("waiting", 0)
    assert await term.dispatcher.next_try() is None
    term.more = {"slack": slack}
    await term.after_silence(NINE + timedelta(hours=2))
    assert slack.keys_said("weekly") == [weekly(there)]


async def test_an_unreadable_thread_delays_nothing(
    both: Term, caplog: pytest.LogCaptureFixture
) -> None:
    made = {name: await both.group(name) for name in ("hangs", "fails", "breaks", "works")}
    await both.at(NINE)
    both.platform.hangs.add("reading hangs")
    both.platform.faults["reading fails"] = [DeliveryError("not now")]
    both.platform.faults["reading breaks"] = [RuntimeError("oh")]
    await both.at(NINE + timedelta(weeks=1))
    assert sorted(both.platform.keys_said("weekly")[4:]) == sorted(
        weekly(group, 2) for group in made.values()
    )
    assert f"the thread of {made['breaks'].id}" in caplog.text
    assert caplog.text.count("thread of week 1") == 2


async def test_an_unreadable_thread_stops_no_start(both: Term) -> None:
    for name in ("breaks", "works"):
        await both.group(name)
    await both.at(NINE)
    both.platform.faults["reading breaks"] = [RuntimeError("oh")]
    both.clock.advance(hours=1)
    both.platform.spoken["works"] = [Reply(User("test", "ben", "Ben"), both.clock(), "r1")]
    await both.planner.start("2026a")
    assert await both.rows("SELECT kind, subject FROM activities") == [("reply", "r1")]


async def test_late_replies_count_for_their_week(term: Term) -> None:
    """What was said before the slot counts for the week that closes there."""
    group = await term.group()
    await term.at(NINE)
    said_at = NINE + timedelta(days=6)
    term.platform.spoken[group.channel] = [Reply(User("test", "ben", "Ben"), said_at, "r1")]
    await term.at(NINE + timedelta(weeks=1))
    (week,) = [week.id for week in await term.weeks(group) if week.number == 1]
    assert await term.rows("SELECT week_id, at FROM activities") == [
        (week, int(said_at.timestamp()))
    ]
    assert await term.rows("SELECT streak FROM members") == [(1,)]


async def test_threads_are_read_in_turn(term: Term) -> None:
    """A few threads are read at once, those first that were read the least far."""
    made = [await term.group(f"room-{number:02}") for number in range(AT_ONCE + 20)]
    await term.at(NINE)
    oldest = made[-1]
    tx = ByHand(term.database)
    for number, group in enumerate(reversed(made)):
        (week,) = await weeks.of_group(tx, group.id)
        (post,) = await week_posts.of_week(tx, week.id)
        await week_posts.read_until(tx, post, NINE + timedelta(seconds=number))
    tries = len(term.platform.tries)
    term.platform.hangs |= {f"reading {group.channel}" for group in made}
    starting = asyncio.create_task(term.planner.start("2026a"))
    await term.platform.until_tried(tries + AT_ONCE)
    reading = [what for what, _ in term.platform.tries[tries:]]
    assert len(reading) == AT_ONCE
    (week,) = await term.weeks(oldest)
    (post,) = await term.posts(week)
    assert reading[0] == f"replies {post.thread}"
    term.platform.opened.set()
    await starting
    assert len(term.platform.tries) == tries + len(made)


async def test_a_silent_platform_is_asked_again(
    both: Term, caplog: pytest.LogCaptureFixture
) -> None:
    """The threads of a silent platform are asked for in the next round."""
    made = [await both.group(f"room-{number:03}") for number in range(AT_ONCE * 2)]
    await both.at(NINE)
    both.platform.hangs |= {f"reading {group.channel}" for group in made}
    tries = len(both.platform.tries)
    await both.planner.start("2026a")
    first = [what for what, _ in both.platform.tries[tries:]]
    assert 0 < len(first) < AT_ONCE + SILENT, "the others would have waited in vain"
    await both.planner.plan()
    second = both.platform.tries[tries + len(first)][0]
    assert second not in first, "those that were left come first"


async def test_unreached_threads_are_read_later(
    term: Term, caplog: pytest.LogCaptureFixture
) -> None:
    """Threads of a platform out of reach are read when it is back."""
    made = [await term.group(f"room-{number:03}") for number in range(AT_ONCE * 2)]
    await term.at(NINE)
    for group in made:
        term.platform.faults[f"reading {group.channel}"] = [
            DeliveryError("no connection", unreached=True)
        ] * 3
    term.clock.advance(hours=1)
    term.platform.spoken[made[-1].channel] = [Reply(User("test", "ben", "Ben"), term.clock(), "r1")]
    tries = len(term.platform.tries)
    await term.planner.start("2026a")
    assert len(term.platform.tries) <= tries + AT_ONCE
    assert "thread of week" not in caplog.text
    term.platform.faults.clear()
    await term.planner.plan()
    assert await term.rows("SELECT subject FROM activities") == [("r1",)]


async def test_a_busy_platform_gets_time(term: Term, caplog: pytest.LogCaptureFixture) -> None:
    """When a platform asks for time, its threads are read in the rounds to come."""
    made = [await term.group(f"room-{number:03}") for number in range(AT_ONCE * 3)]
    await term.at(NINE)
    # Now and then it wants to be left alone for a while.
    for group in made[::10]:
        term.platform.faults[f"reading {group.channel}"] = [DeliveryError("slowly", retry_after=30)]
    term.clock.advance(hours=1)
    tries = len(term.platform.tries)
    await term.planner.start("2026a")
    assert len(term.platform.tries) - tries <= AT_ONCE
    for _ in made[::10]:
        await term.planner.plan()
    assert len({what for what, _ in term.platform.tries[tries:]}) == len(made)
    assert "thread of week" not in caplog.text
