"""Which group a command means: section 1 of the product page, on a made-up platform."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.interaction import Address, User
from tests.play import STUDY, Play

THREAD = replace(STUDY, thread="monday")
LOUNGE = Address("test", "campus", "lounge")  # a channel of the same workspace, without a group
EVENING = Address("test", "campus", "evening")
ABROAD = Address("test", "abroad", "tea-room")
ABROAD_LOUNGE = Address("test", "abroad", "lounge")
BENS_DOOR = Address("test", "", "@ben")
BENS_CAMPUS_DOOR = Address("test", "campus", "@ben")

Shows = Callable[[Address], Awaitable[str]]


@pytest.fixture
def group_of(play: Play) -> Shows:
    """The group that Ben's commands at a place are about."""

    async def shows(at: Address) -> str:
        return (await play.say("Ben", "group show", at)).text.split("\n")[0]

    return shows


async def test_in_a_channel_it_is_the_channels_own(play: Play, group_of: Shows) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done", at=EVENING)
    assert await group_of(STUDY) == "study"
    assert await group_of(EVENING) == "evening"


async def test_in_a_thread_it_is_the_parent_channels(group_of: Shows) -> None:
    assert await group_of(THREAD) == "study"


async def test_what_is_done_in_a_thread_counts_in_its_channel(play: Play) -> None:
    await play.say("Ben", "done", at=THREAD)
    assert await play.board("Ann") == [
        "1. Ben · 10 points",
        "You will appear here with your first points.",
    ]


@pytest.mark.parametrize("place", [LOUNGE, BENS_DOOR, BENS_CAMPUS_DOOR])
async def test_elsewhere_it_is_the_only_group_one_is_in(
    play: Play, group_of: Shows, place: Address
) -> None:
    await play.say("Ben", "done")
    assert await group_of(place) == "study"
    assert "In study" not in await play.say("Ben", "next", place)


@pytest.mark.parametrize("place", [LOUNGE, BENS_DOOR])
async def test_with_several_it_is_the_last_one_used_named_with_a_select(
    play: Play, place: Address
) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves", at=EVENING)
    shown = await play.say("Ben", "group show", place)
    assert shown.text.startswith("evening")
    assert "In evening." in shown
    assert "study" in shown.calls


async def test_the_select_changes_the_group(play: Play, group_of: Shows) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves", at=EVENING)
    shown = await play.say("Ben", "next", BENS_DOOR)
    changed = await play.press("Ben", shown, "study", at=BENS_DOOR)
    assert "study" in changed
    assert await group_of(BENS_DOOR) == "study"
    await play.say("Ben", "done withering", at=EVENING)
    assert await group_of(BENS_DOOR) == "evening"


async def test_looking_at_another_group_does_not_make_it_the_last_one_used(
    play: Play, group_of: Shows
) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush", at=EVENING)
    await play.say("Ben", "done two-leaves")
    await group_of(EVENING)
    assert await group_of(BENS_DOOR) == "study"


async def test_in_a_workspace_only_its_own_groups_are_meant(play: Play, group_of: Shows) -> None:
    await play.set_up("tea room", ABROAD)
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves", at=ABROAD)
    assert await group_of(LOUNGE) == "study"
    assert await group_of(ABROAD_LOUNGE) == "tea room"


async def test_a_group_one_is_not_in_cannot_be_chosen(play: Play) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ann", "done", at=EVENING)
    await play.say("Ben", "done")
    [(evening,)] = await play.rows("SELECT id FROM groups WHERE name = 'evening'")
    assert "aren't in that group" in await play.say("Ben", f"use {evening}", BENS_DOOR)


@pytest.mark.parametrize("place", [LOUNGE, BENS_DOOR])
async def test_with_none_at_all_it_is_a_private_group_of_ones_own(
    play: Play, place: Address
) -> None:
    shown = await play.say("Ben", "group show", place)
    assert "On my own" in shown
    assert "just you" in shown
    assert "on your own" in await play.say("Ben", "leaderboard", place)
    assert await play.rows("SELECT count(*) FROM groups") == [(1,)]


async def test_a_private_group_is_the_same_from_everywhere_and_ones_own(
    play: Play, group_of: Shows
) -> None:
    await play.say("Ben", "done", at=LOUNGE)
    await play.say("Ann", "done", at=LOUNGE)
    assert "1 of 4" in await play.say("Ben", "welcome", BENS_DOOR)
    assert await group_of(BENS_DOOR) == "On my own"
    assert await play.rows("SELECT count(*) FROM groups WHERE name = 'On my own'") == [(2,)]


async def test_joining_a_group_ends_the_private_one_but_keeps_what_was_read(
    play: Play, group_of: Shows
) -> None:
    await play.say("Ben", "done", at=BENS_DOOR)
    await play.say("Ben", "done")
    assert await group_of(BENS_DOOR) == "study"
    assert "2 readings" in await play.say("Ben", "progress")


async def test_reading_progress_goes_with_the_person_through_all_groups_and_points_stay(
    play: Play,
) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    assert "already" in await play.say("Ben", "done first-flush", at=EVENING)
    assert "1 reading" in await play.say("Ben", "progress", at=EVENING)
    assert "Ben" not in await play.say("Ann", "leaderboard", at=EVENING)


async def test_a_reading_is_taken_back_where_it_was_counted(play: Play) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    assert "10 points for it are taken back" in await play.say(
        "Ben", "undo first-flush", at=EVENING
    )
    assert "Ben" not in await play.say("Ann", "leaderboard")


async def test_the_same_account_id_on_another_platform_is_another_person(play: Play) -> None:
    await play.say("Ben", "done")
    play.users["Ben elsewhere"] = User("other", "ben", "Ben")
    door = Address("other", "", "@ben")
    assert "0 readings" in await play.say("Ben elsewhere", "progress", at=door)


async def test_the_answer_to_a_quiz_counts_in_the_group_that_asked(play: Play) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves", at=EVENING)
    asked = await play.say("Ben", "quiz solo drying 1", BENS_DOOR)
    [(study,)] = await play.rows("SELECT id FROM groups WHERE name = 'study'")
    await play.say("Ben", f"use {study}", BENS_DOOR)
    answer = "withering" if "first step" in asked else "250"
    await play.call("Ben", asked.calls["Answer"].given(answer=answer), BENS_DOOR)
    boards = {
        name: await play.say("Ben", "leaderboard", at)
        for name, at in (("study", STUDY), ("evening", EVENING))
    }
    assert "20 points" in boards["evening"]
    assert "10 points" in boards["study"]
