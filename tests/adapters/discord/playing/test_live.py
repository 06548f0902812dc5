"""Live rounds on Discord, played through the real library.

And what can go wrong with them only there.
"""

import pytest

from tests.adapters.discord.home import Home, Json
from tests.adapters.live_hall import Hall
from tests.adapters.live_scenarios import LiveScenarios
from tests.loopback_discord import fixtures


class TestDiscord(LiveScenarios):
    @pytest.fixture
    def hall(self, home: Home) -> Hall:
        return Hall(home)


def newest(home: Home) -> Json:
    """The message that everybody sees last, as Discord keeps it."""
    world = home.discord.world
    return next(
        one
        for one in reversed(world.messages.values())
        if one["id"] not in world.audience and not one["type"]
    )


async def test_where_no_thread_may_be_opened_it_is_played_in_the_channel(home: Home) -> None:
    hall = Hall(home)
    fixtures.deny(home.discord.world, home.discord.study, "create_public_threads")
    await home.heard()
    await hall.begin("quiz live count:1")
    assert "Question 1 of 1" in hall.newest().text
    assert not hall.newest().thread
    await hall.vote(Ben=True)
    await hall.wait(60)
    await hall.wait(12)
    assert "1. Ben · 1 of 1 right" in hall.newest().text


async def test_where_nothing_may_be_said_in_the_thread_the_round_ends_and_organisers_are_told(
    home: Home,
) -> None:
    hall = Hall(home)
    await hall.type("Ann", "group live seconds:60")
    fixtures.deny(home.discord.world, home.discord.study, "send_messages_in_threads")
    await home.heard()
    await hall.begin("quiz live count:1")
    await hall.wait(60)
    assert "I could not post any more" in hall.newest().text
    assert await home.rows("SELECT why FROM rounds") == [("gone",)]
    direct = home.discord.world.direct(home.discord.ann["id"])["id"]
    assert "live round" in "\n".join(home.said(direct))


async def test_a_question_deleted_in_the_middle_is_revealed_in_a_message_of_its_own(
    home: Home,
) -> None:
    hall = Hall(home)
    await hall.begin("quiz live count:2")
    await hall.vote(Ben=True)
    home.discord.world.delete_message(newest(home))
    await hall.wait(60)
    assert "1 of 1 got it right" in hall.newest().text
    await hall.wait(12)
    assert "Question 2 of 2" in hall.newest().text


async def test_a_thread_deleted_in_the_middle_ends_it_and_what_was_answered_counts(
    home: Home,
) -> None:
    hall = Hall(home)
    await hall.begin("quiz live count:2")
    await hall.vote(Ben=True)
    thread = home.discord.world.channels[newest(home)["channel_id"]]
    fixtures.delete(home.discord.world, thread)
    await home.heard()
    await hall.wait(600)
    assert await home.rows("SELECT state, why FROM rounds") == [("ended", "gone")]
    assert await home.rows("SELECT sum(points) FROM awards") == [(10,)]
    assert "here it comes" in (await hall.type("Ann", "quiz live")).text


async def test_a_question_whose_connection_broke_after_discord_acted_stands_once(
    home: Home,
) -> None:
    hall = Hall(home)
    await hall.type("Ann", "quiz live count:1")
    await hall.wait()
    await hall.press("Ann", "Start now")
    home.faults.reset("POST /channels/{channel_id}/messages", after=True)
    await hall.wait(45)
    titles = [one.text.split("\n")[0] for one in hall.public()]
    assert titles.count("Question 1 of 1") == 1
    await hall.vote(Ben=True)
    await hall.wait(90)
    assert "1. Ben · 1 of 1 right" in hall.newest().text
