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


async def test_channels_mean_their_own(play: Play, group_of: Shows) -> None:
    """In a channel it is the channel's own group."""
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done", at=EVENING)
    assert await group_of(STUDY) == "study"
    assert await group_of(EVENING) == "evening"


async def test_threads_mean_their_channels(group_of: Shows) -> None:
    """In a thread it is the parent channel's group."""
    assert await group_of(THREAD) == "study"


async def test_thread_activity_counts_in_channel(play: Play) -> None:
    """What is done in a thread counts in its channel."""
    await play.say("Ben", "done", at=THREAD)
    assert await play.board("Ann") == [
        "1. Ben · 10 points",
        "You will appear here with your first points.",
    ]


@pytest.mark.parametrize("place", [LOUNGE, BENS_DOOR, BENS_CAMPUS_DOOR])
async def test_elsewhere_ones_only_group(play: Play, group_of: Shows, place: Address) -> None:
    """Elsewhere it is the only group one is in."""
    await play.say("Ben", "done")
    assert await group_of(place) == "study"
    assert "In study" not in await play.say("Ben", "next", place)


@pytest.mark.parametrize("place", [LOUNGE, BENS_DOOR])
async def test_the_last_used_of_several(play: Play, place: Address) -> None:
    """With several it is the last one used, named, with a select."""
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


async def test_looking_is_not_using(play: Play, group_of: Shows) -> None:
    """Looking at another group does not make it the last one used."""
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush", at=EVENING)
    await play.say("Ben", "done two-leaves")
    await group_of(EVENING)
    assert await group_of(BENS_DOOR) == "study"


async def test_workspaces_mean_their_own(play: Play, group_of: Shows) -> None:
    """In a workspace only its own groups are meant."""
    await play.set_up("tea room", ABROAD)
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "done two-leaves", at=ABROAD)
    assert await group_of(LOUNGE) == "study"
    assert await group_of(ABROAD_LOUNGE) == "tea room"


async def test_only_ones_groups_are_chosen(play: Play) -> None:
    """A group that one is not in cannot be chosen."""
    await play.set_up("evening", EVENING)
    await play.say("Ann", "done", at=EVENING)
    await play.say("Ben", "done")
    [(evening,)] = await play.rows("SELECT id FROM groups WHERE name = 'evening'")
    assert "aren't in that group" in await play.say("Ben", f"use {evening}", BENS_DOOR)


@pytest.mark.parametrize("place", [LOUNGE, BENS_DOOR])
async def test_groupless_means_a_private_one(play: Play, place: Address) -> None:
    """With no group at all it is a private group of one's own."""
    shown = await play.say("Ben", "group show", place)
    assert "On my own" in shown
    assert "just you" in shown
    assert "on your own" in await play.say("Ben", "leaderboard", place)
    assert await play.rows("SELECT count(*) FROM groups") == [(1,)]


async def test_private_groups_are_everywhere_alike(play: Play, group_of: Shows) -> None:
    """A private group is the same from everywhere, and one's own."""
    await play.say("Ben", "done", at=LOUNGE)
    await play.say("Ann", "done", at=LOUNGE)
    assert "1 of 4" in await play.say("Ben", "welcome", BENS_DOOR)
    assert await group_of(BENS_DOOR) == "On my own"
    assert await play.rows("SELECT count(*) FROM groups WHERE name = 'On my own'") == [(2,)]


async def test_joining_ends_the_private_one(play: Play, group_of: Shows) -> None:
    """Joining a group ends the private one but keeps what was read."""
    await play.say("Ben", "done", at=BENS_DOOR)
    await play.say("Ben", "done")
    assert await group_of(BENS_DOOR) == "study"
    assert "2 readings" in await play.say("Ben", "progress")


async def test_progress_travels_but_points_stay(
    play: Play,
) -> None:
    """Reading progress goes with the person through all groups, and points stay."""
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    assert "already" in await play.say("Ben", "done first-flush", at=EVENING)
    assert "1 reading" in await play.say("Ben", "progress", at=EVENING)
    assert "Ben" not in await play.say("Ann", "leaderboard", at=EVENING)


async def test_undo_finds_the_counting_group(play: Play) -> None:
    """A reading is taken back in the group where it was counted."""
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush")
    assert "10 points for it are taken back" in await play.say(
        "Ben", "undo first-flush", at=EVENING
    )
    assert "Ben" not in await play.say("Ann", "leaderboard")


async def test_platforms_never_share_people(play: Play) -> None:
    """The same account id on another platform is another person."""
    await play.say("Ben", "done")
    play.users["Ben elsewhere"] = User("other", "ben", "Ben")
    door = Address("other", "", "@ben")
    assert "0 readings" in await play.say("Ben elsewhere", "progress", at=door)


async def test_answers_count_where_asked(play: Play) -> None:
    """The answer to a quiz counts in the group that asked."""
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
