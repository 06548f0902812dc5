"""Slack's limits are kept by ourselves, judged by a count of its own."""

import asyncio
import re
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.slack import adapter
from adapters.slack.connection.faults import TooBusyError
from adapters.slack.connection.rate_limit import PATIENCE, POST, SPACING, TIERS, RateLimits
from tests.loopback_slack.rules.limits import TIER_OF, Limits
from tests.loopback_slack.rules.limits import TIERS as A_MINUTE
from tests.skipping import now, skipping

# The socket's address and who we are: not paced ahead (rate_limit.py says why).
AT_ONCE = {"apps.connections.open", "auth.test", POST}


@pytest.mark.parametrize("method", sorted(TIERS))
def test_a_crowd_nearly_fills_the_tier(method: str) -> None:
    """A crowd is served within the tier, and nearly as fast as it allows."""

    async def minutes(count: int) -> int:
        judge, limits, served = Limits(strict=True), RateLimits(), 0
        ends = now() + count * 60 - 1
        while now() < ends:
            await limits.turn(method, "", PATIENCE)
            assert judge.count(method, "") == 0, served
            served += 1
        return served

    _, share = TIERS[method]
    evenly = A_MINUTE[TIER_OF[method]] * (1 - share)
    assert skipping(minutes(5)) >= evenly * 5 - 1


def test_a_burst_stays_in_the_tier() -> None:
    """A crowd that comes after a quiet time is within the tier too."""

    async def crowds() -> None:
        judge, limits = Limits(strict=True), RateLimits()
        for _ in range(6):
            with suppress(TooBusyError):
                for _ in range(100):
                    await limits.turn("views.open", "", 0)
                    assert judge.count("views.open", "") == 0
            await asyncio.sleep(37)

    skipping(crowds())


def test_only_the_same_channel_waits() -> None:
    """Messages in a channel are a second apart, and other channels do not wait."""

    async def posted() -> None:
        judge, limits, begun = Limits(strict=True, burst=1), RateLimits(), now()
        for _ in range(5):
            for channel in ("C1", "C2", "C3"):
                await limits.turn(POST, channel, PATIENCE)
                assert judge.count(POST, channel) == 0
        assert now() - begun == pytest.approx(4 * SPACING, abs=0.5)

    skipping(posted())


def test_every_called_method_has_its_tier() -> None:
    """Every method that we call has the tier that Slack gives it."""
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
