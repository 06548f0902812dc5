"""What is promised is sent.

Claimed by one, tried again in growing distances, and looked for before a second try.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.call import Call
from bot.core.errors import DeliveryError
from bot.core.interaction import Address
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.outbox import deliveries, keys, outbox
from bot.outbox.keys import Hello, Refresh
from bot.outbox.records import Delivery
from scheduler.dispatcher import LEASE, MOST_AT_ONCE
from tests.by_hand import ByHand
from tests.scheduler.platform import Platform
from tests.scheduler.term import NINE, Term, weekly

HELLO = Call("post hello")


async def test_a_claim_holds_for_its_lease(term: Term) -> None:
    """What is claimed is nobody else's until the lease ends."""
    group = await term.group()
    term.clock.now = NINE
    await term.planner.plan()
    assert await _claim(term) == [weekly(group)]
    assert await _claim(term) == []
    term.clock.now += LEASE - timedelta(seconds=1)
    assert await _claim(term) == []
    assert await term.dispatcher.next_try() == NINE + LEASE
    term.clock.now = NINE + LEASE
    assert await _claim(term) == [weekly(group)]


async def test_whoever_dies_before_posting_loses_nothing(term: Term) -> None:
    group = await term.group()
    term.clock.now = NINE
    await term.planner.plan()
    await _claim(term)
    await term.after_silence(NINE + LEASE)
    assert [said.key for said in term.platform.said if said.doubtful] == [weekly(group)]
    assert await term.state(weekly(group)) == ("sent", 2)


@pytest.mark.parametrize("keys", [True, False])
async def test_dying_after_posting_doubles_nothing(term: Term, keys: bool) -> None:
    group = await term.group()
    term.platform.keys = keys
    term.clock.now = NINE
    await term.planner.plan()
    (claimed,) = await _claimed(term)
    place = Address("test", "campus", group.channel)
    await term.platform.post(place, await term.play.engine.compose(claimed), key=claimed.key)
    await term.after_silence(NINE + LEASE)
    assert term.platform.keys_said("weekly") == [weekly(group)]
    (week,) = await term.weeks(group)
    assert (week.state, week.number) == ("open", 1)
    (post,) = await term.posts(week)
    assert post.post == "m0"


async def test_a_lost_answer_is_looked_for(term: Term) -> None:
    """After a lost answer the post is looked for in the history of the channel."""
    group = await term.group()
    term.platform.lost_answers[group.channel] = 1
    await term.at(NINE)
    assert await term.state(weekly(group)) == ("waiting", 1)
    await term.at(NINE + timedelta(seconds=30))
    assert term.platform.tries[:2] == [(weekly(group), False), (weekly(group), True)]
    assert term.platform.keys_said("weekly") == [weekly(group)]
    assert await term.state(weekly(group)) == ("sent", 2)


async def test_a_passing_fault_is_tried_again(term: Term) -> None:
    """A passing fault is tried again in growing distances, for a day."""
    group = await term.group()
    term.platform.faults[group.channel] = [DeliveryError("not now") for _ in range(999)]
    await term.at(NINE)
    for wait in (30, 60, 120, 240, 480, 900, 900):
        due = await term.next_try(weekly(group))
        assert due == term.clock() + timedelta(seconds=wait)
        await term.at(due - timedelta(seconds=1))
        assert await term.next_try(weekly(group)) == due, "never before its time"
        await term.at(due)
    while (await term.state(weekly(group)))[0] != "dead":
        await term.at(await term.next_try(weekly(group)))
    assert timedelta(hours=23) < term.clock() - NINE <= timedelta(hours=24)
    tries = len(term.platform.tries)
    await term.at(term.clock() + timedelta(hours=5))
    assert len(term.platform.tries) == tries


async def test_the_platform_names_the_wait(term: Term) -> None:
    """The platform says when to try again."""
    group = await term.group()
    term.platform.faults[group.channel] = [DeliveryError("slow down", retry_after=7)]
    await term.at(NINE)
    assert await term.next_try(weekly(group)) == NINE + timedelta(seconds=7)
    await term.at(NINE + timedelta(seconds=7))
    assert await term.state(weekly(group)) == ("sent", 2)


