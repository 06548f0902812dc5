"""Troubles on order and rate limits of the loopback server, as the real library meets them."""

import asyncio

import pytest
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback_slack.bare import client_of
from tests.loopback_slack.faults import POST
from tests.loopback_slack.protocol.server import Slack
from tests.play import Clock


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    made = client_of(slack)
    made.retry_handlers.clear()
    return made


def said(slack: Slack) -> list[str]:
    return [one.body["text"] for one in slack.world.said_in(slack.study["id"])]


async def test_slack_refuses_with_200(slack: Slack, client: AsyncWebClient) -> None:
    """A no is as Slack says it: status 200 and the name of the error."""
    slack.faults.refuse(POST, "is_archived", at=slack.study["id"])
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=slack.study["id"], text="No")
    await client.chat_postMessage(channel=slack.study["id"], text="Yes")
    assert said(slack) == ["Yes"]
    assert [request.status for request in slack.api.requests(POST)] == [200, 200]


async def test_server_errors_before_or_after_acting(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.fail(POST, 503)
    slack.faults.fail(POST, 500, after=True)
    for words in ("Lost", "Doubtful"):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel=slack.study["id"], text=words)
    assert said(slack) == ["Doubtful"]


async def test_cuts_before_or_after_acting(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.reset(POST)
    slack.faults.reset(POST, after=True)
    for words in ("Lost", "Doubtful"):
        with pytest.raises((ClientError, ConnectionError)):
            await client.chat_postMessage(channel=slack.study["id"], text=words)
    assert said(slack) == ["Doubtful"]


async def test_the_library_repeats_lost_posts(slack: Slack) -> None:
    slack.faults.reset(POST, after=True)
    await client_of(slack).chat_postMessage(channel=slack.study["id"], text="Twice")
    assert said(slack) == ["Twice", "Twice"]


async def test_an_answer_may_never_come(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.hang(POST, after=True)
    posting = asyncio.create_task(
        client.chat_postMessage(channel=slack.study["id"], text="Doubtful")
    )
    await slack.world.until(lambda: said(slack))
    assert not posting.done()
    slack.faults.release()
    with pytest.raises((ClientError, ConnectionError)):
        await posting


async def test_a_429_names_the_wait(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.limit("users.info", 7)
    with pytest.raises(SlackApiError) as fault:
        await client.users_info(user=slack.ann["id"])
    answer = fault.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (
        429,
        "ratelimited",
        "7",
    )


async def test_posts_are_counted_by_channel(
    slack: Slack, client: AsyncWebClient, clock: Clock
) -> None:
    """Messages are counted by channel and second."""
    limits = slack.api.limits
    limits.strict, limits.burst, limits.clock = True, 2, lambda: clock().timestamp()
    direct = slack.world.direct(slack.ann["id"])["id"]
    for channel in (slack.study["id"], slack.study["id"], direct):
        await client.chat_postMessage(channel=channel, text="Go")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_postMessage(channel=slack.study["id"], text="Too fast")
    clock.advance(seconds=1)
    await client.chat_postMessage(channel=slack.study["id"], text="Go")
    assert limits.refused == {POST: 1}


async def test_methods_are_counted_by_their_tiers(
    slack: Slack, client: AsyncWebClient, clock: Clock
) -> None:
    limits = slack.api.limits
    limits.strict, limits.clock = True, lambda: clock().timestamp()
    for _ in range(50):
        await client.conversations_info(channel=slack.study["id"])
    with pytest.raises(SlackApiError) as fault:
        await client.conversations_info(channel=slack.study["id"])
    assert fault.value.response.headers["Retry-After"] == "60"
    clock.advance(seconds=61)
    await client.conversations_info(channel=slack.study["id"])


async def test_the_library_waits_when_told(slack: Slack, client: AsyncWebClient) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    slack.faults.limit(POST, 1)
    await client.chat_postMessage(channel=slack.study["id"], text="Once")
    assert said(slack) == ["Once"]
