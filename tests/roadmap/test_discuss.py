"""Discussion questions.

Page by page, what a good answer covers only on asking, and a form for everyone.
"""

import pytest

from bot.core.message import Select
from content.model import Chapter, Discussion, Pack, Section
from tests.play import Play, Shown
from tests.roads import road, talkative
from tests.weekly.group_play import Weekly


def reveals(answer: Shown) -> list[str]:
    """The questions that can be picked to see what a good answer covers."""
    selects = [block for block in answer.message.blocks if isinstance(block, Select)]
    return [choice.value for select in selects for choice in select.choices]


async def test_without_a_section_it_is_that_of_the_next_reading(play: Play) -> None:
    assert "To discuss: Picking the Leaf" in await play.say("Ben", "discuss")
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves")
    assert "To discuss: Drying the Leaf" in await play.say("Ben", "discuss")


async def test_without_a_section_it_is_the_open_weeks_however_far_one_has_read(
    weekly: Weekly,
) -> None:
    weekly.use(road(6))
    await weekly.begin("pace:120")
    await weekly.wait_until_week()
    for name in ("r1", "r2"):
        await weekly.say("Ben", f"done {name}")
    shown = await weekly.say("Ben", "discuss")
    assert "To discuss in week 1" in shown
    for number in (1, 2):
        assert f"What does section {number} change?" in shown
    assert "To discuss: Section 2" in await weekly.press("Ben", shown, "More: Section 2")
    everyone = await weekly.press("Ben", shown, "Show everyone")
    assert not everyone.message.private
    assert "To discuss in week 1" in everyone


@pytest.mark.parametrize("typed", ["drying", "Drying the Leaf", "section:2"])
async def test_a_section_is_named_by_id_title_or_number(play: Play, typed: str) -> None:
    assert "Why dry slowly?" in await play.say("Ben", f"discuss {typed}")


async def test_what_a_good_answer_covers_is_shown_only_on_asking(play: Play) -> None:
    shown = await play.say("Ben", "discuss picking")
    assert "rested" not in shown
    told = await play.press("Ben", shown, "1. Why is spring tea prized?")
    assert "The plant has rested" in told
    assert "Growth is slow" in told
    assert told.message.private


async def test_a_follow_up_stands_under_what_is_covered(play: Play) -> None:
    play.use(talkative(2))
    assert "And further: Further 1?" in await play.say("Ben", "reveal d1")


async def test_an_outline_section_says_that_it_is_still_being_written(play: Play) -> None:
    told = await play.say("Ben", "discuss brewing")
    assert "still being written" in told
    assert not told.calls


async def test_five_questions_a_page_and_every_one_on_some_page(play: Play) -> None:
    play.use(talkative(12))
    page = await play.say("Ben", "discuss talk")
    seen = reveals(page)
    assert len(seen) == 5
    assert "Earlier questions" not in page.calls
    for _ in range(2):
        page = await play.press("Ben", page, "More questions")
        seen += reveals(page)
    assert seen == [f"d{number}" for number in range(12)]
    assert "12. What about 11?" in page
    assert "More questions" not in page.calls
    assert reveals(await play.press("Ben", page, "Earlier questions")) == [
        f"d{number}" for number in range(5, 10)
    ]


async def test_a_page_past_the_end_is_the_last_one(play: Play) -> None:
    play.use(talkative(7))
    assert reveals(await play.say("Ben", "discuss section:talk page:99")) == ["d5", "d6"]


async def test_everyone_sees_the_questions_and_answers_stay_private(play: Play) -> None:
    shown = await play.press("Ben", await play.say("Ben", "discuss picking"), "Show everyone")
    assert not shown.message.private
    assert "Why is spring tea prized?" in shown
    assert "rested" not in shown
    assert "Show everyone" not in shown.calls
    assert (await play.press("Ann", shown, "1. Why is spring tea prized?")).message.private


async def test_the_page_that_is_shown_to_everyone_is_the_one_on_the_screen(play: Play) -> None:
    play.use(talkative(7))
    page = await play.press("Ben", await play.say("Ben", "discuss talk"), "More questions")
    assert reveals(await play.press("Ben", page, "Show everyone")) == ["d5", "d6"]


async def test_the_map_for_everyone_bears_nobodys_marks(play: Play) -> None:
    before = await play.press("Ann", await play.say("Ann", "roadmap"), "Show everyone")
    await play.say("Ben", "skip two-leaves")
    shown = await play.press("Ben", await play.say("Ben", "roadmap"), "Show everyone")
    assert not shown.message.private
    assert shown.text == before.text
    await play.say("Ben", "done first-flush")
    everyone = await play.press("Ben", await play.say("Ben", "roadmap"), "Show everyone")
    assert "✓" not in everyone


async def test_a_question_that_is_not_there_is_told_kindly(play: Play) -> None:
    assert "discussion question" in await play.say("Ben", "reveal nothing")


async def test_looking_stores_nothing(play: Play) -> None:
    before = await play.everything()
    for line in ("discuss picking", "reveal pick-why-spring", "show discussion picking"):
        await play.say("Ben", line)
    assert await play.everything() == before


async def test_a_question_without_an_answer_says_so_and_keeps_its_follow_up(play: Play) -> None:
    asked = Discussion("open", "Why steep?", follow_up="And twice?")
    section = Section("steeping", "Steeping", "outline", discussion=(asked,))
    play.use(Pack("open", "Open", "Made up.", (Chapter("all", "All", "", (section,)),)))

    told = await play.say("Ben", "reveal open")

    assert "is not written yet. What would you say?" in told
    assert "A good answer covers" not in told
    assert "And further: And twice?" in told
