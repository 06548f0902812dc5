"""Roadmate's connection to Slack ends and comes back in every way there is, and nothing is lost."""

import asyncio
from datetime import timedelta

import pytest

from adapters.slack import texts as slack_texts
from bot.core.call import Call
from bot.core.errors import SettingsError
from bot.core.message import Button, row, say
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import begin, thread, to_the_next_slot
from tests.loopback_slack import fixtures, screen, user_actions
from tests.loopback_slack.faults import POST

OPEN_SOCKET = "apps.connections.open"


async def answers(campus: SlackHome) -> bool:
    asked = campus.command("sample where")
    await asyncio.wait_for(asked.acknowledged.wait(), 12)
    return bool(asked.answer)


async def test_two_sockets_are_kept_open(campus: SlackHome) -> None:
    assert len(campus.slack.sockets.live) == 2


async def test_both_sockets_return_after_a_drop(
    campus: SlackHome,
) -> None:
    """After a drop what was asked is answered, and both sockets come back."""
    campus.slack.sockets.drop()
    asked = campus.command("quiz solo section:picking")
    await asyncio.wait_for(asked.acknowledged.wait(), 10)
    await campus.slack.sockets.ready(count=2)
    assert len(await campus.rows("SELECT id FROM quizzes")) == 1
    assert asked.answer


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_a_dismissed_socket_is_replaced(campus: SlackHome, reason: str) -> None:
    """A socket that Slack sends away is replaced."""
    opened = campus.slack.sockets.opened
    campus.slack.sockets.disconnect(reason)  # type: ignore[arg-type] # one of the reasons there are
    await campus.slack.world.until(lambda: campus.slack.sockets.opened >= opened + 2)
    await campus.slack.sockets.ready(count=2)
    assert await answers(campus)


async def test_one_socket_answers_during_a_refresh(campus: SlackHome) -> None:
    """While one socket is refreshed the other answers."""
    campus.slack.sockets.lines[0].leaving = True
    campus.slack.sockets.lines[0].cut()
    begun = asyncio.get_running_loop().time()
    assert await answers(campus)
    assert asyncio.get_running_loop().time() - begun < 1


async def test_silent_sockets_are_replaced(campus: SlackHome) -> None:
    """Sockets that fall silent are noticed within seconds and replaced."""
    opened = campus.slack.sockets.opened
    campus.slack.sockets.black_hole()
    async with asyncio.timeout(8):
        await campus.slack.world.until(lambda: campus.slack.sockets.opened >= opened + 2)
    assert await answers(campus)


async def test_a_refused_handshake_gets_fresh_addresses(campus: SlackHome) -> None:
    """A handshake that is refused is tried again with a fresh address."""
    campus.slack.sockets.refuse(times=4)
    opened, asked = campus.slack.sockets.opened, len(campus.slack.api.requests(OPEN_SOCKET))
    campus.slack.sockets.drop()
    await campus.slack.world.until(lambda: campus.slack.sockets.opened >= opened + 2, seconds=20)
    assert len(campus.slack.api.requests(OPEN_SOCKET)) >= asked + 4


async def test_an_unreachable_slack_is_tried_again(campus: SlackHome) -> None:
    campus.faults.fail(OPEN_SOCKET, times=2)
    campus.faults.limit(OPEN_SOCKET, 1)
    campus.slack.sockets.drop()
    # A socket that was cut is there until its end is heard; what it was given then would wait for
    # the next too long.
    await campus.slack.world.until(lambda: not campus.slack.sockets.lines)
    await campus.slack.sockets.ready(count=2)
    assert await answers(campus)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("invalid_auth", slack_texts.REFUSED_APP),
        ("socket_mode_not_enabled", slack_texts.NO_SOCKET_MODE),
    ],
)
async def test_what_people_must_mend_ends_it(campus: SlackHome, error: str, told: str) -> None:
    """What only somebody can mend ends it, with one clear line that says what to do."""
    campus.faults.refuse(OPEN_SOCKET, error)
    campus.slack.sockets.drop()
    with pytest.raises(SettingsError, match=told[:30]):
        await asyncio.wait_for(campus.driver._running, 10)
    campus.driver._start()
    await campus.driver.ready()


async def test_the_doctor_sees_lost_connections(campus: SlackHome) -> None:
    campus.faults.fail(OPEN_SOCKET, times=1000)
    campus.slack.sockets.drop()
    await campus.slack.world.until(lambda: len(campus.slack.api.requests(OPEN_SOCKET)) >= 4)
    first = (await campus.adapter.check(campus.place))[0]
    assert (first.what, first.fix) == (slack_texts.ALIVE, slack_texts.DEAD)


