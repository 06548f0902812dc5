"""Whether Slack takes our token: asked when it matters, and never in the way of what people do."""

import asyncio
import json
import logging
from collections.abc import Callable

import pytest

from bot.core.errors import DeliveryError, SettingsError
from bot.core.message import say
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import begin, thread
from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.faults import Fault, Faults

ASK = "auth.test"
TROUBLES: dict[str, Callable[[Faults], None]] = {
    "fails": lambda faults: faults.fail(ASK, times=100),
    "asks to wait": lambda faults: faults.limit(ASK, 60, times=100),
    "hangs": lambda faults: faults.hang(ASK, times=100),
    "refuses": lambda faults: faults.refuse(ASK, "invalid_auth", times=100),
}


@pytest.fixture(params=TROUBLES)
async def started(campus: SlackHome, request: pytest.FixtureRequest) -> SlackHome:
    """A Roadmate that has a group with a week, was just started, and hears nothing more of who it
    is.
    """
    await begin(campus)
    await campus.driver.restart()
    TROUBLES[request.param](campus.faults)
    return campus


def asked(campus: SlackHome) -> int:
    return len(campus.slack.api.requests(ASK))


async def test_the_first_command_is_answered(
    started: SlackHome,
) -> None:
    """The first command after a start is answered, whatever Slack says of us."""
    before = asked(started)
    told = await started.answered(started.command("sample where"))
    assert "Here:" in told.data["text"]
    assert asked(started) == before


async def test_the_first_reply_counts(
    started: SlackHome,
) -> None:
    """The first reply after a start counts, whatever Slack says of us."""
    before = asked(started)
    user_actions.say(
        started.slack,
        started.slack.ben,
        started.slack.study,
        "I have thought about it",
        thread(started),
    )
    await asyncio.wait_for(started.heard(), 10)
    assert await started.rows("SELECT kind FROM activities WHERE kind = 'reply'") == [("reply",)]
    assert asked(started) == before


async def test_the_first_press_is_answered(
    started: SlackHome,
) -> None:
    """The first press after a start is answered, whatever Slack says of us."""
    before, seen = asked(started), len(started.sees(started.slack.ann))
    await started.driver.press("I've read it")
    assert len(started.sees(started.slack.ann)) == seen + 1
    assert asked(started) == before


async def test_our_own_words_are_no_reply(campus: SlackHome) -> None:
    await begin(campus)
    await campus.timeline().advance(campus.stage.clock())
    await campus.heard()
    own = [
        one
        for one in campus.slack.deliveries.of_event("message")
        if one.payload["event"].get("bot_id")
    ]
    assert own
    assert await campus.rows("SELECT kind FROM activities WHERE kind = 'reply'") == []


async def ends(campus: SlackHome) -> None:
    """Return when Roadmate has ended with the line that says what to do about the token."""
    with pytest.raises(SettingsError, match="ROADMATE_SLACK_BOT_TOKEN"):
        await asyncio.wait_for(asyncio.shield(campus.driver._running), 10)


async def begins_anew(campus: SlackHome) -> None:
    """Whoever runs it has installed the app again, and started it."""
    campus.slack.app.state = "installed"
    campus.driver._start()
    await campus.driver.ready()


async def rests(campus: SlackHome) -> bool:
    return await campus.rows("SELECT next_due_at FROM schedules") == [(None,)]


async def goes_on(campus: SlackHome) -> None:
    async with asyncio.timeout(10):
        while True:
            if not await rests(campus):
                return
            await asyncio.sleep(0.01)


async def test_groups_rest_while_uninstalled(
    campus: SlackHome,
) -> None:
    """An uninstalled app ends and its groups rest; once installed again they go on."""
    await begin(campus)
    fixtures.uninstall(campus.slack.world, campus.slack.app)
    await ends(campus)
    assert await rests(campus)
    await begins_anew(campus)
    await goes_on(campus)


async def test_an_untold_uninstallation_is_noticed(
    campus: SlackHome,
) -> None:
    """An uninstallation that nobody tells of is noticed at the next connection."""
    await begin(campus)
    campus.slack.app.events.clear()
    fixtures.uninstall(campus.slack.world, campus.slack.app)
    campus.slack.sockets.drop()
    await ends(campus)
    assert await rests(campus)
    await begins_anew(campus)


async def test_a_revoked_token_loses_no_week(campus: SlackHome) -> None:
    """A revoked token ends it and loses no week."""
    await begin(campus)
    fixtures.revoke(campus.slack.world, campus.slack.app)
    await ends(campus)
    assert not await rests(campus)
    await begins_anew(campus)


async def test_groups_rest_until_slack_confirms_us(
    campus: SlackHome,
) -> None:
    """Groups that rest go on only when Slack has said that we are there."""
    await begin(campus)
    campus.faults.hang(ASK)
    campus.slack.events.send({"type": "app_uninstalled"})
    await campus.heard()
    campus.slack.sockets.drop()
    await campus.slack.world.until(lambda: not campus.slack.sockets.lines)
    await campus.driver.ready()
    assert (await campus.answered(campus.command("sample where"))).data["text"]
    assert await rests(campus)
    campus.faults.release()
    await goes_on(campus)


@pytest.mark.parametrize("trouble", ["none", "limit", "fail"])
async def test_somebody_elses_token_ends_nothing(campus: SlackHome, trouble: str) -> None:
    """The end of somebody else's token does not end Roadmate."""
    before = asked(campus)
    if trouble != "none":
        getattr(campus.faults, trouble)(ASK)
    fixtures.revoke_of(campus.slack.world, campus.slack.ann)
    await campus.slack.world.until(
        lambda: asked(campus) == before + (1 if trouble == "none" else 2)
    )
    assert (await campus.answered(campus.command("sample where"))).data["text"]
    assert not campus.driver._running.done()


async def test_a_post_notices_a_refused_token(
    campus: SlackHome, caplog: pytest.LogCaptureFixture
) -> None:
    """A token that is refused while posting is one line and an end."""
    campus.slack.app.events.clear()
    fixtures.revoke(campus.slack.world, campus.slack.app)
    # Whether the token is good at all is answered when all of them are refused: the answer ends
    # everything.
    campus.faults.hang(ASK)
    posting = [
        campus.adapter.post(campus.place, say("Week 1"), key=f"weekly/{number}")
        for number in range(5)
    ]
    assert [type(fault) for fault in await asyncio.gather(*posting, return_exceptions=True)] == [
        DeliveryError
    ] * 5
    campus.faults.clear()
    await ends(campus)
    (told,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "bot token" in told.getMessage()
    await begins_anew(campus)


async def test_a_persons_token_is_wrong(campus: SlackHome) -> None:
    """The token of a person, not of a bot, is refused like a wrong one."""
    await campus.driver.stop()
    who = {
        "ok": True,
        "team_id": campus.place.workspace,
        "user_id": campus.slack.ann["id"],
        "user": "ann",
    }
    campus.faults.order(ASK, Fault("answer", body=json.dumps(who)), times=1, at="")
    campus.driver._start()
    await ends(campus)
    await begins_anew(campus)
