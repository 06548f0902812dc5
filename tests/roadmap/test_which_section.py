"""Several sections of one name: the answer lets one choose, each with its chapter."""

from dataclasses import replace

import pytest

from content.model import Pack
from content.section_names import told_apart
from tests.play import TEA, Play


def doubled() -> Pack:
    """The tea pack with the same title in both chapters, as it is told apart at the start."""
    leaf, cup = TEA.chapters
    both = [
        replace(chapter, sections=(replace(chapter.sections[0], title="Judging"),))
        for chapter in (leaf, cup)
    ]
    return told_apart(replace(TEA, chapters=tuple(both), courses=()))


@pytest.mark.parametrize(
    "line", ["roadmap judging", "discuss judging", "quiz solo judging count:2"]
)
async def test_a_doubtful_section_is_chosen(play: Play, line: str) -> None:
    """With one press, and the rest of the command stays."""
    play.use(doubled())
    asked = await play.say("Ben", line)
    assert asked.message.refused
    assert {"Judging (The Leaf)", "Judging (The Cup)"} <= set(asked.calls)
    assert "Judging (The Cup)" in await play.press("Ben", asked, "Judging (The Cup)")


async def test_the_map_names_the_chapters(play: Play) -> None:
    play.use(doubled())
    for line in ("roadmap", "progress"):
        shown = await play.say("Ben", line)
        assert "Judging (The Leaf)" in shown
        assert "Judging (The Cup)" in shown
    assert await play.suggest("Ben", "roadmap", "section", "judging") == ["picking", "brewing"]


async def test_a_doubtful_reading_is_chosen(play: Play) -> None:
    """Where `done` asks in words of its own, other commands let one choose as well."""
    asked = await play.say("Ben", "skip t")
    assert "Several readings match" in asked
    assert "is set aside" in await play.press("Ben", asked, "On Withering")


async def test_long_calls_are_asked_in_words(play: Play) -> None:
    """A call that fits no button is only told what could be meant."""
    play.use(doubled())
    told = await play.say("Ben", f"quiz solo judging reading:{'é' * 20}")
    assert "Several sections match" in told
    assert not told.calls
