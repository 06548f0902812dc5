"""A group that speaks in two places: each has its own keys, posts and threads, without new keys."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.records import FIRST_PLACE, Group, Place
from bot.database.sqlite import SqliteDatabase
from bot.outbox import keys
from bot.outbox.key import Key
from bot.outbox.keys import Questions, Recap, WeeklyPost, WeekThread
from bot.plan import week_posts
from bot.weekly import on_slot, opening
from tests.by_hand import ByHand
from tests.play import TEA
from tests.scheduler.term import NINE, Term

HALL = Place("test", "campus", "hall", "hall0001")


@pytest.fixture
def term(database: SqliteDatabase) -> Term:
    return Term(database)


async def two_places(term: Term) -> Group:
    """A group of the tea room that speaks in a hall as well."""
    return replace(await term.group(), elsewhere=(HALL,))


def test_keys_name_the_place() -> None:
    first, second = WeeklyPost("g1", 3), WeeklyPost("g1", 3, HALL.id)

    assert keys.text(first) == "weekly/g1/3"
    assert keys.text(second) == "weekly/g1/3/hall0001"
    assert keys.parse(keys.text(second)) == second


async def test_slots_post_to_each_place(term: Term) -> None:
    """A slot brings a post to each place."""
    group = await two_places(term)
    tx = ByHand(term.database)
    await on_slot.post_now(tx, group, TEA, NINE)

    assert await _enqueued(term, WeeklyPost(group.id, 1)) == ("tea-room", {})
    assert await _enqueued(term, WeeklyPost(group.id, 1, HALL.id)) == ("hall", {"place": HALL.id})


async def test_weeks_stand_once_per_place(term: Term) -> None:
    """A week stands once in each place."""
    group = await two_places(term)
    tx = ByHand(term.database)
    week = await opening.begin_week(tx, group, TEA, 1, FIRST_PLACE, NINE)
    assert week
    assert await opening.week_opened(tx, group, TEA, 1, FIRST_PLACE, "m1", NINE)
    assert await opening.begin_week(tx, group, TEA, 1, FIRST_PLACE, NINE) is None
    assert await opening.begin_week(tx, group, TEA, 1, HALL.id, NINE)
    assert await opening.week_opened(tx, group, TEA, 1, HALL.id, "m2", NINE) is None
    posts = await week_posts.of_week(tx, week.id)

    assert [(post.place, post.post) for post in posts] == [(FIRST_PLACE, "m1"), (HALL.id, "m2")]
    assert (await _enqueued(term, WeekThread(week.id)))[0] == "tea-room"
    assert (await _enqueued(term, WeekThread(week.id, HALL.id)))[0] == "hall"


async def test_each_place_has_its_own_thread(term: Term) -> None:
    group = await two_places(term)
    tx = ByHand(term.database)
    week = await opening.begin_week(tx, group, TEA, 1, FIRST_PLACE, NINE)
    assert week
    for place, thread in ((FIRST_PLACE, "t1"), (HALL.id, "t2")):
        await opening.week_opened(tx, group, TEA, 1, place, f"of {thread}", NINE)
        await opening.thread_opened(tx, group, week.id, place, thread, NINE)
    seen = NINE + timedelta(hours=1)
    first, second = await week_posts.open_threads(tx, group.id)
    await week_posts.read_until(tx, second, seen)
    assert await week_posts.is_thread(tx, group.id, "t1")
    assert await week_posts.is_thread(tx, group.id, "t2")
    assert await week_posts.open_threads(tx, group.id) == (
        first,
        replace(second, seen_until=seen),
    )

    assert (await _enqueued(term, Questions(week.id, HALL.id)))[0] == "hall"


async def test_a_recap_reaches_each_place(term: Term) -> None:
    group = await two_places(term)
    tx = ByHand(term.database)
    week = await opening.begin_week(tx, group, TEA, 1, FIRST_PLACE, NINE)
    assert week
    await on_slot.enqueue_recap(tx, group, week, NINE, last=True)

    assert (await _enqueued(term, Recap(group.id, 1)))[0] == "tea-room"
    assert (await _enqueued(term, Recap(group.id, 1, HALL.id)))[0] == "hall"


async def _enqueued(term: Term, key: Key) -> tuple[str, dict[str, str]]:
    """The channel of a delivery, and the place that its event names."""
    tx = ByHand(term.database)
    ((channel, then),) = await tx.execute(
        "SELECT channel, sent_call FROM deliveries WHERE key = :key", key=keys.text(key)
    )
    return channel, {"place": HALL.id} if HALL.id in then else {}
