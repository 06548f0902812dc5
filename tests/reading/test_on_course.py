"""Reading along a course: its passages and minutes, the short way in, tasks, own readings."""

from dataclasses import replace

import pytest

from bot.core.call import Call
from bot.reading.order import built_on
from content.model import Pack
from tests.play import TEA
from tests.roads import road
from tests.weekly.group_play import Weekly


async def week_of(weekly: Weekly, number: int, options: str = "course:first-cups") -> None:
    """A group of the tea pack in a week of its course."""
    await weekly.begin(options)
    for _ in range(number):
        await weekly.wait_until_week()


def building(pack: Pack, **names: str) -> Pack:
    """The pack with sections that build on another."""
    chapters = tuple(
        replace(
            chapter,
            sections=tuple(
                replace(section, builds_on=tuple(names.get(section.id, "").split()))
                for section in chapter.sections
            ),
        )
        for chapter in pack.chapters
    )
    return replace(pack, chapters=chapters)


async def test_a_course_gives_its_own_passage(weekly: Weekly) -> None:
    """Its part and minutes, in the post, in `week` and in `next`."""
    await week_of(weekly, 2)
    assert "On Withering <https://example.org/withering> (40 min): Section 3.1" in weekly.newest(
        "weekly"
    )
    assert "(40 min)" in await weekly.say("Ben", "week")
    shown = await weekly.say("Ben", "next")
    assert "Part: Section 3.1 · 40 min" in shown


async def test_a_part_shows_its_own_minutes(weekly: Weekly) -> None:
    weekly.use(road(3, minutes=120))
    await week_of(weekly, 1, "course:road-essential pace:60")
    assert "All of it (part 1 of 2) · 1 h" in await weekly.say("Ben", "next")


async def test_undo_of_a_part_leaves_the_others(weekly: Weekly) -> None:
    weekly.use(road(3, minutes=180))
    await week_of(weekly, 2, "course:road-essential pace:60")
    await weekly.say("Ben", "done r1 part:1")
    second = await weekly.say("Ben", "done r1 part:2")
    assert "part 2 of 3: read" in second
    assert "open again" in await weekly.press("Ben", second, "Undo")
    assert await weekly.rows("SELECT reading FROM progress") == [("r1:1/3",)]
    assert "nothing to take back" in await weekly.press("Ben", second, "Undo")


async def test_a_late_joiner_gets_the_short_way_in(weekly: Weekly) -> None:
    """What this week builds on comes first, the nearest first; then the rest."""
    weekly.use(building(road(6), s5="s3", s3="s1"))
    await week_of(weekly, 5, "course:road-essential pace:60")
    await weekly.say("Cem", "done r5")
    for reading, why in (("r3", "builds on it"), ("r1", "builds on it"), ("r2", "before you came")):
        shown = await weekly.say("Cem", "next")
        assert f"Title of {reading} " in shown
        assert why in shown
        await weekly.say("Cem", "done")


def test_what_builds_on_itself_ends() -> None:
    pack = building(road(3), s1="s2", s2="s3", s3="s1")
    found = built_on(pack, [pack.section_by_id["s1"]])
    assert [section.id for section in found] == ["s2", "s3"]


async def test_a_task_is_done_like_a_reading(weekly: Weekly) -> None:
    await week_of(weekly, 2)
    assert "Weigh what leaves the leaf" in weekly.newest("weekly")
    await weekly.say("Ben", "done withering")
    shown = await weekly.say("Ben", "next")
    assert "Do next" in shown
    assert "Done when: You have weighed the same leaves" in shown
    done = await weekly.press("Ben", shown, "I've done it")
    assert "Weigh what leaves the leaf: done. +10 points" in done
    assert await weekly.board("Ben") == ["1. Ben (you) · 20 points"]
    assert "open again" in await weekly.press("Ben", done, "Undo")
    assert await weekly.board("Ben") == ["1. Ben (you) · 10 points"]


@pytest.mark.parametrize("typed", ["t-weigh-leaves", "weigh", "2"])
async def test_a_task_is_known_by_name_and_number(weekly: Weekly, typed: str) -> None:
    await week_of(weekly, 2)
    assert "Weigh what leaves the leaf: done" in await weekly.say("Ben", f"done {typed}")
    assert "Week 2: what have you done?" in await weekly.call("Ben", Call("check off"))


async def test_a_task_finishes_no_week(weekly: Weekly) -> None:
    await week_of(weekly, 2)
    await weekly.say("Ben", "done t-weigh-leaves")
    assert "Nobody has finished yet" in await weekly.say("Ben", "week")
    await weekly.say("Ben", "done withering")
    assert "Finished: Ben" in await weekly.say("Ben", "week")


async def test_own_readings_have_their_titles_everywhere(weekly: Weekly) -> None:
    weekly.use(road(4))
    await week_of(weekly, 1, "course:road-essential pace:60")
    line = 'group insert "Our own paper" link:https://example.org/own minutes:40'
    assert "Our own paper" in await weekly.say("Ann", line)
    assert "Our own paper" in await weekly.say("Ann", "plan")
    assert "Week 2: Our own paper" in await weekly.wait_until_week()
    for line in ("week", "next", "done own paper", "undo own paper"):
        shown = await weekly.say("Ben", line)
        assert "Our own paper" in shown, line
        assert "own-" not in shown, line


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://x.org/a", "example.org", "https://"]
)
async def test_only_links_that_browsers_follow(weekly: Weekly, link: str) -> None:
    await week_of(weekly, 1)
    told = await weekly.say("Ann", f'group insert "Our own" link:{link}')
    assert "is no link that I can show" in told
    assert await weekly.rows("SELECT * FROM pins") == []


async def test_beyond_the_course_is_said(weekly: Weekly) -> None:
    """The map shows the course first, and the rest behind it."""
    weekly.use(TEA)
    await week_of(weekly, 1, "course:chapter-cup")
    text = (await weekly.say("Ben", "roadmap")).text
    assert text.index("The Cup") < text.index("Brewing") < text.index("Beyond the course")
    assert text.index("Beyond the course") < text.index("Picking the Leaf")
    assert "1 of 1, 0 to go" in await weekly.say("Ben", "group show")
