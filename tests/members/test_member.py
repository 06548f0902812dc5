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


async def test_settings_show_what_is_set_and_where_it_comes_from(play: Play) -> None:
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
async def test_a_zone_is_chosen_by_its_city(play: Play, typed: str) -> None:
    shown = await play.say("Ben", f"settings {typed}")
    assert "your choice" in shown
    assert "your choice" in await play.say("Ben", "settings")


async def test_a_zone_that_may_be_several_is_asked_about(play: Play) -> None:
    told = await play.say("Ben", "settings zone:argentina")
    assert "Which one?" in told
    assert await play.rows("SELECT * FROM people") == []


@pytest.mark.parametrize("typed", ["UTC+1", "GMT+1", "CET", "EST", "zone:Etc/GMT+1", "zone:GMT +1"])
async def test_a_distance_from_greenwich_is_no_zone_since_clocks_change(
    play: Play, typed: str
) -> None:
    told = await play.say("Ben", f"settings {typed}")
    assert "when your clocks change" in told
    assert "large city" in told
    assert await play.rows("SELECT * FROM people") == []


async def test_a_zone_that_the_platform_gave_may_stay_in_the_form(play: Play) -> None:
    play.told("Ben", zone="Etc/GMT-1")
    play.told("Ann", zone="Etc/GMT-1")
    own = (await play.say("Ben", "change settings")).form
    assert "✓ Boards" in await play.call(
        "Ben", own.call.given(**standing(own) | {"boards": "initials"})
    )
    tearoom = replace(STUDY, channel="tearoom")
    rhythm = (await play.say("Ann", "group form", tearoom)).form
    assert "`Etc/GMT-1`" in await play.call("Ann", rhythm.call.given(**standing(rhythm)), tearoom)


async def test_a_city_is_offered_as_one_types_it(play: Play) -> None:
    assert await play.suggest("Ben", "settings", "zone", "mumb") == ["Asia/Kolkata"]
    assert await play.suggest("Ben", "settings", "zone", "GMT+1") == []


async def test_one_form_holds_all_settings_as_they_are(play: Play) -> None:
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


async def test_what_is_left_in_the_form_as_it_stood_is_no_choice(play: Play) -> None:
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


async def test_on_ones_own_nothing_speaks_of_a_groups_weeks_and_boards(play: Play) -> None:
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


async def test_the_own_page_names_the_place_on_the_board(play: Play) -> None:
    await play.say("Ben", "done")
    assert "This month's board: place 1, 10 points" in await play.say("Ben", "home")


async def test_who_is_in_no_group_is_asked_for_no_boards(play: Play) -> None:
    form = (await play.say("Ben", "change settings", DOOR)).form
    assert list(standing(form)) == ["zone", "reminders", "daily"]


async def test_the_zone_goes_with_the_person_and_the_visibility_with_the_member(play: Play) -> None:
    evening = replace(STUDY, channel="evening")
    await play.set_up("evening", evening)
    await play.say("Ben", "settings zone:Tokyo boards:hidden")
    elsewhere = await play.say("Ben", "settings", evening)
    assert "`Asia/Tokyo`" in elsewhere
    assert "by name" in elsewhere


async def test_the_select_changes_how_boards_show_one(play: Play) -> None:
    shown = await play.press("Ben", await play.say("Ben", "settings"), "Show me by initials")
    assert "✓ Boards now show you by initials" in shown


async def test_a_changed_setting_makes_a_member(play: Play) -> None:
    await play.say("Ben", "settings boards:initials")
    assert "1 member" in await play.say("Ann", "group show")


async def test_progress_counts_readings_minutes_and_accuracy_by_section(play: Play) -> None:
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


async def test_progress_before_the_first_step_says_how_to_begin(play: Play) -> None:
    shown = await play.say("Ben", "progress")
    assert "Ben's way" in shown
    assert "0 readings" in shown
    assert "`quiz solo`" in shown


async def test_the_map_shows_every_section_with_its_state_and_the_groups(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    await play.say("Ann", "done withering")
    shown = await play.say("Ben", "roadmap")
    assert "◐ 1. Picking the Leaf 1/2 · group 25 %" in shown
    assert "○ 2. Drying the Leaf 0/1 · group 50 %" in shown
    assert "○ 3. Brewing 0/1 ·" in shown


async def test_the_map_for_everyone_shows_nobodys_own_progress(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    shown = await play.press("Ben", await play.say("Ben", "roadmap"), "Show everyone")
    assert not shown.message.private
    assert "◐" not in shown
    assert "1/2" not in shown
    assert "group 50 %" in shown


@pytest.mark.parametrize("typed", ["picking", "1", "Picking the Leaf", "PICK", "section:picking"])
async def test_a_section_is_known_by_its_id_number_and_title(play: Play, typed: str) -> None:
    shown = await play.say("Ben", f"roadmap {typed}")
    for words in (
        "Tell a bud from a leaf",
        "○ The First Flush",
        "3 quiz questions",
        "1 discussion question",
    ):
        assert words in shown


async def test_a_section_without_its_own_texts_says_so_and_shows_its_readings(play: Play) -> None:
    shown = await play.say("Ben", "roadmap brewing")
    assert "still being written" in shown
    assert "Water, Hot and Not So Hot" in shown
    assert "See also: The First Flush" in shown
    assert "Quiz me" not in shown.calls


async def test_readings_are_marked_and_sections_opened_from_the_map(play: Play) -> None:
    section = await play.press("Ben", await play.say("Ben", "roadmap"), "Drying the Leaf")
    assert "On Withering: read" in await play.press("Ben", section, "On Withering")
    assert "✓ On Withering" in await play.say("Ben", "roadmap drying")


async def test_a_section_with_many_readings_has_pages_and_none_is_lost(play: Play) -> None:
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


async def test_a_page_beyond_the_last_is_the_last(play: Play) -> None:
    assert "The First Flush" in await play.say("Ben", "roadmap picking page:99")


async def test_the_group_is_shown_as_it_is_set(play: Play) -> None:
    await play.say("Ben", "done")
    shown = await play.say("Ann", "group show")
    for words in ("study", "Tea", "First Cups", "4 readings, 2 h 10 min", "`UTC`", "1 member"):
        assert words in shown


async def test_help_lists_every_listed_command_and_no_other(play: Play) -> None:
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


async def test_the_first_minute_tells_where_one_is_and_what_to_do(play: Play) -> None:
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
