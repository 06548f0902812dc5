"""HTTP mode of the loopback server, tried with the real library's own server."""

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
from aiohttp import web

from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.bare import Bare
from tests.loopback_slack.postman import FORM, JSON, Postman
from tests.loopback_slack.protocol.server import Slack, loopback

COMMAND = urlencode({"command": "/roadmate", "text": "next", "user_id": "U1", "team_id": "T1"})


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """On the real clock, which the library holds against a request's own."""
    async with loopback() as opened:
        yield opened


@pytest.fixture
async def bot(slack: Slack) -> AsyncIterator[Bare]:
    bare = Bare(slack)
    server = bare.app.server(port=0, path="/slack/events")
    runner = web.AppRunner(server.web_app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.speak_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield bare
    await runner.cleanup()


@pytest.fixture
def postman(slack: Slack, bot: Bare) -> Postman:
    return slack.postman


async def test_the_response_answers_a_command(slack: Slack, bot: Bare) -> None:
    bot.act = lambda turn: turn.ack(text="By post")
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
    await slack.world.until(asked.answered.is_set)
    (seen,) = screen.look(slack.world, slack.ann)
    assert (seen.text, bot.heard[0]["text"]) == ("By post", "next")


async def test_words_alone_are_an_answer(slack: Slack, bot: Bare) -> None:
    bot.act = lambda turn: turn.ack("Just words")
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
    await slack.world.until(asked.answered.is_set)
    (seen,) = screen.look(slack.world, slack.ann)
    assert seen.text == "Just words"


async def test_presses_and_events_come_as_well(slack: Slack, bot: Bare) -> None:
    asked = user_actions.shortcut(slack, slack.ann, "next")
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    await slack.world.until(lambda: not slack.deliveries.unacknowledged())
    await slack.world.until(lambda: len(bot.heard) == 2)
    assert asked.acknowledgements == 1
    assert sorted(str(body["type"]) for body in bot.heard) == ["event_callback", "shortcut"]


async def test_an_address_is_verified(postman: Postman) -> None:
    heard = await postman.verify_url("a challenge")
    assert (heard.status, "a challenge" in heard.text) == (200, True)


async def test_a_forged_signature_is_refused(postman: Postman, bot: Bare) -> None:
    assert (await postman.post_forged(COMMAND, FORM)).status == 401
    assert (await postman.post(COMMAND, FORM, {"X-Slack-Signature": "v0=nonsense"})).status == 401
    assert (await postman.post(COMMAND, FORM, {"X-Slack-Signature": ""})).status == 401
    assert not bot.heard


@pytest.mark.parametrize("age", [-600, 600])
async def test_a_stale_request_is_refused(
    postman: Postman, bot: Bare, slack: Slack, age: int
) -> None:
    then = str(int(slack.world.now().timestamp()) - age)
    assert (await postman.post_signed_at(COMMAND, FORM, then)).status == 401
    assert not bot.heard


async def test_a_malformed_instant_trips_the_library(postman: Postman) -> None:
    """The library answers a request with a malformed instant with status 500."""
    assert (await postman.post_signed_at(COMMAND, FORM, "yesterday")).status == 500


async def test_unacknowledged_events_are_counted(slack: Slack, bot: Bare, postman: Postman) -> None:
    url, slack.postman.url = slack.postman.url, "http://127.0.0.1:9/nobody"
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    (event,) = slack.deliveries.of_event("message")
    await slack.world.until(lambda: event.attempt == 1)
    slack.postman.url = url
    slack.deliveries.retry(event, "connection_failed")
    await slack.world.until(event.acknowledged.is_set)
    assert (event.attempt, event.sent, event.reason) == (2, 3, "connection_failed")
    await slack.world.until(lambda: bot.events)


@pytest.mark.parametrize(
    ("path", "error"), [("", "dispatch_failed"), ("/elsewhere", "http_service_error")]
)
async def test_an_untaken_command_is_told(slack: Slack, bot: Bare, path: str, error: str) -> None:
    slack.postman.url = f"{slack.postman.url}{path}" if path else "http://127.0.0.1:9/nobody"
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate next")
    await slack.world.until(asked.answered.is_set)
    (seen,) = screen.look(slack.world, slack.ann)
    assert (asked.failed, error in seen.text) == (error, True)


async def test_odd_requests_are_answered(postman: Postman) -> None:
    """What is no delivery is answered with some status."""
    for body, kind in (("", JSON), ("{", JSON), ("payload={", FORM), (json.dumps([1]), JSON)):
        assert (await postman.post(body, kind)).status in {200, 400, 404, 500}
