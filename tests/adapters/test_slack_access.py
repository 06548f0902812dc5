"""Whether Slack takes our token: asked when it matters, and never in the way of what people do."""

import asyncio
from collections.abc import Callable

import pytest

from tests.adapters.slack_home import SlackHome
from tests.adapters.test_slack_weekly import begin, thread
from tests.loopback_slack import hands
from tests.loopback_slack.faults import Faults

ASK = "auth.test"
TROUBLES: dict[str, Callable[[Faults], None]] = {
    "fails": lambda faults: faults.fail(ASK, times=100),
    "asks to wait": lambda faults: faults.limit(ASK, 60, times=100),
    "hangs": lambda faults: faults.hang(ASK, times=100),
    "refuses": lambda faults: faults.refuse(ASK, "invalid_auth", times=100),
}


@pytest.fixture(params=TROUBLES)
async def started(campus: SlackHome, request: pytest.FixtureRequest) -> SlackHome:
    """A Roadmate that has a group with a week, was just started, and hears nothing more of who it is."""
    await begin(campus)
    await campus.driver.restart()
    TROUBLES[request.param](campus.faults)
    return campus


def asked(campus: SlackHome) -> int:
    return len(campus.slack.api.requests(ASK))


async def test_the_first_command_after_a_start_is_answered_whatever_slack_says_of_us(started: SlackHome) -> None:
    before = asked(started)
    told = await started.answered(started.command("sample where"))
    assert "Here:" in told.data["text"]
    assert asked(started) == before


async def test_the_first_reply_after_a_start_counts_whatever_slack_says_of_us(started: SlackHome) -> None:
    before = asked(started)
    hands.say(started.slack, started.slack.ben, started.slack.study, "I have thought about it", thread(started))
    await asyncio.wait_for(started.heard(), 10)
    assert await started.rows("SELECT kind FROM activities WHERE kind = 'reply'") == [("reply",)]
    assert asked(started) == before


async def test_the_first_press_after_a_start_is_answered_whatever_slack_says_of_us(started: SlackHome) -> None:
    before, seen = asked(started), len(started.sees(started.slack.ann))
    await started.driver.press("I've read it")
    assert len(started.sees(started.slack.ann)) == seen + 1
    assert asked(started) == before


async def test_what_we_say_ourselves_is_no_reply(campus: SlackHome) -> None:
    await begin(campus)
    await campus.timeline().advance(campus.stage.clock())
    await campus.heard()
    own = [one for one in campus.slack.deliveries.of_event("message") if one.payload["event"].get("bot_id")]
    assert own
    assert await campus.rows("SELECT kind FROM activities WHERE kind = 'reply'") == []
