"""A member's own pages, the map, the group, and help."""

from dataclasses import replace

import pytest

from bot.core.interaction import Address
from bot.engine.all_commands import COMMANDS
from content.model import Reading
from tests.editions import edited
from tests.play import STUDY, TEA, Play, standing
from tests.quiz.solo_play import play_through

DOOR = Address("test", "", "@ben")


async def test_settings_show_values_and_origins(play: Play) -> None:
    """Settings show what is set and where it comes from."""
    shown = await play.say("Ben", "settings")
    assert "`UTC`" in shown
    assert "not chosen by you" in shown
    assert "by name" in shown


@pytest.mark.parametrize(
    "typed",
    [
        "zone:Berlin",
        "Berlin",
        "zone:europe/berlin",
        "zone:UTC",
        'zone:"new york"',
        "zone:San Francisco",
    ],
)
async def test_cities_choose_zones(play: Play, typed: str) -> None:
    """A zone is chosen by its city."""
    shown = await play.say("Ben", f"settings {typed}")
    assert "your choice" in shown
    assert "your choice" in await play.say("Ben", "settings")


async def test_ambiguous_zones_are_asked_about(play: Play) -> None:
    told = await play.say("Ben", "settings zone:argentina")
    assert "Which one?" in told
    assert await play.rows("SELECT * FROM people") == []


@pytest.mark.parametrize("typed", ["UTC+1", "GMT+1", "CET", "EST", "zone:Etc/GMT+1", "zone:GMT +1"])
async def test_fixed_offsets_are_no_zones(play: Play, typed: str) -> None:
    """A distance from Greenwich, such as GMT+1, is no zone, since clocks change."""
    told = await play.say("Ben", f"settings {typed}")
    assert "when your clocks change" in told
    assert "large city" in told
    assert await play.rows("SELECT * FROM people") == []


async def test_platform_zones_may_stay(play: Play) -> None:
    """A zone that the platform gave may stay in the form as it is."""
    play.told("Ben", zone="Etc/GMT-1")
    play.told("Ann", zone="Etc/GMT-1")
    own = (await play.say("Ben", "change settings")).form
    assert "✓ Boards" in await play.call(
        "Ben", own.call.given(**standing(own) | {"boards": "initials"})
    )
    tearoom = replace(STUDY, channel="tearoom")
    rhythm = (await play.say("Ann", "group form", tearoom)).form
    assert "`Etc/GMT-1`" in await play.call("Ann", rhythm.call.given(**standing(rhythm)), tearoom)


async def test_typing_offers_cities(play: Play) -> None:
    """A city is offered as one types it."""
    assert await play.suggest("Ben", "settings", "zone", "mumb") == ["Asia/Kolkata"]
    assert await play.suggest("Ben", "settings", "zone", "GMT+1") == []


async def test_one_form_holds_present_settings(play: Play) -> None:
    await play.say("Ben", "settings zone:Tokyo boards:initials reminders:on")
    form = (await play.press("Ben", await play.say("Ben", "settings"), "Fill in a form")).form
    assert standing(form) == {
        "zone": "Asia/Tokyo",
        "boards": "initials",
        "reminders": "on",
        "daily": "off",
    }
    shown = await play.call("Ben", form.call.given(zone="Lima", boards="hidden", reminders="off"))
    for words in (
        "`America/Lima`",
        "you are not shown",
        "✓ Boards don't show you any more.",
        "✓ No more reminders",
    ):
        assert words in shown


async def test_untouched_inputs_choose_nothing(play: Play) -> None:
    """What is left in the form as it stood is no choice of the person."""
    form = (await play.press("Ben", await play.say("Ben", "settings"), "Fill in a form")).form
    before = await play.everything()
    shown = await play.call("Ben", form.call.given(**standing(form)))
    assert "not chosen by you" in shown
    assert "✓" not in shown
    assert await play.everything() == before
    assert "✓ Boards now show you by initials" in await play.call(
        "Ben", form.call.given(**standing(form) | {"boards": "initials"})
    )
    assert "not chosen by you" in await play.say("Ben", "settings")


async def test_alone_nothing_mentions_groups(play: Play) -> None:
    """On one's own nothing speaks of a group's weeks and boards."""
    shown = await play.say("Ben", "settings", DOOR)
    assert "Boards: none: you study on your own" in shown
    assert "Show me by name" not in shown.calls
    assert "walk at your own pace" in await play.say("Ben", "group show", DOOR)
    assert "walk at your own pace" in await play.say("Ben", "week", DOOR)
    for line in ("plan", "calendar"):
        assert "On your own" in await play.say("Ben", line, DOOR)
    home = await play.say("Ben", "home", DOOR)
    assert "board" not in home
    assert "shown" not in home
    assert "no reminders" in home


async def test_ones_page_names_ones_place(play: Play) -> None:
    """One's own page names the place on the board."""
    await play.say("Ben", "done")
    assert "This month's board: place 1, 10 points" in await play.say("Ben", "home")


async def test_groupless_are_asked_no_boards(play: Play) -> None:
    """Who is in no group is not asked how boards show them."""
    form = (await play.say("Ben", "change settings", DOOR)).form
    assert list(standing(form)) == ["zone", "reminders", "daily"]


async def test_only_visibility_is_per_group(play: Play) -> None:
    """The zone goes with the person, and the visibility with the member."""
    evening = replace(STUDY, channel="evening")
    await play.set_up("evening", evening)
    await play.say("Ben", "settings zone:Tokyo boards:hidden")
    elsewhere = await play.say("Ben", "settings", evening)
    assert "`Asia/Tokyo`" in elsewhere
    assert "by name" in elsewhere


