"""A weekly live round begins by itself; and how a group plays is an organiser's to say."""

import pytest

from bot.core.interaction import Address
from tests.live.round_play import begin, close, newest, said, vote, with_words
from tests.play import MONDAY, STUDY, shown
from tests.weekly.group_play import Weekly


async def test_each_week_reminds_and_begins(
    weekly: Weekly,
) -> None:
    """It is reminded of an hour before and begins by itself, every week."""
    told = await weekly.say("Ann", "group round Monday 19:00 2 race")
    assert "Mondays at 19:00, `UTC`, 2 questions, race" in told
    assert "2026-03-02T19:00:00" in told
    assert "Live round: Mondays at 19:00, `UTC`, 2 questions, race" in await weekly.say(
        "Ben", "group show"
    )
    await weekly.wait(hours=9.1)
    (reminder,) = weekly.posted("round")
    assert reminder.at == MONDAY.replace(hour=18)
    assert "2026-03-02T19:00:00" in shown(reminder.message)
    assert not said(weekly)
    await weekly.wait(hours=0.9)
    assert "Everyone is invited" in shown(said(weekly)[0].message)
    await weekly.wait(minutes=1.1)
    assert "Question 1 of 2" in newest(weekly)
    await vote(weekly, newest(weekly), Ben=True)
    await weekly.wait(days=7, minutes=10)
    assert len(weekly.posted("round")) == 2
    assert len(with_words(weekly, "The round is over")) == 2


async def test_off_drops_the_planned_too(weekly: Weekly) -> None:
    """Turned off, it ends also for what was planned already."""
    await weekly.say("Ann", "group round Monday 19:00")
    await weekly.wait(hours=9.5)
    assert "No live round begins by itself" in await weekly.say("Ann", "group round off")
    await weekly.wait(days=8)
    assert not said(weekly)


async def test_without_hour_it_asks(weekly: Weekly) -> None:
    assert "At which hour? `group round weekday:Monday hour:19:00`" in await weekly.say(
        "Ann", "group round Monday"
    )


async def test_moved_only_new_hour_counts(weekly: Weekly) -> None:
    """Moved, it comes at the new hour only."""
    await weekly.say("Ann", "group round Monday 19:00")
    await weekly.wait(hours=9.5)
    await weekly.say("Ann", "group round Tuesday 20:00")
    await weekly.wait(days=2)
    (lobby,) = [p for p in said(weekly) if "It begins" in shown(p.message)]
    assert lobby.at == MONDAY.replace(day=3, hour=20)


async def test_only_much_later_is_excused(weekly: Weekly) -> None:
    """A little late it still begins, and much later it is excused."""
    await weekly.say("Ann", "group round Monday 19:00")
    await weekly.be_lost(hours=10.5)
    assert with_words(weekly, "Everyone is invited")
    await weekly.wait(minutes=30)
    await weekly.be_lost(days=16)
    excused = with_words(weekly, "I was out of reach when the weekly live round should have begun")
    assert len(excused) == 1
    assert "2026-03-23T19:00:00" in excused[0]
    assert len(with_words(weekly, "Everyone is invited")) == 1
    await weekly.wait(days=7)
    assert len(with_words(weekly, "Everyone is invited")) == 2


async def test_running_rounds_prevent_it(weekly: Weekly) -> None:
    """While another round runs it does not begin."""
    await weekly.say("Ann", "group round Monday 9:01")
    await begin(weekly)
    await weekly.wait(minutes=3)
    assert not with_words(weekly, "Everyone is invited")


async def test_resting_groups_play_nothing(weekly: Weekly) -> None:
    """During a break of the group and after its end nothing begins."""
    await weekly.begin()
    await weekly.say("Ann", "group round Monday 19:00")
    await weekly.say("Ann", "group pause")
    await weekly.wait(days=8)
    assert not said(weekly)
    await weekly.say("Ann", "group resume")
    await weekly.wait(days=7)
    assert len(with_words(weekly, "Everyone is invited")) == 1
    await weekly.say("Ann", "group end sure:yes")
    await weekly.wait(days=15)
    assert len(with_words(weekly, "Everyone is invited")) == 1


async def test_another_zone_is_another_hour(weekly: Weekly) -> None:
    await weekly.begin()
    await weekly.say("Ann", "group round Monday 19:00")
    preview = await weekly.say("Ann", "group setup zone:Tokyo")
    await weekly.press("Ann", preview, "Confirm")
    await weekly.wait(days=7)
    (lobby,) = [p for p in said(weekly) if "It begins" in shown(p.message)]
    assert lobby.at == MONDAY.replace(hour=10)


@pytest.mark.parametrize("line", ["group live 20", "group round Monday 19:00"])
async def test_only_organisers_and_only_groups(weekly: Weekly, line: str) -> None:
    assert "for the group's organisers" in await weekly.say("Ben", line)
    assert "played in a group's channel" in await weekly.say(
        "Ann", line, Address("test", "", "@ann")
    )


async def test_a_group_sets_its_own_pace(weekly: Weekly) -> None:
    told = await weekly.say("Ann", "group live seconds:20 discussion:1 low:20 high:90")
    assert "open for 20 seconds" in told
    assert "discusses for 1 minute where 20 to 90 % were right" in told
    screen = await begin(weekly, "quiz live style:peer count:1")
    await vote(weekly, screen, Ann=True, Ben=True, Cleo=True, Dora=True, Eve=False)
    assert "talk about it" in await close(weekly, 21)
    await weekly.wait(minutes=1)
    assert "vote again" in newest(weekly)


async def test_thresholds_must_not_cross(weekly: Weekly) -> None:
    assert "must not be above" in await weekly.say("Ann", "group live low:80")
    assert "35 to 70 %" in await weekly.say("Ann", "group live")


async def test_deleted_groups_lose_settings(weekly: Weekly) -> None:
    """How a group plays is deleted with the group."""
    await weekly.say("Ann", "group live seconds:20")
    asked = await weekly.say("Ann", "group erase")
    await weekly.press("Ann", asked, "Delete it all")
    assert await weekly.rows("SELECT * FROM round_settings") == []
    assert STUDY.channel == "study"
