"""Searching the roadmap.

Folded words, titles before text, the best eight, never a way to the answers.
"""

from dataclasses import replace

import pytest

from tests.editions import edited
from tests.play import TEA, Play, Shown
from tests.roads import road


def lines(found: Shown) -> list[str]:
    return [line for line in found.text.split("\n") if line.startswith("- ")]


@pytest.mark.parametrize(
    "typed", ["first flush", "FIRST  Flush", "fĩrst flüsh", '"first flush"', "flush first"]
)
async def test_any_spelling_finds_a_reading(play: Play, typed: str) -> None:
    """A reading is found by its words, however they are written."""
    found = await play.say("Ben", f"search {typed}")
    assert "The First Flush <https://example.org/first-flush>" in found
    assert "reading in Picking the Leaf" in found


async def test_accents_need_not_be_typed(play: Play) -> None:
    play.use(edited(TEA, "brewing", lambda s: replace(s, title="Brühen à la Carte")))
    assert "Brühen à la Carte" in await play.say("Ben", "search bruhen a")


async def test_titles_come_before_text(play: Play) -> None:
    found = lines(await play.say("Ben", "search withering"))
    assert found[0].startswith("- On Withering")
    spring = lines(await play.say("Ben", "search leaves"))
    # "Two Leaves and a Bud" has it in its title; the section on drying only in its introduction.
    titles = [number for number, line in enumerate(spring) if "Two Leaves" in line]
    texts = [number for number, line in enumerate(spring) if line.startswith("- Drying the Leaf")]
    assert titles[0] < texts[0]


async def test_every_word_must_occur(play: Play) -> None:
    assert "Nothing here mentions" in await play.say("Ben", "search withering submarine")


async def test_only_the_best_eight_are_shown(play: Play) -> None:
    play.use(road(12))
    assert len(lines(await play.say("Ben", "search section"))) == 8


async def test_a_result_opens_its_section(play: Play) -> None:
    found = await play.say("Ben", "search kettle")
    assert "Brewing" in (await play.press("Ben", found, "Brewing")).text


@pytest.mark.parametrize("secret", ["wilting", "coarse", "rested", "A quarter of 1,000 g"])
async def test_answers_are_never_found(play: Play, secret: str) -> None:
    """`wilting` is an accepted answer, `coarse` the trap's reason, the others explanation and
    covered points.
    """
    assert "Nothing here mentions" in await play.say("Ben", f"search {secret}")


async def test_glossary_terms_come_first(play: Play) -> None:
    found = await play.say("Ben", "search browning")
    told = "- Oxidation · What air does to a bruised leaf; it makes green into black."
    assert lines(found)[0] == told
    assert "Drying" in (await play.press("Ben", found, "Drying the Leaf")).text


async def test_sectionless_terms_open_none(play: Play) -> None:
    """A term that belongs to no section opens none."""
    assert "A bowl with a lid" in await play.say("Ben", "search gaiwan")


async def test_questions_are_found_without_answers(play: Play) -> None:
    found = await play.say("Ben", "search prized")
    assert "Why is spring tea prized?" in found
    assert "to discuss in Picking the Leaf" in found
    assert "keeps the taste" not in found


async def test_what_is_retired_is_not_found(play: Play) -> None:
    old = TEA.section_by_id["brewing"]
    gone = tuple(
        replace(r, retired="2026-01-01") if r.id == "history-of-pots" else r for r in old.readings
    )
    play.use(edited(TEA, "brewing", lambda s: replace(s, readings=gone)))
    assert "Nothing here mentions" in await play.say("Ben", "search pots")


@pytest.mark.parametrize("typed", ["'%_", "🍵", "....", "[link](x)", "x" * 900])
async def test_odd_words_break_nothing(play: Play, typed: str) -> None:
    """Odd words find nothing and break nothing."""
    assert "Nothing here mentions" in await play.say("Ben", f"search {typed}")


async def test_without_words_it_asks_for_them(play: Play) -> None:
    assert [asked.option for asked in (await play.say("Ben", "search")).form.inputs] == ["text"]


async def test_looking_stores_nothing(play: Play) -> None:
    before = await play.everything()
    await play.say("Ben", "search leaf")
    assert await play.everything() == before