async def test_a_permanent_fault_awaits_the_slot(term: Term) -> None:
    """A permanent fault is not tried again until the next slot."""
    group = await term.group()
    term.platform.faults[group.channel] = [DeliveryError("no such channel", permanent=True)]
    await term.at(NINE)
    assert await term.state(weekly(group)) == ("dead", 1)
    await term.at(NINE + timedelta(days=6))
    assert term.platform.tries == [(weekly(group), False)]
    await term.at(NINE + timedelta(weeks=1))
    assert term.platform.tries[1] == (weekly(group), False), (
        "it was refused for certain: there is nothing to look for"
    )
    (week,) = await term.weeks(group)
    assert (week.number, week.state, week.slot_at, week.late) == (
        1,
        "open",
        NINE + timedelta(weeks=1),
        False,
    )


async def test_a_doubtful_post_is_looked_for(
    term: Term,
) -> None:
    """What may have been taken before it was given up is looked for at the next slot."""
    group = await term.group()
    term.platform.lost_answers[group.channel] = 1
    await term.at(NINE)
    term.platform.faults[group.channel] = [DeliveryError("not now") for _ in range(999)]
    while (await term.state(weekly(group)))[0] != "dead":
        await term.at(await term.next_try(weekly(group)))
    term.platform.faults.clear()
    await term.at(NINE + timedelta(weeks=1))
    assert term.platform.keys_said("weekly") == [weekly(group)]
    assert (await term.weeks(group))[0].state == "open"


async def test_a_paused_group_hears_nothing(term: Term) -> None:
    """A paused group hears nothing of what was promised."""
    group = await term.group()
    await term.organised_by("Ann", group)
    term.clock.now = NINE
    await term.planner.plan()
    await term.play.say("Ann", "group pause", term.place(group))
    await term.deliver()
    assert await term.state(weekly(group)) == ("void", 1)
    assert term.platform.tries == []
    assert await term.rows("SELECT * FROM notices") == []
    await term.play.say("Ann", "group resume", term.place(group))
    await term.at(NINE + timedelta(weeks=1))
    assert term.platform.keys_said("weekly") == [weekly(group)]


async def test_a_post_is_found_after_pausing(term: Term) -> None:
    """A post that the platform took before the pause is not posted again after it."""
    group = await term.group()
    await term.organised_by("Ann", group)
    term.platform.lost_answers[group.channel] = 1
    await term.at(NINE)
    await term.play.say("Ann", "group pause", term.place(group))
    await term.at(NINE + timedelta(minutes=1))
    assert await term.state(weekly(group)) == ("void", 2)
    await term.play.say("Ann", "group resume", term.place(group))
    await term.at(NINE + timedelta(weeks=1))
    assert term.platform.keys_said("weekly") == [weekly(group)]
    assert (await term.weeks(group))[0].state == "open"