async def test_the_select_changes_board_names(play: Play) -> None:
    """The select changes how boards show one."""
    shown = await play.press("Ben", await play.say("Ben", "settings"), "Show me by initials")
    assert "✓ Boards now show you by initials" in shown


async def test_a_changed_setting_makes_a_member(play: Play) -> None:
    await play.say("Ben", "settings boards:initials")
    assert "1 member" in await play.say("Ann", "group show")


async def test_progress_counts_by_section(play: Play) -> None:
    """Progress counts readings, minutes and accuracy by section."""
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done withering")
    await play_through(play, "Ben", "quiz solo drying")
    await play_through(play, "Ben", "quiz solo picking 1", right=False)
    shown = await play.say("Ben", "progress")
    for words in (
        "2 readings, 1 h 30 min",
        "First Cups: 2 of 4 readings, 2 to go",
        "1. From the bush 1/2",
        "2. To the dry leaf 1/1",
        "3. Into the cup 0/1",
        "Drying the Leaf: 2 of 2 right (100 %)",
        "Picking the Leaf: 0 of 1 right (0 %)",
    ):
        assert words in shown


async def test_empty_progress_says_how_to_begin(play: Play) -> None:
    """Progress before the first step says how to begin."""
    shown = await play.say("Ben", "progress")
    assert "Ben's way" in shown
    assert "0 readings" in shown
    assert "`quiz solo`" in shown


async def test_the_map_shows_every_section(play: Play) -> None:
    """The map shows every section, with one's own state and the group's."""
    await play.say("Ben", "done first-flush")
    await play.say("Ann", "done withering")
    shown = await play.say("Ben", "roadmap")
    assert "◐ 1. Picking the Leaf 1/2 · group 25 %" in shown
    assert "○ 2. Drying the Leaf 0/1 · group 50 %" in shown
    assert "○ 3. Brewing 0/1 ·" in shown


async def test_shared_maps_show_no_progress(play: Play) -> None:
    """The map for everyone shows nobody's own progress."""
    await play.say("Ben", "done first-flush")
    shown = await play.press("Ben", await play.say("Ben", "roadmap"), "Show everyone")
    assert not shown.message.private
    assert "◐" not in shown
    assert "1/2" not in shown
    assert "group 50 %" in shown


@pytest.mark.parametrize("typed", ["picking", "1", "Picking the Leaf", "PICK", "section:picking"])
async def test_sections_have_id_number_title(play: Play, typed: str) -> None:
    """A section is known by its id, its number and its title."""
    shown = await play.say("Ben", f"roadmap {typed}")
    for words in (
        "Tell a bud from a leaf",
        "○ The First Flush",
        "3 quiz questions",
        "1 discussion question",
    ):
        assert words in shown


async def test_bare_sections_show_their_readings(play: Play) -> None:
    """A section without its own texts says so and shows its readings."""
    shown = await play.say("Ben", "roadmap brewing")
    assert "still being written" in shown
    assert "Water, Hot and Not So Hot" in shown
    assert "See also: The First Flush" in shown
    assert "Quiz me" not in shown.calls


async def test_the_map_marks_and_opens(play: Play) -> None:
    """Readings are marked and sections opened from the map."""
    section = await play.press("Ben", await play.say("Ben", "roadmap"), "Drying the Leaf")
    assert "On Withering: read" in await play.press("Ben", section, "On Withering")
    assert "✓ On Withering" in await play.say("Ben", "roadmap drying")


async def test_long_sections_have_pages(play: Play) -> None:
    """A section with many readings has pages, and none is lost."""
    many = tuple(_reading(number) for number in range(30))
    play.use(edited(TEA, "picking", lambda section: replace(section, readings=many)))
    shown = await play.say("Ben", "roadmap picking")
    text = shown.text
    while "More readings" in shown.calls:
        shown = await play.press("Ben", shown, "More readings")
        text += shown.text
    assert [number for number in range(30) if f"Volume {number:02} " not in text] == []
    back = await play.press("Ben", shown, "Earlier readings")
    assert "went wrong" not in back


async def test_pages_stop_at_the_last(play: Play) -> None:
    """A page beyond the last is the last."""
    assert "The First Flush" in await play.say("Ben", "roadmap picking page:99")


async def test_the_group_shows_its_settings(play: Play) -> None:
    await play.say("Ben", "done")
    shown = await play.say("Ann", "group show")
    for words in ("study", "Tea", "First Cups", "4 readings, 2 h 10 min", "`UTC`", "1 member"):
        assert words in shown


async def test_help_lists_exactly_listed_commands(play: Play) -> None:
    for_ann, for_ben = await play.say("Ann", "help"), await play.say("Ben", "help")
    for declared in COMMANDS:
        assert (f"- `{declared.usage}`" in for_ann) is declared.listed
        assert (f"- `{declared.usage}`" in for_ben) is (
            declared.listed and declared.role == "anyone"
        )


async def test_help_tells_more_about_any_command(play: Play) -> None:
    for declared in COMMANDS:
        shown = await play.say("Ben", f"help {declared.name}")
        assert declared.description in shown
        for option in declared.options:
            assert (option.description in shown) is option.listed


async def test_the_first_minute_gives_bearings(play: Play) -> None:
    """The first minute tells where one is and what to do."""
    shown = await play.say("Ben", "welcome")
    assert "study" in shown
    assert "3 sections, 5 readings, 5 quiz questions" in shown
    assert "Question 1 of 2" in await play.press("Ben", shown, "Ask me a question")
    assert "back, Ben" in await play.say("Ben", "welcome")


def _reading(number: int) -> Reading:
    title = f"Volume {number:02} of a long history"
    url = f"https://example.org/{number}"
    return Reading(
        f"volume-{number}",
        title,
        url,
        "core",
        60,
        "Whole volume",
        why="It is long.",
        authors="A. Author " * 5,
    )
