"""A platform out of reach costs no post.

Nothing counts as tried, nobody knocks all the time, and then all is sent.
"""

from datetime import timedelta

import pytest

from bot.core.errors import DeliveryError
from scheduler.dispatcher import PROBES
from scheduler.trying_again import BACK_OFF
from tests.play import STUDY, shown
from tests.scheduler.term import NINE, Term
from tests.scheduler.term import weekly as key_of
from tests.weekly.group_play import Weekly

HOUR = timedelta(hours=1)


def unreached(seconds: float | None = None) -> DeliveryError:
    return DeliveryError("no connection", unreached=True, retry_after=seconds)


async def until(term: Term, hour: float) -> None:
    """Live with every try, until so long after nine."""
    while (due := await term.dispatcher.next_try()) and due <= NINE + hour * HOUR:
        await term.at(max(due, term.clock()))


async def test_everything_is_posted_after_hours(term: Term) -> None:
    """After an outage of hours everything is posted."""
    made = [await term.group(f"room-{number}") for number in range(5)]
    for group in made:
        term.platform.faults[group.channel] = [unreached() for _ in range(9999)]
    await term.at(NINE)
    await until(term, 3)
    assert term.platform.said == []
    assert {state for (state,) in await term.rows("SELECT state FROM deliveries")} == {"waiting"}
    term.platform.faults.clear()
    await until(term, 3.1)
    assert sorted(term.platform.keys_said("weekly")) == sorted(map(key_of, made))
    assert not any(said.doubtful for said in term.platform.said)
    assert await term.rows("SELECT * FROM notices") == []


async def test_what_was_not_asked_counts_not(term: Term) -> None:
    """What never reached the platform is no try, and leaves no doubt."""
    group = await term.group()
    term.platform.history = False
    term.platform.faults[group.channel] = [unreached() for _ in range(20)]
    await term.at(NINE)
    assert await term.state(key_of(group)) == ("waiting", 0)
    await until(term, 1)
    assert await term.state(key_of(group)) == ("sent", 1)
    assert {doubtful for _, doubtful in term.platform.tries} == {False}


async def test_one_delivery_asks_ever_less(term: Term) -> None:
    """While the platform is out of reach, one delivery asks, less and less often."""
    made = [await term.group(f"room-{number}") for number in range(50)]
    for group in made:
        term.platform.faults[group.channel] = [unreached() for _ in range(9999)]
    await term.at(NINE)
    assert len(term.platform.tries) <= len(made)
    tries = len(term.platform.tries)
    for wait in (*PROBES[1:], PROBES[-1]):
        term.clock.now = await term.dispatcher.next_try() or NINE
        await term.deliver()
        tries += 1
        assert len(term.platform.tries) == tries, "one, for all of them"
        assert await term.dispatcher.next_try() == term.clock() + wait


async def test_a_barring_platform_is_left_alone(
    term: Term,
) -> None:
    """A platform that bars everything for minutes is left alone as long as it said."""
    barred = await term.group("aaa")
    others = [await term.group(f"room-{number}") for number in range(20)]
    for group in (barred, *others):
        term.platform.faults[group.channel] = [unreached(600)]
    await term.at(NINE)
    tries = len(term.platform.tries)
    await term.at(NINE + timedelta(seconds=599))
    assert len(term.platform.tries) == tries
    assert await term.dispatcher.next_try() == NINE + timedelta(seconds=600)


async def test_an_unreached_platform_delays_no_other(term: Term) -> None:
    slack = type(term.platform)("slack")
    term.more = {"slack": slack}
    term.restart()
    away, here = await term.group("away"), await term.group("here", platform="slack")
    term.platform.faults[away.channel] = [unreached(600)]
    await term.at(NINE)
    assert slack.keys_said("weekly") == [key_of(here)]


async def test_after_a_day_the_slot_posts(
    term: Term,
) -> None:
    """A platform out of reach for more than a day has the post at the next slot."""
    group = await term.group()
    # As it asks: left alone for ten minutes each time, not knocked at every minute.
    term.platform.faults[group.channel] = [unreached(600) for _ in range(999)]
    await term.at(NINE)
    await until(term, 25)
    assert (await term.state(key_of(group)))[0] == "dead"
    term.platform.faults.clear()
    await term.at(NINE + timedelta(days=6))
    assert term.platform.said == []
    await term.at(NINE + timedelta(weeks=1))
    assert term.platform.keys_said("weekly") == [key_of(group)]


async def test_our_bug_is_given_up(term: Term) -> None:
    group = await term.group()
    term.platform.faults[group.channel] = [RuntimeError("oh") for _ in range(99)]
    await term.at(NINE)
    await until(term, 2)
    assert await term.state(key_of(group)) == ("dead", len(BACK_OFF) + 1)


@pytest.mark.parametrize("unreached", [True, False])
async def test_a_late_post_apologises(weekly: Weekly, unreached: bool) -> None:
    """After an evening without the platform people read a late post with an apology."""
    await weekly.begin("pace:30")
    due = await weekly.next_due()
    assert due
    weekly.platform.refused[STUDY.channel] = DeliveryError(
        "Discord answered 503", unreached=unreached
    )
    await weekly.wait_until(due + 3 * HOUR)
    assert weekly.posted("weekly") == []
    weekly.platform.refused.clear()
    await weekly.wait(minutes=20)
    (post,) = weekly.posted("weekly")
    assert "late" in shown(post.message).text
    assert weekly.direct("Ann") == [], "nobody has to do anything"
    assert await weekly.week_states() == [(1, "open")]
