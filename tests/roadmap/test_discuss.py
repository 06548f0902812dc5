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


async def test_the_next_readings_is_default(play: Play) -> None:
    """Without a section it is that of the next reading."""
    assert "To discuss: Picking the Leaf" in await play.say("Ben", "discuss")
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves")
    assert "To discuss: Drying the Leaf" in await play.say("Ben", "discuss")


async def test_the_open_weeks_goes_first(
    weekly: Weekly,
) -> None:
    """Without a section it is the open week's, however far one has read."""
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
async def test_ids_titles_numbers_all_work(play: Play, typed: str) -> None:
    """A section is named by id, title or number."""
    assert "Why dry slowly?" in await play.say("Ben", f"discuss {typed}")


async def test_answers_show_only_on_asking(play: Play) -> None:
    """What a good answer covers is shown only on asking."""
    shown = await play.say("Ben", "discuss picking")
    assert "rested" not in shown
    told = await play.press("Ben", shown, "1. Why is spring tea prized?")
    assert "The plant has rested" in told
    assert "Growth is slow" in told
    assert told.message.private


async def test_follow_ups_stand_under_answers(play: Play) -> None:
    """A follow-up stands under what a good answer covers."""
    play.use(talkative(2))
    assert "And further: Further 1?" in await play.say("Ben", "reveal d1")


async def test_outlines_say_they_are_unfinished(play: Play) -> None:
    """An outline section says that it is still being written."""
    told = await play.say("Ben", "discuss brewing")
    assert "still being written" in told
    assert not told.calls


async def test_pages_hold_five_questions(play: Play) -> None:
    """Five questions a page, and every one is on some page."""
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


async def test_pages_stop_at_the_last(play: Play) -> None:
    """A page past the end is the last one."""
    play.use(talkative(7))
    assert reveals(await play.say("Ben", "discuss section:talk page:99")) == ["d5", "d6"]


async def test_shared_questions_keep_answers_private(play: Play) -> None:
    """Everyone sees the questions, and the answers stay private."""
    shown = await play.press("Ben", await play.say("Ben", "discuss picking"), "Show everyone")
    assert not shown.message.private
    assert "Why is spring tea prized?" in shown
    assert "rested" not in shown
    assert "Show everyone" not in shown.calls
    assert (await play.press("Ann", shown, "1. Why is spring tea prized?")).message.private


async def test_sharing_keeps_the_page(play: Play) -> None:
    """The page that is shown to everyone is the one on the screen."""
    play.use(talkative(7))
    page = await play.press("Ben", await play.say("Ben", "discuss talk"), "More questions")
    assert reveals(await play.press("Ben", page, "Show everyone")) == ["d5", "d6"]


async def test_shared_maps_bear_no_marks(play: Play) -> None:
    """The map for everyone bears nobody's marks."""
    before = await play.press("Ann", await play.say("Ann", "roadmap"), "Show everyone")
    await play.say("Ben", "skip two-leaves")
    shown = await play.press("Ben", await play.say("Ben", "roadmap"), "Show everyone")
    assert not shown.message.private
    assert shown.text == before.text
    await play.say("Ben", "done first-flush")
    everyone = await play.press("Ben", await play.say("Ben", "roadmap"), "Show everyone")
    assert "✓" not in everyone


async def test_missing_questions_are_told_kindly(play: Play) -> None:
    assert "discussion question" in await play.say("Ben", "reveal nothing")


async def test_looking_stores_nothing(play: Play) -> None:
    before = await play.everything()
    for line in ("discuss picking", "reveal pick-why-spring", "show discussion picking"):
        await play.say("Ben", line)
    assert await play.everything() == before


async def test_unanswered_questions_keep_follow_ups(play: Play) -> None:
    """A question without an answer says so and keeps its follow-up."""
    asked = Discussion("open", "Why steep?", follow_up="And twice?")
    section = Section("steeping", "Steeping", "outline", discussion=(asked,))
    play.use(Pack("open", "Open", "Made up.", (Chapter("all", "All", "", (section,)),)))

    told = await play.say("Ben", "reveal open")

    assert "is not written yet. What would you say?" in told
    assert "A good answer covers" not in told
    assert "And further: And twice?" in told
