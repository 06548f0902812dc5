"""Reminders: one direct message to whoever asked and did nothing yet, at six in the evening on
their own clock.
"""

from datetime import UTC, datetime

import pytest

from bot.core.errors import DeliveryError
from tests.roads import road
from tests.weekly.group_play import Weekly

# The week of Monday, 2 March, 18:00 UTC closes on Monday, 9 March; the second day before that is
# Saturday, 7 March.
SATURDAY = (2026, 3, 7)


@pytest.fixture
async def asked(weekly: Weekly) -> Weekly:
    """A group before its first week; Ben asked for reminders, Ann did not."""
    weekly.use(road(4))
    await weekly.begin("pace:60 zone:UTC")
    await weekly.say("Ben", "settings reminders:on")
    return weekly


def nudged(weekly: Weekly, name: str) -> list[datetime]:
    channel = f"@{weekly.user(name).id}"
    return [
        p.at
        for p in weekly.platform.posts
        if p.key.startswith("nudge/") and p.address.channel == channel
    ]


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("UTC", datetime(*SATURDAY, 18, tzinfo=UTC)),
        ("Tokyo", datetime(2026, 3, 8, 9, tzinfo=UTC)),
        ("Los_Angeles", datetime(2026, 3, 8, 2, tzinfo=UTC)),
        ("Auckland", datetime(2026, 3, 8, 5, tzinfo=UTC)),
    ],
)
async def test_it_comes_at_six_locally(asked: Weekly, zone: str, at: datetime) -> None:
    """It comes at six on their own clock, on the second day before the close."""
    await asked.say("Ben", f"settings zone:{zone}")
    await asked.wait_until_week()
    await asked.wait(days=6.9)
    assert nudged(asked, "Ben") == [at]


async def test_it_tells_deadline_and_stop(asked: Weekly) -> None:
    """It says what is open, until when, and how to stop it."""
    await asked.wait_until_week()
    await asked.wait(days=6)
    (told,) = asked.direct("Ben")
    for words in ("study", "week 1", "Title of r1", "2026-03-09T18:00"):
        assert words in told
    assert "Reminders: off" in await asked.press("Ben", told, "No more reminders")
    await asked.wait(days=8)
    assert len(nudged(asked, "Ben")) == 1


async def test_only_who_asked_gets_one(asked: Weekly) -> None:
    await asked.wait_until_week()
    await asked.say("Cem", "settings boards:visible")
    await asked.wait(days=6)
    assert (nudged(asked, "Ann"), nudged(asked, "Cem")) == ([], [])


@pytest.mark.parametrize("deed", ["done r1", "done c4"])
async def test_whoever_did_something_gets_none(asked: Weekly, deed: str) -> None:
    await asked.wait_until_week()
    await asked.say("Ben", deed)
    await asked.wait(days=6)
    assert nudged(asked, "Ben") == []


async def test_every_missed_week_brings_one(asked: Weekly) -> None:
    """There is one for every week that passes without them."""
    for _ in range(4):
        await asked.wait_until_week()
    assert [at.day for at in nudged(asked, "Ben")] == [7, 14, 21]


async def test_asked_for_midweek_it_comes(asked: Weekly) -> None:
    """Asked for in the middle of a week it still comes."""
    await asked.wait_until_week()
    await asked.say("Cem", "settings reminders:on")
    await asked.wait(days=6)
    assert [at.day for at in nudged(asked, "Cem")] == [7]


async def test_a_break_needs_no_reminder(asked: Weekly) -> None:
    await asked.wait_until_week()
    await asked.say("Ann", "group pause")
    await asked.wait(days=10)
    assert nudged(asked, "Ben") == []


async def test_after_outages_late_is_unsent(asked: Weekly) -> None:
    """After an outage it is not sent in the last twelve hours."""
    await asked.wait_until_week()
    await asked.wait(days=4)
    await asked.be_lost(days=2.6)
    await asked.wait(hours=1)
    assert nudged(asked, "Ben") == []


async def test_lengthened_weeks_remind_later(asked: Weekly) -> None:
    """A week that is lengthened is reminded of before its new end."""
    await asked.wait_until_week()
    await asked.say("Ann", "group skip")
    await asked.wait(days=13)
    assert [at.day for at in nudged(asked, "Ben")] == [14]


async def test_undeliverable_turns_them_off(
    asked: Weekly,
) -> None:
    """What cannot be delivered turns them off; the next answer says so, once."""
    asked.platform.refused["@ben"] = DeliveryError("closed", permanent=True)
    await asked.wait_until_week()
    await asked.wait(days=6)
    assert "Reminders: off" in await asked.say("Ben", "settings")
    asked.platform.refused.clear()
    await asked.wait_until_week()
    await asked.wait(days=6)
    assert nudged(asked, "Ben") == []


@pytest.mark.parametrize(
    ("first", "second"), [("done r1", "done r2"), ("next", "week"), ("next", "done r1")]
)
async def test_the_lost_reminder_is_told_once(asked: Weekly, first: str, second: str) -> None:
    asked.platform.refused["@ben"] = DeliveryError("closed", permanent=True)
    await asked.wait_until_week()
    await asked.wait(days=6)
    assert "could not send you your reminder" in await asked.say("Ben", first)
    assert "could not send" not in await asked.say("Ben", second)
    assert "could not send" not in await asked.say("Ann", "done r1")


async def test_forms_leave_it_for_later(asked: Weekly) -> None:
    """A form that asks for more has told nothing yet: the next message tells it."""
    asked.platform.refused["@ben"] = DeliveryError("closed", permanent=True)
    await asked.wait_until_week()
    await asked.wait(days=6)
    await asked.say("Ben", "search")
    assert "could not send you your reminder" in await asked.say("Ben", "next")


async def test_turned_on_again_they_stay_on(asked: Weekly) -> None:
    asked.platform.refused["@ben"] = DeliveryError("closed", permanent=True)
    await asked.wait_until_week()
    await asked.wait(days=6)
    asked.platform.refused.clear()
    assert "Reminders: on" in await asked.say("Ben", "settings reminders:on")
    assert "Reminders: on" in await asked.say("Ben", "settings")
    await asked.wait_until_week()
    await asked.wait(days=6)
    assert [at.day for at in nudged(asked, "Ben")] == [14]


async def test_momentary_failures_are_retried(asked: Weekly) -> None:
    """A platform that only fails for a moment is asked again."""
    asked.platform.refused["@ben"] = DeliveryError("busy")
    await asked.wait_until_week()
    await asked.wait_until(datetime(*SATURDAY, 18, 1, tzinfo=UTC))
    asked.platform.refused.clear()
    await asked.wait(minutes=10)
    assert len(nudged(asked, "Ben")) == 1
    assert "Reminders: on" in await asked.say("Ben", "settings")
