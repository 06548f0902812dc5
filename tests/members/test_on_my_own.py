"""What was done in a private group stays, and one press brings it into the group that is joined."""

from bot.core.interaction import Address
from tests.play import Play
from tests.quiz.solo_play import call_for
from tests.weekly.group_play import Weekly

LOUNGE = Address("test", "campus", "lounge")  # a channel without a group


async def test_joining_offers_it_and_one_press_brings_it(play: Play) -> None:
    """Points, readings of the map and activities; twice is the same as once."""
    await play.say("Ben", "done first-flush", LOUNGE)
    await play.say("Ben", "done two-leaves", LOUNGE)
    joined = await play.say("Ben", "done withering")
    assert "Shall what you did there count in study too?" in joined
    brought = await play.press("Ben", joined, "Bring it along")
    assert "2 readings, 20 points" in brought
    assert (await play.board("Ann"))[0] == "1. Ben · 30 points"
    assert "Nothing of yours waits" in await play.press("Ben", joined, "Bring it along")
    assert (await play.board("Ann"))[0] == "1. Ben · 30 points"


async def test_only_the_answer_that_made_a_member_offers_it(play: Play) -> None:
    await play.say("Ben", "done first-flush", LOUNGE)
    assert "on your own" not in await play.say("Ben", "week")
    assert "Bring it along" in (await play.say("Ben", "done two-leaves")).calls
    assert "Bring it along" not in (await play.say("Ben", "done withering")).calls
    assert "Bring it along" not in (await play.say("Ann", "done withering")).calls


async def test_boards_made_anew_say_the_same(play: Play) -> None:
    await play.say("Ben", "done first-flush", LOUNGE)
    screen = await play.say("Ben", "quiz solo 1", LOUNGE)
    await play.call("Ben", call_for(play, screen, right=True), LOUNGE)
    await play.say("Ben", "undo first-flush", LOUNGE)
    await play.say("Ben", "done first-flush")
    await play.say("Ben", "bring along")
    boards = await play.rows("SELECT points, answers, readings FROM scores WHERE period = 'all'")
    record = await play.rows("SELECT sum(points), sum(answers), sum(readings) FROM awards")
    assert [tuple(row) for row in boards] == [tuple(row) for row in record] == [(20, 1, 1)]


async def test_what_came_along_can_be_undone(play: Play) -> None:
    await play.say("Ben", "done first-flush", LOUNGE)
    await play.say("Ben", "done two-leaves")
    await play.say("Ben", "bring along")
    assert "10" in await play.say("Ben", "undo first-flush")
    assert (await play.board("Ann"))[0] == "1. Ben · 10 points"


async def test_whoever_has_read_the_week_has_finished_it(weekly: Weekly) -> None:
    await weekly.say("Ben", "done first-flush", LOUNGE)
    await weekly.say("Ben", "done two-leaves", LOUNGE)
    await weekly.begin("course:first-cups")
    await weekly.wait_until_week()
    await weekly.say("Ben", "settings boards:visible")
    await weekly.say("Ben", "bring along")
    assert "Finished: Ben" in await weekly.say("Ann", "week")


async def test_on_ones_own_there_is_no_group_to_take_it_to(play: Play) -> None:
    await play.say("Ben", "done", LOUNGE)
    assert "on your own here" in await play.say("Ben", "bring along", LOUNGE)