async def test_missed_replies_are_caught_up(campus: SlackHome) -> None:
    await begin(campus)
    campus.faults.fail(OPEN_SOCKET, times=2)
    campus.slack.sockets.drop()
    await campus.slack.world.until(lambda: not campus.slack.sockets.lines)
    campus.slack.app.events.clear()  # nobody tells of it
    campus.stage.clock.advance(minutes=5)
    user_actions.say(
        campus.slack, campus.slack.ben, campus.slack.study, "While you were away", thread(campus)
    )
    await campus.slack.sockets.ready(count=2)
    await campus.driver.ready()
    await campus.timeline().advance(campus.stage.clock() + timedelta(minutes=1))
    assert await campus.rows("SELECT kind FROM activities WHERE kind = 'reply'") == [("reply",)]
    assert "While you were away" not in str(await campus.stage.everything())


async def test_groups_rest_while_archived(
    campus: SlackHome,
) -> None:
    """A channel that is archived lets its group rest, and one that comes back goes on."""
    await begin(campus)
    fixtures.archive(campus.slack.world, campus.slack.study, campus.slack.olga)
    await campus.heard()
    assert await campus.rows("SELECT next_due_at FROM schedules") == [(None,)]
    fixtures.unarchive(campus.slack.world, campus.slack.study, campus.slack.olga)
    fixtures.join(campus.slack.world, campus.slack.study, campus.slack.world.bot)
    await campus.heard()
    assert await campus.rows("SELECT next_due_at FROM schedules") != [(None,)]


async def test_a_group_follows_a_shared_channel(campus: SlackHome) -> None:
    """A group follows its private channel when that is shared and gets a new id."""
    world = campus.slack.world
    club = fixtures.add_channel(world, "club", campus.slack.ann, private=True)
    fixtures.join(world, club, world.bot)
    asked = await campus.answered(
        campus.command("group setup course:road-essential pace:60", channel=club)
    )
    assert asked.data["text"]
    shown, confirm = user_actions.labelled(screen.look(world, campus.slack.ann), "Confirm")
    await campus.answered(user_actions.press(campus.slack, campus.slack.ann, shown.place, confirm))
    fixtures.renumber(world, club)
    await campus.heard()
    await to_the_next_slot(campus)
    assert any("Week 1" in text for text in campus.said(club["id"]))


async def test_a_group_follows_its_channels_name(campus: SlackHome) -> None:
    """A group is called what its channel is called, also after a new name."""
    await begin(campus)
    fixtures.rename(campus.slack.world, campus.slack.study, "tea-club")
    await campus.heard()
    await campus.driver.type("group show")
    assert "tea-club" in campus.sees(campus.slack.ann)[-1]


async def test_hello_comes_once_and_works(campus: SlackHome) -> None:
    """Hello is said once in a new channel, and its buttons work."""
    world = campus.slack.world
    club = fixtures.add_channel(world, "club", campus.slack.ann)
    fixtures.join(world, club, campus.slack.ben)
    fixtures.join(world, club, world.bot)
    await campus.heard()
    told = campus.slack.deliveries.of_event("member_joined_channel")[-1]
    campus.slack.deliveries.retry(told)
    await world.until(lambda: told.acknowledgements == 2)
    await campus.heard()
    await campus.timeline().advance(campus.stage.clock() + timedelta(minutes=1))
    (hello,) = campus.said(club["id"])
    assert "Hello, I am Roadmate" in hello
    assert "/roadmate group setup" in hello
    (said,) = [one for one in world.said_in(club["id"]) if one.body.get("blocks")]
    await campus.answered(
        user_actions.press(
            campus.slack, campus.slack.ben, said, next(screen.controls(said.body["blocks"]))
        )
    )
    assert "Read next" in campus.sees(campus.slack.ben)[-1]


async def test_a_refused_hello_comes_later(campus: SlackHome) -> None:
    """A hello that Slack cannot take now is said later."""
    club = fixtures.add_channel(campus.slack.world, "club", campus.slack.ann)
    campus.faults.fail(POST, times=2)
    fixtures.join(campus.slack.world, club, campus.slack.world.bot)
    await campus.heard()
    await campus.timeline().advance(campus.stage.clock() + timedelta(minutes=5))
    assert ["Hello, I am Roadmate" in text for text in campus.said(club["id"])] == [True]


async def test_no_hello_where_a_group_lives(campus: SlackHome) -> None:
    """Invited again where a group lives, Roadmate says no hello."""
    world = campus.slack.world
    fixtures.leave(world, campus.slack.study, world.bot)
    fixtures.join(world, campus.slack.study, world.bot)
    await campus.heard()
    await campus.timeline().advance(campus.stage.clock() + timedelta(minutes=5))
    assert campus.said() == []


async def test_a_button_survives_a_restart(campus: SlackHome) -> None:
    """An old button works in a new process."""
    button = Button("Where?", Call("sample where"))
    post = await campus.adapter.post(campus.place, say("Week 1", row(button)), key="weekly/1")
    await campus.driver.restart()
    said = campus.slack.world.said[post.id]
    (control,) = screen.controls(said.body["blocks"])
    await campus.answered(user_actions.press(campus.slack, campus.slack.ben, said, control))
    assert "Here:" in campus.sees(campus.slack.ben)[-1]
