"""Reading along a course: its passages and minutes, the short way in, tasks, own readings."""

from dataclasses import replace

import pytest

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


async def test_undo_of_the_last_part_is_one_part(weekly: Weekly) -> None:
    """The points of the whole go with it; the other part and its week stay."""
    weekly.use(road(3, minutes=120))
    await week_of(weekly, 1, "course:road-essential pace:60")
    await weekly.say("Ben", "done r1 part:1")
    assert "Finished: Ben" in await weekly.say("Ann", "week")
    last = await weekly.press("Ben", await weekly.say("Ben", "next"), "I've read it")
    assert "read. +10 points" in last
    undone = await weekly.press("Ben", last, "Undo")
    assert "Part 2 of Title of r1 is open again" in undone
    assert "10 points for it are taken back" in undone
    assert await weekly.rows("SELECT reading FROM progress") == [("r1:1/2",)]
    assert "Finished: Ben" in await weekly.say("Ann", "week")
    assert "+10 points" in await weekly.press("Ben", undone, "I've read it after all")


async def test_undo_of_a_part_undoes_its_week(weekly: Weekly) -> None:
    weekly.use(road(3, minutes=120))
    await week_of(weekly, 1, "course:road-essential pace:60")
    done = await weekly.say("Ben", "done r1 part:1")
    await weekly.press("Ben", done, "Undo")
    assert "Nobody has finished yet" in await weekly.say("Ann", "week")


async def test_next_goes_on_with_what_is_begun(weekly: Weekly) -> None:
    """Ahead of the weeks too a long reading is offered part by part."""
    weekly.use(road(3, minutes=180))
    await week_of(weekly, 1, "course:road-essential pace:60")
    for part in (1, 2, 3):
        shown = await weekly.say("Ben", "next")
        assert f"(part {part} of 3) · 1 h" in shown
        await weekly.press("Ben", shown, "I've read it")
    assert await weekly.board("Ben") == ["1. Ben (you) · 10 points"]


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


async def test_next_names_the_short_way_in(weekly: Weekly) -> None:
    """Under this week's reading, for whoever came late and for nobody else."""
    weekly.use(building(road(6), s5="s3", s3="s1"))
    await week_of(weekly, 1, "course:road-essential pace:60")
    await weekly.say("Ben", "done r1")
    for _ in range(4):
        await weekly.wait_until_week()
    shown = await weekly.say("Cem", "next")
    assert "The short way in, from before you came: Title of r3, Title of r1 (2 h)" in shown
    assert "short way in" not in await weekly.say("Ben", "next")


async def test_what_goes_deeper_says_so(weekly: Weekly) -> None:
    """Only after the course, and never as if what was set aside were done."""
    weekly.use(road(2))
    await week_of(weekly, 1, "course:road-essential pace:60")
    await weekly.say("Ben", "skip r2")
    await weekly.say("Ben", "done r1")
    assert "only what you set aside is left, and this goes deeper" in await weekly.say(
        "Ben", "next"
    )
    await weekly.say("Ben", "done r2")
    assert "your course is done, and this goes deeper" in await weekly.say("Ben", "next")


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


async def test_own_readings_come_back(weekly: Weekly) -> None:
    """One that was set aside is offered when all else is done, and can be given once more."""
    weekly.use(road(1))
    await week_of(weekly, 1, "course:road-essential pace:60")
    await weekly.say("Ann", 'group insert "Our own paper" link:https://example.org/own')
    await weekly.wait_until_week()
    for line in ('skip "our own paper"', "done r1", "done c1"):
        await weekly.say("Ben", line)
    shown = await weekly.say("Ben", "next")
    assert "Our own paper <https://example.org/own>" in shown
    assert "set this one aside" in shown
    assert "Our own paper" in await weekly.say("Ann", 'group insert "our own paper"')
    assert "Week 3: Our own paper" in await weekly.wait_until_week()


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
