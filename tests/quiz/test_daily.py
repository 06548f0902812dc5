"""The daily word on what is due: when something is, at one's own hour, until one has enough."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import DeliveryError
from tests.play import Shown
from tests.quiz.solo_play import play_through
from tests.weekly.group_play import Weekly


async def asks_daily(weekly: Weekly, line: str = "settings daily:18:00 zone:Tokyo") -> Shown:
    """Ben has answered questions, which come back on later days, and wants to hear of them."""
    await weekly.begin("course:first-cups")
    await play_through(weekly, "Ben", "quiz solo section:picking", right=False)
    return await weekly.say("Ben", line)


def heard(weekly: Weekly) -> list[datetime]:
    """When Ben was told what is due."""
    return [
        posted.at
        for posted in weekly.platform.posts
        if posted.key.startswith("daily/") and posted.address.channel == "@ben"
    ]


async def test_it_comes_at_ones_own_hour(weekly: Weekly) -> None:
    """And only when something is due."""
    assert "Each day at 18:00 I tell you what is due" in await asks_daily(weekly)
    assert "what is due for review, at 18:00" in await weekly.say("Ben", "settings")
    await weekly.wait(days=3)
    assert heard(weekly)[0] == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    (first, *_) = weekly.direct("Ben")
    assert "3 questions due today, about 2 minutes" in first
    assert "Review" in first.calls


async def test_nothing_comes_where_nothing_is_due(weekly: Weekly) -> None:
    await weekly.begin("course:first-cups")
    await weekly.say("Ben", "settings daily:18:00")
    await weekly.wait(days=3)
    assert heard(weekly) == []
    await play_through(weekly, "Ben", "quiz solo section:picking", right=False)
    await weekly.wait(days=2)
    assert len(heard(weekly)) == 1


@pytest.mark.parametrize("how", ["No more of these", "settings daily:off"])
async def test_it_ends_when_one_has_enough(weekly: Weekly, how: str) -> None:
    await asks_daily(weekly)
    await weekly.wait(days=2)
    before = len(heard(weekly))
    if how.startswith("settings"):
        told = await weekly.say("Ben", how)
    else:
        told = await weekly.press("Ben", weekly.direct("Ben")[-1], how)
    assert "No more daily messages" in told
    await weekly.wait(days=3)
    assert len(heard(weekly)) == before


async def test_another_hour_replaces_the_first(weekly: Weekly) -> None:
    await asks_daily(weekly)
    await weekly.say("Ben", "settings daily:7:30")
    await weekly.wait(days=3)
    assert {(at + timedelta(hours=9)).strftime("%H:%M") for at in heard(weekly)} == {"07:30"}
    assert len(heard(weekly)) == 3


async def test_after_a_silence_it_goes_on(weekly: Weekly) -> None:
    """What is hours late is left out; the next day's comes."""
    await asks_daily(weekly)
    await weekly.wait(days=1)
    before = len(heard(weekly))
    await weekly.be_lost(days=4.25)
    assert len(heard(weekly)) == before
    await weekly.wait(days=1)
    assert len(heard(weekly)) == before + 1


async def test_the_unreachable_hear_it_next_time(weekly: Weekly) -> None:
    """A message that cannot be delivered ends them, and the next answer says so."""
    await asks_daily(weekly)
    weekly.platform.refused["@ben"] = DeliveryError("no direct messages", permanent=True)
    await weekly.wait(days=2)
    weekly.platform.refused.clear()
    assert "could not" in await weekly.say("Ben", "done")
    assert "Each day: nothing" in await weekly.say("Ben", "settings")
