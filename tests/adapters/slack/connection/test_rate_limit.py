"""Slack's limits are kept by ourselves, judged by a count of its own."""

import asyncio
import re
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.slack import adapter
from adapters.slack.connection.faults import TooBusyError
from adapters.slack.connection.rate_limit import PATIENCE, POST, SPACING, TIERS, Line, Pace
from tests.loopback_slack.rules.limits import TIER_OF, Limits
from tests.loopback_slack.rules.limits import TIERS as A_MINUTE
from tests.skipping import now, skipping

# The socket's address and who we are: not paced ahead (pace.py says why).
AT_ONCE = {"apps.connections.open", "auth.test", POST}


@pytest.mark.parametrize("method", sorted(TIERS))
def test_a_crowd_is_served_within_the_tier_and_nearly_as_fast_as_it_allows(method: str) -> None:
    async def minutes(count: int) -> int:
        limits, pace, served = Limits(strict=True), Pace(), 0
        ends = now() + count * 60 - 1
        while now() < ends:
            await pace.turn(method, "", PATIENCE)
            assert limits.count(method, "") == 0, served
            served += 1
        return served

    _, share = TIERS[method]
    evenly = A_MINUTE[TIER_OF[method]] * (1 - share)
    assert skipping(minutes(5)) >= evenly * 5 - 1


def test_a_crowd_that_comes_after_a_quiet_time_is_within_the_tier_too() -> None:
    async def crowds() -> None:
        limits, pace = Limits(strict=True), Pace()
        for _ in range(6):
            with suppress(TooBusyError):
                for _ in range(100):
                    await pace.turn("views.open", "", 0)
                    assert limits.count("views.open", "") == 0
            await asyncio.sleep(37)

    skipping(crowds())


def test_messages_in_a_channel_are_a_second_apart_and_other_channels_do_not_wait() -> None:
    async def posted() -> None:
        limits, pace, begun = Limits(strict=True, burst=1), Pace(), now()
        for _ in range(5):
            for channel in ("C1", "C2", "C3"):
                await pace.turn(POST, channel, PATIENCE)
                assert limits.count(POST, channel) == 0
        assert now() - begun == pytest.approx(4 * SPACING, abs=0.5)

    skipping(posted())


def test_they_come_in_the_order_in_which_they_asked() -> None:
    async def ordered() -> list[int]:
        line, came = Line(1.0), list[int]()

        async def come(number: int) -> None:
            await line.turn(60)
            came.append(number)

        await asyncio.gather(*(come(number) for number in range(8)))
        return came

    assert skipping(ordered()) == list(range(8))


def test_who_would_wait_too_long_is_told_at_once_for_how_long() -> None:
    async def asked() -> tuple[float, float]:
        line, begun = Line(1.0), now()
        waiting = [asyncio.create_task(line.turn(60)) for _ in range(30)]
        await asyncio.sleep(0)
        with pytest.raises(TooBusyError) as refused:
            await line.turn(20)
        took = now() - begun
        await asyncio.gather(*waiting)
        return took, refused.value.retry_after

    took, told = skipping(asked())
    assert took < 1.0
    assert told == pytest.approx(30, abs=1.1)


def test_who_goes_away_takes_nobodys_turn() -> None:
    async def left() -> float:
        line, begun = Line(1.0), now()
        await line.turn(60)
        impatient = [asyncio.create_task(line.turn(60)) for _ in range(20)]
        await asyncio.sleep(0)
        for one in impatient:
            one.cancel()
        await line.turn(60)
        return now() - begun

    assert skipping(left()) == pytest.approx(1, abs=0.5)


def test_a_line_that_is_shut_lets_nobody_through_and_then_one_by_one() -> None:
    async def shut() -> list[float]:
        line, begun = Line(0.5, at_once=10), now()
        await line.turn(60)
        line.shut(15)
        times = []
        for _ in range(3):
            await line.turn(60)
            times.append(now() - begun)
        return times

    assert skipping(shut()) == pytest.approx([15, 15.5, 16], abs=0.5)


def test_a_line_that_is_shut_while_somebody_waits_holds_them_too() -> None:
    async def shut() -> float:
        line, begun = Line(1.0), now()
        await line.turn(60)
        waiting = asyncio.create_task(line.turn(60))
        await asyncio.sleep(0.5)
        line.shut(10)
        await waiting
        return now() - begun

    assert skipping(shut()) == pytest.approx(10.5, abs=0.5)


def test_every_method_that_we_call_has_the_tier_that_slack_gives_it() -> None:
    folder = Path(adapter.__file__).parent
    code = "\n".join(
        file.read_text("utf-8") for file in folder.rglob("*.py") if file.name != "doctor.py"
    )
    called = {
        name.replace("_", ".", 1)
        for name in re.findall(r"(?<!handler\.)client\.([a-z]+_[a-zA-Z_]+)\(", code)
    }
    called = {
        "apps.connections.open" if name == "apps.connections_open" else name for name in called
    }
    assert len(called) > 12
    assert called - AT_ONCE == set(TIERS)
    assert {name: tier for name, (tier, _) in TIERS.items()} == {
        name: TIER_OF[name] for name in TIERS
    }
