"""On Slack admins run a group, and whoever set it up while they are a full member of its
channel.
"""

from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.channels import people
from tests.adapters.slack.answering.test_home import opened
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import posts, to_the_next_slot
from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.faults import POST

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def young(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack is asked anew who may what; the ten minutes of its own clock would not pass."""
    monkeypatch.setattr(people, "_RIGHTS_SECONDS", 0.0)


@pytest.fixture
async def founded(campus: SlackHome) -> SlackHome:
    """Ben, who is no admin, has set a group up in a channel of his own."""
    own = fixtures.add_channel(campus.slack.world, "own", campus.slack.ben)
    fixtures.join(campus.slack.world, own, campus.slack.world.bot)
    campus.slack.study = own
    await campus.driver.turn_to("Ben")
    await campus.driver.type("group setup course:road-essential pace:60")
    await campus.driver.press("Confirm")
    await campus.answered(campus.command("done first-flush", campus.slack.ben))
    await campus.timeline().advance(campus.stage.clock())  # the greeting of who was invited
    return campus


async def order(campus: SlackHome, user: Json) -> str:
    """What an organiser's command in direct messages is answered with."""
    user_actions.say(campus.slack, user, campus.direct(user), "group season Spring")
    await campus.heard()
    return campus.sees(user)[-1]


async def test_founders_in_the_channel_steer_it(
    founded: SlackHome,
) -> None:
    """Founders steer from direct messages while they are in the channel."""
    ben = founded.slack.ben
    assert "Spring" in await order(founded, ben)
    fixtures.leave(founded.slack.world, founded.slack.study, ben)
    founded.stage.clock.advance(minutes=10)
    assert "for the group's organisers" in await order(founded, ben)


async def test_a_founder_turned_guest_steers_nothing(founded: SlackHome) -> None:
    fixtures.change(founded.slack.world, founded.slack.ben, is_restricted=True)
    await founded.answered(founded.command("group season Spring", founded.slack.ben))
    assert "for the group's organisers" in founded.sees(founded.slack.ben)[-1]


async def test_a_founder_who_left_hears_nothing(founded: SlackHome) -> None:
    """A founder who left the channel gets no notice for organisers."""
    ben, world = founded.slack.ben, founded.slack.world
    before = len(world.said_in(founded.direct(ben)["id"]))
    fixtures.leave(world, founded.slack.study, ben)
    founded.faults.refuse(POST, "restricted_action", at=founded.slack.study["id"])
    await to_the_next_slot(founded)
    await founded.timeline().advance(founded.stage.clock() + timedelta(hours=1))
    assert len(world.said_in(founded.direct(ben)["id"])) == before
    fixtures.join(world, founded.slack.study, founded.slack.ann)
    await founded.answered(founded.command("group lead", founded.slack.ann))
    assert "could not send" in founded.sees(founded.slack.ann)[-1]


async def test_a_founder_who_stays_hears_notices(founded: SlackHome) -> None:
    """A founder who is in the channel gets the notice."""
    founded.faults.refuse(POST, "restricted_action", at=founded.slack.study["id"])
    await to_the_next_slot(founded)
    assert "could not send" in founded.sees(founded.slack.ben)[-1]


async def test_former_organisers_have_no_group_home(campus: SlackHome) -> None:
    """The Home tab of who does not run the group any more is about no group."""
    olga = campus.slack.olga
    await campus.answered(campus.command("group setup course:road-essential pace:60", olga))
    await campus.driver.turn_to("Olga")
    await campus.driver.press("Confirm")
    assert "Members" in await opened(campus, "Olga")
    fixtures.change(campus.slack.world, olga, is_admin=False, is_owner=False)
    fixtures.leave(campus.slack.world, campus.slack.study, olga)
    campus.stage.clock.advance(minutes=10)
    text = await opened(campus, "Olga")
    assert "Members" not in text
    assert "Next post" not in text
    assert posts(campus) == []
