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


async def test_without_threads_the_channel_serves(home: Home) -> None:
    """Where no thread may be opened the round is played in the channel."""
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


async def test_a_closed_thread_ends_the_round(
    home: Home,
) -> None:
    """Where nothing may be said in the thread, the round ends and organisers are told."""
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


async def test_a_deleted_question_is_still_revealed(
    home: Home,
) -> None:
    """A question deleted in the middle is revealed in a message of its own."""
    hall = Hall(home)
    await hall.begin("quiz live count:2")
    await hall.vote(Ben=True)
    home.discord.world.delete_message(newest(home))
    await hall.wait(60)
    assert "1 of 1 got it right" in hall.newest().text
    await hall.wait(12)
    assert "Question 2 of 2" in hall.newest().text


async def test_a_deleted_thread_ends_the_round(
    home: Home,
) -> None:
    """A thread deleted in the middle ends the round, and what was answered counts."""
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


async def test_a_broken_off_question_stands_once(
    home: Home,
) -> None:
    """A question whose connection broke after Discord acted stands there once."""
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
