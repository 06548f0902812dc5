"""Groups from before there were courses walk on as they would have, and are asked nothing twice."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.accounts import groups
from bot.core.database_port import Transaction
from bot.core.interaction import Address
from bot.core.records import Group, Schedule
from bot.database import migrations
from bot.database.sqlite import SqliteDatabase
from bot.plan import schedules, weeks
from bot.weekly import upcoming
from tests.by_hand import ByHand
from tests.database.old_groups import HILL, NOW, OLD_GROUPS, OldGroup, keep, keep_alone
from tests.play import shown
from tests.weekly.group_play import Weekly

COURSES = 11
BY_NAME = {group.name: group for group in OLD_GROUPS}


@pytest.fixture
async def carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteDatabase]:
    """A database of that time with its groups, brought up to date."""
    path = tmp_path / "old.db"
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_FOLDER", _before_courses(tmp_path))
        await (await SqliteDatabase.open(path)).close()
    with closing(sqlite3.connect(path)) as old, old:
        keep(old, OLD_GROUPS)
        keep_alone(old, "ben")
    database = await SqliteDatabase.open(path)
    yield database
    await database.close()


@pytest.fixture
async def weekly(carried: SqliteDatabase) -> Weekly:
    """The first start after the update."""
    play = Weekly(carried, HILL, NOW)
    await play.planner.start("2026a")
    return play


@pytest.mark.parametrize("old", OLD_GROUPS, ids=lambda group: group.name)
async def test_weeks_ahead_keep_their_dates(old: OldGroup, carried: SqliteDatabase) -> None:
    tx = ByHand(carried)
    group, schedule = await _group(tx, old)

    assert await _plan(tx, group, schedule) == [line.strip() for line in old.plan.split("\n")[1:-1]]
    assert (group.course, schedule.pace) == (old.course, old.pace)
    assert {week.course for week in await weeks.of_group(tx, group.id)} <= {old.course}


async def test_the_recommended_course_is_the_usual(carried: SqliteDatabase) -> None:
    tx = ByHand(carried)
    alone = await groups.find(tx, "test", "", "@ben")

    assert alone
    assert alone.course == ""


async def test_a_refreshed_post_keeps_its_questions(weekly: Weekly) -> None:
    await ByHand(weekly.database).execute(
        "UPDATE weeks SET finished = 1 WHERE id = 'essential-begun-2'"
    )
    await weekly.wait(minutes=1)

    (post,) = [post for post in weekly.platform.posts if post.edited]
    asked = shown(post.message).text.partition("To discuss\n")[2].split("\n")[:3]
    assert asked == [f"- What of b, {number}?" for number in (1, 2, 3)]


async def test_a_waiting_post_keeps_its_questions(weekly: Weekly) -> None:
    await weekly.wait(minutes=1)

    post = weekly.newest("weekly", _place("valley-being-posted"))
    assert "Week 2: Section a" in post
    assert [line for line in post.text.split("\n") if "What of" in line] == [
        f"- What of a, {number}?" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("name", "before", "next_ones"),
    [
        ("essential-begun", ["a1", "a2", "a3", "b1", "b2", "b3"], ["b4", "b5", "c1"]),
        ("two-out-of-order", ["c1", "c2", "c3"], ["c4", "c5", "d1"]),
    ],
)
async def test_old_questions_are_not_asked_again(
    name: str, before: list[str], next_ones: list[str], weekly: Weekly
) -> None:
    place = _place(name)
    for _ in BY_NAME[name].plan.strip().split("\n"):
        await weekly.wait_until_week(place)

    asked = [
        line.removeprefix("- What of ").removesuffix("?").replace(", ", "")
        for post in weekly.posted("weekly", place)
        for line in shown(post.message).text.split("\n")
        if "What of" in line
    ]
    assert asked[:3] == next_ones
    assert len({*before, *asked}) == len(before) + len(asked)


async def test_every_old_group_walks_to_its_farewell(weekly: Weekly) -> None:
    await weekly.wait(days=140)

    for old in OLD_GROUPS:
        assert "walked to the end" in weekly.newest("recap", _place(old.name))
        assert await weekly.next_due(_place(old.name)) is None


def _place(name: str) -> Address:
    return Address("test", "campus", name)


async def _group(tx: Transaction, old: OldGroup) -> tuple[Group, Schedule]:
    group, schedule = await groups.by_id(tx, old.name), await schedules.find(tx, old.name)
    assert group
    assert schedule
    return group, schedule


async def _plan(tx: Transaction, group: Group, schedule: Schedule) -> list[str]:
    ahead = await upcoming.plan(tx, group, schedule, HILL)
    written = [
        ", ".join(f"{item.reading} {item.part}/{item.parts} {item.minutes}" for item in week.items)
        for week in ahead
    ]
    due = upcoming.dates(schedule, group, ahead[0].number)
    return [f"{next(due).date()}: {items or 'nothing new'}" for items in written]


def _before_courses(tmp_path: Path) -> Path:
    known = Path(migrations.__file__).parent
    older = Path(shutil.copytree(known, tmp_path / "migrations"))
    for file in older.glob("*.sql"):
        if int(file.name[:4]) >= COURSES:
            file.unlink()
    return older
