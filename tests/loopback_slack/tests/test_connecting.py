"""Socket Mode of the loopback server, tried with the real library.

Greetings, losses, refusals, duplicates.
"""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.loopback_slack import user_actions
from tests.loopback_slack.bare import Bare, client_of, connected, in_socket_mode
from tests.loopback_slack.protocol.server import Slack


async def test_the_library_comes_and_goes(slack: Slack) -> None:
    """The real library connects and says good-bye."""
    async with connected(slack):
        assert (len(slack.sockets.live), slack.sockets.opened) == (1, 1)
    await slack.world.until(lambda: not slack.sockets.lines)


async def test_sockets_need_an_app_token(slack: Slack) -> None:
    client = client_of(slack)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=slack.app.bot_token)
    address = (await client.apps_connections_open(app_token=slack.app.app_token))["url"]
    assert address.startswith(slack.origin.replace("http", "ws", 1))


async def test_envelopes_are_spread_over_the_sockets(slack: Slack, bot: Bare) -> None:
    async with in_socket_mode(slack, bot.app):
        await slack.sockets.ready(count=2)
        asked = [
            user_actions.command(slack, slack.ann, slack.study, f"/roadmate {number}")
            for number in range(4)
        ]
        assert [len(line.carrying) for line in slack.sockets.lines] == [2, 2]
        for one in asked:
            await slack.world.until(one.acknowledged.is_set)
    assert len(bot.heard) == 4


async def test_unacknowledged_envelopes_come_again(slack: Slack, bot: Bare) -> None:
    """What was not acknowledged comes again over the next socket."""
    slack.sockets.black_hole()
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    async with in_socket_mode(slack, bot.app):
        await slack.sockets.ready(count=2)
        slack.sockets.lines[0].cut()
        await slack.world.until(lambda: not slack.deliveries.unacknowledged())
        (event,) = slack.deliveries.of_event("message")
    assert (asked.sent, event.sent, event.attempt) == (2, 2, 1)


async def test_events_wait_for_a_socket(slack: Slack) -> None:
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    async with connected(slack):
        await slack.world.until(lambda: not slack.deliveries.unacknowledged())
    assert asked.sent == 1


async def test_unfetched_events_are_lost(slack: Slack) -> None:
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    slack.sockets.lose()
    async with connected(slack) as bot:
        asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
        await slack.world.until(asked.acknowledged.is_set)
        assert not bot.events


async def test_unacknowledged_events_are_retried(slack: Slack, bot: Bare) -> None:
    """An event that is not acknowledged is told again and counted."""
    slack.deliveries.patience = 0.02
    slack.sockets.black_hole()
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    (event,) = slack.deliveries.of_event("message")
    await slack.world.until(lambda: event.attempt == 1)
    slack.sockets.heal()
    slack.deliveries.retry(event)
    await slack.world.until(event.acknowledged.is_set)
    assert (event.attempt, len(bot.events)) == (2, 1)


async def test_a_refresh_leads_to_another_socket(slack: Slack, bot: Bare) -> None:
    slack.sockets.disconnect("refresh_requested")
    await slack.world.until(lambda: slack.sockets.opened == 2)
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
    await slack.world.until(asked.acknowledged.is_set)


async def test_a_dismissed_socket_gets_nothing(slack: Slack, bot: Bare) -> None:
    async with in_socket_mode(slack, Bare(slack).app):
        first, second = slack.sockets.lines
        slack.sockets.black_hole()
        slack.sockets.disconnect("link_disabled")
        assert not slack.sockets.live
        slack.sockets.heal()
        asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
        assert not first.carrying
        assert not second.carrying
        slack.sockets.drop()
        async with in_socket_mode(slack, bot.app):
            await slack.world.until(asked.acknowledged.is_set)


async def test_a_warned_socket_still_serves(slack: Slack) -> None:
    address = (await client_of(slack).apps_connections_open(app_token=slack.app.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        slack.sockets.disconnect("warning")
        asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
        heard = [await socket.receive_json() for _ in range(3)]
        assert [one["type"] for one in heard] == ["hello", "disconnect", "slash_commands"]
        await socket.send_json(
            {"envelope_id": heard[2]["envelope_id"], "payload": {"text": "By hand"}}
        )
        await slack.world.until(asked.answered.is_set)
    assert asked.answer == {"text": "By hand"}


async def test_ten_sockets_are_the_most(slack: Slack) -> None:
    client = client_of(slack)
    async with aiohttp.ClientSession() as session:
        sockets = [
            await session.ws_connect(
                (await client.apps_connections_open(app_token=slack.app.app_token))["url"]
            )
            for _ in range(11)
        ]
        assert (await sockets[10].receive_json())["type"] == "hello"
        assert (await sockets[10].receive_json())["reason"] == "too_many_websockets"


async def test_a_refused_handshake_is_tried_again(slack: Slack) -> None:
    slack.sockets.refuse(2)
    bot = Bare(slack)
    # The library knocks at the same address again, after a pause of its ping interval.
    async with in_socket_mode(slack, bot.app, ping_interval=0.01):
        assert slack.sockets.opened == 1


async def test_each_socket_needs_an_address(slack: Slack, bot: Bare) -> None:
    """An address is good for one socket."""
    address = (await bot.client.apps_connections_open(app_token=slack.app.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as first:
        assert (await first.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError, match="401"):
            await session.ws_connect(address)
