"""Tasks: marked, paid and taken back as readings are, and counted as none."""

from dataclasses import replace

import pytest

from bot.core.call import Call
from content.model import Pack
from tests.play import TEA
from tests.weekly.group_play import Weekly

TASK = "Weigh what leaves the leaf"


@pytest.fixture
async def second_week(weekly: Weekly) -> Weekly:
    """The week of the tea course that has a task."""
    await weekly.begin("course:first-cups")
    for _ in range(2):
        await weekly.wait_until_week()
    return weekly


def renamed(pack: Pack, name: str) -> Pack:
    """The pack in whose next edition the task has another id."""
    chapters = tuple(
        replace(
            chapter,
            sections=tuple(
                replace(
                    section,
                    tasks=tuple(replace(task, id=name, was=(task.id,)) for task in section.tasks),
                )
                for section in chapter.sections
            ),
        )
        for chapter in pack.chapters
    )
    return replace(pack, chapters=chapters)


async def test_a_task_is_done_like_a_reading(second_week: Weekly) -> None:
    assert TASK in second_week.newest("weekly")
    await second_week.say("Ben", "done withering")
    shown = await second_week.say("Ben", "next")
    assert "Do next" in shown
    assert "Done when: You have weighed the same leaves" in shown
    done = await second_week.press("Ben", shown, "I've done it")
    assert f"{TASK}: done. +10 points" in done
    assert await second_week.board("Ben") == ["1. Ben (you) · 20 points"]
    undone = await second_week.press("Ben", done, "Undo")
    assert "is open again. The 10 points for it are taken back" in undone
    assert await second_week.board("Ben") == ["1. Ben (you) · 10 points"]
    assert "done" in await second_week.press("Ben", undone, "I've done it after all")
    assert await second_week.board("Ben") == ["1. Ben (you) · 20 points"]


async def test_a_task_is_no_reading_on_boards(second_week: Weekly) -> None:
    for line in ("done withering", f'done "{TASK}"'):
        await second_week.say("Ben", line)
    assert await second_week.board("Ben", "leaderboard by:readings") == ["1. Ben (you) · 1 reading"]


async def test_tasks_share_the_paid_three(second_week: Weekly) -> None:
    """After three paid readings of a day a task is marked without points, and undone without."""
    for line in ("done first-flush", "done two-leaves", "done withering"):
        await second_week.say("Ben", line)
    done = await second_week.say("Ben", f'done "{TASK}"')
    assert "Marked without points" in done
    assert "taken back" not in await second_week.press("Ben", done, "Undo")
    assert await second_week.board("Ben") == ["1. Ben (you) · 30 points"]


@pytest.mark.parametrize("typed", ["t-weigh-leaves", "weigh", "2"])
async def test_a_task_is_known_by_name_and_number(second_week: Weekly, typed: str) -> None:
    assert f"{TASK}: done" in await second_week.say("Ben", f"done {typed}")
    assert "marked as done already" in await second_week.say("Ben", f"done {typed}")


async def test_a_task_has_one_button(second_week: Weekly) -> None:
    listed = await second_week.call("Ben", Call("check off"))
    assert "Week 2: what have you done?" in listed
    assert list(listed.calls) == ["I've read 1", "I've done 2"]
    assert TASK in await second_week.press("Ben", listed, "I've done 2")
    assert list((await second_week.call("Ben", Call("check off"))).calls) == ["I've read 1"]


async def test_a_task_finishes_no_week(second_week: Weekly) -> None:
    await second_week.say("Ben", "done t-weigh-leaves")
    assert "Nobody has finished yet" in await second_week.say("Ben", "week")
    await second_week.say("Ben", "done withering")
    assert "Finished: Ben" in await second_week.say("Ben", "week")


async def test_a_task_keeps_the_streak(second_week: Weekly) -> None:
    """It is an activity of the week that runs."""
    await second_week.say("Ben", "done t-weigh-leaves")
    await second_week.wait_until_week()
    assert "1 week in a row" in await second_week.say("Ben", "streak")


async def test_a_renamed_task_stays_done(second_week: Weekly) -> None:
    await second_week.say("Ben", "done t-weigh-leaves")
    second_week.use(renamed(TEA, "t-scales"))
    assert "already" in await second_week.say("Ben", "done t-scales")
    assert f"✓ {TASK}" in await second_week.say("Ben", "week")
    assert "10 points for it are taken back" in await second_week.say("Ben", "undo t-scales")


async def test_a_task_set_aside_comes_last(second_week: Weekly) -> None:
    await second_week.say("Ben", "skip t-weigh-leaves")
    for reading in TEA.readings:
        await second_week.say("Ben", f"done {reading.id}")
    shown = await second_week.say("Ben", "next")
    assert TASK in shown
    assert "you had set this one aside" in shown


async def test_no_week_reads_a_task(second_week: Weekly) -> None:
    told = await second_week.say("Ann", f'group insert "{TASK}"')
    assert "no reading called" in told
    assert "t-weigh-leaves" not in await second_week.suggest("Ann", "group insert", "what", "")
    assert "t-weigh-leaves" in await second_week.suggest("Ann", "done", "reading", "weigh")
