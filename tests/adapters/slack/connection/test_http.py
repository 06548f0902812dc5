"""Slack over HTTP: signed requests are answered, and nobody else's."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from adapters.slack.adapter import Http, SlackAdapter
from adapters.slack.connection.server import HEALTH, PATH
from bot.accounts import groups
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from tests.adapters.slack.driver import PLACE, all_said
from tests.by_hand import ByHand
from tests.driver import Stage
from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.postman import FORM, JSON, written
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack, loopback
from tests.play import MONDAY


@pytest.fixture
def stage(database: SqliteDatabase) -> Stage:
    return Stage(database)


@pytest.fixture
async def slack(stage: Stage) -> AsyncIterator[Slack]:
    """Slack on the machine's own clock, by which signatures are judged.

    And Roadmate's server, which it calls.
    """
    tx = ByHand(stage.database)
    await groups.add(
        tx, Group("", "slack", PLACE.workspace, PLACE.channel, "study", "tea", "UTC"), MONDAY
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with loopback() as server:
        server.speak_http(f"http://127.0.0.1:{port}{PATH}")
        way = Http(server.app.signing_secret, "127.0.0.1", port)
        running = asyncio.create_task(
            SlackAdapter(server.app.bot_token, way, server.api_url).run(stage.engine)
        )
        await listening(port)
        yield server
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def listening(port: int) -> None:
    """Return when somebody takes connections there."""
    async with asyncio.timeout(10):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.01)


async def asked(slack: Slack, line: str) -> Asked:
    made = user_actions.command(slack, slack.ann, slack.study, f"/roadmate {line}")
    await asyncio.wait_for(made.acknowledged.wait(), 10)
    await all_said()
    return made


async def test_the_acknowledgement_carries_the_answer(slack: Slack) -> None:
    assert "Here:" in (await asked(slack, "sample where")).data["text"]


async def test_presses_modals_and_messages_are_answered(slack: Slack) -> None:
    await asked(slack, "sample press words:first")
    seen, control = user_actions.labelled(screen.look(slack.world, slack.ann), "Once more")
    pressed = user_actions.press(slack, slack.ann, seen.place, control)
    await asyncio.wait_for(pressed.answered.wait(), 10)
    assert "pressed again" in screen.look(slack.world, slack.ann)[-1].text
    await asked(slack, "sample say")
    sent = user_actions.submit(slack, slack.ann, {"words": "By modal"})
    await asyncio.wait_for(sent.answered.wait(), 10)
    assert "By modal" in json.dumps(sent.data)
    direct = slack.world.direct(slack.ann["id"])
    user_actions.say(slack, slack.ann, direct, "sample where")
    await slack.world.until(lambda: len(slack.world.said_in(direct["id"])) == 2)


async def test_slack_may_check_the_address(slack: Slack) -> None:
    heard = await slack.postman.verify_url("knock knock")
    assert heard.status == 200
    assert "knock knock" in heard.text


async def test_a_retried_event_acts_once(slack: Slack, stage: Stage) -> None:
    direct = slack.world.direct(slack.ann["id"])
    user_actions.say(slack, slack.ann, direct, "quiz solo section:picking")
    await slack.world.until(lambda: len(slack.world.said_in(direct["id"])) == 2)
    told = slack.deliveries.of_event("message")[0]
    slack.deliveries.retry(told)
    await slack.world.until(lambda: told.acknowledgements == 2)
    await all_said()
    assert len((await stage.everything())["quizzes"]) == 1
    assert len(slack.world.said_in(direct["id"])) == 2


async def test_a_forged_signature_is_refused(slack: Slack, stage: Stage) -> None:
    made = user_actions.command(slack, slack.ann, slack.study, "/roadmate sample where")
    await asyncio.wait_for(made.acknowledged.wait(), 10)
    before = await stage.everything()
    body = written(made)[0].replace("sample+where", "done+first-flush")
    assert (await slack.postman.post_forged(body, FORM)).status == 401
    assert await stage.everything() == before


@pytest.mark.parametrize("kind", [JSON, FORM])
async def test_a_forged_body_is_not_read(slack: Slack, kind: str) -> None:
    """A body with a forged signature is refused before anything reads it."""
    assert (await slack.postman.post_forged("payload={no json", kind)).status == 401


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_signatures_of_other_times_are_refused(slack: Slack, minutes: int) -> None:
    """A signature of another time, past or future, is refused."""
    timestamp = str(int((datetime.now(UTC) + timedelta(minutes=minutes)).timestamp()))
    assert (await slack.postman.post_signed_at("{}", JSON, timestamp)).status == 401


@pytest.mark.parametrize("timestamp", ["yesterday", "١٢٣", "1e9", "-5", "9" * 40, "", "1 2"])
async def test_a_malformed_timestamp_is_refused(slack: Slack, timestamp: str) -> None:
    headers = {"X-Slack-Request-Timestamp": timestamp.encode().decode("latin-1")}
    assert (await slack.postman.post("{}", JSON, headers)).status == 401


@pytest.mark.parametrize("signature", ["", "v0=", "v1=abc", "nonsense", "v0=" + "f" * 4000])
async def test_a_malformed_signature_is_refused(slack: Slack, signature: str) -> None:
    assert (await slack.postman.post("{}", JSON, {"X-Slack-Signature": signature})).status == 401


@pytest.mark.parametrize("body", ["", "no json", "[]", '"words"', "payload=no json", "{}"])
@pytest.mark.parametrize("kind", [JSON, FORM])
async def test_a_meaningless_body_breaks_nothing(slack: Slack, body: str, kind: str) -> None:
    """A signed body that means nothing breaks nothing."""
    await slack.postman.post(body, kind)
    assert "Here:" in (await asked(slack, "sample where")).data["text"]


async def test_binary_bodies_are_refused(slack: Slack) -> None:
    headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=1", "Content-Type": JSON}
    async with (
        aiohttp.ClientSession() as http,
        http.post(slack.postman.url, data=b"\xff\xfe", headers=headers) as said,
    ):
        assert said.status == 401


async def test_only_the_health_check_is_added(slack: Slack) -> None:
    """Beside Slack's own path the health check answers, and nothing else is there."""
    origin = slack.postman.url.removesuffix(PATH)
    async with aiohttp.ClientSession() as http:
        async with http.get(origin + HEALTH) as said:
            assert said.status == 200
        async with http.get(origin + "/") as said:
            assert said.status == 404


def test_the_secret_is_in_no_repr() -> None:
    assert "tealeaf" not in repr(Http("tealeaf", "127.0.0.1", 8080))