async def test_one_bad_row_stops_no_others(term: Term, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = await term.group("aaa"), await term.group("zzz")
    term.clock.now = NINE
    await term.planner.plan()
    tx = ByHand(term.database)
    await tx.execute(
        "UPDATE deliveries SET call = 'no such thing' WHERE key = :key", key=weekly(bad)
    )
    await term.deliver()
    assert term.platform.keys_said("weekly") == [weekly(good)]
    assert await term.state(weekly(bad)) == ("waiting", 1)
    assert f"in delivery {weekly(bad)}" in caplog.text
    assert "reference" in str(
        await term.rows("SELECT problem FROM deliveries WHERE state = 'waiting'")
    )


async def test_an_adapters_bug_is_tried_again(term: Term) -> None:
    """A bug of the adapter is tried again like any fault."""
    group = await term.group()
    term.platform.faults[group.channel] = [RuntimeError("oh")]
    await term.at(NINE)
    await term.at(NINE + timedelta(seconds=30))
    assert await term.state(weekly(group)) == ("sent", 2)


async def test_an_erased_group_leaves_nothing(term: Term, caplog: pytest.LogCaptureFixture) -> None:
    """A group that was erased while its post failed leaves nothing behind."""
    group = await term.group()
    term.clock.now = NINE
    await term.planner.plan()
    term.platform.hangs.add(group.channel)
    term.platform.faults[group.channel] = [DeliveryError("no such channel", permanent=True)]
    await term.dispatcher.deliver()
    await term.platform.until_tried(1)
    await term.organised_by("Ann", group)
    await term.play.say("Ann", "group erase sure:yes", term.place(group))
    term.platform.opened.set()
    await term.dispatcher.finish()
    assert await term.rows("SELECT * FROM deliveries") == []
    assert "ERROR" not in caplog.text


async def test_all_posts_go_before_all_threads(term: Term) -> None:
    # More than are sent at once, so that the first threads could go while posts still wait.
    made = [await term.group(f"room-{number:03}") for number in range(MOST_AT_ONCE + 50)]
    await term.at(NINE)
    kinds = [what.split(maxsplit=1)[0].split("/")[0] for what, _ in term.platform.tries]
    assert kinds == ["weekly"] * len(made) + ["thread"] * len(made) + ["questions"] * len(made)


async def test_post_thread_and_questions_come(term: Term) -> None:
    """A post comes with its thread, and the questions in it."""
    group = await term.group()
    await term.at(NINE)
    post, questions = term.platform.said
    assert post.text.startswith("Week 1: Picking")
    assert questions.address == Address("test", "campus", group.channel, "tm0")
    assert term.platform.threads["m0"].startswith("Week 1: Picking")


def nobodys(group: Group) -> Group:
    """A group's place without the group."""
    return replace(group, id="")


async def _claimed(term: Term) -> list[Delivery]:
    tx = ByHand(term.database)
    return list(await deliveries.claim(tx, "test", term.clock(), 10, LEASE))


async def _claim(term: Term) -> list[str]:
    return [claimed.key for claimed in await _claimed(term)]


async def test_what_was_not_asked_counts_not(term: Term) -> None:
    """What was never asked is no try, and leaves no doubt."""
    group = await term.group()
    term.platform.history = False  # where a doubt would end in asking organisers
    term.platform.faults[group.channel] = [
        DeliveryError("slowly", retry_after=40, untried=True)
    ] * 3
    await term.at(NINE)
    assert await term.state(weekly(group)) == ("waiting", 0)
    for seconds in (40, 80, 120):
        await term.at(NINE + timedelta(seconds=seconds))
    assert await term.state(weekly(group)) == ("sent", 1)
    assert [doubtful for what, doubtful in term.platform.tries if what == weekly(group)] == [
        False
    ] * 4


async def test_awaited_edits_come_first(
    database: SqliteDatabase,
) -> None:
    """Edits that nobody waits for leave room for those that people wait for."""
    term = Term(database, Platform(posts_a_second=4))
    made = [await term.group(f"room-{number:02}") for number in range(6)]
    for group in made:
        for number in range(4):
            key, target = Refresh(group.id, number), f"m{group.id}{number}"
            tx = ByHand(database)
            await outbox.enqueue(tx, nobodys(group), key, HELLO, at=NINE, target=target)
        term.platform.hangs.add(group.channel)
    term.clock.now = NINE
    for _ in range(5):
        await term.dispatcher.deliver()
    await term.platform.until_tried(2)
    elsewhere = replace(nobodys(made[0]), channel="elsewhere")
    awaited = Hello(elsewhere.platform, elsewhere.workspace, "reveal")
    await outbox.enqueue(ByHand(database), elsewhere, awaited, HELLO, at=NINE)
    await term.dispatcher.deliver()
    await term.platform.until_tried(3)
    assert [what.partition(" ")[0] for what, _ in term.platform.tries] == [
        "edit",
        "edit",
        keys.text(awaited),
    ]
    term.platform.opened.set()
    await term.dispatcher.finish()
    await term.deliver()
    assert len(term.platform.edits) == 24
